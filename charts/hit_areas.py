"""How far around a dot a finger may press: never nearer to another dot."""

from __future__ import annotations

import math
from collections.abc import Sequence

LEAST = 2  # units between corners
REACH = 28  # units to each side: 44 pixels across where a chart is as narrow as on a phone
Place = tuple[float, float]


def reaches(dots: Sequence[Place]) -> list[str]:
    """For each dot the path of a square around it, cut half way to its neighbours."""
    return [_path(_cell(dot, dots)) for dot in dots]


def _path(cell: Sequence[Place]) -> str:
    """Whole units, each corner from the one before and not beside it: a page has many of them."""
    path, last = "", (0, 0)
    for corner in ((round(x), round(y)) for x, y in cell):
        if math.dist(corner, last) >= LEAST or not path:
            path += f" {corner[0] - last[0]} {corner[1] - last[1]}"
            last = corner
    return f"m{path[1:]}".replace(" -", "-")


def _cell(dot: Place, dots: Sequence[Place]) -> list[Place]:
    x, y = dot
    cell = [(x + a * REACH, y + b * REACH) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    for other in dots:
        if other != dot and math.dist(dot, other) < 3 * REACH:
            cell = _nearer(cell, dot, other)
    return cell


def _nearer(cell: Sequence[Place], dot: Place, other: Place) -> list[Place]:
    """The part of a convex polygon that is nearer to `dot` than to `other`."""
    across, down = other[0] - dot[0], other[1] - dot[1]
    half = (across * (other[0] + dot[0]) + down * (other[1] + dot[1])) / 2
    over = [across * x + down * y - half for x, y in cell]
    kept: list[Place] = []
    for number, (x, y) in enumerate(cell):
        before, (u, v) = over[number - 1], cell[number - 1]
        if before * over[number] < 0:
            share = before / (before - over[number])
            kept.append((u + share * (x - u), v + share * (y - v)))
        if over[number] <= 0:
            kept.append((x, y))
    return kept
