"""Long tables by pages: each row once and in order, the links between pages, and bad pages."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import escape, unescape
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.answer import Explorer
from charts import paging
from charts.file_csv import csv_text
from charts.paging import last_page, page_of
from charts.panel import panel
from charts.reach import people, venues
from geodata.store import Store
from page.area_place import place_of
from page.area_sheet import asked, block
from page.embed_map import tables
from page.embed_request import answer_embed, read_embed
from page.reach import results
from page.reach_asked import read
from page.taken import Taken
from tests.served import app_of, client_of
from views import keys, reach
from views.view import parse

MANY = st.integers(0, 40_000)
ROW = re.compile(r'<tr data-of="(\w+)">')
WAY = re.compile(r'<a href="\?([^"#]*)#rows-[\w-]+" rel="nofollow">(\w+)<span')
SMALL = 60  # rows a page, so that the tables of the embedded bundle have several


@pytest.fixture
def paged(store: Store, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    for module in (paging, keys):
        monkeypatch.setattr(module, "ROWS_A_PAGE", SMALL)
    return Explorer(store)


def shown(explorer: Explorer, query: str, key: str = "areas") -> tuple[list[str], dict[str, str]]:
    """The rows of a table and the ways from it, each to a query."""
    answer = explorer.answer(query)
    html = str(panel(explorer.chart(key, answer), answer.context))
    return ROW.findall(html), {word: unescape(to) for to, word in WAY.findall(html)}


@given(MANY, MANY)
def test_pages_hold_each_row_once_in_order_and_the_nearest_is_shown(every: int, at: int) -> None:
    pages = [page_of(every, number) for number in range(1, last_page(every) + 1)]
    assert list(chain.from_iterable(one.rows for one in pages)) == list(range(every))
    near = page_of(every, at)
    assert near in pages
    assert near.number == min(max(at, 1), len(pages))


@pytest.mark.parametrize("sort", ["figure", "-name", "ward"])
def test_whoever_goes_on_sees_every_row_of_the_file_in_its_order(
    paged: Explorer, sort: str
) -> None:
    answer = paged.answer(f"sort={sort}")
    text = csv_text(paged.chart("areas", answer), answer.context)
    wanted = [row["lsoa21_code"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    query, seen = f"rows=all&sort={sort}", []
    while query:
        rows, ways = shown(paged, query)
        assert len(rows) <= SMALL
        seen += rows
        query = ways.get("Next", "")
    assert seen == wanted
    assert list(ways) == ["First", "Previous"]
    assert shown(paged, ways["First"])[0] == wanted[:SMALL]
    first = shown(paged, f"rows=all&sort={sort}")[1]
    assert list(first) == ["Next", "Last"]
    assert shown(paged, first["Last"])[0] == rows


def test_each_table_has_its_own_page(paged: Explorer) -> None:
    query = "rows=all&charts=all&tables=scatter&page=areas-2,scatter-3"
    before = shown(paged, query)[0]
    rows, ways = shown(paged, query, "scatter")
    assert shown(paged, ways["Previous"])[0] == before
    assert shown(paged, ways["Previous"], "scatter")[0] != rows
    assert len(before) == len(rows) == SMALL


def test_other_rows_begin_at_their_first_page_and_ticking_stays(paged: Explorer) -> None:
    answer = paged.answer("rows=all&page=areas-2")
    link = answer.context.href
    assert link(sort="name") == "?rows=all&sort=name"
    assert link(ward=("E05015018",)) == "?ward=E05015018&rows=all"
    assert link(ind="health_2025") == "?ind=health_2025&rows=all"
    assert link(rows="first") == "?"
    kept = "rows=all&page=areas-2"
    assert link(area=("E01005744",), near=(), shape="") == f"?area=E01005744&{kept}"
    assert link(tables=("wards",)) == f"?{kept}&tables=wards"
    ticked = shown(paged, f"area=E01005744&{kept}")[0]
    assert ticked == shown(paged, kept)[0]


@pytest.mark.parametrize("page", ["areas", "areas-", "areas-0", "areas--2", "nothing-2", "2"])
def test_what_is_no_page_is_told(paged: Explorer, page: str) -> None:
    view, ignored = parse(f"rows=all&page={page}", paged.words)
    assert (view.page, ignored) == ((), (f"page={page}",))
    assert parse(f"rows=all&page={page},areas-3", paged.words)[0].page == ("areas-3",)


def test_what_is_beyond_the_end_is_told_and_the_last_page_shown(paged: Explorer) -> None:
    answer = paged.answer("rows=all&page=areas-9,wards-2")
    assert answer.view.page == ("areas-4",)
    assert answer.ignored == (
        "page=areas-9 (that table has 4 pages)",
        "page=wards-2 (that table has 1 page)",
    )
    assert shown(paged, "rows=all&page=areas-9") == shown(paged, "rows=all&page=areas-4")
    assert paged.said(answer)["page"] == "Later pages of tables: List of areas, page 4."


def test_a_page_waits_until_all_rows_are_asked_for(paged: Explorer) -> None:
    assert shown(paged, "page=areas-2")[0] == shown(paged, "")[0]


def test_readers_of_an_embed_turn_its_pages(paged: Explorer) -> None:
    embed, answer = answer_embed(read_embed("show=areas&rows=all&page=areas-2"), paged)
    html = str(panel(paged.chart("areas", answer), answer.context))
    assert 'href="embed?show=areas&amp;rows=all&amp;page=areas-3#rows-areas-imd_2025"' in html
    assert embed.query == "rows=all&page=areas-2"


def test_the_longer_of_two_tables_of_an_embed_has_its_pages(paged: Explorer) -> None:
    larger = next(one.key for one in paged.store.catalogue.of_areas if one.level == "msoa")
    shown = f"show=map&ind={larger}&with=imd_2025&as=beside&rows=all"
    _, answer = answer_embed(read_embed(f"{shown}&page=areas-4"), paged)
    assert answer.ignored == ()
    assert "Rows 181 to 191 of 191." in str(tables(answer))
    _, late = answer_embed(read_embed(f"{shown}&page=areas-5"), paged)
    assert late.ignored == ("page=areas-5 (that table has 4 pages)",)


def test_an_area_page_turns_the_pages_of_its_own_tables(paged: Explorer) -> None:
    site = replace(app_of()._site, explorer=paged)
    place = place_of(paged.store, paged.store.authority.code)
    assert place is not None
    answer = asked(site, place, listed="rows=all&page=small_areas-2")
    html = str(block(paged.chart("small_areas", answer), answer.context))
    third = site.link(place.path, "rows=all&page=small_areas-3")
    assert f'href="{escape(third)}#rows-small_areas-' in html
    assert answer.context.href(rows="first") == site.link(place.path)
    assert answer.context.href(rows="all") == site.link(place.path, "rows=all")
    for link in (answer.context.href(), answer.context.href(ward=())):
        assert link.startswith(f"{site.link('map')}?")
    late = asked(site, place, listed="rows=all&page=small_areas-77")
    assert late.ignored == ("page=small_areas-77 (that table has 4 pages)",)


def test_the_lists_of_reach_have_pages_that_other_choices_turn_back(
    paged: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(reach.LISTS) == {people.KEY, venues.KEY}
    monkeypatch.setattr(reach, "ROWS_A_PAGE", SMALL)
    site = replace(app_of()._site, explorer=paged)
    usual = read(site, "")
    table = venues.venues(usual.context, usual.ranking, usual.view).table
    name = [one.label for one in table.columns].index("Venue")
    every = [escape(str(row[name])) for row in table.rows]
    second = read(site, "page=reach_venues-2")
    html = str(results(second, Taken("", "2026-01-02")))
    listed = html.split('id="venue-list"')[1]
    assert re.findall(r'<th scope="row">([^<]+)</th>', listed) == every[SMALL : 2 * SMALL]
    assert f"{escape(second.link(page=('reach_venues-3',)))}#rows-reach_venues-" in listed
    assert f'<p class="more">Rows {SMALL + 1} to {2 * SMALL} of {len(every)}.</p>' in listed
    assert second.link() == site.link("reach", "page=reach_venues-2")
    assert second.link(walk=800) == second.context.href(walk=800) == site.link("reach", "walk=800")
    assert "page=" in second.link(open=usual.ranking.level.codes[0])
    late = read(site, "page=reach_people-2,reach_venues-99")
    last = last_page(len(every))
    assert late.view.pages == {"reach_venues": last}
    assert late.ignored == (
        "page=reach_people-2 (that table has 1 page)",
        f"page=reach_venues-99 (that table has {last} pages)",
    )


def test_where_no_table_is_longer_than_a_page_there_are_none(explorer: Explorer) -> None:
    assert parse("page=areas-2", explorer.words)[1] == ("page (not part of a view)",)
    rows, ways = shown(explorer, "rows=all")
    assert (len(rows), ways) == (191, {})
    assert 'name="page"' not in client_of().get("/map").get_data(as_text=True)
