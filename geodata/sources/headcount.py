"""Counts of people or households: a code, a name, and columns of whole numbers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS
from geodata.schemas import Schema, check, check_sums, code, count, text
from geodata.sources.cells import read_cells


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, and every count of the table, its sums checked."""
    cells = read_cells(path)
    prefix = f"{table.level}{table.vintage % 100}"
    identity = (
        code(f"{prefix}_code", CODE_PATTERNS[table.level], unique=True),
        text(f"{prefix}_name"),
    )
    names = [name for name in cells.columns if name not in [column.name for column in identity]]
    schema = Schema((*identity, *(count(name) for name in names)), exact=True)
    frame = check(cells, schema, file=path.name)
    check_sums(frame, table.sums, file=path.name)
    return frame.rename(columns={f"{prefix}_code": "code", f"{prefix}_name": "name"})
