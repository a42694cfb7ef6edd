"""Where the arrow keys lead: to the neighbour lying most nearly in that direction."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely

from geodata.store import Level

NOWHERE = -1
ARROWS = {"ArrowUp": (1, 0), "ArrowRight": (0, 1), "ArrowDown": (-1, 0), "ArrowLeft": (0, -1)}


def moves(level: Level, points: Sequence[shapely.Point]) -> list[list[int]]:
    """For each area the index each of ARROWS leads to, in that order; NOWHERE at the edge.

    A neighbour shares a border, and lies within a quarter turn of the arrow. `points` are inside
    the areas, as longitude and latitude.
    """
    near = neighbours(level)
    return [
        [_straightest(here, near[here], points, arrow) for arrow in ARROWS.values()]
        for here in range(len(points))
    ]


def neighbours(level: Level) -> list[list[int]]:
    """For each area the indices of the areas it shares a border with."""
    tree = shapely.STRtree(level.geometry)
    left, right = tree.query(level.geometry, predicate="intersects")
    found: list[list[int]] = [[] for _ in level.codes]
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        if one != other:
            found[one].append(other)
    return [sorted(others) for others in found]


def _straightest(
    here: int, near: Sequence[int], points: Sequence[shapely.Point], arrow: tuple[int, int]
) -> int:
    best, straightest = NOWHERE, 0.05
    squeeze = math.cos(math.radians(points[here].y))
    for other in near:
        north = points[other].y - points[here].y
        east = (points[other].x - points[here].x) * squeeze
        straight = (north * arrow[0] + east * arrow[1]) / math.hypot(north, east)
        if straight > straightest:
            best, straightest = other, straight
    return best
