"""Shapes by zoom: first what can be seen of them from afar, the rest of each border in blocks.

A border is generalised alone and keeps its ends, once the borders between all shapes are known:
neighbours never part, and a border that comes later takes its place in all shapes that have it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geodata.contents import Array
from geodata.store import Store
from layers.arcs import UNIT, Arcs
from layers.mercator import pixels
from layers.zooms import USUAL, fitting

LEFT_OUT = 1.0  # pixels at most: Leaflet leaves as much out of whatever it draws
CLOSER = 1  # zooms from where a usual map shows the place whole
WORTH = 0.5  # of the points, at most, are left where it is worth to ask twice
MOST = 16_000  # points of a block, of about 30 kB


def seen_until(store: Store) -> float:
    """The zoom up to which a reader sees no more than the generalised shapes of a place hold."""
    return fitting(store, USUAL) + CLOSER


def generalised(whole: Arcs, zoom: float) -> Arcs:
    """What can be seen of some arcs at a zoom or farther away; all where that is most of them.

    Each line is simplified alone after D. H. Douglas and T. K. Peucker (1973). A ring keeps three
    corners at least.
    """
    places = pixels(whole.points[:, 0] / UNIT, whole.points[:, 1] / UNIT, zoom=zoom)
    numbered = np.column_stack([places, np.arange(len(places))])
    lines = shapely.linestrings(numbered, indices=whole.owners)
    simple = shapely.simplify(lines, LEFT_OUT, preserve_topology=False)
    kept = np.zeros(len(places), dtype=np.bool_)
    kept[shapely.get_coordinates(simple, include_z=True)[:, 2].astype(int)] = True
    _open(whole, kept)
    return whole.keeping(kept) if kept.mean() <= WORTH else whole


def _open(whole: Arcs, kept: Array) -> None:
    """Keep more points of rings that would be mere lines."""
    starts = whole.ends - whole.sizes
    corners = np.add.reduceat(kept, starts, dtype=int) - 1
    for ring in whole.rings():
        if corners[ring].sum() < 3:
            for one in ring:
                kept[starts[one] + _widest(whole.points[starts[one] : whole.ends[one]])] = True


def _widest(line: Array) -> Array:
    """Of a line the point that is farthest from its start, and the one farthest beside the two."""
    away = (line - line[0]).astype(float)
    far = int(np.argmax(np.hypot(*away.T)))
    return np.array([far, np.argmax(np.abs(away @ [-away[far, 1], away[far, 0]]))])


def blocks(whole: Arcs, simple: Arcs) -> list[Array]:
    """The numbers of the arcs that have lost points, in groups of near ones; each is in one."""
    numbers = np.flatnonzero(simple.sizes < whole.sizes)
    south_west, north_east = _reaches(whole)
    return _halved(numbers, (south_west + north_east) / 2, whole.sizes) if len(numbers) else []


def _halved(numbers: Array, middles: Array, sizes: Array) -> list[Array]:
    """Numbers in groups of few enough points: halved across the longer side until they are."""
    if sizes[numbers].sum() <= MOST or len(numbers) == 1:
        return [np.sort(numbers)]
    axis = int(np.argmax(np.ptp(middles[numbers], axis=0)))
    order = numbers[np.argsort(middles[numbers, axis], kind="stable")]
    halves = np.array_split(order, 2)
    return [group for half in halves for group in _halved(half, middles, sizes)]


def _reaches(whole: Arcs) -> tuple[Array, Array]:
    """The least and the largest of the steps east and north of each arc, a row each."""
    starts = whole.ends - whole.sizes
    return np.minimum.reduceat(whole.points, starts), np.maximum.reduceat(whole.points, starts)


def boxes(whole: Arcs, groups: list[Array]) -> list[list[list[float]]]:
    """South-west and north-east corners of each group, as latitude and longitude."""
    low, high = _reaches(whole)
    found = ((low[one].min(axis=0), high[one].max(axis=0)) for one in groups)
    return [[(corner[::-1] / UNIT).tolist() for corner in pair] for pair in found]


def block(whole: Arcs, numbers: Array) -> dict[str, Any]:
    """The file of some arcs in full, with their numbers."""
    return {"numbers": numbers.tolist(), "arcs": whole.steps(numbers)}
