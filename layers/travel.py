"""Where the arrow keys lead: to the neighbour lying most nearly in that direction."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from geodata.contents import Array
from geodata.store import Level

NOWHERE = -1
LEAST = 0.05  # cosine of the angle between an arrow and the way to where it leads
ARROWS = {"ArrowUp": (1, 0), "ArrowRight": (0, 1), "ArrowDown": (-1, 0), "ArrowLeft": (0, -1)}


def moves(level: Level, points: Sequence[shapely.Point]) -> list[list[int]]:
    """For each area the index each of ARROWS leads to, in that order; NOWHERE at the edge.

    A neighbour shares a border, and lies within a quarter turn of the arrow. `points` are inside
    the areas, as longitude and latitude.
    """
    here, near = borders(level)
    x, y = shapely.get_x(points), shapely.get_y(points)
    north = y[near] - y[here]
    east = (x[near] - x[here]) * np.cos(np.radians(y[here]))
    length = np.hypot(north, east)
    found = np.full((len(points), len(ARROWS)), NOWHERE)
    for at, (up, right) in enumerate(ARROWS.values()):
        straight = (north * up + east * right) / length
        order = np.lexsort((-near, straight))  # what is written last stands: of equals the first
        kept = order[straight[order] > LEAST]
        found[here[kept], at] = near[kept]
    return found.tolist()


def borders(level: Level) -> tuple[Array, Array]:
    """The indexes of areas that share a border, each pair both ways."""
    tree = shapely.STRtree(level.geometry)
    here, near = tree.query(level.geometry, predicate="intersects")
    others = here != near
    return here[others], near[others]
