"""Areas that a reader makes: a circle around a place, or an outline; and what lies in them.

An outline is written as Google's encoded polyline at five decimals, about a metre, as the library
`polyline` has it: short, the same for everybody, and exact when it is read again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import numpy.typing as npt
import polyline
import shapely
from shapely.validation import explain_validity

from geodata.distance import metres, ring
from geodata.store import Store

Mask = npt.NDArray[np.bool_]
Corner = tuple[float, float]  # latitude and longitude, degrees

MOST_CORNERS = 500
NEAREST, FARTHEST = 50, 20_000  # metres of a radius


class DrawnError(ValueError):
    """What was drawn cannot be used; the message says why, in words for a reader."""


@dataclass(frozen=True)
class Circle:
    """All that lies within so many metres of a place, which has a name."""

    lat: float
    lon: float
    radius: int
    name: str

    def inside(self, points: npt.NDArray[np.float64]) -> Mask:
        """Which points (longitude, latitude) lie in it, its edge included."""
        found: Mask = metres(self.lat, self.lon, points[:, 1], points[:, 0]) <= self.radius
        return found

    @property
    def polygon(self) -> shapely.Polygon:
        """Its edge, to draw."""
        return shapely.Polygon(ring(self.lat, self.lon, self.radius))


@dataclass(frozen=True)
class Outline:
    """All that lies within a line from corner to corner, and back to the first."""

    corners: tuple[Corner, ...]

    def inside(self, points: npt.NDArray[np.float64]) -> Mask:
        """Which points (longitude, latitude) lie in it, its edge included."""
        known = ~np.isnan(points).any(axis=1)
        found: Mask = known & shapely.intersects_xy(self.polygon, points[:, 0], points[:, 1])
        return found

    @property
    def polygon(self) -> shapely.Polygon:
        """The same as a shape in longitude and latitude."""
        return shapely.Polygon([(lon, lat) for lat, lon in self.corners])

    @property
    def text(self) -> str:
        """The encoded polyline."""
        return polyline.encode(list(self.corners))


Drawn = Circle | Outline


def outline_of(corners: Sequence[Corner]) -> Outline:
    """The outline of some corners, the first perhaps repeated; DrawnError says what is wrong."""
    kept = [(round(lat, 5), round(lon, 5)) for lat, lon in corners]
    kept = [one for at, one in enumerate(kept) if at == 0 or one != kept[at - 1]]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) > MOST_CORNERS:
        raise DrawnError(f"it has {len(kept):,} corners, at most {MOST_CORNERS} can be used")
    if not all(abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in kept):
        raise DrawnError("a corner is not on the Earth: expected is a latitude, then a longitude")
    if len(set(kept)) < 3:
        raise DrawnError(f"it has {len(set(kept))} corners, at least 3 are needed")
    shape = Outline(tuple(kept)).polygon
    if not shape.is_valid:
        where = explain_validity(shape).partition("[")[2].rstrip("]").split()
        near = f" near latitude {float(where[1]):.4f}, longitude {float(where[0]):.4f}"
        raise DrawnError(f"its outline crosses or touches itself{near if where else ''}")
    if not shape.area:
        raise DrawnError("its corners lie on one line")
    return Outline(tuple(kept))


def read_outline(text: str) -> Outline:
    """The outline of an encoded polyline; DrawnError says what is wrong."""
    try:
        corners = polyline.decode(text)
    except (IndexError, ValueError, TypeError, OverflowError) as error:
        raise DrawnError("it is not an encoded outline") from error
    found = outline_of([(float(lat), float(lon)) for lat, lon in corners])
    if polyline.encode(corners) != text:
        raise DrawnError("it is not an encoded outline")
    return found


def points_of(store: Store) -> npt.NDArray[np.float64]:
    """Where the people of each LSOA are taken to be: its centroid, weighted by people.

    nan where an authority has no centroids.
    """
    points: npt.NDArray[np.float64] = store.areas.centroid
    return points


def inside(store: Store, drawn: Drawn) -> Mask:
    """The LSOAs (newest year) that belong to what was drawn.

    One belongs when its population-weighted centroid lies inside. Without centroids, one belongs
    when more than half of its postcodes do.
    """
    points = points_of(store)
    if not np.isnan(points).all():
        return drawn.inside(points)
    postcodes = store.postcodes
    held = drawn.inside(np.column_stack([postcodes.lon, postcodes.lat]))
    size = len(store.areas.code)
    every = np.bincount(postcodes.lsoa21, minlength=size)
    found: Mask = 2 * np.bincount(postcodes.lsoa21, weights=held, minlength=size) > every
    return found


def rule(store: Store) -> str:
    """The rule of `inside` in a sentence."""
    if np.isnan(points_of(store)).all():
        return "A small area belongs when more than half of its postcodes lie inside."
    return (
        "A small area belongs when its population-weighted centroid, the middle of where its "
        "people live, lies inside."
    )


def why_empty(store: Store, drawn: Drawn) -> str:
    """Why nothing belongs to what was drawn, in a sentence."""
    place = store.authority.name
    if not shapely.intersects(store.level("borough").geometry[0], drawn.polygon):
        return f"What was drawn lies outside {place}."
    return f"What was drawn holds the centre of no small area of {place}. Draw it larger."


def shortest(store: Store, outline: str) -> tuple[str, ...]:
    """The codes of the areas in an encoded outline where they are shorter to write; else none."""
    held = inside(store, read_outline(outline))
    codes = tuple(code for code, there in zip(store.areas.code, held, strict=True) if there)
    return codes if codes and len(",".join(codes)) <= len(quote(outline)) else ()


def circle_at(lat: float, lon: float, radius: int, name: str = "") -> Circle:
    """A circle around a point on the ground; without a name the point's own numbers."""
    return Circle(lat, lon, radius, name or f"{lat:.5f}, {lon:.5f}")


def is_radius(text: str) -> bool:
    """Whether a text is a whole number of metres that a radius may have."""
    whole = text.isascii() and text.isdecimal() and len(text) <= len(str(FARTHEST))
    return whole and NEAREST <= int(text) <= FARTHEST


def is_number(text: str) -> bool:
    """Whether a text is a finite number."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def is_point(lat: str, lon: str) -> bool:
    """Whether two texts are a latitude and a longitude in degrees."""
    numbers = is_number(lat) and is_number(lon)
    return numbers and abs(float(lat)) <= 90 and abs(float(lon)) <= 180
