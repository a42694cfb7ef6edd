"""What the rows of a table stand for, as a browser finds them: a place, or a class of areas."""

from __future__ import annotations

from collections.abc import Callable

from charts.model import Cell, Table
from layers.sheet import LETTERS


def row_places(table: Table, *, classes: bool) -> Callable[[int], str]:
    """What the row of a number stands for: the code in it, or its class where rows are classes.

    Rows that are neither, as those of the whole place, name nothing.
    """
    end = "_number" if classes else "_code"
    at = next((i for i, one in enumerate(table.columns) if one.key.endswith(end)), None)
    if at is None:
        return lambda _: ""
    return lambda row: _name(table.rows[row][at])


def _name(cell: Cell) -> str:
    return LETTERS[cell] if isinstance(cell, int) else str(cell or "")
