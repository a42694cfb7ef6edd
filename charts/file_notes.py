"""The notes that go with tables in a file: what must be known to read them, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from charts.file_about import MARKS, PRECISION, ROUNDED, Download, entries, filter_words
from charts.model import Chart, Context
from geodata.format import day

ONCE = ("place", "filter", "view")  # said once, however many tables there are
NAMED = 400  # picked areas that the notes name


def notes(download: Download, sheets: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Heading and text of each line; a line without a text is the heading of a part.

    `sheets` are the names of the tables, one for each chart.
    """
    chart, context = download.chart, download.context
    yield from (("Place", context.place), ("Filter", filter_words(context, most=NAMED)))
    yield from (("View", download.view), ("Day of download", day(download.day.isoformat())))
    yield "Columns", "What each column holds is in the last sheet, and beside each CSV file (CSVW)."
    yield "Marks and numbers", ""
    yield from ((word.capitalize(), text) for word, text in MARKS.items())
    yield "Precision", PRECISION
    if any(one.near for chart in download.charts for one in chart.indicators):
        yield "Local figures", ROUNDED
    yield "Cells", "A cell without a value is empty. Its row says why, in the column of that name."
    for chart, sheet in zip(download.charts, sheets, strict=True):
        yield f"Sheet {sheet}", ""
        yield from _of_chart(chart, context)
    yield "Attributions", ""
    for text in dict.fromkeys(one.attribution for one in context.store.sources):
        yield "Attribution", text


def _of_chart(chart: Chart, context: Context) -> Iterator[tuple[str, str]]:
    yield "Title", chart.title
    yield "Finding", chart.sentence
    yield "Table", chart.table.caption
    for one in entries(chart, context, ""):
        if one.name not in ONCE:
            yield one.title, one.text
    for caveat in dict.fromkeys(one.caveat for one in chart.indicators):
        yield "Mind that", caveat
    for note in chart.notes:
        yield "Note", note
