"""Shapes generalised by zoom: neighbours stay together, and blocks bring back what was left out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geodata.store import Store
from layers import areas, generalised, wards, zooms
from layers.arcs import UNIT, Arcs, arcs
from layers.generalised import LEFT_OUT, blocks, boxes, seen_until
from layers.mercator import pixels

FAR = 9.0  # a zoom at which little is seen of a borough


@pytest.fixture(scope="module")
def whole(store: Store) -> Arcs:
    return arcs(areas.shapes(store))


@pytest.fixture(scope="module")
def coarse(whole: Arcs) -> Arcs:
    return generalised.generalised(whole, FAR)


def lines(one: Arcs) -> list[np.ndarray]:
    return np.split(one.points, one.ends[:-1])


@pytest.mark.parametrize("layer", [areas, wards])
def test_a_borough_is_sent_as_it_is(store: Store, layer: object) -> None:
    found = arcs(layer.shapes(store))  # type: ignore[attr-defined]
    assert generalised.generalised(found, seen_until(store)) is found


def test_borders_keep_their_ends_and_are_no_farther_off_than_can_be_seen(
    whole: Arcs, coarse: Arcs
) -> None:
    assert len(coarse.points) < len(whole.points) / 2
    assert coarse.shapes is whole.shapes  # made of the same borders: neighbours share them still
    for before, after in zip(lines(whole), lines(coarse), strict=True):
        assert after[[0, -1]].tolist() == before[[0, -1]].tolist()
        places = [pixels(*(one / UNIT).T, zoom=FAR) for one in (before, after)]
        assert shapely.hausdorff_distance(*map(shapely.LineString, places)) <= LEFT_OUT


def test_every_ring_keeps_some_ground(coarse: Arcs) -> None:
    for rings in coarse.outlines():
        for ring in rings:
            assert shapely.Polygon(ring).area > 0


def test_an_island_smaller_than_a_pixel_keeps_a_triangle() -> None:
    turns = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = np.column_stack([np.cos(turns), np.sin(turns)]) / 1000
    island = {"type": "Polygon", "coordinates": [[*ring.tolist(), ring[0].tolist()]]}
    small = generalised.generalised(
        arcs({"features": [{"properties": {}, "geometry": island}]}), zoom=0
    )
    assert len(small.points) == 4
    assert shapely.Polygon(small.points).area > 0


def test_blocks_hold_each_border_that_lost_points_once_and_in_full(
    whole: Arcs, coarse: Arcs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generalised, "MOST", 500)
    groups = blocks(whole, coarse)
    assert len(groups) > 4
    assert all(whole.sizes[one].sum() <= 500 for one in groups)
    lost = np.flatnonzero(coarse.sizes < whole.sizes)
    assert sorted(np.concatenate(groups)) == lost.tolist()
    found = lines(coarse)
    for numbers, (low, high) in zip(groups, boxes(whole, groups), strict=True):
        sent = generalised.block(whole, numbers)
        steps = np.concatenate(sent["arcs"]).reshape(-1, 2).cumsum(axis=0)
        places = steps[:, ::-1] / UNIT
        assert (places >= low).all()
        assert (places <= high).all()
        cuts = np.cumsum([len(one) // 2 for one in sent["arcs"]])[:-1]
        for number, line in zip(sent["numbers"], np.split(steps, cuts), strict=True):
            found[number] = line
    assert np.concatenate(found).tolist() == whole.points.tolist()


def test_a_map_looks_as_far_as_shows_its_place_on_a_small_screen(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert zooms.farthest(store) == zooms.FARTHEST
    monkeypatch.setattr(zooms, "SMALL", (50.0, 50.0))  # as if the place were six times as wide
    assert zooms.farthest(store) == 8
