"""A figure of any kind, on any level, with any status, goes through every chart, table and file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from charts.file_csv import csv_text
from charts.headline import headline, lead
from charts.model import Chart, Context
from charts.panel import panel
from charts.registry import CHARTS, charts_for
from geodata.kinds import KINDS
from geodata.selection import Filter
from geodata.store import Store

from .conftest import view_of
from .synthetic import LEVELS, STATUSES, key_of, with_every_kind

PLAIN = re.compile(r"\bnan\b|None<|\binf\b")


@pytest.fixture(scope="module")
def everything(store: Store) -> Store:
    return with_every_kind(store)


def contexts(store: Store, key: str) -> list[Context]:
    ward = store.wards[4][0]
    first = (store.areas.code[0], store.areas.code[1])
    filters = (Filter(), Filter(wards=(ward,)), Filter(picked=first))
    return [view_of(store, one, indicator=key, x="imd_2025", y=key, rows="all") for one in filters]


def written(chart: Chart, context: Context) -> str:
    return str(panel(chart, context))


@pytest.mark.parametrize("level", LEVELS, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_on_every_level_is_shown_everywhere(
    everything: Store, kind: str, level: tuple[str, int]
) -> None:
    key = key_of(kind, *level)
    indicator = everything.catalogue.indicator(key)
    for context in contexts(everything, key):
        assert all(one.words for one in headline(context))
        assert lead(context, indicator)
        shown = charts_for(indicator.theme, practices=True, store=everything)
        for name in shown:
            chart = CHARTS[name](replace(context, measure="local-quintile"))
            assert not PLAIN.search(written(chart, context)), name
            assert csv_text(chart, context)


@pytest.mark.parametrize("level", LEVELS[:3], ids=str)
@pytest.mark.parametrize(
    "kind", [key for key, kind in KINDS.items() if not kind.is_share and not kind.is_rank]
)
def test_what_is_no_share_is_never_per_cent_and_has_no_interval_of_wilson(
    everything: Store, kind: str, level: tuple[str, int]
) -> None:
    key = key_of(kind, *level)
    for context in contexts(everything, key):
        for name in ("areas", "wards"):
            chart = CHARTS[name](replace(context, measure="local-quintile"))
            assert "Wilson" not in written(chart, context)
            assert "%" not in chart.sentence.replace("95%", "")
        value = headline(context)[0]
        assert not value.sentence.startswith("%")
        if kind not in ("share", "rate"):
            assert value.interval[0] != value.interval[0]


@pytest.mark.parametrize("level", LEVELS[:2], ids=str)
def test_a_rate_of_a_ward_is_its_events_over_its_people_with_byars_interval(
    everything: Store, level: tuple[str, int]
) -> None:
    key = key_of("rate", *level)
    chart = CHARTS["wards"](view_of(everything, indicator=key, measure="local-quintile"))
    names = [one.key for one in chart.table.columns]
    for row in chart.table.rows:
        cells = dict(zip(names, row, strict=True))
        count, total, value = (cells[f"ward_{one}"] for one in ("count", "total", "value"))
        assert isinstance(count, int)
        assert isinstance(total, int)
        assert value == pytest.approx(100_000 * count / total)
        assert cells["ward_low"] < value < cells["ward_high"]  # type: ignore[operator]


@pytest.mark.parametrize("level", LEVELS, ids=str)
def test_each_status_has_its_own_word_in_the_table(
    everything: Store, level: tuple[str, int]
) -> None:
    name = "practices" if level[0] == "practice" else "areas"
    context = view_of(
        everything, indicator=key_of("rate", *level), measure="local-quintile", rows="all"
    )
    html = written(CHARTS[name](context), context)
    for word in STATUSES:
        assert word.replace("_", " ") in html


def test_a_figure_has_counts_only_where_its_indicator_is_made_of_counts(everything: Store) -> None:
    """Wherever it stands, of the place, of the selection and of a quintile: nan, never nought."""
    seen = set()
    for kind in KINDS:
        indicator = everything.catalogue.indicator(key_of(kind, "lsoa", 2021))
        for context in contexts(everything, indicator.key):
            for name in charts_for(indicator.theme, store=everything):
                finding = CHARTS[name](replace(context, measure="local-quintile")).finding
                for one in finding.figures:
                    key, _, part = one.concept.partition(" of ")
                    if key == indicator.key:
                        assert indicator.has_parts or one.numerator != one.numerator, (name, one)
                        seen.add(part.rstrip("12345"))
    assert {"", "national quintile "} <= seen


def test_areas_without_a_figure_are_counted_where_others_are_added_up(everything: Store) -> None:
    context = view_of(everything, indicator=key_of("rate", "lsoa", 2021), measure="local-quintile")
    assert "3 of 191 areas without a figure left out." in headline(context)[0].words
