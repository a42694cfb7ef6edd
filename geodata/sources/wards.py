"""The list of wards, by code and name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS
from geodata.schemas import Schema, check, code, count, text
from geodata.sources.cells import read_cells


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, postcodes."""
    prefix = f"{table.level}{table.vintage % 100}"
    schema = Schema(
        (
            code(f"{prefix}_code", CODE_PATTERNS[table.level], unique=True),
            text(f"{prefix}_name"),
            count("postcodes"),
        ),
        exact=True,
    )
    frame = check(read_cells(path), schema, file=path.name)
    return frame.rename(columns={f"{prefix}_code": "code", f"{prefix}_name": "name"})
