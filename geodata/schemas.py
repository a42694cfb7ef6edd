"""What a published table must look like, checked cell by cell before anything is computed.

A refusal names the file, the row (the line of the file, its heading being line 1), the column,
what was found and what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from geodata import build_marks, marks
from geodata.errors import refuse_table

MOST_DIGITS = 15  # of a whole number, which no figure passes and every type holds exactly
WHOLE = re.compile(rf"\d{{1,{MOST_DIGITS}}}", re.ASCII)
NUMBER = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d+)?", re.ASCII)


def is_whole(cell: str) -> bool:
    """Whether a cell is a whole number, nought or more, of at most MOST_DIGITS."""
    return WHOLE.fullmatch(cell) is not None


@dataclass(frozen=True)
class Column:
    """One column: text that matches `pattern`, or a number between `low` and `high`.

    In a column of figures (`figure`) a publisher's mark may stand in place of one.
    """

    name: str
    pattern: str = r".*\S.*"
    numeric: bool = False
    whole: bool = False
    low: float = float("-inf")
    high: float = float("inf")
    unique: bool = False
    ranked: bool = False
    figure: bool = False


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


def count(name: str, *, low: float = 0, high: float = float("inf")) -> Column:
    """A column of whole numbers, zero or more unless said otherwise."""
    return Column(name, numeric=True, whole=True, low=low, high=high)


def rank(name: str, total: int) -> Column:
    """A column of ranks of `total` places; after places that share one, as many are left out."""
    return replace(count(name, low=1, high=total), ranked=True)


def figure(column: Column) -> Column:
    """The same column, with figures in it: marks are read as what they mean."""
    return replace(column, figure=True)


def check(
    frame: pd.DataFrame, schema: Schema, *, file: str, own: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The schema's columns of a frame of strings, in the schema's order and with their types.

    Columns of figures that hold marks are followed by the statuses of their cells (marks.py);
    `own` are marks to which the table gives a meaning of its own.
    """
    wanted = [column.name for column in schema.columns]
    for name in wanted:
        if name not in frame.columns:
            refuse_table(file, 1, name, "no such column", f"the columns {', '.join(wanted)}")
    for name in frame.columns:
        if schema.exact and name not in wanted:
            refuse_table(file, 1, name, "an unknown column", f"the columns {', '.join(wanted)}")
    if frame.empty:
        refuse_table(file, 0, "", "no rows", "at least one row")
    columns: dict[str, Any] = {}
    meant = {mark.strip().lower(): status for mark, status in (own or {}).items()}
    for column in schema.columns:
        cells = frame[column.name]
        status = pd.Series(marks.OK, index=cells.index, dtype="str")
        if column.figure:
            status = cells.map(lambda cell: marks.meaning(cell, meant))
        columns[column.name] = _checked(cells, column, known=status == marks.OK, file=file)
        if (status != marks.OK).any():
            columns[build_marks.status_column(column.name)] = status
    return pd.DataFrame(columns)


def check_sums(
    frame: pd.DataFrame, sums: tuple[tuple[str, tuple[str, ...]], ...], *, file: str
) -> None:
    """Refuse a row whose parts do not add up to their total; rows with marks cannot be checked."""
    for total, parts in sums:
        _check_present(frame, (total, *parts), file=file)
        added = frame[list(parts)].sum(axis=1)
        wrong = (added != frame[total]) & build_marks.known(frame, (total, *parts))
        for row in frame.index[wrong]:
            refuse_table(
                file,
                int(row) + 2,
                total,
                str(frame.at[row, total]),
                f"{added[row]}, the sum of {', '.join(parts)}",
            )


def add_sums(
    frame: pd.DataFrame, sums: tuple[tuple[str, tuple[str, ...]], ...], *, file: str
) -> pd.DataFrame:
    """The frame with a new column for each name: the sum of its parts, or their mark."""
    for total, parts in sums:
        _check_present(frame, parts, file=file)
        frame = frame.assign(**{total: frame[list(parts)].sum(axis=1, skipna=False)})
        frame = build_marks.with_status(frame, total, build_marks.status_of(frame, parts))
    return frame


def check_at_most(frame: pd.DataFrame, pairs: tuple[tuple[str, str], ...], *, file: str) -> None:
    """Refuse a row in which the first column of a pair is above the second."""
    for small, large in pairs:
        _check_present(frame, (small, large), file=file)
        for row in frame.index[frame[small] > frame[large]]:
            found = f"{frame.at[row, small]!s} for {frame.at[row, 'code']!s}"
            refuse_table(file, 0, small, found, f"at most {frame.at[row, large]!s}, its {large}")


def _check_present(frame: pd.DataFrame, names: tuple[str, ...], *, file: str) -> None:
    for name in names:
        if name not in frame.columns:
            refuse_table(file, 1, name, "no such column", "a column, the sums of the table need it")


def _checked(
    cells: pd.Series[Any], column: Column, *, known: pd.Series[bool], file: str
) -> pd.Series[Any]:
    """The cells with their type; nan, or "" for words, where they are not known."""
    checked: list[Any] = []
    for row, (cell, there) in enumerate(zip(cells, known, strict=True), start=2):
        if not there:
            checked.append(np.nan if column.numeric else "")
        elif column.numeric:
            checked.append(_number(cell, column, file=file, row=row))
        else:
            if not re.fullmatch(column.pattern, cell):
                expected = "some text" if column.pattern == Column.pattern else column.pattern
                refuse_table(file, row, column.name, repr(cell), expected)
            checked.append(cell)
    if column.unique:
        _check_unique(checked, column, known=known, file=file)
    if column.ranked:
        _check_ties(checked, column, file=file)
    whole = column.whole and bool(known.all())
    kind = "str" if not column.numeric else "int64" if whole else "float64"
    return pd.Series(checked, index=cells.index, dtype=kind)


def _number(cell: str, column: Column, *, file: str, row: int) -> float:
    wanted = ("a whole number" if column.whole else "a number") + _limits(column)
    if not (is_whole(cell.removeprefix("-")) if column.whole else NUMBER.fullmatch(cell)):
        refuse_table(file, row, column.name, repr(cell), wanted)
    value = int(cell) if column.whole else float(cell)
    if not column.low <= value <= column.high:
        refuse_table(file, row, column.name, cell, wanted)
    return value


def _limits(column: Column) -> str:
    if column.high != float("inf"):
        return f" from {column.low:g} to {column.high:.10g}"
    return "" if column.low == float("-inf") else f" of {column.low:g} or more"


def _check_unique(
    cells: Sequence[Any], column: Column, *, known: pd.Series[bool], file: str
) -> None:
    first: dict[object, int] = {}
    for row, (cell, there) in enumerate(zip(cells, known, strict=True), start=2):
        if there and cell in first:
            refuse_table(
                file, row, column.name, f"{cell} again", f"each once (see row {first[cell]})"
            )
        first[cell] = row


def _check_ties(cells: Sequence[float], column: Column, *, file: str) -> None:
    """Refuse a rank that several places have when one of those it uses up is there too."""
    rows: dict[float, list[int]] = {}
    for row, cell in enumerate(cells, start=2):
        rows.setdefault(cell, []).append(row)
    for cell, (first, *again) in rows.items():
        used = next((cell + more for more in range(1, len(again) + 1) if cell + more in rows), None)
        if used is not None:
            found = f"{cell} again, and {used}"
            expected = f"each once (see row {first}), or ranks left out after it"
            refuse_table(file, again[0], column.name, found, expected)
