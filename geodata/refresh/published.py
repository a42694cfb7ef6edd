"""A publisher's CSV file: the rows of an authority, checked, under the figures' own column names.

The cells stay as they were published, marks too; the build reads them a second time. Every refusal
names the source, the row of the publisher's file, the column, what was found and what was expected.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from geodata.errors import TableError, refuse_table
from geodata.geography import CODE_PATTERNS, LSOA_BEFORE
from geodata.refresh.archive import beside
from geodata.refresh.joined import join
from geodata.refresh.source import Area
from geodata.refresh.totals import Total
from geodata.refresh.totals import check as check_total
from geodata.schemas import Column, Schema, check
from geodata.sources.cells import read_cells
from geodata.text_files import TextFileError, read_text

ALIKE = 0.4  # of two headings, where 1 is the same


def rows_of(
    path: Path,
    level: tuple[str, int],
    area: Area,
    *,
    code: str,
    columns: Sequence[str],
    label: str,
    ending: str = "",
    total: Total | None = None,
    counts: Sequence[str] = (),
    ranks: Sequence[str] = (),
) -> pd.DataFrame:
    """The rows of the authority's areas in the order of their codes, each there exactly once.

    `code` is the publisher's column of codes, `columns` are others that must be there. The index
    is the line of the file less 2, as `checked` expects it. `total` is what the whole file has.
    An area that several of before make has the sum of its `counts`, and none of the `ranks`.
    """
    frame = cells(path, (code, *columns), label=label, ending=ending)
    rows = own_rows(frame, level, area, code=code, label=label, total=total)
    if level != LSOA_BEFORE or not area.joined:
        return rows
    return join(rows, area.joined, code, counts or ranks, counts=bool(counts))


def own_rows(
    frame: pd.DataFrame,
    level: tuple[str, int],
    area: Area,
    *,
    code: str,
    label: str,
    total: Total | None = None,
) -> pd.DataFrame:
    """The same of cells that are at hand."""
    if total and area.whole:
        check_total(frame, code, total, label=label)
    wanted = area.names[level]
    own = frame[frame[code].isin(wanted.keys())]
    first: dict[str, int] = {}
    for line, found in zip(own.index + 2, own[code], strict=True):
        if found in first:
            expected = f"each area once (see row {first[found]})"
            refuse_table(label, int(line), code, f"{found} again", expected)
        first[found] = line
    _check_missing(frame[code], level, area, there=first, label=label, column=code)
    return own.sort_values(code)


def cells(path: Path, columns: Sequence[str], *, label: str, ending: str = "") -> pd.DataFrame:
    """The cells of a file that has certain columns; a renamed one is named with its likeness.

    `ending` is taken off headings that have it.
    """
    with told(label):
        frame = read_cells(path).rename(columns=lambda name: name.removesuffix(ending))
    check_heading(list(frame.columns), columns, label=label)
    return frame


def check_heading(heading: Sequence[str], columns: Sequence[str], *, label: str) -> None:
    """Refuse a heading without a column, or with two; a renamed one is named with its likeness."""
    for name in columns:
        if name not in heading:
            free = [one for one in heading if one not in columns]
            akin = [one for one in free if one.split()[:1] == name.split()[:1]]
            near = get_close_matches(name, akin or free, n=1, cutoff=ALIKE)
            found = f"no such column, but {near[0]!r}" if near else "no such column"
            refuse_table(label, 1, name, found, "this column")
        if list(heading).count(name) > 1:
            refuse_table(label, 1, name, "several columns of this name", "one")


def check_once(frame: pd.DataFrame, column: str, *, label: str) -> None:
    """Refuse a cell of a column that is there twice; the index is as `checked` expects it."""
    for line in frame.index[frame.duplicated(column)]:
        refuse_table(label, int(line) + 2, column, f"{frame[column][line]} again", "each once")


def headless(path: Path, names: Sequence[str], made: Path, *, label: str) -> pd.DataFrame:
    """The cells of a file that has no heading, under these names; `made` is kept with them."""
    try:
        text = read_text(path, "a CSV file")
    except TextFileError as error:
        refuse_table(label, error.row, "", error.found, error.expected)
    with beside(made) as fresh:
        fresh.write_text(f"{','.join(names)}\n{text}", encoding="utf-8")
    return cells(made, names, label=f"{label} with a heading above it")


def checked(
    frame: pd.DataFrame, columns: Mapping[str, Column], *, label: str, own: Mapping[str, str]
) -> pd.DataFrame:
    """The cells of some columns, under new names, when all are what the columns say.

    `columns` has the publisher's name for each. `own` are marks of a meaning of its own.
    """
    schema = Schema(tuple(replace(one, name=name) for name, one in columns.items()))
    with told(label, lines=[int(line) + 2 for line in frame.index]):
        check(frame, schema, file=label, own=own)
    return frame[list(columns)].set_axis([one.name for one in columns.values()], axis=1)


def as_text(frame: pd.DataFrame) -> str:
    """The frame as the CSV text of a file of figures."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(frame.itertuples(index=False, name=None))
    return written.getvalue()


def per_row(
    frame: pd.DataFrame, work: Callable[[pd.Series[str]], str], *, label: str, column: str
) -> list[str]:
    """What `work` makes of each row; a ValueError of it is a refusal that names the row."""
    made = []
    for line, row in frame.iterrows():
        try:
            made.append(work(row))
        except ValueError as error:
            refuse_table(label, int(str(line)) + 2, column, *error.args)
    return made


@contextmanager
def told(label: str, lines: Sequence[int] = ()) -> Iterator[None]:
    """Let refusals name the publisher's file, and its lines where only some were read."""
    try:
        yield
    except TableError as error:
        row = lines[error.row - 2] if lines and error.row >= 2 else error.row
        refuse_table(label, row, error.column, error.found, error.expected)


def _check_missing(
    codes: pd.Series[str],
    level: tuple[str, int],
    area: Area,
    *,
    there: Mapping[str, int],
    label: str,
    column: str,
) -> None:
    """Refuse a file without some area; one of another vintage is called that."""
    missing = [one for one in area.names[level] if one not in there]
    if not missing:
        return
    name, vintage = level
    expected = f"all {len(area.names[level]):,} areas of the look-up of {vintage}"
    pattern = CODE_PATTERNS[name]
    for row, found in enumerate(codes, start=2):
        if not pd.Series([found]).str.fullmatch(pattern).all():
            refuse_table(label, row, column, repr(found), f"a code of the form {pattern}")
        for other, names in area.names.items():
            if other != level and found in names and found not in area.names[level]:
                found = f"{found}, an area of {other[1]}, and no row for {missing[0]}"
                refuse_table(label, row, column, found, expected)
    more = f" and {len(missing) - 1:,} others" if len(missing) > 1 else ""
    refuse_table(label, 0, column, f"no row for {missing[0]}{more}", expected)
