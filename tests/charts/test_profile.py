"""The rows of a profile, beside an independent computation from the published tables."""

from __future__ import annotations

import time

import pytest

from charts.benchmark import benchmark
from charts.in_short import unusual
from charts.model import Context
from charts.peers import like
from charts.profile import area_name, basis_words, figures, level_of, rows, spread_words
from geodata.catalogue import THEMES
from geodata.selection import Filter
from geodata.store import Store
from tests.charts import published_profile as published

from .conftest import View, view_of

NAMES = ("ward", "msoa", "lsoa", "whole", "selection")


def test_a_profile_has_about_ten_figures_of_every_theme_with_more_than_numbers(
    store: Store,
) -> None:
    found = figures(store)
    assert 8 <= len(found) <= 15
    numbers_alone = {"children"}
    assert {one.theme for one in found} == set(THEMES) - {"practices"} - numbers_alone
    known = {*published.SHARES, *published.RANKS, *published.UPTAKE, *published.HEALTH}
    assert {one.key for one in found} == known


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_that_of_the_published_tables(view: View, store: Store, name: str) -> None:
    context = view(published.filters(store)[name])
    inside = context.selection.mask
    codes = {code for code, one in zip(store.areas.code, inside, strict=True) if one}
    for row in rows(context):
        key = row.indicator.key
        value, above, below = published.figure(key, codes)
        whole, *_ = published.figure(key, set(store.areas.code))
        assert row.here.value == pytest.approx(value), key
        assert row.whole.value == pytest.approx(whole), key
        if key in published.UNTESTED:
            assert (row.here.low, row.word) == (pytest.approx(float("nan"), nan_ok=True), "")
            continue
        assert (row.here.count, row.here.total) == (above, below), key
        low, high = published.wilson(above, below)
        assert (row.here.low, row.here.high) == (pytest.approx(low), pytest.approx(high))
        ends = ("worse", "better") if key in published.UPTAKE else ("lower", "higher")
        side = ends[0] if high < whole else ends[1] if low > whole else "similar"
        assert row.word == ("" if name == "whole" else side), key


@pytest.mark.parametrize(
    ("name", "level", "words", "uptake"),
    [
        ("ward", "ward", "2 neighbourhoods, 88.0% of its people", "21 wards"),
        ("msoa", "msoa", "1 neighbourhood, 100.0% of its people", "42 neighbourhoods (MSOAs)"),
        ("lsoa", "lsoa", "of the neighbourhood it lies in", "42 neighbourhoods (MSOAs)"),
        ("whole", "ward", "42 neighbourhoods, 100.0% of its people", "21 wards"),
    ],
)
def test_a_figure_of_neighbourhoods_says_what_it_is_made_of(
    view: View, store: Store, name: str, level: str, words: str, uptake: str
) -> None:
    context = view(published.filters(store)[name])
    by_key = {row.indicator.key: row for row in rows(context)}
    assert level_of(context).name == level
    assert basis_words(by_key["uptake_first_16_plus"]) == words
    assert spread_words(by_key["uptake_first_16_plus"]) == uptake
    assert basis_words(by_key["imd_2025"]) == ""


def test_an_area_that_covers_no_neighbourhood_and_lies_in_two_has_no_figure(
    view: View, store: Store
) -> None:
    parts = store.level("msoa").parts
    two = (store.areas.code[parts[0][0]], store.areas.code[parts[7][0]])
    row = rows(view(Filter(picked=two)))[-1]
    assert not row.here.known
    assert (row.why, row.word) == ("covers no neighbourhood and lies in 2", "")


def test_what_is_indicative_is_shown_and_never_told_apart(view: View, store: Store) -> None:
    for name in NAMES:
        context = view(published.filters(store)[name])
        sure = {one.indicator.key for one in rows(context) if one.effect == one.effect}
        assert not sure & {*published.HEALTH}
        told = {row.indicator.key for row in unusual(rows(context))}
        assert not told & {*published.HEALTH}
    about = " ".join(benchmark(view(published.filters(store)["ward"])).notes)
    assert "indicative" in about
    likened = {one.key for one in like(view(published.filters(store)["msoa"])).scale.figures}
    assert likened
    assert not likened & {*published.HEALTH}


def test_an_area_is_called_what_it_is(view: View, store: Store) -> None:
    found = {name: area_name(view(one)) for name, one in published.filters(store).items()}
    assert found["ward"] == "Reddish South"
    assert found["msoa"] == store.areas.msoa_name[30]
    assert found["lsoa"] == store.areas.name[17]
    assert found["whole"] == "Stockport"
    assert "neighbourhoods" in found["selection"]


def in_town(town: Store, at: int) -> Context:
    ranked = town.catalogue.ranked[0].key
    return view_of(town, Filter(picked=(town.areas.code[at],), by=ranked), indicator=ranked)


def test_suppressed_missing_not_applicable_and_zero_stay_apart(town: Store) -> None:
    said: dict[str, str] = {}
    for at, code in enumerate(town.areas.code):
        row = next(one for one in rows(in_town(town, at)) if one.indicator.key == "carers_lsoa21")
        status = str(
            town.values("carers_lsoa21").status[town.values("carers_lsoa21").codes.index(code)]
        )
        if status == "ok":
            assert row.why == ""
            said["zero" if row.here.value == 0 else "ok"] = row.here.text(row.indicator)
        else:
            assert not row.here.known
            said[status] = row.why
    assert said.pop("ok")
    assert said == {
        "suppressed": "suppressed",
        "missing": "missing",
        "not_applicable": "not applicable",
        "zero": "0.0% of people",
    }


def test_a_figure_of_the_country_is_published_or_the_middle_of_its_ranks(
    town: Store, view: View
) -> None:
    for context in (in_town(town, 0), view()):
        for row in rows(context):
            one = row.indicator
            if one.total is not None:
                assert row.national == (one.total + 1) / 2
            elif one.national is None:
                assert row.national != row.national
    held = {one.indicator.key for one in rows(in_town(town, 0)) if one.national == one.national}
    assert {"carers_lsoa21", "years_lsoa21"} <= held
    here = {one.indicator.key for one in rows(view()) if one.national == one.national}
    assert {"ethnic_asian_share_2021", "religion_muslim_share_2021"} <= here


def test_the_rows_of_a_ward_take_no_time(view: View, store: Store) -> None:
    context = view(published.filters(store)["ward"])
    rows(context)
    best = min(_seconds(context) for _ in range(5))
    assert best < 0.02


def _seconds(context: Context) -> float:
    start = time.perf_counter()
    rows(context)
    return time.perf_counter() - start
