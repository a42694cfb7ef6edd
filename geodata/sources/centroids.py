"""Population-weighted centroids: the point that the people of an area live around."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.build_geometry import CRS84, GRID
from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS, column
from geodata.schemas import Schema, check, code, number
from geodata.sources.cells import read_cells
from geodata.sources.england import check_points

DECIMALS = 6  # of a degree: a tenth of a metre, as the publisher gives them


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, lon, lat (degrees), from eastings and northings in metres (EPSG:27700)."""
    name = column((table.level, table.vintage), "code")
    schema = Schema(
        (
            code(name, CODE_PATTERNS[table.level], unique=True),
            number("easting", low=0, high=700_000),
            number("northing", low=0, high=1_300_000),
        )
    )
    frame = check(read_cells(path), schema, file=path.name).rename(columns={name: "code"})
    points = gpd.GeoSeries.from_xy(frame["easting"], frame["northing"], crs=GRID).to_crs(CRS84)
    frame = frame.assign(lon=points.x.round(DECIMALS), lat=points.y.round(DECIMALS))
    check_points(frame, file=path.name)
    return frame[["code", "lon", "lat"]]
