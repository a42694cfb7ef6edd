"""The list of venues beside the map, on the page and as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from callbacks.answer import Explorer
from geodata.nearby import away
from geodata.selection import Filter, select, venues_in
from geodata.store import Store
from tests.served import client_of

PUBLISHED = Path(__file__).parents[2] / "geodata" / "figures" / "E08000007" / "venues.csv"


def published() -> dict[str, dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        return {row["venue_id"]: row for row in csv.DictReader(file)}


def own_wards() -> dict[str, str]:
    """The ward of each venue, as its list has it."""
    return {code: one["ward23_name"] for code, one in published().items() if one["ward23_name"]}


def test_a_filter_by_ward_selects_the_venues_that_stand_in_it(
    explorer: Explorer, store: Store
) -> None:
    own, level = own_wards(), store.level("ward")
    listed = []
    for code, name in zip(level.codes, level.names, strict=True):
        chart = explorer.chart("venues", explorer.answer(f"ward={code}"))
        keys = [one.key for one in chart.table.columns]
        rows = [dict(zip(keys, row, strict=True)) for row in chart.table.rows]
        assert {row["ward"] for row in rows} == ({name} if rows else set())
        found = [str(row["venue_code"]) for row in rows]
        assert set(found) >= {one for one, ward in own.items() if ward == name}
        assert chart.finding.sentence.startswith(f"{len(rows) or 'No'} known venue")
        listed += found
    assert sorted(listed) == sorted(store.venues.code)


def test_other_filters_still_narrow_those_of_a_ward(store: Store) -> None:
    by = next(one.key for one in store.catalogue.indicators if one.kind.is_rank)
    ward = Filter(wards=("E05015018",))
    whole, some = (
        venues_in(store, select(store, one)) for one in (ward, replace(ward, quintiles=(1,), by=by))
    )
    fifth = store.venues.inside(select(store, Filter(quintiles=(1,), by=by)).mask)
    assert 0 < some.sum() < whole.sum()
    assert some.tolist() == (whole & fifth).tolist()
    picked = replace(ward, picked=store.areas.code[:9])
    chosen = select(store, picked)
    assert venues_in(store, chosen).tolist() == store.venues.inside(chosen.mask).tolist()


def test_name_kind_and_hours_come_first(explorer: Explorer) -> None:
    table = explorer.chart("venues", explorer.answer("venues=pharmacy&ward=E05015018")).table
    seen = [one.key for one in table.columns if one.shown != "download"]
    assert seen[:4] == ["venue", "kind", "open_saturday", "open_sunday"]


@pytest.mark.parametrize("query", ["", "ward=E05015018", "venues=library", "venues=library&q=1"])
def test_the_list_holds_the_chosen_kinds_in_the_selection(explorer: Explorer, query: str) -> None:
    answer = explorer.answer(query)
    table, venues = explorer.chart("venues", answer).table, explorer.store.venues
    chosen = answer.view.venues or venues.kind
    inside = venues_in(explorer.store, answer.selection)
    assert {row[0] for row in table.rows} == {
        code
        for code, kind, here in zip(venues.code, venues.kind, inside, strict=True)
        if here and kind in chosen
    }


def test_a_row_says_what_the_list_of_the_publisher_says(explorer: Explorer) -> None:
    table = explorer.chart("venues", explorer.answer("")).table
    keys = [one.key for one in table.columns]
    rows = {str(row[0]): dict(zip(keys, map(str, row), strict=True)) for row in table.rows}
    for code, one in published().items():
        row = rows[code]
        assert (row["venue"], row["address"], row["postcode"], row["list"]) == (
            one["name"],
            one["address"],
            one["postcode"],
            one["source"],
        )
        missing = "Closed" if one["type"] == "pharmacy" else "Not known"
        for day in ("open_saturday", "open_sunday"):
            assert (row[day] == missing) == (not one[day])
    assert not {"distance_m", "inside"} & set(keys)


def test_with_a_selection_the_nearest_to_its_middle_come_first(
    explorer: Explorer, store: Store
) -> None:
    answer = explorer.answer("ward=E05015018,E05015019")
    chart = explorer.chart("venues", answer)
    at = [one.key for one in chart.table.columns].index("distance_m")
    far = away(store, answer.selection.mask, store.venues.lat, store.venues.lon)
    found = [float(row[at] or 0) for row in chart.table.rows]
    assert found == sorted(found)
    assert found == [far[store.venues.code.index(str(row[0]))] for row in chart.table.rows]
    assert "straight lines" in chart.notes[0]


def test_it_stands_on_the_page_while_any_are_on_the_map(explorer: Explorer) -> None:
    assert "venues" not in explorer.shown(explorer.answer(""))
    assert explorer.shown(explorer.answer("venues=library"))[1] == "venues"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_table_can_be_downloaded(ending: str) -> None:
    client = client_of()
    reply = client.get(f"/download/venues.{ending}?venues=library,pharmacy&ward=E05015018")
    assert reply.status_code == 200
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(reply.get_data(as_text=True).lstrip("\ufeff"))))
        text = reply.get_data(as_text=True)
        assert "Manor Pharmacy" in text
        assert any("open_saturday" in row for row in rows)
        assert "Democracy Club" not in "".join(row[-1] for row in rows if row[0].startswith("PH-"))
