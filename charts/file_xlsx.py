"""Tables as a workbook (Office Open XML): notes, a sheet for each table, and what columns mean.

XlsxWriter is imported when the first workbook is made, so that a worker without one does not
carry it. Every cell is written as what it is: text is never a formula, a link or a number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from charts.cells import cell_words
from charts.file_about import Download
from charts.file_fields import Field, fields
from charts.file_notes import notes
from charts.model import Chart
from geodata.format import MINUS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET_NAME = 31  # letters that a sheet's name may have
NARROW, WIDE = 9, 44  # of a column, in letters
DAY = "d mmmm yyyy"
_NOT_IN_NAMES = frozenset("[]:*?/\\'")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_file(download: Download) -> bytes:
    """The workbook. Cells hold numbers that are not rounded, and show what the page shows."""
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    book.set_properties(
        {"title": download.chart.title, "created": datetime.combine(download.day, time())}
    )
    sheets = sheet_names([one.key for one in download.charts])
    looks = Looks(book)
    _notes(book, looks, download, sheets)
    tables = [(one, fields(one)) for one in download.charts]
    for (chart, columns), name in zip(tables, sheets, strict=True):
        _table(book.add_worksheet(name), looks, chart, columns)
    _meanings(book, looks, [columns for _, columns in tables], sheets)
    book.close()
    return out.getvalue()


def sheet_names(keys: Sequence[str]) -> tuple[str, ...]:
    """A name for the sheet of each chart: "By quintile"; no two alike in letters of one size."""
    found: dict[str, str] = {"notes": "", "columns": "", "history": ""}
    names = []
    for key in keys:
        plain = "".join(" " if one in _NOT_IN_NAMES or one == "_" else one for one in key).strip()
        base = (plain[:1].upper() + plain[1:])[:SHEET_NAME] or "Table"
        name, number = base, 2
        while name.lower() in found:
            end = f" {number}"
            name, number = base[: SHEET_NAME - len(end)] + end, number + 1
        found[name.lower()] = name
        names.append(name)
    return tuple(names)


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[str, Format] = {}
        wrapped = {"text_wrap": True, "valign": "top"}
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.part: Format = book.add_format({"bold": True, "top": 1})
        self.name: Format = book.add_format({"bold": True, "valign": "top"})
        self.text: Format = book.add_format(wrapped)
        self.head: Format = book.add_format({**wrapped, "bold": True, "bottom": 1})

    def number(self, pattern: str) -> Format:
        """The format of a number or a day."""
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern})
        return self._numbers[pattern]


def number_format(words: str) -> str:
    """The pattern that shows a number as the page prints it: "1,234.5" needs "#,##0.0".

    What is more than a number ("under 0.1") stands there as it is.
    """
    sign = words[:1] if words[:1] in ("+", MINUS) else ""
    digits = words.removeprefix(sign)
    whole, _, fraction = digits.partition(".")
    if not (whole.replace(",", "") + fraction).isdecimal():
        return '"' + words.replace('"', "") + '"'
    pattern = f"#,##0.{'0' * len(fraction)}" if fraction else "#,##0"
    quoted = f'"{sign}"' if sign else ""
    return f"{quoted}{pattern};{quoted}{pattern}"


def _notes(book: Workbook, looks: Looks, download: Download, sheets: tuple[str, ...]) -> None:
    sheet = book.add_worksheet("Notes")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    _print(sheet, landscape=False)
    title = download.chart.title if len(sheets) == 1 else f"Tables of a view, {len(sheets)} sheets"
    sheet.write_string(0, 0, title, looks.title)
    for row, (name, text) in enumerate(notes(download, sheets), start=1):
        sheet.write_string(row, 0, name, looks.name if text else looks.part)
        if text:
            sheet.write_string(row, 1, text, looks.text)


def _table(sheet: Worksheet, looks: Looks, chart: Chart, columns: Sequence[Field]) -> None:
    """A heading row that stays, with filters; every number in the format of the page."""
    table, last = chart.table, len(chart.table.rows)
    for at, one in enumerate(columns):
        sheet.write_string(0, at, one.title, looks.head)
        for row, cell in enumerate(one.cells, start=1):
            if cell is None or cell == "":
                continue
            if one.datatype == "string":
                sheet.write_string(row, at, str(cell))
            elif one.datatype == "date":
                sheet.write_datetime(row, at, date.fromisoformat(str(cell)), looks.number(DAY))
            else:
                words = cell_words(table, table.rows[row - 1], at)
                sheet.write_number(row, at, cell, looks.number(number_format(words)))
        sheet.set_column(at, at, _width(one))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.repeat_rows(0)
    # a class such as "2" is text among others that have words: no warning on each of them
    sheet.ignore_errors({"number_stored_as_text": f"A2:{_letters(len(columns))}{last + 1}"})
    _print(sheet, landscape=True)


def _meanings(
    book: Workbook, looks: Looks, tables: Sequence[Sequence[Field]], sheets: Sequence[str]
) -> None:
    """What each column is called in a CSV file, its type, and what it holds."""
    sheet = book.add_worksheet("Columns")
    rows = [("Sheet", "Column", "Name in CSV", "Type", "Meaning")]
    for name, columns in zip(sheets, tables, strict=True):
        rows += [(name, one.title, one.name, one.datatype, one.meaning) for one in columns]
    for row, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, looks.text if row else looks.head)
    for at, width in enumerate((20, 34, 28, 10, 90)):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, 4)
    _print(sheet, landscape=True)


def _width(one: Field) -> float:
    """Wide enough for its cells, and for its heading on three lines."""
    cells = max((len(str(cell)) for cell in one.cells if isinstance(cell, str)), default=0)
    return min(max(NARROW, cells + 1, len(one.title) / 3 + 4), WIDE)


def _letters(number: int) -> str:
    """What a spreadsheet calls its column of that number, from 1: "A", "Z", "AA"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _print(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if landscape:
        sheet.set_landscape()
