"""Frames to the bytes of Parquet files, the same bytes every time, and a last look at each number.

A figure that is not there is null. A NaN or an infinity is a mistake of the build, not a figure,
and a column that must be full is refused with the row that is not.
"""

from __future__ import annotations

import io
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geodata import bundle
from geodata.errors import BundleError
from geodata.geography import (
    FORMER_WARD,
    LAD_CODE,
    LAD_NAME,
    LOOKED_UP,
    LSOA_CODE,
    WARD_CODE,
    column,
)

COMPRESSION: dict[str, Any] = {"compression": "zstd", "compression_level": 19}
TEXT, WHOLE, REAL, YES_NO = pa.large_string(), pa.int64(), pa.float64(), pa.bool_()
# The columns of each table that is not shapes; a name that ends in "?" may be null.
COLUMNS: dict[str, dict[str, pa.DataType]] = {
    bundle.AREAS: {
        **{column(level, what): TEXT for level in LOOKED_UP for what in ("code", "name")},
        "changed": YES_NO,
        f"{FORMER_WARD}?": TEXT,
        LAD_CODE: TEXT,
        LAD_NAME: TEXT,
        "population": WHOLE,
        "area_km2": REAL,
        "lon": REAL,
        "lat": REAL,
        "centroid_lon?": REAL,
        "centroid_lat?": REAL,
    },
    bundle.POSTCODES: {
        "postcode": TEXT,
        LSOA_CODE: TEXT,
        WARD_CODE: TEXT,
        "quality": WHOLE,
        "method": TEXT,
        "lon": REAL,
        "lat": REAL,
    },
    bundle.PRACTICES: {
        "code": TEXT,
        "name": TEXT,
        "postcode?": TEXT,
        "pcn_code?": TEXT,
        "pcn_name?": TEXT,
        "ward_code?": TEXT,
        "ward_name?": TEXT,
        f"{LSOA_CODE}?": TEXT,
        "lat?": REAL,
        "lon?": REAL,
        "patients?": WHOLE,
        "listed": YES_NO,
    },
    bundle.VENUES: {
        "code": TEXT,
        "name": TEXT,
        "kind": TEXT,
        "address": TEXT,
        "postcode": TEXT,
        "ward_code": TEXT,
        "ward_name": TEXT,
        LSOA_CODE: TEXT,
        "lat": REAL,
        "lon": REAL,
        "open_saturday?": TEXT,
        "open_sunday?": TEXT,
        "date": TEXT,
        "publisher": TEXT,
    },
    bundle.OBSERVATIONS: {
        "indicator": TEXT,
        "level": TEXT,
        "vintage": WHOLE,
        "code": TEXT,
        "period": TEXT,
        "value?": REAL,
        "numerator?": REAL,
        "denominator?": REAL,
        "before_numerator?": REAL,
        "before_denominator?": REAL,
        "status": TEXT,
        "unit": TEXT,
        "source": TEXT,
    },
    bundle.SERIES: {
        "series": TEXT,
        "date": TEXT,
        "published": TEXT,
        "code": TEXT,
        "people?": WHOLE,
    },
    bundle.FACTS: {
        "table": TEXT,
        "row": WHOLE,
        "column": TEXT,
        "words?": TEXT,
        "number?": REAL,
    },
    bundle.CLUSTERS: {
        "indicator": TEXT,
        "level": TEXT,
        "vintage": WHOLE,
        "code": TEXT,
        "statistic?": REAL,
        "p?": REAL,
        "p_adjusted?": REAL,
        "quadrant": TEXT,
    },
}
# Columns that only some bundles have: those of several authorities as one.
SOMETIMES = {LAD_CODE, LAD_NAME}


def empty(name: str) -> pd.DataFrame:
    """A table without rows, for what an authority does not have."""
    return pd.DataFrame(columns=[column.removesuffix("?") for column in COLUMNS[name]])


def parquet(frame: pd.DataFrame, name: str) -> bytes:
    """A frame as the Parquet file of that name: its columns, types and nulls as COLUMNS has them.

    BundleError names the file, the column and the row of a number that is none.
    """
    fields = [
        pa.field(column.removesuffix("?"), kind, nullable=column.endswith("?"))
        for column, kind in COLUMNS[name].items()
        if column in frame or column not in SOMETIMES
    ]
    for field in fields:
        _check_column(frame, field, name=name)
    if "status" in frame.columns:
        _check_statuses(frame, name=name)
    table = pa.Table.from_pandas(frame, schema=pa.schema(fields), preserve_index=False)
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(None), buffer, **COMPRESSION)
    return buffer.getvalue()


def geoparquet(shapes: gpd.GeoDataFrame, name: str) -> bytes:
    """Code, name and geometry as GeoParquet: WKB, longitude and latitude (OGC:CRS84)."""
    if not np.isfinite(shapely.get_coordinates(shapes.geometry.to_numpy())).all():
        raise BundleError(f"{name}: found a corner that is no number, expected longitudes.")
    buffer = io.BytesIO()
    shapes[["code", "name", "geometry"]].to_parquet(
        buffer, index=False, schema_version="1.1.0", **COMPRESSION
    )
    return buffer.getvalue()


def read(content: bytes) -> pa.Table:
    """The table in the bytes of a Parquet file, or ArrowInvalid."""
    return pq.ParquetFile(io.BytesIO(content)).read()


def _check_column(frame: pd.DataFrame, field: pa.Field, *, name: str) -> None:
    cells = frame[field.name]
    odd = cells.isna() & (not field.nullable)
    if field.type == REAL and len(cells):
        odd |= np.isinf(cells.astype("float64"))
    for row in np.flatnonzero(odd):
        key = " ".join(map(str, frame.iloc[int(row)].tolist()[:4]))
        raise BundleError(
            f"{name}, column {field.name}: found {cells.iloc[int(row)]} in the row of {key}, "
            "expected a value. The old bundle stays"
        )


def _check_statuses(frame: pd.DataFrame, *, name: str) -> None:
    """A value is there exactly where its status is ok."""
    odd = (frame["status"] == "ok") == frame["value"].isna()
    odd |= ~frame["status"].isin(bundle.STATUSES)
    for _, row in frame[odd].iterrows():
        raise BundleError(
            f"{name}: found value {row['value']} with status {row['status']} for "
            f"{row['indicator']} in {row['code']}, expected a value where the status is ok"
        )
