"""Figures of several kinds: a code, then counts, numbers and words, as the catalogue names them.

A long table has a row for each code and each cell of the column `spread`; it comes out wide, its
columns named <column>_<cell>. `only` picks the rows of one edition of a file that holds several.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata import build_marks
from geodata.catalogue import Table
from geodata.errors import TableError
from geodata.schemas import Column, Schema, check, count, figure, number, text
from geodata.sources.cells import read_cells
from geodata.sources.identity import identity, renamed


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name where the table has one, and the figures."""
    figures = (
        *(figure(count(name)) for name in table.counts),
        *(figure(number(name)) for name in table.numbers),
        *(figure(text(name)) for name in table.words),
    )
    who = identity(table, unique=not table.spread)
    extra = tuple(text(name) for name in (*dict(table.only), table.spread) if name)
    schema = Schema((*who, *extra, *figures), exact=True)
    frame = check(read_cells(path), schema, file=path.name, own=dict(table.marks))
    for column, cell in table.only:
        frame = frame[frame[column] == cell]
        if frame.empty:
            raise _refusal(path, 0, column, f"no row with {cell}", f"the rows of {table.key}")
    if table.spread:
        frame = _spread(frame, table, who=who, path=path)
    return renamed(frame.drop(columns=list(dict(table.only)), errors="ignore"), table)


def _spread(
    frame: pd.DataFrame, table: Table, *, who: tuple[Column, ...], path: Path
) -> pd.DataFrame:
    """From long to wide; every code must have every cell of the column exactly once."""
    names = [column.name for column in who]
    pair = [names[0], table.spread]
    for row in frame.index[frame.duplicated(pair)]:
        found = " ".join(frame.loc[row, pair])
        raise _refusal(path, int(row) + 2, table.spread, f"{found} again", "each once")
    counted = frame.groupby(names[0])[table.spread].size()
    for absent in counted.index[counted < frame[table.spread].nunique()]:
        found = f"{counted[absent]} rows for {absent}"
        expected = f"{frame[table.spread].nunique()}, one for each {table.spread}"
        raise _refusal(path, 0, table.spread, found, expected)
    wide = frame[names].drop_duplicates(names[0]).set_index(names[0])
    parts = [wide]
    for column in (*table.counts, *table.numbers, *table.words):
        for cell, rows in frame.groupby(table.spread):
            by_code, name = rows.set_index(names[0]), f"{column}_{cell}"
            part = by_code[[column]].set_axis([name], axis=1)
            status = build_marks.status_of(by_code, [column])
            parts.append(build_marks.with_status(part, name, status))
    return pd.concat(parts, axis=1).reset_index()


def _refusal(path: Path, row: int, column: str, found: str, expected: str) -> TableError:
    return TableError(file=path.name, row=row, column=column, found=found, expected=expected)
