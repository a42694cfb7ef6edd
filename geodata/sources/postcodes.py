"""Postcodes with their position, their LSOA of 2011, their own ward, and how each was found."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS
from geodata.schemas import Schema, check, code, count, number
from geodata.sources.cells import read_cells
from geodata.sources.england import check_points

POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
FROM_LOOKUP = "ons_lookup_2022"
SCHEMA = Schema(
    (
        code("postcode", POSTCODE, unique=True),
        number("lat", low=-90, high=90),
        number("lon", low=-180, high=180),
        count("positional_quality", low=10, high=90),
        code("lsoa11_code", CODE_PATTERNS["lsoa"]),
        code("lsoa11_source", f"{FROM_LOOKUP}|nearest_generalised_polygon"),
        code("ward23_code", CODE_PATTERNS["ward"]),
    )
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """Columns: postcode, lat, lon, quality, lsoa11_code, from_lookup (bool), ward23_code.

    A point that is not in England is refused.
    """
    frame = check(read_cells(path), SCHEMA, file=path.name)
    check_points(frame, file=path.name)
    frame["from_lookup"] = frame.pop("lsoa11_source") == FROM_LOOKUP
    return frame.rename(columns={"positional_quality": "quality"})
