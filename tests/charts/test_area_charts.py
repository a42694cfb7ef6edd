"""What the pages of areas are made of: strips, findings in short, areas like it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from charts.benchmark import benchmark
from charts.cells import cell_words
from charts.file_csv import csv_text
from charts.in_short import MOST, in_short, unusual
from charts.model import Context
from charts.panel import panel
from charts.peers import like, peers
from charts.profile import rows
from charts.table import html_table
from charts.words import fits
from geodata.selection import Filter
from geodata.store import Store
from tests.charts import published_profile as published

from .conftest import View, state_of, view_of
from .test_every_sentence import wrong
from .test_tables import column

NAMES = ("ward", "msoa", "lsoa", "whole", "selection")
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def towns(town: Store) -> Iterator[Context]:
    """Every area of the invented town by itself, its wards, all of it, and nothing."""
    ranked = town.catalogue.ranked[0].key
    chosen = [Filter(picked=(code,)) for code in town.areas.code]
    chosen += [Filter(wards=(code,)) for code, _ in town.wards]
    chosen += [Filter(), Filter(wards=("none",)), Filter(picked=town.areas.code[2:7])]
    for one in chosen:
        by = Filter(wards=one.wards, picked=one.picked, by=ranked)
        yield view_of(town, by, indicator=ranked, x=ranked, y=ranked)


def views(store: Store) -> Iterator[Context]:
    """Wards, neighbourhoods, small areas and selections of every size."""
    codes = store.areas.code
    for code, _ in store.wards:
        yield view_of(store, Filter(wards=(code,)))
    for parts in store.level("msoa").parts[::4]:
        yield view_of(store, Filter(picked=tuple(codes[at] for at in parts)))
    for at in range(0, 191, 23):
        yield view_of(store, Filter(picked=(codes[at],)))
        yield view_of(store, Filter(picked=codes[at : at + 12 : 3]))


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_a_benchmark_is_that_of_the_published_tables(
    view: View, store: Store, name: str
) -> None:
    context = view(published.filters(store)[name])
    found = benchmark(context).table
    codes = {
        code for code, one in zip(store.areas.code, context.selection.mask, strict=True) if one
    }
    for at, key in enumerate(column(found, "figure_key")):
        value, above, below = published.figure(key, codes)
        assert column(found, "here_value")[at] == pytest.approx(value)
        assert column(found, "place_value")[at] == pytest.approx(
            published.figure(key, set(store.areas.code))[0]
        )
        parts = column(found, "here_numerator")[at], column(found, "here_denominator")[at]
        assert parts == ((None, None) if key in published.UNTESTED else (above, below))


def test_a_ward_stands_among_all_wards(view: View, store: Store) -> None:
    found = benchmark(view(published.filters(store)["ward"])).table
    ward = published.read("lsoa21_lookup.csv").ward23_name
    for at, key in enumerate(column(found, "figure_key")):
        every = [published.figure(key, set(part.index))[0] for _, part in ward.groupby(ward)]
        assert column(found, "among_low")[at] == pytest.approx(min(every)), key
        assert column(found, "among_high")[at] == pytest.approx(max(every)), key
    assert set(column(found, "among")) == {"21 wards"}
    assert set(column(found, "among_count")) == {21}


def test_each_row_is_printed_in_its_own_unit_on_page_and_picture(view: View, store: Store) -> None:
    chart = benchmark(view(published.filters(store)["ward"]))
    said = TEXT.findall(str(chart.picture))
    at = [one.key for one in chart.table.columns].index("here_value")
    printed = [cell_words(chart.table, row, at) for row in chart.table.rows]
    assert printed[0].replace(",", "").isdigit()
    assert all("." in one for one in printed[3:])
    for row, words in zip(chart.table.rows, printed, strict=True):
        assert words in said or f"{words}%" in said
        assert not row[6] or row[6] in said


def test_what_is_of_concern_lies_left_and_neutral_figures_are_never_good_or_bad(
    view: View, store: Store
) -> None:
    chart = benchmark(view(published.filters(store)["ward"]))
    said = TEXT.findall(str(chart.picture))
    ends = [one for one in said if one.endswith(", of concern")]
    low, high = (column(chart.table, f"among_{end}") for end in ("low", "high"))
    for at, one in enumerate(chart.indicators):
        words = chart.table.rows[at][6]
        if one.polarity == "neutral":
            assert words in ("higher", "lower", "similar")
        else:
            assert words in ("better", "worse", "similar", "")
    assert len(ends) == sum(bool(one.of_concern) for one in chart.indicators)
    assert all(a < b for a, b in zip(low, high, strict=True))


def h(one: float, other: float) -> float:
    return float(2 * np.arcsin(np.sqrt(one)) - 2 * np.arcsin(np.sqrt(other)))


@pytest.mark.parametrize("name", ["ward", "msoa", "lsoa", "selection"])
def test_effects_are_cohens_h_from_the_nearest_end_of_the_interval(
    view: View, store: Store, name: str
) -> None:
    context = view(published.filters(store)[name])
    codes = {
        code for code, one in zip(store.areas.code, context.selection.mask, strict=True) if one
    }
    for row in rows(context):
        key = row.indicator.key
        value, above, below = published.figure(key, codes)
        whole, *_ = published.figure(key, set(store.areas.code))
        if key in published.HEALTH:
            assert np.isnan(row.effect)
            continue
        if key in published.RANKS:
            d = (value - whole) / np.nanstd(row.each)
            assert row.effect == pytest.approx(d if abs(d) >= 0.2 else 0)
            continue
        low, high = published.wilson(above, below)
        near = min((low, high), key=lambda end: abs(end - whole))
        expected = 0 if low <= whole <= high else h(near / 100, whole / 100)
        assert row.effect == pytest.approx(expected, abs=1e-12), key


def test_in_short_says_the_most_unusual_of_each_theme_first(store: Store) -> None:
    said = set()
    for context in views(store):
        found, every = in_short(context), rows(context)
        chosen = unusual(every)
        assert len(found) <= MOST
        assert len({row.indicator.theme for row in chosen}) == len(chosen)
        sizes = [abs(row.effect) for row in chosen]
        assert sizes == sorted(sizes, reverse=True)
        left = [row for row in every if row not in chosen and row.effect == row.effect]
        themes = {row.indicator.theme: abs(row.effect) for row in chosen}
        for row in left:
            limit = themes.get(
                row.indicator.theme, min(sizes, default=0) if len(chosen) == MOST else 0
            )
            assert abs(row.effect) <= limit
        said |= {chosen[0].indicator.theme} if chosen else set()
    assert len(said) > 2


def test_in_short_begins_with_the_main_index(view: View, store: Store) -> None:
    ranks = published.read("imd_2025_lsoa21.csv")
    for at in (0, 17, 100, 190):
        code = store.areas.code[at]
        (first, *others) = in_short(view(Filter(picked=(code,))))
        assert f"{store.areas.name[at]}: decile {ranks.imd_decile[code]} of 10, rank" in first.words
        before = (ranks.imd_rank < ranks.imd_rank[code]).sum()
        assert f"{before} of its 191 areas rank before it." in first.words
        assert not any("decile" in one.words for one in others)
    ward = published.filters(store)["ward"]
    (first, *others) = in_short(view(ward))
    assert "of people live in the most deprived fifth of England's areas, against" in first.words
    assert first.words.endswith("Index of Multiple Deprivation 2025.")
    assert not any("fifth" in one.words or "decile" in one.words for one in others)


def test_in_short_agrees_with_the_strips_and_says_only_what_differs(store: Store) -> None:
    for context in views(store):
        by_key = {row.indicator.key: row for row in rows(context)}
        for one in in_short(context):
            assert list(wrong(one.words)) == []
            assert all(figure.text in one.words for figure in one.figures)
            if one.figure is None:
                continue
            row = by_key[state_of(one.view)["ind"]]
            if row.indicator.kind.is_rank:
                continue  # said as the map says it: people in the most deprived fifth
            assert one.figure.value == row.here.value
            assert one.comparison == row.word != "similar"
            assert not row.word or f"{row.word} than Stockport's" in one.sentence
            assert one.sentence.split()[0][0].isdigit()


def test_where_nothing_differs_one_sentence_says_so(view: View, store: Store) -> None:
    (first, other) = in_short(view())
    assert first.words.startswith("Stockport: 15.8% of people live in the most deprived fifth")
    assert other.words == "This is the whole of Stockport, so there is nothing to compare it with."
    assert unusual(rows(view())) == ()
    most = tuple(code for code, _ in store.wards[1:] + store.wards[:1])[:20]
    everything_but_one = Filter(picked=store.areas.code[1:])
    (_, other) = in_short(view(everything_but_one))
    assert "clearly differ" in other.words
    assert in_short(view(Filter(wards=most))) is not None


def test_the_nearest_areas_are_those_of_z_scores_from_the_published_tables(
    view: View, store: Store
) -> None:
    lookup = published.read("lsoa21_lookup.csv")
    keys = [*published.RANKS, *published.SHARES]
    table = pd.DataFrame(
        {
            name: {key: published.figure(key, set(part.index))[0] for key in keys}
            for name, part in lookup.groupby("ward23_name")
        }
    ).T
    z = (table - table.mean()) / table.std(ddof=0)
    square = (z - z.loc["Reddish South"]) ** 2
    distance = np.sqrt(square.sum(axis=1)).drop("Reddish South").sort_values()
    chart = peers(view(published.filters(store)["ward"]))
    assert column(chart.table, "name") == ["Reddish South", *distance.index[:5]]
    assert column(chart.table, "distance")[1:] == pytest.approx(distance[:5])
    parts = square.loc[distance.index[0]].sort_values()
    named = {one.short_label: one.key for one in chart.indicators}
    alike, unlike = (str(column(chart.table, f"{end}_alike")[1]) for end in ("most", "least"))
    assert {key for one, key in named.items() if one in alike} == set(parts.index[:2])
    assert {key for one, key in named.items() if one in unlike} == set(parts.index[-2:])


@pytest.mark.parametrize(
    ("name", "level", "uptake"), [("ward", "ward", 0), ("msoa", "msoa", 2), ("lsoa", "lsoa", 0)]
)
def test_figures_of_neighbourhoods_count_among_neighbourhoods_alone(
    view: View, store: Store, name: str, level: str, uptake: int
) -> None:
    found = like(view(published.filters(store)[name]))
    assert found.level.name == level
    assert sum(one.level == "msoa" for one in found.scale.figures) == uptake


def test_a_selection_is_set_beside_areas_with_about_as_many_people(
    view: View, store: Store
) -> None:
    sizes = {3: "lsoa", 5: "msoa", 12: "ward"}
    found = {n: like(view(Filter(picked=store.areas.code[3 : 3 + n]))).level.name for n in sizes}
    assert {n: found[n] for n in (5, 12)} == {5: "msoa", 12: "ward"}
    two = view(Filter(picked=(store.areas.code[3], store.areas.code[60])))
    held = like(two)
    chosen = set(np.flatnonzero(two.selection.mask).tolist())
    assert not {part for one in held.peers for part in held.level.parts[one.at]} & chosen


def test_each_row_of_areas_like_it_leads_to_that_area(view: View, store: Store) -> None:
    for name, key in (("ward", "ward"), ("msoa", "area"), ("lsoa", "area")):
        context = view(published.filters(store)[name])
        table = peers(context).table
        assert table.link is not None
        assert table.link(0).href == ""
        held = like(context)
        for at, peer in enumerate(held.peers, start=1):
            parts = [store.areas.code[one] for one in held.level.parts[peer.at]]
            asked = state_of(table.link(at).href)[key].split(",")
            assert asked == ([table.rows[at][0]] if key == "ward" else parts)


def test_every_area_of_the_invented_town_goes_through_all_of_them(town: Store) -> None:
    said = set()
    for context in towns(town):
        for make in (benchmark, peers):
            chart = make(context)
            html = str(panel(chart, context)) + str(html_table(chart, context))
            assert not re.search(r"\bnan\b|None<|\binf\b", html)
            assert list(wrong(chart.sentence)) == []
            assert csv_text(chart, context)
        for one in in_short(context):
            assert list(wrong(one.words)) == []
            assert fits(one.sentence)
        table = benchmark(context).table
        if "status" in {one.key for one in table.columns}:
            said |= set(column(table, "status"))
    assert said >= {"suppressed", "missing", "not applicable", ""}


def test_where_there_is_nothing_to_compare_it_is_said(view: View) -> None:
    nothing = view(Filter(wards=("none",)))
    assert benchmark(nothing).sentence == "No area is selected, so there is nothing to compare."
    assert peers(nothing).sentence == "No area is selected, so none can be like it."
    assert peers(view()).picture is None
    assert peers(view()).key == "peers"


def test_a_figure_of_england_has_a_mark_and_a_column_where_one_is_held(
    town: Store, view: View, store: Store
) -> None:
    chart = next(benchmark(one) for one in towns(town))
    assert 11.5 in column(chart.table, "national_value")
    assert "England" in TEXT.findall(str(chart.picture))
    own = benchmark(view(published.filters(store)["ward"]))
    assert "England" in TEXT.findall(str(own.picture))
    keys = column(own.table, "figure_key")
    england = dict(zip(keys, column(own.table, "national_value"), strict=True))
    assert england["religion_muslim_share_2021"] == 6.7291
    ranked = {one.key: (one.total + 1) / 2 for one in own.indicators if one.total}
    assert {key: england[key] for key in ranked} == ranked


def test_all_of_it_is_made_within_the_time_of_a_page(view: View, store: Store) -> None:
    context = view(published.filters(store)["ward"])

    def seconds() -> float:
        start = time.process_time()
        for make in (benchmark, peers):
            str(make(context).picture)
        in_short(context)
        return time.process_time() - start

    seconds()
    assert min(seconds() for _ in range(7)) < 0.025
