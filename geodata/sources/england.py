"""Coordinates that are not longitudes and latitudes in England are refused, saying what they are.

The bounds are those of England and its islands, from Scilly to Lowestoft and to Berwick, rounded
outwards to a tenth of a degree.
"""

from __future__ import annotations

import math

import geopandas as gpd
import pandas as pd
import shapely

from geodata.errors import TableError

WEST, SOUTH, EAST, NORTH = -6.5, 49.8, 1.8, 55.9
EXPECTED = f"longitude {WEST} to {EAST} and latitude {SOUTH} to {NORTH}, which is England"
GRID_EDGE = 1_000  # no longitude or latitude is this large; nearly every easting and northing is


def check_shapes(shapes: gpd.GeoDataFrame, *, file: str) -> None:
    """Refuse the first shape with a corner that is not in England."""
    for row, shape in enumerate(shapes.geometry, start=2):
        for lon, lat in shapely.get_coordinates(shape).tolist():
            _check(lon, lat, file=file, row=row, column="geometry")


def check_points(frame: pd.DataFrame, *, file: str) -> None:
    """Refuse the first row whose lon and lat are not in England."""
    for row, (lon, lat) in enumerate(zip(frame["lon"], frame["lat"], strict=True), start=2):
        _check(lon, lat, file=file, row=row, column="lat, lon")


def _check(lon: float, lat: float, *, file: str, row: int, column: str) -> None:
    if WEST <= lon <= EAST and SOUTH <= lat <= NORTH:
        return
    found = f"longitude {lon} and latitude {lat}"
    if not (math.isfinite(lon) and math.isfinite(lat)):
        found += ", which are not both numbers"
    elif WEST <= lat <= EAST and SOUTH <= lon <= NORTH:
        found += ", which are the wrong way round"
    elif max(abs(lon), abs(lat)) > GRID_EDGE:
        found += ", which look like eastings and northings in metres"
    raise TableError(file=file, row=row, column=column, found=found, expected=EXPECTED)
