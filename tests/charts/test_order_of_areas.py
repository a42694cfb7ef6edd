"""The list of areas in any order: every row once, those without a value last, said in words."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from charts.areas import areas
from charts.table import html_table
from geodata.selection import Filter
from geodata.store import Store
from tests.served import client_of
from views.vocabulary import SORTS

from .conftest import state_of, view_of

VIEWS = ("", "ind=uptake_first_16_plus&with=income_2025&over=circles&date=2021-03-21")
HEADS = re.compile(r"<th scope=\"col\"([^>]*)>(?:<a href=\"([^\"]*)\")?")


def headings(explorer: Explorer, query: str) -> list[tuple[str, str]]:
    """Of each heading what it says of the order, and where it leads."""
    answer = explorer.answer(query)
    chart = explorer.chart("areas", answer)
    made = unescape(str(html_table(chart, answer.context, chart.listing)))
    return [
        ((re.findall(r'aria-sort="(\w+)"', more) or [""])[0], href[1:].split("#")[0])
        for more, href in HEADS.findall(made)
    ]


@pytest.mark.parametrize("query", VIEWS)
def test_every_heading_of_a_figure_or_a_name_orders_the_list_both_ways(
    explorer: Explorer, query: str
) -> None:
    rows = set(explorer.chart("areas", explorer.answer(query)).table.rows)
    led = [href for _, href in headings(explorer, query) if "sort=" in href]
    assert len(led) >= 5
    for at, href in enumerate(led):
        there = headings(explorer, href)
        back = [one for now, one in there if now]
        assert len(back) == 1, href
        now = {said for said, _ in there if said}
        other = {said for said, _ in headings(explorer, back[0]) if said}
        assert now | other == {"ascending", "descending"}, href
        for one in (href, back[0]):
            answer = explorer.answer(one)
            chart = explorer.chart("areas", answer)
            assert answer.ignored == ()
            assert set(chart.table.rows) == rows, at


def test_what_is_printed_rises_or_falls_as_the_heading_says(explorer: Explorer) -> None:
    for query in VIEWS:
        for sort in SORTS:
            for end in ("", "-"):
                answer = explorer.answer(f"{query}&sort={end}{sort}")
                table = explorer.chart("areas", answer).table
                heads = [
                    table.order(at) if table.order else None for at in range(len(table.columns))
                ]
                at = next(at for at, one in enumerate(heads) if one and one.now)
                cells = [row[at] for row in table.rows]
                if isinstance(cells[0], str):
                    numbers = next(
                        (i for i, one in enumerate(table.columns) if one.key == f"{sort}_value"), at
                    )
                    cells = [row[numbers] for row in table.rows]
                known = [one.casefold() if isinstance(one, str) else one for one in cells]
                falls = heads[at] is not None and heads[at].now == "descending"  # type: ignore[union-attr]
                assert known == sorted(known, reverse=falls), (query, sort, end)  # type: ignore[type-var]


def test_areas_without_a_value_are_last_from_either_end(spoiled: Store) -> None:
    context = view_of(spoiled, indicator="income_2025")
    for sort in ("figure", "-figure", "class", "-class"):
        rows = areas(replace(context, sort=sort)).table.rows
        at = [one.key for one in areas(context).table.columns].index("rank")
        ranks = [row[at] for row in rows]
        missing = ranks.count(None)
        assert missing
        assert ranks[-missing:] == [None] * missing, sort


def test_the_order_is_said_in_words_and_keeps_what_is_ticked(store: Store) -> None:
    picked = (store.areas.code[3], store.areas.code[90])
    context = view_of(store, Filter(picked=picked), sort="-people", rows="all")
    chart = areas(context)
    assert chart.title == "Areas by people, lowest first: Index of Multiple Deprivation 2025"
    assert chart.listing
    assert chart.listing.caption.startswith("191 areas by people, lowest first")
    assert len(chart.listing.chosen) == len(chart.table.rows) == 2
    assert chart.listing.order
    heads = [chart.listing.order(at) for at in range(len(chart.listing.columns))]
    assert all(state_of(one.href)["area"] == ",".join(picked) for one in heads if one)
    assert "The most deprived is" in chart.sentence


def test_an_order_that_a_list_does_not_have_is_that_of_the_figure(explorer: Explorer) -> None:
    one, other = (explorer.chart("areas", explorer.answer(q)) for q in ("sort=figure_2", ""))
    assert (one.title, *one.table.rows) == (other.title, *other.table.rows)
    assert explorer.answer("sort=colour").ignored == ("sort=colour",)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.mark.parametrize("figure", ["imd_2025", "uptake_first_16_plus"])
def test_the_ticked_rows_are_offered_as_files_that_hold_them_alone(
    client: FlaskClient, explorer: Explorer, figure: str
) -> None:
    query = f"ind={figure}&sort=-name"
    part = str(explorer.fragments(explorer.answer(query))["panel-areas"])
    assert " chosen (" not in part
    level = explorer.store.level(*(("lsoa", 2021) if figure == "imd_2025" else ("msoa", 2011)))
    codes = [explorer.store.areas.code[at] for i in (2, 30, 7) for at in level.parts[i]]
    query = f"{query}&area={','.join(sorted(codes))}"
    part = str(explorer.fragments(explorer.answer(query))["panel-areas"])
    for kind in ("csv", "xlsx"):
        found = re.search(
            rf'href="(download/areas\.{kind}[^"]*)"[^>]*>Download the 3 chosen \({kind.upper()}\)',
            part,
        )
        assert found
    found = re.search(r'href="(download/areas\.csv[^"]*)"', part)
    assert found
    text = client.get("/" + unescape(found[1])).get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    names = [level.names[at] for at in (2, 30, 7)]
    assert [row[next(iter(row)).replace("_code", "_name")] for row in rows] == sorted(
        names, reverse=True
    )


@pytest.mark.parametrize("sort", ["name", "-figure"])
def test_no_area_is_in_any_order(explorer: Explorer, sort: str) -> None:
    answer = explorer.answer(f"ward=E05015014&q=1&sort={sort}")
    assert answer.selection.is_empty
    chart = explorer.chart("areas", answer)
    assert "<tr data-of" not in str(html_table(chart, answer.context, chart.listing))
