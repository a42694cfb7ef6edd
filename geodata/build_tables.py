"""Frames to the bytes of Parquet files, the same bytes every time."""

from __future__ import annotations

import io
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

GEOPARQUET_VERSION = "1.1.0"


def parquet(frame: pd.DataFrame) -> bytes:
    """A frame as Parquet: no index, nan as null, no pandas metadata."""
    return _bytes(pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None))


def geoparquet(frame: pd.DataFrame) -> bytes:
    """A frame with code, name and geometry as GeoParquet.

    The coordinate reference system is left to GeoParquet's default, longitude and latitude on
    WGS 84 (OGC:CRS84).
    """
    shapes = frame["geometry"].to_numpy()
    table = pa.table(
        {
            "code": pa.array(frame["code"].tolist(), pa.string()),
            "name": pa.array(frame["name"].tolist(), pa.string()),
            "geometry": pa.array(shapely.to_wkb(shapes, byte_order=1).tolist(), pa.binary()),
        }
    )
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
        "orientation": "counterclockwise",
        "bbox": np.asarray(shapely.total_bounds(shapes)).tolist(),
    }
    geo = {
        "version": GEOPARQUET_VERSION,
        "primary_column": "geometry",
        "columns": {"geometry": column},
    }
    return _bytes(table.replace_schema_metadata({"geo": json.dumps(geo, sort_keys=True)}))


def read(content: bytes) -> pa.Table:
    """The table in the bytes of a Parquet file."""
    return pq.ParquetFile(io.BytesIO(content)).read()


def _bytes(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", compression_level=19)
    return buffer.getvalue()
