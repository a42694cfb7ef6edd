"""What a table's figures can be, as the catalogue says: beyond that a file is wrong, not a place.

A unit that changed, a decimal point that moved and a column of another figure are all refused so.
"""

from __future__ import annotations

import pandas as pd

from geodata import marks
from geodata.catalogue import Table
from geodata.errors import refuse_table
from geodata.sources.identity import identity

EVERY = "*"
COUNTED = ("headcount", "measures")  # kinds of tables; Indices may come without their scores
SEVERAL = 10  # rows of which one has a figure; that of fewer may all be suppressed


def check(cells: pd.DataFrame, table: Table, *, file: str) -> None:
    """Refuse a figure beyond its limits, or no quotient of its parts, with its area.

    Marks pass, but for a column of COUNTED that has nothing else.

    `cells` are those of the table's file, as text. TableError names `file`.
    """
    limits, own = dict(table.limits), dict(table.marks)
    split = table.spread or (table.words[0] if table.kind == "facts" else "")
    said = {split, *table.words, *dict(table.only), *(one.name for one in identity(table))}
    names = [name for name in cells.columns if name not in said]
    for label, rows in cells.groupby(split) if split else [("", cells)]:
        for name in names:
            ends = limits.get(f"{name}_{label!s}") or limits.get(name) or limits.get(EVERY)
            if ends:
                if table.kind in COUNTED:
                    _check_known(rows, name, about=str(label), own=own, file=file)
                _check_column(rows, name, ends, about=str(label), own=own, file=file)
    for name, (factor, *parts) in table.quotients:
        _check_quotient(cells, name, float(factor), parts, own=own, file=file)


def _check_known(
    rows: pd.DataFrame, name: str, *, about: str, own: dict[str, str], file: str
) -> None:
    if len(rows) >= SEVERAL and _figures(rows[name], own).isna().all():
        found = " ".join(f"marks alone in {len(rows):,} rows {about}".split())
        refuse_table(file, 0, name, found, "some figures")


def _check_column(
    rows: pd.DataFrame,
    name: str,
    ends: tuple[float, float],
    *,
    about: str,
    own: dict[str, str],
    file: str,
) -> None:
    figures = _figures(rows[name], own)
    low, high = ends
    for line in rows.index[~figures.between(low, high) & figures.notna()]:
        first = str(rows.at[line, rows.columns[0]])
        where = f"{first}, {about}" if about not in ("", first) else first
        refuse_table(file, 0, name, f"{rows.at[line, name]!s} for {where}", f"{low:,} to {high:,}")


def _check_quotient(
    cells: pd.DataFrame,
    name: str,
    factor: float,
    parts: list[str],
    *,
    own: dict[str, str],
    file: str,
) -> None:
    """A figure is as near to its quotient as its last decimal says."""
    counted, among = (_figures(cells[part], own) for part in parts)
    exact = factor * counted / among.where(among > 0)
    decimals = cells[name].str.partition(".")[2].str.len()
    wrong = (_figures(cells[name], own) - exact).abs() > 0.501 * 10.0**-decimals
    for line in cells.index[wrong]:
        found = f"{cells.at[line, name]!s} for {cells.at[line, cells.columns[0]]!s}"
        expected = f"{exact[line]:.1f}, of {' and '.join(cells.loc[line, parts])}"
        refuse_table(file, 0, name, found, expected)


def _figures(cells: pd.Series[str], own: dict[str, str]) -> pd.Series[float]:
    known = cells.where(cells.map(lambda cell: marks.meaning(cell, own) == marks.OK))
    return pd.to_numeric(known, errors="coerce")
