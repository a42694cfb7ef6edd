"""Polygons as they are sent: a border that two shapes share once, its points as steps.

`assets/arcs.js` makes GeoJSON of it again, to the same five decimals of a degree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

UNIT = 100_000  # steps in a degree

Point = tuple[int, int]
Points = tuple[Point, ...]


def arcs(collection: Mapping[str, Any]) -> dict[str, Any]:
    """A GeoJSON collection of polygons as arcs and shapes.

    An arc is a flat list of steps east and north, the first from the end of the arc before. A
    shape has the properties of its feature and, for every part and every ring of it, the numbers of
    its arcs; the ones' complement of a number where the arc runs backwards. Points as features are
    refused with a KeyError.
    """
    shapes = [(one["properties"], _parts(one["geometry"])) for one in collection["features"]]
    ends = _ends(ring for _, parts in shapes for part in parts for ring in part)
    known: dict[Points, int] = {}
    found = [
        [properties, [[_numbers(ring, ends, known) for ring in part] for part in parts]]
        for properties, parts in shapes
    ]
    return {"arcs": _steps(known), "shapes": found}


def _parts(geometry: Mapping[str, Any]) -> list[list[Points]]:
    """Rings of each part in whole steps; the last point, which is the first again, is left out."""
    kinds = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    return [
        [tuple((round(x * UNIT), round(y * UNIT)) for x, y in ring[:-1]) for ring in part]
        for part in kinds[geometry["type"]]
    ]


def _ends(rings: Iterable[Points]) -> set[Point]:
    """Points where borders meet: those with other neighbours than one before and one after."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for at, point in enumerate(ring):
            beside[point] |= {ring[at - 1], ring[(at + 1) % len(ring)]}
    return {point for point, around in beside.items() if len(around) != 2}


def _numbers(ring: Points, ends: set[Point], known: dict[Points, int]) -> list[int]:
    """The arcs of a ring, which are added to those that are known; a ring alone is one arc."""
    start = next((at for at, point in enumerate(ring) if point in ends), ring.index(min(ring)))
    turned = (*ring[start:], *ring[: start + 1])
    cuts = [at for at, point in enumerate(turned) if point in ends] or [0, len(ring)]
    return [_number(turned[first : last + 1], known) for first, last in pairwise(cuts)]


def _number(arc: Points, known: dict[Points, int]) -> int:
    backwards = known.get(arc[::-1])
    return known.setdefault(arc, len(known)) if backwards is None else ~backwards


def _steps(known: Iterable[Points]) -> list[list[int]]:
    x, y = 0, 0
    every: list[list[int]] = []
    for arc in known:
        steps: list[int] = []
        for east, north in arc:
            steps += [east - x, north - y]
            x, y = east, north
        every.append(steps)
    return every
