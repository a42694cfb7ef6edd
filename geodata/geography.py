"""Levels of areas by year, their codes, and the shape work: mending, dissolving, checking.

Everything is in longitude and latitude (EPSG:4326) at DECIMALS decimals, about one metre, unless a
name says otherwise. Shapes come as numpy arrays of shapely geometries. FIGURE_LEVELS are LEVELS and
the practices of a list, which are points and have no boundaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geodata.errors import GeographyError

Geometries = npt.NDArray[np.object_]

DECIMALS = 5
LEVELS: tuple[tuple[str, int], ...] = (
    ("lsoa", 2021),
    ("lsoa", 2011),
    ("msoa", 2011),
    ("ward", 2023),
    ("borough", 2023),
)
FIGURE_LEVELS: tuple[tuple[str, int], ...] = (*LEVELS, ("practice", 2025))
CODE_PATTERNS = {
    "lsoa": r"E01\d{6}",
    "msoa": r"E02\d{6}",
    "ward": r"E05\d{6}",
    "borough": r"E0[6-9]\d{6}",
    "practice": r"[A-Z]\d{5}",
}
RELATIVE_AREA_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Mended:
    """A shape that was not valid as published: its code and what was wrong."""

    code: str
    reason: str


def mend(geometry: Geometries, codes: Sequence[str]) -> tuple[Geometries, tuple[Mended, ...]]:
    """Round to DECIMALS, make invalid polygons valid (keeping only their polygons), normalise.

    A ring that touches itself becomes two polygons that meet in a point: no area changes hands.
    """
    rounded = shapely.transform(geometry, lambda points: np.round(points, DECIMALS))
    valid = shapely.is_valid(rounded)
    mended = tuple(
        Mended(code=codes[int(index)], reason=shapely.is_valid_reason(rounded[index]))
        for index in np.flatnonzero(~valid)
    )
    rounded[~valid] = [_polygons_of(shape) for shape in shapely.make_valid(rounded[~valid])]
    return tidy(rounded), mended


def tidy(geometry: Geometries) -> Geometries:
    """The same shapes written one way: parts and rings in a fixed order, outer rings anticlockwise.

    Two runs give the same bytes, whatever order a dissolve met the pieces in.
    """
    tidied: Geometries = shapely.orient_polygons(shapely.normalize(geometry))
    return tidied


def dissolve(
    geometry: Geometries, *, parts_of: npt.NDArray[Any], names: Sequence[str]
) -> Geometries:
    """Merge shapes into `names`, one shape each; `parts_of` gives each piece's index into names.

    The pieces must form a coverage. The result nests exactly: no vertex is invented and no area
    is gained or lost, or GeographyError says where.
    """
    if not bool(shapely.coverage_is_valid(geometry)):
        raise GeographyError("Areas that overlap cannot be dissolved.")
    merged = np.empty(len(names), dtype=object)
    for index, name in enumerate(names):
        pieces = geometry[parts_of == index]
        if len(pieces) == 0:
            raise GeographyError(f"{name} has no areas in it, so it has no shape.")
        whole = shapely.coverage_union_all(pieces)
        merged[index] = whole
        _check_nests(pieces, whole, name=name)
    return tidy(merged)


def check_coverage(geometry: Geometries, *, what: str) -> None:
    """Refuse shapes that overlap, miss each other's edges or leave holes between them."""
    if not bool(shapely.coverage_is_valid(geometry)):
        raise GeographyError(f"{what}: neighbours overlap or their shared edges do not match.")
    union = shapely.union_all(geometry)
    total = float(shapely.area(geometry).sum())
    if abs(float(union.area) - total) > RELATIVE_AREA_TOLERANCE * total:
        raise GeographyError(f"{what}: the areas add up to {total}, their union to {union.area}.")
    holes = sum(shapely.get_num_interior_rings(part) for part in shapely.get_parts(union))
    if holes:
        raise GeographyError(f"{what}: {holes} gaps between neighbours.")


def label_points(geometry: Geometries) -> npt.NDArray[np.float64]:
    """A point well inside each shape (n x 2, longitude and latitude), for a label or a marker."""
    points = [_label_point(shape) for shape in geometry]
    inside = shapely.contains_properly(geometry, points)
    if not bool(inside.all()):
        raise GeographyError(f"{int((~inside).sum())} label points fall outside their area.")
    return np.array([[point.x, point.y] for point in points], dtype=np.float64)


def _label_point(shape: shapely.Geometry) -> shapely.Point:
    """The pole of inaccessibility of the largest part, rounded."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    circle = shapely.maximum_inscribed_circle(largest, tolerance=10.0**-DECIMALS)
    x, y = shapely.get_coordinates(circle)[0]
    return shapely.Point(round(float(x), DECIMALS), round(float(y), DECIMALS))


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """Drop the lines and points that mending can leave behind."""
    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    if len(polygons) == 0:
        raise GeographyError(f"A {shape.geom_type} has no polygon left after mending.")
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _check_nests(pieces: Geometries, whole: shapely.Geometry, *, name: str) -> None:
    total = float(shapely.area(pieces).sum())
    if abs(float(whole.area) - total) > RELATIVE_AREA_TOLERANCE * total:
        raise GeographyError(f"{name}: its areas add up to {total}, dissolved to {whole.area}.")
    known = {tuple(point) for point in shapely.get_coordinates(pieces).tolist()}
    if any(tuple(point) not in known for point in shapely.get_coordinates(whole).tolist()):
        raise GeographyError(f"{name}: dissolving made a corner that none of its areas has.")
