"""Every mark carries the state that follows it; nothing in the browser decides."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from callbacks.answer import Explorer
from charts.areas import areas
from charts.model import Chart
from charts.panel import panel
from charts.registry import CHARTS
from geodata.selection import Filter
from views.view import ROOM

from .conftest import DRAWN, View, state_of

MARK = re.compile(r'<a href="([^"]*)" rel="nofollow" aria-label="([^"]*)"( aria-current="true")?')


def marks(chart: Chart) -> list[tuple[dict[str, str], str, bool]]:
    found = MARK.findall(str(chart.picture))
    return [(state_of(unescape(href)), unescape(words), bool(now)) for href, words, now in found]


def test_the_link_of_a_table_opens_it_or_closes_it_at_its_place(view: View) -> None:
    closed, opened = view(tables=("deciles",)), view(tables=("deciles", "wards"))
    for context, after, expanded in (
        (closed, "deciles%2Cwards", "false"),
        (opened, "deciles", "true"),
    ):
        html = str(panel(CHARTS["wards"](context), context)).replace(",", "%2C")
        assert f"tables={after}#panel-wards" in html
        assert f'aria-expanded="{expanded}"' in html
        assert ("<table>" in html) == (expanded == "true")
    assert "opens" not in str(panel(CHARTS["areas"](closed), closed))


def test_a_decile_leads_to_picking_its_areas(view: View, published: dict[str, Any]) -> None:
    first = sorted(code for code, row in published.items() if row["imd_decile"] == "1")
    state, words, current = marks(CHARTS["deciles"](view()))[0]
    assert state["area"].split(",") == first
    assert words.startswith(f"Decile 1, most deprived: {len(first)} areas, ")
    assert words.endswith("people. Select these areas")
    assert not current


def test_a_decile_of_too_many_areas_for_an_address_is_a_row_without_a_link(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, longest = explorer.answer("").context, len("?area=") + 15 * len("E01000001,")
    assert len(marks(CHARTS["deciles"](context))) == 10
    monkeypatch.setattr("views.view.LONGEST_QUERY", longest + ROOM)
    found = CHARTS["deciles"](context)
    shown = [len(state["area"].split(",")) for state, _, _ in marks(found)]
    assert 0 < len(shown) < 10
    assert max(shown) <= 15
    assert str(found.picture).count("data-of") == 10


def test_a_decile_stays_within_the_ward_filter(
    view: View, wards: dict[str, str], published: dict[str, Any]
) -> None:
    name = "Brinnington & Stockport Central"
    state, _, _ = marks(CHARTS["deciles"](view(Filter(wards=(wards[name],)))))[0]
    assert {published[code]["ward"] for code in state["area"].split(",")} == {name}
    assert {published[code]["imd_decile"] for code in state["area"].split(",")} == {"1"}


def test_a_decile_that_is_chosen_leads_to_clearing_it(
    view: View, published: dict[str, Any]
) -> None:
    first = tuple(sorted(code for code, row in published.items() if row["imd_decile"] == "1"))
    state, words, current = marks(CHARTS["deciles"](view(Filter(picked=first))))[0]
    assert current
    assert "area" not in state
    assert words.endswith("Clear this choice")


def test_a_decile_without_areas_is_not_a_link(view: View, wards: dict[str, str]) -> None:
    found = marks(CHARTS["deciles"](view(Filter(wards=(wards["Marple North"],)))))
    assert not any(words.startswith("Decile 1,") for _, words, _ in found)


def test_a_ward_is_added_to_the_filter_and_picked_areas_are_let_go(
    view: View, wards: dict[str, str]
) -> None:
    one, other = wards["Manor"], wards["Offerton"]
    chart = CHARTS["wards"](view(Filter(wards=(one,), picked=("E01005743",))))
    found = {words.split(":")[0].split(", ")[1]: (state, now) for state, words, now in marks(chart)}
    added, now = found["Offerton"]
    assert added["ward"].split(",") == sorted((one, other))
    assert "area" not in added
    assert not now
    taken, now = found["Manor"]
    assert "ward" not in taken
    assert now


def test_a_domain_leads_to_showing_it_and_back_again(view: View) -> None:
    found = marks(CHARTS["domains"](view(indicator="crime_2025")))
    shown = {state["ind"] for state, _, now in found if not now}
    assert "income_2025" in shown
    assert [state["ind"] for state, _, now in found if now] == ["imd_2025"]


def test_an_area_of_the_table_is_picked_and_let_go(view: View) -> None:
    table = areas(view()).table
    assert state_of(table.link(0).href)["area"] == table.rows[0][0]
    picked = areas(view(Filter(picked=("E01005743", "E01005744")))).table
    assert all(picked.link(row).current for row in range(2))
    codes = [row[0] for row in picked.rows]
    assert state_of(picked.link(0).href)["area"] == codes[1]


def test_an_area_of_2011_is_picked_with_both_its_parts(view: View) -> None:
    table = areas(view(indicator="imd_2019", rows="all")).table
    at = [column.key for column in table.columns].index("boundary")
    row = next(index for index, cells in enumerate(table.rows) if cells[at])
    assert table.rows[row][0] == "E01005758"
    assert table.rows[row][at] == "changed in 2021"
    assert state_of(table.link(row).href)["area"] == "E01033947,E01033948"


@pytest.mark.parametrize("key", DRAWN)
def test_pictures_use_no_inline_style_and_no_script(view: View, key: str) -> None:
    picture = str(CHARTS[key](view(Filter(quintiles=(1,)))).picture)
    assert "style=" not in picture
    assert "<script" not in picture
    assert f'aria-labelledby="panel-{key}-title"' in picture


def test_scatter_points_carry_code_place_and_title(view: View) -> None:
    picture = str(CHARTS["scatter"](view(Filter(picked=("E01005743",)))).picture)
    assert "data-box" in picture
    assert len(re.findall(r'<circle data-of="E010\d{5}" cx="[\d.]+" cy="[\d.]+"', picture)) == 191
    chosen = picture.split('class="points selected"')[1]
    assert chosen.count("<circle") == 1
    assert re.search(r"<title>009A, Bredbury: [\d,]+; [\d,]+</title>", chosen)


def test_rankby_links_and_axis_choices_are_labelled_controls(view: View) -> None:
    context = view()
    switch = str(panel(CHARTS["wards"](context), context))
    assert "rankby=rank" in switch
    axes = str(panel(CHARTS["scatter"](context), context))
    for name in ("x", "y"):
        assert f'<label for="axis-{name}">' in axes
        assert f'<select id="axis-{name}" name="{name}" form="filters">' in axes
    assert '<option value="income_2025" selected>' in axes
