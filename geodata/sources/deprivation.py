"""Indices of Deprivation: a code, a name, then <domain>_rank, <domain>_decile, <domain>_score."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.errors import TableError
from geodata.schemas import Column, Schema, check, count, figure, number, rank
from geodata.sources.cells import read_cells
from geodata.sources.identity import identity, renamed


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, and every rank, decile and score of the table."""
    cells = read_cells(path)
    who = identity(table)
    names = [name for name in cells.columns if name not in [column.name for column in who]]
    measures = tuple(figure(_measure(name, table, file=path.name)) for name in names)
    schema = Schema((*who, *measures), exact=True)
    frame = check(cells, schema, file=path.name, own=dict(table.marks))
    return renamed(frame, table)


def _measure(name: str, table: Table, *, file: str) -> Column:
    if name.endswith("_rank") and table.total is not None:
        return rank(name, table.total)
    if name.endswith("_decile"):
        return count(name, low=1, high=10)
    if name.endswith("_score"):
        return number(name)
    raise TableError(
        file=file, row=1, column=name, found="an unknown column", expected="a rank, decile or score"
    )
