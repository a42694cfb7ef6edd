"""Boundaries as GeoJSON: one polygon a feature, with a code and a name among its properties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn
from warnings import catch_warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
from pyogrio.errors import DataSourceError

from geodata.build_geometry import CRS84
from geodata.catalogue import Table
from geodata.errors import TableError
from geodata.geography import CODE_PATTERNS, prefix
from geodata.schemas import Schema, check, code, text
from geodata.sources.england import check_shapes

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
    if not path.exists():
        _refuse(path, 0, "", "no such file", "a GeoJSON file")
    try:
        # What is odd about one feature is refused below, with its row.
        with np.errstate(invalid="ignore"), catch_warnings(action="ignore"):
            shapes = gpd.read_file(path, columns=list(columns), on_invalid="ignore")
    except (DataSourceError, UnicodeDecodeError):
        _refuse(path, 0, "", "no GeoJSON that can be read", "a FeatureCollection in UTF-8")
    if shapes.empty:
        _refuse(path, 0, "", "no features", "a FeatureCollection")
    _check_named_system(path)
    if not shapes.crs.equals("EPSG:4326"):
        found = f"the reference system {shapes.crs.to_string()} ({shapes.crs.name})"
        _refuse(path, 0, "crs", found, "longitude and latitude on WGS 84, CRS84 or EPSG:4326")
    return shapes


def _check_named_system(path: Path) -> None:
    """Refuse a `crs` member that names no reference system: GDAL would take it for WGS 84."""
    named = json.loads(path.read_text(encoding="utf-8-sig")).get("crs")
    if named is None:
        return
    try:
        pyproj.CRS.from_user_input(named["properties"]["name"])
    except (KeyError, TypeError, pyproj.exceptions.CRSError):
        found = f"{json.dumps(named)}, which names no reference system"
        _refuse(path, 0, "crs", found, "none, or the name of CRS84 or EPSG:4326")


def _refuse(path: Path, row: int, column: str, found: str, expected: str) -> NoReturn:
    raise TableError(file=path.name, row=row, column=column, found=found, expected=expected)
