"""Tables of a whole authority or country: rows of words and numbers, kept as they are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.schemas import Schema, check, count, figure, number, text
from geodata.sources.cells import read_cells


def read(path: Path, table: Table) -> pd.DataFrame:
    """The words, counts and numbers that the catalogue names; a mark leaves its cell empty."""
    columns = (
        *(figure(text(name)) for name in table.words),
        *(figure(count(name)) for name in table.counts),
        *(figure(number(name)) for name in table.numbers),
    )
    return check(read_cells(path), Schema(columns, exact=True), file=path.name)
