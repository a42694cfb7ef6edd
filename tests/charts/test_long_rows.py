"""A picture of many wards draws both ends and what is chosen; the table and its file stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from charts import long_rows
from charts.long_rows import END, MOST, Gap, rows_drawn
from charts.made_rows import MadeRows, is_filled
from charts.registry import CHARTS
from charts.table import html_table
from geodata.selection import Filter

from .conftest import View, state_of

NAMED = re.compile(r'<a [^>]*href="([^"]*)"[^>]*aria-label="([^"]*)"')


def covered(found: list[int | Gap]) -> Iterator[int]:
    """The rows that a list of rows and gaps stands for, gaps as that many rows."""
    at = 0
    for one in found:
        if isinstance(one, Gap):
            at += one.left_out
        else:
            assert one == at
            yield one
            at += 1


@pytest.mark.parametrize("every", [0, 1, END, MOST])
def test_a_list_that_is_not_long_is_drawn_whole(every: int) -> None:
    assert rows_drawn(every, (), known=every) == list(range(every))


def test_of_a_long_list_both_ends_and_what_is_chosen_are_drawn() -> None:
    every, chosen = 215, [3, 100, 102, 204]
    found = rows_drawn(every, chosen, known=every)
    drawn = [*range(END), 100, 101, 102, 204, *range(every - END, every)]
    assert list(covered(found)) == drawn
    left = [one.left_out for one in found if isinstance(one, Gap)]
    assert left == [90, 101]
    assert len(drawn) + sum(left) == every


@pytest.mark.parametrize("known", [0, 4, 15, 200])
def test_rows_without_a_value_are_no_end_of_a_long_list(known: int) -> None:
    found = rows_drawn(215, (), known=known)
    ends = {*range(min(END, known)), *range(max(known - END, 0), known)}
    assert set(covered(found)) == ends
    assert found[-1] == Gap(215 - known, 215)


@pytest.mark.parametrize("indicator", ["imd_2025", "ethnic_asian_share_2021"])
def test_rows_that_are_not_drawn_are_counted_and_lead_to_the_whole_table(
    view: View, wards: dict[str, str], monkeypatch: pytest.MonkeyPatch, indicator: str
) -> None:
    monkeypatch.setattr(long_rows, "MOST", 10)
    monkeypatch.setattr(long_rows, "END", 3)
    whole = CHARTS["wards"](view(indicator=indicator)).table
    context = view(Filter(wards=(str(whole.rows[9][1]),)), indicator=indicator, tables=())
    chart = CHARTS["wards"](context)
    said = [(unescape(href), words) for href, words in NAMED.findall(str(chart.picture))]
    gaps = [(href, words) for href, words in said if "not drawn" in words]
    assert len(said) == 3 + 1 + 1 + 1 + 3
    assert [words for _, words in gaps] == [
        f"{left} not drawn. Show all {len(wards)} in the table" for left in (6, 8)
    ]
    assert str(chart.picture).count(">in the table</text>") == len(gaps)
    for href, _ in gaps:
        state = state_of(href.partition("#")[0])
        assert (state["tables"], state["rows"]) == ("wards", "all")
        assert href.endswith("#panel-wards")
    assert len(chart.table.rows) == len(wards)


def test_a_page_makes_the_rows_that_it_shows(view: View) -> None:
    context = view()
    chart = CHARTS["areas"](context)
    rows = chart.table.rows
    assert isinstance(rows, MadeRows)
    html_table(chart, context)
    assert 0 < len(rows._made) < len(rows)
    for at, cells in enumerate(zip(*rows, strict=True)):
        assert is_filled(rows, at) == is_filled(tuple(rows), at) == any(map(bool, cells))
    assert rows[:2] == (rows[0], rows[1])
