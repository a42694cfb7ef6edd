"""Counts are whole on the page and in files; months and percentages in files need no apostrophe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from callbacks.answer import Explorer
from charts.cells import cell_words
from charts.file_csv import csv_text
from charts.file_fields import fields
from charts.model import Chart, Context
from charts.registry import CHARTS
from geodata.spreadsheets import MARK, armed, worded
from page.gaps import TABLES
from page.gaps_asked import read
from tests.served import app_of

AREAS = ("ward=E05015018", "area=E01005758", "q=1", "venues=library,pharmacy")
GAPS = ("", "both=income_2025.more,imd_2025.more", "ind=uptake_first_50_plus&floor=90")


@pytest.fixture(scope="module")
def made(explorer: Explorer) -> list[tuple[Chart, Context]]:
    """Every table of some areas, and of the page about inequality."""
    answers = [explorer.answer(query) for query in AREAS]
    found = [(explorer.chart(key, one), one.context) for one in answers for key in CHARTS]
    asked = [read(app_of()._site, query) for query in GAPS]
    return found + [(make(one), one.context) for one in asked for make in TABLES.values()]


def whole(chart: Chart) -> Iterator[int]:
    """Columns whose numbers are all whole and are no shares and of no figure of another kind."""
    for at, one in enumerate(chart.table.columns):
        given = [row[at] for row in chart.table.rows if row[at] is not None]
        kind = one.indicator.kind if one.indicator else None
        counted = kind.is_count or kind.is_rank if kind else not (one.is_share or one.by_row)
        if one.numeric and counted and given and all(float(each).is_integer() for each in given):
            yield at


def test_what_is_counted_is_whole_on_the_page_and_in_files(
    made: list[tuple[Chart, Context]],
) -> None:
    seen = set()
    for chart, _ in made:
        types = [one.datatype for one in fields(chart)]
        for at in whole(chart):
            name = chart.key, chart.table.columns[at].key
            seen.add(name[1])
            assert types[at] == "integer", name
            assert not any("." in cell_words(chart.table, row, at) for row in chart.table.rows), (
                name
            )
    assert {"patients", "people"} <= seen


def test_no_month_and_no_percentage_has_an_apostrophe_in_a_file(
    made: list[tuple[Chart, Context]],
) -> None:
    for chart, context in made:
        rows = csv.DictReader(io.StringIO(csv_text(chart, context), newline=""))
        for row in rows:
            for name, text in row.items():
                if text.startswith(MARK):
                    assert worded(armed(text)) == armed(text), (chart.key, name, text)
