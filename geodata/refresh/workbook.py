"""A sheet of a publisher's workbook as a CSV file, so that it is read and refused like any other.

Cells are taken as they show: whole numbers without a point, errors such as #VALUE! as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from geodata.errors import TableError
from geodata.refresh import archive
from geodata.refresh.archive import beside, check_density

AMONG = 40  # rows among which the heading may be
# A SyntaxError is XML that is none; a ValueError also XML with entities, which defusedxml refuses;
# a TypeError an attribute of a cell that is none; an AttributeError a chart without a drawing.
BROKEN = (
    *(AttributeError, InvalidFileException, LookupError),
    *(OSError, SyntaxError, TypeError, ValueError),
)
TYPES = "[Content_Types].xml"  # what no workbook of Excel is without
# A cell with a formula, and no value that Excel or its like worked out; words may be worked out
# to none at all.
UNWORKED = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]*\bt=\"str\")[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
CHUNK = 1 << 20
LONGEST = 10_000  # bytes of a cell with a formula


def sheet(book: Path, name: str, heading: str, into: Path, *, label: str, year: str = "") -> Path:
    """Write the table of a sheet into a folder, once, from the row that has the cell `heading` on.

    Raises TableError for what is no workbook, one that would grow beyond measure, a sheet that is
    not there (its neighbours are named), a sheet without such a row, and one whose notes above that
    name years but not `year`. Empty rows are left out.
    """
    made = into / f"{name}.csv"
    if made.exists():
        return made
    write(made, _table(book, name, heading, label, year))
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
            if TYPES not in packed.namelist():
                _refuse(label, f"an archive without {TYPES}, as .ods is", "a workbook as .xlsx")
            unworked = _unworked(packed)
        with book.open("rb") as file:
            rows = _sheet(file, name, label, values=True).iter_rows(values_only=True)
            if unworked:
                _check_formulas(book, name, label)
            for row in rows:
                yield [_text(value) for value in row]
    except (*BROKEN, *archive.BROKEN) as error:
        why = " ".join(str(error).split()[:12])
        _refuse(label, f"a workbook that cannot be read ({why})", "an Excel workbook")


def _sheet(file: BinaryIO, name: str, label: str, *, values: bool) -> ReadOnlyWorksheet:
    """A sheet of cells, with the values of its formulas or with these; a chart is none."""
    opened = load_workbook(file, read_only=True, data_only=values)
    sheets = {one.title: one for one in opened.worksheets}
    if name not in sheets:
        _refuse(label, f"only {', '.join([*sheets][:12]) or 'no sheet'}", f"a sheet {name}")
    return sheets[name]


def _unworked(packed: ZipFile) -> bool:
    """Whether some sheet has a formula without its value."""
    for info in packed.infolist():
        if info.filename.startswith("xl/worksheets/"):
            with packed.open(info) as sheet:
                before = b""
                while chunk := sheet.read(CHUNK):
                    if UNWORKED.search(before + chunk):
                        return True
                    before = chunk[-LONGEST:]
    return False


def _check_formulas(book: Path, name: str, label: str) -> None:
    """Refuse a cell of the sheet that has a formula and no value: it would be taken as empty."""
    with book.open("rb") as one, book.open("rb") as other:
        values = _sheet(one, name, label, values=True).iter_rows(values_only=True)
        formulas = _sheet(other, name, label, values=False).iter_rows()
        for row, (known, cells) in enumerate(zip(values, formulas, strict=False), start=1):
            for value, cell in zip(known, cells, strict=False):
                if value is None and cell.data_type == "f":
                    place = f"{get_column_letter(cell.column)}{row}"
                    found = f"a formula without its value in {place}"
                    _refuse(f"{label}, sheet {name}", found, "a workbook as Excel saves it")


def _table(book: Path, name: str, heading: str, label: str, year: str) -> Iterator[list[str]]:
    rows, above = cells(book, name, label=label), list[str]()
    for first in islice(rows, AMONG):
        if heading in first:
            break
        above += first
    else:
        _refuse(f"{label}, sheet {name}", f"no such cell in {AMONG} rows", f"a heading {heading!r}")
    years = YEAR.findall(" ".join(above))
    if year and years and year not in years:
        found = f"notes of {', '.join(dict.fromkeys(years))}"
        _refuse(f"{label}, sheet {name}", found, f"some of {year}")
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
