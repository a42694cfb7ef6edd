"""A table as CSV (RFC 4180), every row of which carries where it comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from charts.file_about import Download, entries
from charts.file_fields import about_fields, fields
from charts.model import Cell, Chart, Context
from geodata.spreadsheets import disarmed


def csv_file(download: Download) -> bytes:
    """With a byte order mark, by which spreadsheets know that it is UTF-8."""
    text = csv_text(download.chart, download.context, view=download.view)
    return text.encode("utf-8-sig")


def csv_text(chart: Chart, context: Context, *, view: str = "") -> str:
    """The chart's whole table, whatever part of it the page shows.

    Numbers are not rounded. Text that a spreadsheet would run or change has an apostrophe in front.
    An empty cell means no value, and the column "no_value" says why.
    """
    own = fields(chart)
    said = entries(chart, context, view or context.href())
    every = (*own, *about_fields(said, own, len(chart.table.rows)))
    disarm = cache(disarmed)  # most columns say the same in every row
    columns = [
        [_printed(cell, str if one.datatype == "date" else disarm) for cell in one.cells]
        for one in every
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([one.name for one in every])
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def _printed(value: Cell, text: Callable[[str], str]) -> str:
    """A cell as text. Days stay as they are: a spreadsheet makes the same day of them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text(value)
    return format(Decimal(repr(value)), "f")
