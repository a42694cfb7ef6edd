"""The map on paper: longitude and latitude as pixels of the web's usual projection, as paths.

Coordinates are whole tenths of a pixel of zoom 12, from the north-west corner of the authority, so
that a picture and a Leaflet map can share them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geodata.contents import Array
from geodata.store import Store
from layers.arcs import arcs_of
from layers.generalised import CLOSER, generalised
from layers.mercator import TILE, pixels

ZOOM = 12
FINE = 10
_WORLD = TILE * 2**ZOOM * FINE
SPARE = 10 * FINE


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture's coordinates."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float, *, reach: float = 0) -> bool:
        """Whether a point, or what reaches so far around it, is inside at least in part."""
        return (
            self.left - reach <= x <= self.right + reach
            and self.top - reach <= y <= self.bottom + reach
        )

    def contains(self, other: Box) -> bool:
        """Whether all of another rectangle is inside."""
        return self.holds(other.left, other.top) and self.holds(other.right, other.bottom)

    def shaped(self, width: float, height: float) -> Box:
        """The smallest rectangle of the proportions of a width and a height around it."""
        x, y = self.middle
        across = max(self.width, self.height * width / height) / 2
        down = across * height / width
        return Box(x - across, y - down, x + across, y + down)

    def padded(self, by: float) -> Box:
        """The rectangle with room around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def project(lon: Array, lat: Array) -> Array:
    """Degrees as coordinates of the whole world's picture, a row a point."""
    return FINE * pixels(lon, lat, zoom=ZOOM)


@lru_cache(maxsize=4)
def origin(store: Store) -> tuple[int, int]:
    """The world's coordinates of the picture's nought."""
    west, _, _, north = shapely.total_bounds(store.level("borough").geometry)
    ((x, y),) = project(west, north).tolist()
    return math.floor(x), math.floor(y)


def placed(store: Store, lon: Array, lat: Array) -> Array:
    """Coordinates of the picture, a row a point."""
    places: Array = project(lon, lat) - np.array(origin(store))
    return places


def whole(store: Store) -> Box:
    """The authority, with a little room."""
    return extent(store, store.level("borough").geometry)


def extent(store: Store, shapes: Array, *, spare: float = SPARE) -> Box:
    """What holds some shapes, with a little room."""
    west, south, east, north = shapely.total_bounds(shapes)
    (left, bottom), (right, top) = placed(store, np.array([west, east]), np.array([south, north]))
    return Box(left, top, right, bottom).padded(spare)


def around(store: Store, at: tuple[float, float, float], *, width: float, height: float) -> Box:
    """What a map of so many pixels shows at a latitude, longitude and zoom."""
    lat, lon, zoom = at
    (x, y) = placed(store, np.array([lon]), np.array([lat]))[0]
    scale = FINE * 2 ** (ZOOM - zoom)
    across, down = width * scale / 2, height * scale / 2
    return Box(x - across, y - down, x + across, y + down)


def zoom_of(unit: float) -> float:
    """The zoom at which a pixel is so many coordinates wide."""
    return ZOOM - math.log2(unit / FINE)


@lru_cache(maxsize=8)
def outlines(store: Store, name: str, vintage: int, step: int = 1) -> tuple[str, ...]:
    """The outline of every area of a level, as the `d` of a path in steps of so many.

    Steps of more than a coordinate are the pixels of a map, of which what is smaller than half of
    one is left out.
    """
    shapes = store.level(name, vintage).geometry
    if step > 1:
        whole = arcs_of(shapes)
        seen = generalised(whole, zoom_of(step) + CLOSER)
        if seen is not whole:
            return tuple(
                "".join(_ring(store, ring, step) for ring in rings) for rings in seen.outlines()
            )
    return tuple(outline(store, shape, step) for shape in shapes)


def cut(store: Store, shapes: Array, box: Box, step: int = 1) -> tuple[str, ...]:
    """The outlines of shapes as far as they lie in a rectangle; empty for a shape outside it."""
    west, north = _unplaced(store, box.left, box.top)
    east, south = _unplaced(store, box.right, box.bottom)
    inside = shapely.clip_by_rect(np.asarray(shapes, dtype=object), west, south, east, north)
    return tuple(outline(store, shape, step) for shape in inside)


def seen_outline(store: Store, shape: shapely.Geometry, seen: Box | None, step: int = 1) -> str:
    """The outline of a shape, cut to what is seen of it; the whole where that is not known."""
    if seen is None:
        return outline(store, shape, step)
    return cut(store, np.array([shape], dtype=object), seen, step)[0]


def corners(store: Store, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """South-west and north-east corners of a rectangle, as latitude and longitude."""
    west, north = _unplaced(store, box.left, box.top)
    east, south = _unplaced(store, box.right, box.bottom)
    return (south, west), (north, east)


def _unplaced(store: Store, x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point of the picture."""
    left, top = origin(store)
    turned = math.pi * (1 - 2 * (y + top) / _WORLD)
    return 360 * ((x + left) / _WORLD - 0.5), math.degrees(math.atan(math.sinh(turned)))


def outline(store: Store, shape: shapely.Geometry, step: int = 1) -> str:
    """The outline of a shape of one or more parts, as the `d` of a path in steps."""
    rings = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":  # a cut can leave lines and points
            rings += [part.exterior, *part.interiors]
    return "".join(_ring(store, np.asarray(ring.coords), step) for ring in rings)


def joined(paths: Iterable[str]) -> str:
    """Outlines as one: each ring begins by a step from where the one before did."""
    found, before = [], (0, 0)
    for ring in "".join(paths).split("M")[1:]:
        start, _, moves = ring.partition("l")
        x, y = map(int, start.split())
        found.append(f"m{x - before[0]} {y - before[1]} {moves}")
        before = x, y
    return "".join(found)


def _ring(store: Store, points: Array, step: int) -> str:
    """A ring in whole steps: rounded first, so that neighbours still meet; "" for a mere point."""
    steps = np.rint(placed(store, points[:, 0], points[:, 1]) / step).astype(int)
    moves = _straight(np.diff(steps[:-1], axis=0))
    path = "".join(f"{x} {y} " for x, y in moves.tolist()).rstrip().replace(" -", "-")
    return f"M{steps[0][0]} {steps[0][1]}l{path}z" if path else ""


def _straight(moves: Array) -> Array:
    """Moves along a line, of which those that go on in the same direction are one."""
    moves = moves[np.any(moves != 0, axis=1)]
    before, after = moves[:-1], moves[1:]
    crossed = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turns = np.flatnonzero((crossed != 0) | ((before * after).sum(axis=1) < 0))
    return np.add.reduceat(moves, np.r_[0, turns + 1]) if len(moves) else moves
