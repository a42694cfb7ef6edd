"""A table about areas as GeoJSON (RFC 7946): the shapes with their figures.

A table with a row an area becomes a feature an area. One with a row a figure becomes a single
feature, the selected areas together, with three properties a figure: value and 95% interval.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from charts.file_about import Download, entries
from charts.file_fields import Field, fields
from charts.groups import selection_words
from charts.model import Cell, Context
from charts.words import capital
from geodata.geography import LEVELS, LSOA, column
from geodata.store import Level

MEDIA_TYPE = "application/geo+json"
CODES = {column(level, "code"): level for level in LEVELS}
OF_FIGURES = {"here_value": "", "here_low": "_low", "here_high": "_high"}


def geojson_file(download: Download) -> bytes:
    """A feature collection; `about` says of what, where, when and from whom its figures are."""
    chart, context = download.chart, download.context
    columns = fields(chart)
    of_areas = any(one.name in CODES for one in columns)
    features = list((_of_areas if of_areas else _of_figures)(columns, context))
    shapes = [shape for shape, _ in features]
    content = {
        "type": "FeatureCollection",
        **({"bbox": shapely.total_bounds(shapes).tolist()} if shapes else {}),
        "about": {one.name: one.text for one in entries(chart, context, download.view)},
        "features": [
            {"type": "Feature", "geometry": _geometry(shape), "properties": properties}
            for shape, properties in features
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _of_areas(
    columns: Sequence[Field], context: Context
) -> Iterator[tuple[shapely.Geometry, dict[str, Cell]]]:
    (codes, level) = next(
        (one.cells, context.store.level(*CODES[one.name])) for one in columns if one.name in CODES
    )
    for row, code in enumerate(codes):
        yield _shape(level, str(code)), {one.name: one.cells[row] for one in columns}


def _of_figures(
    columns: Sequence[Field], context: Context
) -> Iterator[tuple[shapely.Geometry, dict[str, Cell]]]:
    named = {one.name: one.cells for one in columns}
    mask = context.selection.mask
    if not mask.any():
        return
    words = selection_words(context.store, context.selection.filter, count=int(mask.sum()))
    properties: dict[str, Cell] = {"name": capital(words) or context.place}
    for row, key in enumerate(columns[0].cells):
        for name, ending in OF_FIGURES.items():
            properties[f"{key}{ending}"] = named[name][row]
    yield shapely.coverage_union_all(context.store.level(*LSOA).geometry[mask]), properties


def _shape(level: Level, code: str) -> shapely.Geometry:
    return level.geometry[level.codes.index(code)]


def _geometry(shape: shapely.Geometry) -> Any:
    """The shape with outer rings anticlockwise, as the standard asks."""
    turned = shapely.orient_polygons(np.array([shape], dtype=object))[0]
    return json.loads(shapely.to_geojson(turned))
