"""Boundaries as GeoJSON: one polygon a feature, with a code and a name among its properties."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, NoReturn
from warnings import catch_warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from pyogrio.errors import DataSourceError, FieldError

from geodata.build_geometry import CRS84
from geodata.catalogue import Table
from geodata.errors import TableError
from geodata.geography import CODE_PATTERNS, prefix
from geodata.schemas import Schema, check, code, text
from geodata.sources.england import check_shapes
from geodata.text_files import TextFileError, read_json

KIND = "a FeatureCollection in UTF-8"
WGS84 = ("EPSG:4326", "EPSG:4979")  # the second is said of shapes with heights
POLYGONS = ("Polygon", "MultiPolygon")


def read(path: Path, table: Table) -> gpd.GeoDataFrame:
    """Columns: code, name, geometry (as published: not yet mended). A row is a feature.

    Refused: a reference system that is not longitude and latitude on WGS 84, and shapes that are
    not in England.
    """
    start = prefix(table.level, table.vintage)
    columns = (f"{start}_code", f"{start}_name")
    shapes = _features(path, columns)
    for name in columns:
        empty = shapes[name].isna() if name in shapes else pd.Series(True, index=shapes.index)
        for row in shapes.index[empty]:
            _refuse(path, int(row) + 2, name, "nothing", "some text")
    for row, shape in enumerate(shapes.geometry, start=2):
        if shape is None or shape.is_empty:
            _refuse(path, row, "geometry", "nothing that can be read", "a polygon")
        if shape.geom_type not in POLYGONS:
            _refuse(path, row, "geometry", f"a {shape.geom_type}", "a polygon")
    check_shapes(shapes, file=path.name)
    schema = Schema((code(columns[0], CODE_PATTERNS[table.level], unique=True), text(columns[1])))
    cells = check(pd.DataFrame(shapes[list(columns)]).astype(str), schema, file=path.name)
    found: pd.DataFrame = gpd.GeoDataFrame(
        cells.set_axis(["code", "name"], axis=1), geometry=shapes.geometry.to_numpy(), crs=CRS84
    )
    return found


def _features(path: Path, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    """The features in longitude and latitude; heights, which mean nothing here, are left out."""
    content = _collection(path, columns[0])
    _check_named_system(path, content.get("crs"))
    try:
        # What is odd about one feature is refused below, with its row.
        with np.errstate(invalid="ignore"), catch_warnings(action="ignore"):
            shapes = gpd.read_file(
                io.BytesIO(json.dumps(content).encode()), columns=list(columns), on_invalid="ignore"
            )
    except (DataSourceError, FieldError, UnicodeError, ValueError, AttributeError, TypeError):
        _refuse(path, 0, "", "no GeoJSON that can be read", KIND)
    if len(shapes) != len(content["features"]):
        _refuse(path, 0, "", "features that cannot be read", KIND)
    if "geometry" not in shapes or not isinstance(shapes, gpd.GeoDataFrame):
        _refuse(path, 2, "geometry", "nothing that can be read", "a polygon")
    if shapes.crs is None or not any(shapes.crs.equals(one) for one in WGS84):
        named = "no reference system" if shapes.crs is None else shapes.crs.to_string()
        found = f"the reference system {named} ({shapes.crs.name if shapes.crs else 'unknown'})"
        _refuse(path, 0, "crs", found, "longitude and latitude on WGS 84, CRS84 or EPSG:4326")
    return shapes.set_geometry(shapely.force_2d(shapes.geometry.to_numpy())).set_crs(
        "EPSG:4326", allow_override=True
    )


def _collection(path: Path, column: str) -> dict[str, Any]:
    """A FeatureCollection whose features are features; what is in them is looked at later."""
    try:
        content = read_json(path, KIND, odd_numbers=True)
    except TextFileError as error:
        _refuse(path, error.row, "", error.found, error.expected)
    kind = content.get("type", "no type") if isinstance(content, dict) else "no object"
    if kind != "FeatureCollection":
        _refuse(path, 0, "", f"JSON of {str(kind)[:40]}", "a FeatureCollection")
    features = content.get("features")
    if not isinstance(features, list) or not features:
        _refuse(path, 0, "", "no features", "a FeatureCollection with features")
    for row, one in enumerate(features, start=2):
        if not isinstance(one, dict) or one.get("type") != "Feature":
            _refuse(path, row, "", "something that is no feature", "a feature")
        if not isinstance(one.get("properties"), dict):
            _refuse(path, row, column, "a feature without properties", "a code and a name")
        if not isinstance(one.get("geometry"), dict):
            _refuse(path, row, "geometry", "nothing that can be read", "a polygon")
    answer: dict[str, Any] = content
    return answer


def _check_named_system(path: Path, named: Any) -> None:
    """Refuse a `crs` member that names no reference system: GDAL would take it for WGS 84."""
    if named is None:
        return
    try:
        pyproj.CRS.from_user_input(named["properties"]["name"])
    except (KeyError, TypeError, pyproj.exceptions.CRSError):
        found = f"{json.dumps(named)[:200]}, which names no reference system"
        _refuse(path, 0, "crs", found, "none, or the name of CRS84 or EPSG:4326")


def _refuse(path: Path, row: int, column: str, found: str, expected: str) -> NoReturn:
    raise TableError(file=path.name, row=row, column=column, found=found, expected=expected)
