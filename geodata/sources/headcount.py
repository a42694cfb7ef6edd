"""Counts of people or households: a code, a name, and columns of whole numbers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.schemas import Schema, check, count, figure
from geodata.sources.cells import read_cells
from geodata.sources.identity import identity, renamed


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, and every count of the table."""
    cells = read_cells(path)
    who = identity(table)
    names = [name for name in cells.columns if name not in [column.name for column in who]]
    schema = Schema((*who, *(figure(count(name)) for name in names)), exact=True)
    return renamed(check(cells, schema, file=path.name, own=dict(table.marks)), table)
