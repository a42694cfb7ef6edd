"""The shape work of a build, on GeoDataFrames with the columns code, name and geometry.

Shapes are in longitude and latitude (CRS84) at DECIMALS decimals, about 0.1 m: at one less, thin
pieces of published boundaries turn over. Points made here have POINT_DECIMALS. Distances and
areas are measured on GRID, in metres. Published boundaries share their edges exactly, and what is
made of them must too: the checks here refuse what a library would let pass.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.errors import GeographyError

Geometries = npt.NDArray[np.object_]

CRS84 = "OGC:CRS84"
# The British National Grid (EPSG:27700) with the seven parameters that EPSG:27700 has without a
# grid file, spelled out so that no installed grid file changes an area. Positions are good to about
# 5 m, areas to far better than generalised boundaries deserve.
GRID = (
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs"
)
DECIMALS = 6
POINT_DECIMALS = 5
SHOWN = 5  # areas of which something is said
RELATIVE_AREA_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Mended:
    """A shape that was not valid as published: its code and what was wrong."""

    code: str
    reason: str


def mend(
    shapes: gpd.GeoDataFrame, *, what: str = "boundaries"
) -> tuple[gpd.GeoDataFrame, tuple[Mended, ...]]:
    """Sort by code, round to DECIMALS, make invalid polygons valid (keeping only polygons), tidy.

    A ring that touches itself becomes two polygons that meet in a point: no area changes hands.
    One that encloses nothing is a GeographyError, beginning with `what`.
    """
    shapes = shapes.sort_values("code").reset_index(drop=True)
    rounded = shapely.transform(shapes.geometry.to_numpy(), lambda at: np.round(at, DECIMALS))
    shapes = shapes.set_geometry(gpd.GeoSeries(rounded, crs=shapes.crs))
    odd = shapes[~shapes.is_valid]
    mended = tuple(
        Mended(code=code, reason=reason)
        for code, reason in zip(odd["code"], odd.is_valid_reason(), strict=True)
    )
    shapes.loc[odd.index, "geometry"] = [
        _polygons_of(shape, f"{what}, {code}")
        for code, shape in zip(odd["code"], odd.make_valid(), strict=True)
    ]
    return tidy(shapes), mended


def tidy(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same shapes written one way: parts and rings in a fixed order, outer rings anticlockwise.

    Two runs give the same bytes, whatever order a dissolve met the pieces in.
    """
    return shapes.set_geometry(shapes.normalize().orient_polygons())


def dissolve(pieces: gpd.GeoDataFrame, into: pd.DataFrame) -> gpd.GeoDataFrame:
    """Merge shapes into larger ones: `into` has a code and a name for each piece, in order.

    The pieces must form a coverage. The result nests exactly: no vertex is invented and no area
    is gained or lost, or GeographyError says where. Rows by code.
    """
    if not pieces.geometry.is_valid_coverage():
        raise GeographyError("Areas that overlap cannot be dissolved.")
    named = into[["code", "name"]].drop_duplicates()
    for code in named["code"][named["code"].duplicated()]:
        names = " and ".join(named["name"][named["code"] == code])
        raise GeographyError(f"The look-up: found the names {names} of {code}, expected one.")
    parts = gpd.GeoDataFrame(
        into[["code", "name"]].reset_index(drop=True),
        geometry=pieces.geometry.to_numpy(),
        crs=pieces.crs,
    )
    merged = parts.dissolve(by="code", method="coverage").reset_index()[
        ["code", "name", "geometry"]
    ]
    pieces_of, shapes = parts.groupby("code").indices, parts.geometry.to_numpy()
    for code, whole in zip(merged["code"], merged.geometry, strict=True):
        _check_nests(shapes[pieces_of[code]], whole, code=code)
    return tidy(merged)


def check_coverage(shapes: gpd.GeoDataFrame, *, what: str) -> None:
    """Refuse shapes that overlap, miss each other's edges or leave holes between them.

    GeographyError, beginning with `what`. Areas may differ by RELATIVE_AREA_TOLERANCE of the total.
    """
    if not shapes.geometry.is_valid_coverage():
        edges = shapes.geometry.invalid_coverage_edges()
        where = ", ".join(shapes["code"][~edges.is_empty.to_numpy()][:SHOWN])
        found = f"neighbours that overlap or whose edges differ, {where}"
        raise GeographyError(f"{what}: found {found}; expected edges that they share exactly.")
    union = shapes.union_all()
    total = float(shapely.area(shapes.geometry.to_numpy()).sum())
    if abs(float(union.area) - total) > RELATIVE_AREA_TOLERANCE * total:
        raise GeographyError(f"{what}: the areas add up to {total}, their union to {union.area}.")
    holes = sum(shapely.get_num_interior_rings(part) for part in shapely.get_parts(union))
    if holes:
        raise GeographyError(f"{what}: {holes} gaps between neighbours.")


def label_points(shapes: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """A point well inside each shape, for a label or a marker, in the order of the shapes.

    In their coordinates (longitude and latitude). GeographyError where one falls outside.
    """
    points = gpd.GeoSeries([_label_point(shape) for shape in shapes.geometry], crs=shapes.crs)
    inside = shapes.geometry.reset_index(drop=True).contains_properly(points)
    if not bool(inside.all()):
        raise GeographyError(f"{int((~inside).sum())} label points fall outside their area.")
    return points


def points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """The rows of a frame, by its index, with its `lon` and `lat` (degrees, CRS84) as points."""
    return gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs=CRS84
    )


def locate(places: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """The area each point is in (`code`) and how that was found (`method`), by the points' index.

    point_in_polygon: the polygon it lies in, the first by code on a shared edge. nearest_polygon:
    it lies in none, so the nearest on the ground.
    """
    places, areas = places[["geometry"]], areas[["code", "geometry"]]
    inside = _first(places.sjoin(areas, predicate="intersects"))
    rest = places[~places.index.isin(inside.index)].to_crs(GRID)
    nearest = _first(rest.sjoin_nearest(areas.to_crs(GRID)))
    found = pd.concat(
        [inside.assign(method="point_in_polygon"), nearest.assign(method="nearest_polygon")]
    )
    return found.reindex(places.index)


def _first(joined: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row for each point of a join, the first by code."""
    rows = pd.DataFrame(joined[["code"]]).sort_values("code", kind="stable")
    return rows[~rows.index.duplicated()]


def _label_point(shape: shapely.Geometry) -> shapely.Point:
    """The pole of inaccessibility of the largest part, rounded."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    circle = shapely.maximum_inscribed_circle(largest, tolerance=10.0**-POINT_DECIMALS)
    x, y = shapely.get_coordinates(circle)[0]
    return shapely.Point(round(float(x), POINT_DECIMALS), round(float(y), POINT_DECIMALS))


def _polygons_of(shape: shapely.Geometry, where: str) -> shapely.Geometry:
    """Drop the lines and points that mending can leave behind."""
    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    if len(polygons) == 0:
        raise GeographyError(f"{where}: found a {shape.geom_type}, expected a polygon.")
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _check_nests(pieces: Geometries, whole: shapely.Geometry, *, code: str) -> None:
    total = float(shapely.area(pieces).sum())
    if abs(float(whole.area) - total) > RELATIVE_AREA_TOLERANCE * total:
        raise GeographyError(f"{code}: its areas add up to {total}, dissolved to {whole.area}.")
    known = {tuple(point) for point in shapely.get_coordinates(pieces).tolist()}
    if any(tuple(point) not in known for point in shapely.get_coordinates(whole).tolist()):
        raise GeographyError(f"{code}: dissolving made a corner that none of its areas has.")
