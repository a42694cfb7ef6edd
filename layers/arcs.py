"""Polygons as they are sent: a border that two shapes share once, its points as steps.

`assets/arcs.js` makes GeoJSON of it again, to the same five decimals of a degree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any

import numpy as np
import shapely

from geodata.contents import Array

UNIT = 100_000  # steps in a degree

Point = tuple[int, int]
Points = tuple[Point, ...]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Borders, and the shapes that are made of them.

    `points` are those of all arcs, one after the other, in whole steps east and north, a row each;
    `ends` say where in it each arc ends. A shape has the properties of its feature and, for every
    part and every ring of it, the numbers of its arcs; the ones' complement of a number where the
    arc runs backwards.
    """

    points: Array
    ends: Array
    shapes: list[Any]

    @property
    def sizes(self) -> Array:
        """How many points each arc has."""
        return np.diff(self.ends, prepend=0)

    @property
    def owners(self) -> Array:
        """The number of the arc that each point is of."""
        return np.repeat(np.arange(len(self.ends)), self.sizes)

    def rings(self) -> Iterator[list[int]]:
        """The numbers of the arcs of every ring of every shape, none of them backwards."""
        for _, parts in self.shapes:
            for ring in chain.from_iterable(parts):
                yield [max(number, ~number) for number in ring]

    def outlines(self) -> Iterator[list[Array]]:
        """The closed rings of every shape, in degrees, a row a point."""
        lines = np.split(self.points / UNIT, self.ends[:-1])
        for _, parts in self.shapes:
            yield [
                np.concatenate([lines[one] if one >= 0 else lines[~one][::-1] for one in ring])
                for ring in chain.from_iterable(parts)
            ]

    def keeping(self, kept: Array) -> Arcs:
        """The same arcs with some of their points; `kept` says of each whether it stays."""
        return replace(self, points=self.points[kept], ends=np.cumsum(kept)[self.ends - 1])

    def steps(self, numbers: Array | None = None) -> list[list[int]]:
        """All arcs or some, each a flat list of steps, the first from the end of the one before."""
        chosen = np.arange(len(self.ends)) if numbers is None else numbers
        starts = self.ends - self.sizes
        places = [np.arange(starts[one], self.ends[one]) for one in chosen]
        moves = np.diff(self.points[np.concatenate(places)], axis=0, prepend=[[0, 0]])
        cuts = np.cumsum(self.sizes[chosen])[:-1]
        return [one.reshape(-1).tolist() for one in np.split(moves, cuts)]

    def sent(self) -> dict[str, Any]:
        """The file of them: arcs, and in columns the shapes, `of` which kind each is, as a digit.

        A kind is what shapes have in common, all but their codes; there are 16 at most. An arc of a
        ring is 0 where it is the next that no ring before has; else how far it lies before that
        one, less than 0 where it runs forwards.
        """
        kinds: list[dict[str, Any]] = []
        codes, of = [], ""
        for properties, _ in self.shapes:
            kind = {key: value for key, value in properties.items() if key != "code"}
            if kind not in kinds:
                kinds.append(kind)
            codes.append(properties["code"])
            of += f"{kinds.index(kind):x}"
        rings = list(self._behind())
        return {"arcs": self.steps(), "codes": codes, "kinds": kinds, "of": of, "rings": rings}

    def _behind(self) -> Iterator[list[list[list[int]]]]:
        fresh = 0

        def behind(number: int) -> int:
            nonlocal fresh
            if number == fresh:
                fresh += 1
                return 0
            return number - fresh if number >= 0 else fresh - ~number

        for _, parts in self.shapes:
            yield [[[behind(number) for number in ring] for ring in part] for part in parts]


def arcs_of(shapes: Iterable[shapely.Geometry]) -> Arcs:
    """Shapes without properties as arcs."""
    features = [{"properties": {}, "geometry": shapely.geometry.mapping(one)} for one in shapes]
    return arcs({"features": features})


def arcs(collection: Mapping[str, Any]) -> Arcs:
    """A GeoJSON collection of polygons as arcs and shapes.

    Points as features are refused with a KeyError.
    """
    shapes = [(one["properties"], _parts(one["geometry"])) for one in collection["features"]]
    ends = _ends(ring for _, parts in shapes for part in parts for ring in part)
    known: dict[Points, int] = {}
    found = [
        [properties, [[_numbers(ring, ends, known) for ring in part] for part in parts]]
        for properties, parts in shapes
    ]
    points = np.array(list(chain.from_iterable(known)), dtype=np.int32)
    return Arcs(points, np.cumsum([len(arc) for arc in known]), found)


def _parts(geometry: Mapping[str, Any]) -> list[list[Points]]:
    """Rings of each part in whole steps; the last point, which is the first again, is left out."""
    kinds = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    return [
        [tuple((round(x * UNIT), round(y * UNIT)) for x, y in ring[:-1]) for ring in part]
        for part in kinds[geometry["type"]]
    ]


def _ends(rings: Iterable[Points]) -> set[Point]:
    """Points where borders meet: those with other neighbours than one before and one after."""
    beside: dict[Point, tuple[Point, Point]] = {}
    ends = set()
    for ring in rings:
        around = zip((ring[-1], *ring), (*ring[1:], ring[0]), strict=False)
        for point, (before, after) in zip(ring, around, strict=True):
            first = beside.setdefault(point, (before, after))
            if before == after or first not in ((before, after), (after, before)):
                ends.add(point)
    return ends


def _numbers(ring: Points, ends: set[Point], known: dict[Points, int]) -> list[int]:
    """The arcs of a ring, which are added to those that are known; a ring alone is one arc."""
    start = next((at for at, point in enumerate(ring) if point in ends), ring.index(min(ring)))
    turned = (*ring[start:], *ring[: start + 1])
    cuts = [at for at, point in enumerate(turned) if point in ends] or [0, len(ring)]
    return [_number(turned[first : last + 1], known) for first, last in pairwise(cuts)]


def _number(arc: Points, known: dict[Points, int]) -> int:
    backwards = known.get(arc[::-1])
    return known.setdefault(arc, len(known)) if backwards is None else ~backwards
