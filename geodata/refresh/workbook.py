"""A sheet of a publisher's workbook as a CSV file, so that it is read and refused like any other.

Cells are taken as they show: whole numbers without a point, errors such as #VALUE! as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from geodata.errors import TableError
from geodata.refresh import archive
from geodata.refresh.archive import beside, check_density

AMONG = 40  # rows among which the heading may be
# A SyntaxError is XML that is none; a ValueError also XML with entities, which defusedxml refuses;
# a TypeError an attribute of a cell that is none.
BROKEN = (InvalidFileException, KeyError, OSError, SyntaxError, TypeError, ValueError)


def sheet(book: Path, name: str, heading: str, into: Path, *, label: str) -> Path:
    """Write the table of a sheet into a folder, once, from the row that has the cell `heading` on.

    Raises TableError for what is no workbook, one that would grow beyond measure, a sheet that is
    not there (its neighbours are named) and a sheet without such a row. Empty rows are left out.
    """
    made = into / f"{name}.csv"
    if made.exists():
        return made
    write(made, _table(book, name, heading, label))
    return made


def write(made: Path, rows: Iterable[list[str]]) -> None:
    """Write rows as a CSV file that is there whole or not at all."""
    with beside(made) as fresh, fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def cells(book: Path, name: str, *, label: str) -> Iterator[list[str]]:
    """Every row of a sheet, as texts. TableError as `sheet`."""
    try:
        with ZipFile(book) as packed:
            for info in packed.infolist():
                check_density(info, label=label)
        with book.open("rb") as file:
            opened = load_workbook(file, read_only=True, data_only=True)
            if name not in opened.sheetnames:
                _refuse(label, f"only {', '.join(opened.sheetnames[:12])}", f"a sheet {name}")
            for row in opened[name].iter_rows(values_only=True):
                yield [_text(value) for value in row]
    except (*BROKEN, *archive.BROKEN) as error:
        why = " ".join(str(error).split()[:12])
        _refuse(label, f"a workbook that cannot be read ({why})", "an Excel workbook")


def _table(book: Path, name: str, heading: str, label: str) -> Iterator[list[str]]:
    rows = cells(book, name, label=label)
    first = next((row for row in islice(rows, AMONG) if heading in row), None)
    if first is None:
        _refuse(f"{label}, sheet {name}", f"no such cell in {AMONG} rows", f"a heading {heading!r}")
    width = max(at for at, cell in enumerate(first, start=1) if cell)
    yield first[:width]
    for row in rows:
        kept = [*row, *[""] * width][:width]
        if any(kept):
            yield kept


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _refuse(label: str, found: str, expected: str) -> NoReturn:
    raise TableError(file=label, row=0, column="", found=found, expected=expected)
