"""Doses at several dates: a row for each date, area, age band and dose."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.errors import TableError
from geodata.geography import CODE_PATTERNS, prefix
from geodata.schemas import Column, Schema, check, code, count, figure
from geodata.sources.cells import read_cells

DATE = r"\d{4}-\d{2}-\d{2}"
IDENTITY = ["date", "code", "age_band", "dose"]


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: date (doses up to it), published, code, age_band, dose, people."""
    start = prefix(table.level, table.vintage)
    schema = Schema(
        (
            Column("publication_date", pattern=DATE),
            Column("doses_to", pattern=DATE),
            code(f"{start}_code", CODE_PATTERNS[table.level]),
            Column("age_band", pattern=r"\d{2}_\d{2}|\d{2}_plus|under_\d{2}|all_ages"),
            Column("dose", pattern="first|second"),
            figure(count("people")),
        ),
        exact=True,
    )
    names = {"publication_date": "published", "doses_to": "date", f"{start}_code": "code"}
    frame = check(read_cells(path), schema, file=path.name, own=dict(table.marks))
    frame = frame.rename(columns=names)
    for row in frame.index[frame.duplicated(IDENTITY)]:
        raise TableError(
            file=path.name,
            row=int(row) + 2,
            column="",
            found=f"{' '.join(frame.loc[row, IDENTITY])} again",
            expected="each once",
        )
    return frame
