"""Every chart of every figure of the invented town, which lacks much of what a real place has."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from charts.file_csv import csv_text
from charts.headline import headline, lead
from charts.panel import panel
from charts.registry import CHARTS, charts_for
from geodata.classify import usable_measure
from geodata.selection import Filter
from geodata.store import Store

from .conftest import view_of
from .test_every_sentence import wrong


def test_every_chart_of_every_figure_is_made_or_absent_in_words(town: Store) -> None:
    ranked = next(one.key for one in town.catalogue.indicators if one.total is not None)
    filters = (
        Filter(by=ranked),
        Filter(wards=(town.wards[0][0],), by=ranked),
        Filter(picked=(town.areas.code[0],), by=ranked),
        Filter(wards=("none",), by=ranked),
    )
    for one in town.catalogue.indicators:
        for chosen in filters:
            measure = usable_measure(one, "local-quintile")
            context = view_of(town, chosen, indicator=one.key, measure=measure, x=ranked, y=one.key)
            assert all(finding.words for finding in headline(context))
            assert lead(context, one)
            assert [found for said in headline(context) for found in wrong(said.words)] == []
            for key in charts_for(one.theme, practices=True, store=town):
                chart = CHARTS[key](context)
                assert list(wrong(chart.sentence)) == []
                assert all(figure.text in chart.sentence for figure in chart.finding.figures)
                html = str(panel(chart, context))
                assert not re.search(r"\bnan\b|None<", html), (one.key, key)
                assert csv_text(chart, context)


def test_a_chart_that_the_town_has_nothing_for_says_so(town: Store) -> None:
    lacking = [key for key, spec in CHARTS.items() if not spec.needs(town)]
    first = town.catalogue.indicators[0]
    for key in lacking:
        assert key not in charts_for(first.theme, practices=True, store=town)
        assert (
            "nothing to make this chart of"
            in CHARTS[key](view_of(town, indicator=first.key, x=first.key, y=first.key)).sentence
        )


def suppressed(store: Store, key: str) -> Store:
    """The town with no value of an indicator published."""
    fake, values = copy.copy(store), store.values(key)
    none = np.full(len(values.status), np.nan)
    every = replace(
        values,
        value=none,
        numerator=none,
        denominator=none,
        rank=np.zeros(len(none), dtype=values.rank.dtype),
        status=np.full(len(none), "suppressed"),
    )
    fake._values = {**store._values, key: every}
    return fake


def without_anybody(store: Store, key: str) -> Store:
    """The town where a group is published and has nobody."""
    fake, values = copy.copy(store), store.values(key)
    none = np.zeros(len(values.status))
    fake._values = {**store._values, key: replace(values, value=none, numerator=none)}
    return fake


@pytest.mark.parametrize("spoil", [suppressed, without_anybody])
def test_a_figure_without_values_or_people_is_said_in_words(
    town: Store, spoil: Callable[[Store, str], Store]
) -> None:
    ranked = next(one.key for one in town.catalogue.indicators if one.total is not None)
    for one in town.catalogue.indicators:
        if spoil is without_anybody and not one.has_parts:
            continue
        store = spoil(town, one.key)
        measure = usable_measure(one, "local-quintile")
        across = ranked if one.level == "practice" else one.key
        asked = {"indicator": one.key, "measure": measure, "x": ranked, "y": across}
        context = view_of(store, Filter(by=ranked), **asked)
        assert all(finding.words for finding in headline(context))
        for key in charts_for(one.theme, practices=one.level == "practice", store=store):
            chart = CHARTS[key](context)
            html = str(panel(chart, context))
            assert not re.search(r"\bnan\b|None<", html), (one.key, key)
            assert chart.sentence, (one.key, key)
