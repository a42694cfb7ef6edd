"""The list of wards, by code and name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS, prefix
from geodata.schemas import Schema, check, code, count, text
from geodata.sources.cells import read_cells


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, postcodes."""
    start = prefix(table.level, table.vintage)
    schema = Schema(
        (
            code(f"{start}_code", CODE_PATTERNS[table.level], unique=True),
            text(f"{start}_name"),
            count("postcodes"),
        ),
        exact=True,
    )
    frame = check(read_cells(path), schema, file=path.name)
    return frame.rename(columns={f"{start}_code": "code", f"{start}_name": "name"})
