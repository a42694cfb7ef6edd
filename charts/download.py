"""A chart's table as a CSV file (RFC 4180): every row carries where it comes from."""

from __future__ import annotations

import csv
import io

from charts.model import Cell, Chart, Context
from charts.words import level_words
from geodata.catalogue import Indicator
from geodata.format import for_file
from layers.words import full_label

SOURCE_COLUMNS = ("indicator", "definition", "method", "vintage", "source", "published", "licence")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(chart: Chart, context: Context) -> str:
    """The chart's whole table, whatever part of it the page shows.

    The route decides on the byte order mark. Text a spreadsheet would run as a formula is
    prefixed with an apostrophe; an empty cell means no value, and the status column says why.
    """
    source = _source_cells(chart.indicators)
    names = _source_names(chart)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(column.key for column in chart.table.columns), "place", *names])
    for row in chart.table.rows:
        writer.writerow([*map(_cell, row), *map(_cell, (context.place, *source))])
    return out.getvalue()


def _source_names(chart: Chart) -> list[str]:
    used = {column.key for column in chart.table.columns}
    return [f"about_{name}" if name in used else name for name in SOURCE_COLUMNS]


def _source_cells(indicators: tuple[Indicator, ...]) -> tuple[str, ...]:
    """One cell for each of SOURCE_COLUMNS; what differs between indicators is given for each."""
    each = [
        (
            full_label(one),
            one.definition,
            one.method,
            level_words(one),
            f"{one.source.publisher}: {one.source.title}",
            one.source.published,
            one.source.licence,
        )
        for one in indicators
    ]
    return tuple("; ".join(dict.fromkeys(values)) for values in zip(*each, strict=True))


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA_STARTS) else value
    return for_file(value)
