"""Postcodes with their position, their LSOAs, their own ward, and how each was found."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import (
    BEFORE_CODE,
    CODE_PATTERNS,
    LSOA_BEFORE,
    LSOA_CODE,
    WARD_CODE,
    prefix,
)
from geodata.schemas import Schema, check, code, count, number
from geodata.sources.cells import read_cells
from geodata.sources.england import check_points

POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
FROM_LOOKUP = "ons_lookup_"  # and the year of the look-up
SOURCE = f"{prefix(*LSOA_BEFORE)}_source"
SCHEMA = Schema(
    (
        code("postcode", POSTCODE, unique=True),
        number("lat", low=-90, high=90),
        number("lon", low=-180, high=180),
        count("positional_quality", low=10, high=90),
        code(BEFORE_CODE, CODE_PATTERNS["lsoa"]),
        code(SOURCE, rf"{FROM_LOOKUP}\d{{4}}|nearest_generalised_polygon"),
        code(WARD_CODE, CODE_PATTERNS["ward"]),
    )
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """Columns: postcode, lat, lon, quality, earlier LSOA, from_lookup (bool), ward.

    And the LSOA, where the file has it. A point that is not in England is refused.
    """
    cells = read_cells(path)
    newest = [code(LSOA_CODE, CODE_PATTERNS["lsoa"])] if LSOA_CODE in cells.columns else []
    frame = check(cells, Schema((*SCHEMA.columns, *newest)), file=path.name)
    check_points(frame, file=path.name)
    frame["from_lookup"] = frame.pop(SOURCE).str.startswith(FROM_LOOKUP)
    return frame.rename(columns={"positional_quality": "quality"})
