"""Where the arrow keys lead."""

from __future__ import annotations

import shapely

from geodata.store import Level, Store
from layers.levels import LEVELS
from layers.travel import ARROWS, NOWHERE, borders, moves


def inside(level: Level) -> list[shapely.Point]:
    return list(shapely.point_on_surface(level.geometry))


def pairs(level: Level) -> set[tuple[int, int]]:
    here, near = borders(level)
    return set(zip(here.tolist(), near.tolist(), strict=True))


def test_an_arrow_leads_to_a_bordering_area_on_that_side(store: Store) -> None:
    for name, year in LEVELS:
        level = store.level(name, year)
        points, near = inside(level), pairs(level)
        assert {target for targets in moves(level, points) for target in targets} > {NOWHERE}
        for here, targets in enumerate(moves(level, points)):
            for (north, east), target in zip(ARROWS.values(), targets, strict=True):
                if target == NOWHERE:
                    continue
                assert (here, target) in near
                up, right = points[target].y - points[here].y, points[target].x - points[here].x
                assert up * north + right * east > 0


def test_arrows_alone_reach_nearly_every_area(store: Store) -> None:
    """Page Up and Page Down walk through all of them in order of rank, so none is out of reach."""
    for name, year in LEVELS:
        level = store.level(name, year)
        steps = moves(level, inside(level))
        seen, todo = {0}, [0]
        while todo:
            new = set(steps[todo.pop()]) - seen - {NOWHERE}
            seen |= new
            todo += new
        assert len(seen) > 0.97 * len(steps)


def test_bordering_goes_both_ways(store: Store) -> None:
    level = store.level("lsoa", 2021)
    near = pairs(level)
    assert {(other, here) for here, other in near} == near
    assert {here for here, _ in near} == set(range(len(level.codes)))
