"""Boundaries as GeoJSON: one polygon a feature, with a code and a name among its properties."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import shapely

from geodata.catalogue import Table
from geodata.errors import TableError
from geodata.geography import CODE_PATTERNS
from geodata.schemas import Schema, check, code, text


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, geometry (as published: not yet mended). A row is a feature."""
    prefix = f"{table.level}{table.vintage % 100}"
    features = _features(path)
    columns = (f"{prefix}_code", f"{prefix}_name")
    for row, feature in enumerate(features, start=2):
        properties = feature.get("properties")
        for name in columns:
            if not isinstance(properties, dict) or not isinstance(properties.get(name), str):
                raise TableError(
                    file=path.name, row=row, column=name, found="nothing", expected="some text"
                )
    schema = Schema((code(columns[0], CODE_PATTERNS[table.level], unique=True), text(columns[1])))
    cells = pd.DataFrame([feature["properties"] for feature in features], dtype=str)
    frame = check(cells, schema, file=path.name).set_axis(["code", "name"], axis=1)
    frame["geometry"] = [
        _shape(feature, file=path.name, row=row) for row, feature in enumerate(features, start=2)
    ]
    return frame


def _features(path: Path) -> list[dict[str, object]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TableError(
            file=path.name, row=0, column="", found="no such file", expected="a GeoJSON file"
        ) from error
    except ValueError as error:
        raise TableError(
            file=path.name, row=0, column="", found=f"broken JSON ({error})", expected="GeoJSON"
        ) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise TableError(
            file=path.name, row=0, column="", found="no features", expected="a FeatureCollection"
        )
    return features


def _shape(feature: dict[str, object], *, file: str, row: int) -> shapely.Geometry:
    try:
        shape = shapely.from_geojson(json.dumps(feature.get("geometry")))
    except shapely.errors.GEOSException as error:
        raise TableError(
            file=file, row=row, column="geometry", found=str(error), expected="a polygon"
        ) from error
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        found = "nothing" if shape is None else f"a {shape.geom_type}"
        raise TableError(file=file, row=row, column="geometry", found=found, expected="a polygon")
    return shape
