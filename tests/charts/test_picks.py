"""Choosing from a list keeps the list, and what is chosen goes by its name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callbacks.answer import Explorer
from charts.areas import areas
from charts.model import Chart, Context, Table
from charts.panel import panel
from charts.picks import picks
from charts.practices import practices
from charts.unvaccinated import unvaccinated
from geodata.selection import Filter
from geodata.store import Store

from .conftest import View, state_of, view_of

UPTAKE = "uptake_first_16_plus"
FILTERS = (
    Filter(),
    Filter(wards=("E05015019", "E05015018")),
    Filter(quintiles=(1, 2)),
    Filter(quintiles=(1, 2), wards=("E05015018",), basis="local"),
)


def names(table: Table) -> list[object]:
    at = next(at for at, one in enumerate(table.columns) if one.key.endswith("_code"))
    return [row[at] for row in table.rows]


def choosing(filter: Filter, picked: tuple[str, ...]) -> Filter:
    return Filter(wards=filter.wards, quintiles=filter.quintiles, basis=filter.basis, picked=picked)


@pytest.mark.parametrize("indicator", ["imd_2025", "imd_2019", UPTAKE])
@pytest.mark.parametrize("filter", FILTERS)
def test_rows_are_chosen_one_after_another_from_a_list_that_stays(
    view: View, indicator: str, filter: Filter
) -> None:
    before = areas(view(filter, indicator=indicator)).table
    picked: set[str] = set()
    for row in (0, len(before.rows) // 2, len(before.rows) - 1):
        now = areas(view(choosing(filter, tuple(sorted(picked))), indicator=indicator))
        table = now.listing or now.table
        link = table.link(row) if table.link else None
        assert link is not None
        added = set(state_of(link.href).get("area", "").split(","))
        if not link.current:
            assert picked < added
            picked = added
        after = areas(view(choosing(filter, tuple(sorted(picked))), indicator=indicator))
        assert after.listing is not None
        assert names(after.listing) == names(before)
        assert row in after.listing.chosen
        assert len(after.table.rows) <= len(before.rows)
    assert set(names(after.table)) <= set(names(after.listing))


def test_the_page_shows_the_chosen_rows_beyond_the_first(view: View) -> None:
    last = areas(view()).table.rows[-1]
    html = str(panel(areas(view(Filter(picked=(str(last[0]),)))), view(Filter())))
    assert html.count("</tr>") == 1 + 20 + 1
    assert 'aria-current="true"' in html
    assert "First 20 of 191 rows and those chosen." in html


@pytest.mark.parametrize("chart", [unvaccinated, practices])
def test_a_mark_that_picks_does_not_empty_its_own_picture(
    view: View, store: Store, chart: Callable[[Context], Chart]
) -> None:
    filter = Filter(wards=("E05015019", "E05015018"))
    before = chart(view(filter, indicator=UPTAKE))
    inside = [store.areas.code[at] for at, one in enumerate(store.areas.ward_code)
              if one in filter.wards]  # fmt: skip
    after = chart(view(choosing(filter, tuple(inside[:5])), indicator=UPTAKE))
    assert after.listing is not None
    assert names(after.listing) == names(before.table)
    assert str(after.picture).count("<a ") == str(before.picture).count("<a ")


def test_a_row_of_an_msoa_adds_the_msoa_to_what_is_picked(view: View, store: Store) -> None:
    first = view(Filter(picked=("E01005743",)), indicator=UPTAKE)
    listing = areas(first).listing
    assert listing is not None
    assert listing.link is not None
    for row, code in enumerate(names(listing)):
        after = set(state_of(listing.link(row).href)["area"].split(","))
        parts = {
            c for c, m in zip(store.areas.code, store.areas.msoa_code, strict=True) if m == code
        }
        assert after == {"E01005743"} | parts


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whole_msoas_are_named_and_the_rest_is_counted(
    explorer: Explorer, data: st.DataObject
) -> None:
    store = explorer.store
    places: dict[str, list[str]] = {}
    for code, name in zip(store.areas.code, store.areas.msoa_name, strict=True):
        places.setdefault(name, []).append(code)
    whole = data.draw(st.sets(st.sampled_from(sorted(places)), max_size=5))
    others = sorted(set(places) - whole)
    single = {places[name][0] for name in data.draw(st.sets(st.sampled_from(others), max_size=3))}
    picked = tuple(sorted({code for name in whole for code in places[name]} | single))
    found = picks(store, picked)
    assert found.names == tuple(sorted(whole))
    assert set(found.rest) == single
    if not picked:
        return
    parts = explorer.fragments(explorer.answer(f"area={','.join(picked)}"))
    chips = str(parts["chips"])
    said = f"{parts['headline']} {parts['findings']}".replace("&amp;", "&")
    if len(whole) <= 3:
        assert all(name in said for name in whole)
        assert chips.replace("&amp;", "&").count("(neighbourhood)") == 2 * len(whole)
    else:
        assert f"{len(whole)} neighbourhoods" in said
    if single:
        assert f"{len(single)} chosen {'area' if len(single) == 1 else 'areas'}" in chips


def test_a_file_holds_the_areas_picked_and_no_others(store: Store) -> None:
    chart = areas(view_of(store, Filter(picked=("E01005743", "E01005744"))))
    assert sorted(map(str, names(chart.table))) == ["E01005743", "E01005744"]
