"""Cells of a table as the page prints them, for the page and for files that follow it."""

from __future__ import annotations

from charts.model import Cell, Table
from charts.words import STATUS
from geodata.format import amount, day, number, share_amount

NO_VALUE = "no value"


def cell_words(table: Table, row: tuple[Cell, ...], index: int) -> str:
    """A cell as text. No value is never blank or nought: it says what it is."""
    value, column = row[index], table.columns[index]
    if value is None:
        return why_empty(table, row, index)
    if isinstance(value, str):
        return day(value) if column.is_day else value
    indicator = table.figures[str(row[0])] if column.by_row else column.indicator
    if indicator is not None:
        return amount(indicator, value)
    if column.is_share:
        return share_amount(value)
    return number(value, column.decimals if isinstance(value, float) else 0)


def why_empty(table: Table, row: tuple[Cell, ...], index: int) -> str:
    """Why a cell has no value: the column's own word, the row's status, or "no value".

    The status of a row, if the table has one, is that of the figure the row is about.
    """
    if table.columns[index].without:
        return table.columns[index].without
    statuses = (row[at] for at, one in enumerate(table.columns) if one.key == "status")
    return next((str(one) for one in statuses if one and one != STATUS["ok"]), NO_VALUE)
