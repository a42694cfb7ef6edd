"""What a published table must look like, checked cell by cell before anything is computed.

A refusal names the file, the row (the line of the file, its heading being line 1), the column,
what was found and what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NoReturn

import pandas as pd

from geodata.errors import TableError


@dataclass(frozen=True)
class Column:
    """One column: text that matches `pattern`, or a number between `low` and `high`."""

    name: str
    pattern: str = r".*\S.*"
    numeric: bool = False
    whole: bool = False
    low: float = float("-inf")
    high: float = float("inf")
    unique: bool = False


@dataclass(frozen=True)
class Schema:
    """The columns a table must have. Others are an error when `exact`, ignored otherwise."""

    columns: tuple[Column, ...]
    exact: bool = False


def code(name: str, pattern: str, *, unique: bool = False) -> Column:
    """A column of codes."""
    return Column(name, pattern=pattern, unique=unique)


def text(name: str) -> Column:
    """A column of words, never empty."""
    return Column(name)


def number(name: str, *, low: float = float("-inf"), high: float = float("inf")) -> Column:
    """A column of numbers."""
    return Column(name, numeric=True, low=low, high=high)


def count(name: str, *, low: float = 0, high: float = float("inf"), unique: bool = False) -> Column:
    """A column of whole numbers, zero or more unless said otherwise."""
    return Column(name, numeric=True, whole=True, low=low, high=high, unique=unique)


def check(frame: pd.DataFrame, schema: Schema, *, file: str) -> pd.DataFrame:
    """The schema's columns of a frame of strings, in the schema's order and with their types."""
    wanted = [column.name for column in schema.columns]
    for name in wanted:
        if name not in frame.columns:
            _refuse(file, 1, name, "no such column", f"the columns {', '.join(wanted)}")
    for name in frame.columns:
        if schema.exact and name not in wanted:
            _refuse(file, 1, name, "an unknown column", f"the columns {', '.join(wanted)}")
    if frame.empty:
        _refuse(file, 0, "", "no rows", "at least one row")
    return pd.DataFrame({c.name: _checked(frame[c.name], c, file=file) for c in schema.columns})


def check_sums(
    frame: pd.DataFrame, sums: tuple[tuple[str, tuple[str, ...]], ...], *, file: str
) -> None:
    """Refuse a row whose parts do not add up to their total."""
    for total, parts in sums:
        _check_present(frame, (total, *parts), file=file)
        added = frame[list(parts)].sum(axis=1)
        for row in frame.index[added != frame[total]]:
            _refuse(
                file,
                int(row) + 2,
                total,
                str(frame.at[row, total]),
                f"{added[row]}, the sum of {', '.join(parts)}",
            )


def add_sums(
    frame: pd.DataFrame, sums: tuple[tuple[str, tuple[str, ...]], ...], *, file: str
) -> pd.DataFrame:
    """The frame with a new column for each name: the sum of its parts."""
    for total, parts in sums:
        _check_present(frame, parts, file=file)
        frame = frame.assign(**{total: frame[list(parts)].sum(axis=1)})
    return frame


def check_at_most(frame: pd.DataFrame, pairs: tuple[tuple[str, str], ...], *, file: str) -> None:
    """Refuse a row in which the first column of a pair is above the second."""
    for small, large in pairs:
        _check_present(frame, (small, large), file=file)
        for row in frame.index[frame[small] > frame[large]]:
            found = f"{frame.at[row, small]!s} for {frame.at[row, 'code']!s}"
            _refuse(file, 0, small, found, f"at most {frame.at[row, large]!s}, its {large}")


def _check_present(frame: pd.DataFrame, names: tuple[str, ...], *, file: str) -> None:
    for name in names:
        if name not in frame.columns:
            _refuse(file, 1, name, "no such column", "a column, the sums of the table need it")


def _checked(cells: pd.Series[Any], column: Column, *, file: str) -> pd.Series[Any]:
    checked = cells
    if column.numeric:
        checked = pd.Series(
            [_number(cell, column, file=file, row=row) for row, cell in enumerate(cells, start=2)],
            dtype="int64" if column.whole else "float64",
        )
    else:
        pattern = re.compile(column.pattern)
        for row, cell in enumerate(cells, start=2):
            if not pattern.fullmatch(cell):
                expected = "some text" if column.pattern == Column.pattern else column.pattern
                _refuse(file, row, column.name, repr(cell), expected)
    if column.unique:
        _check_unique(checked, column, file=file)
    return checked


def _number(cell: str, column: Column, *, file: str, row: int) -> float:
    wanted = ("a whole number" if column.whole else "a number") + _limits(column)
    pattern = r"-?\d+" if column.whole else r"-?\d+(\.\d+)?"
    if not re.fullmatch(pattern, cell, flags=re.ASCII):
        _refuse(file, row, column.name, repr(cell), wanted)
    value = int(cell) if column.whole else float(cell)
    if not column.low <= value <= column.high:
        _refuse(file, row, column.name, cell, wanted)
    return value


def _limits(column: Column) -> str:
    if column.high != float("inf"):
        return f" from {column.low:g} to {column.high:.10g}"
    return "" if column.low == float("-inf") else f" of {column.low:g} or more"


def _check_unique(cells: pd.Series[Any], column: Column, *, file: str) -> None:
    first: dict[object, int] = {}
    for row, cell in enumerate(cells, start=2):
        if cell in first:
            _refuse(file, row, column.name, f"{cell} again", f"each once (see row {first[cell]})")
        first[cell] = row


def _refuse(file: str, row: int, column: str, found: str, expected: str) -> NoReturn:
    raise TableError(file=file, row=row, column=column, found=found, expected=expected)
