"""One concept has one number and one name, in whichever panel it stands."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from charts.headline import headline
from charts.registry import CHARTS, charts_for
from geodata import format as words
from geodata.aggregate import selected, whole
from geodata.catalogue import load_catalogue
from geodata.selection import Filter
from geodata.store import Store

from .conftest import View

SHARES = [
    one.key
    for one in load_catalogue().indicators
    if one.kind.is_share and one.has_parts and one.level in ("lsoa", "msoa")
]


def filters(wards: dict[str, str]) -> dict[str, Filter]:
    return {
        "everything": Filter(),
        "a ward": Filter(wards=(wards["Heald Green"],)),
        "a quintile": Filter(quintiles=(1,)),
        "picked": Filter(picked=("E01005743", "E01005744")),
    }


@pytest.mark.parametrize("key", SHARES)
def test_the_first_sentence_states_the_figure_the_whole_and_the_tested_word(
    view: View, store: Store, wards: dict[str, str], key: str
) -> None:
    for name, filter in filters(wards).items():
        context = view(filter, indicator=key)
        first = headline(context)[0]
        here, there = selected(store, key, context.selection.mask), whole(store, key)
        assert first.value == here.value[0]
        assert first.numerator == here.numerator[0]
        assert first.denominator == here.denominator[0]
        assert f": {words.percent(here.value[0] / 100)} (" in first.words
        assert first.source
        if name == "everything":
            assert first.comparison == ""
            continue
        low, high, reference = here.low[0], here.high[0], there.value[0]
        similar = low <= reference <= high
        assert (first.comparison == "similar") == similar
        assert first.comparison in ("similar", "better", "worse", "higher", "lower")
        assert f"{context.place}'s {words.percent(reference / 100)}" in first.words


@pytest.mark.parametrize("key", SHARES)
def test_the_whole_place_has_the_same_share_in_every_panel(
    view: View, store: Store, key: str
) -> None:
    context = view(indicator=key)
    value = whole(store, key).value[0]
    seen = 0
    for name in charts_for(context.indicator.theme):
        chart = CHARTS[name](context)
        if context.indicator not in chart.indicators or name == "uptake_age":
            continue
        columns = [one.key for one in chart.table.columns]
        for row in chart.table.rows:
            cells = dict(zip(columns, row, strict=True))
            if f"All of {context.place}" in row and "all_percent" in cells:
                assert cells["all_percent"] == pytest.approx(value)
                seen += 1
        for said in re.findall(
            rf"{context.place}(?: as a whole)?(?: has)? (\d+\.\d) %", chart.sentence
        ):
            assert said == words.number(value, 1), (name, chart.sentence)
            seen += 1
    assert seen


def test_a_printed_gap_is_that_of_the_shares_printed_beside_it_or_says_that_it_is_not(
    view: View,
) -> None:
    seen = 0
    for key in SHARES:
        said = CHARTS["by_quintile"](view(indicator=key)).sentence
        found = re.search(
            r"(\d+\.\d) % in quintile 1.*?(\d+\.\d) % in quintile 5.*?gap is .?(\d+\.\d) perc", said
        )
        if found is None:
            continue
        first, last, gap = map(Decimal, found.groups())
        assert (abs(last - first) == gap) != said.endswith("before rounding."), said
        seen += 1
    assert seen > 30


def test_people_without_a_dose_are_headed_as_such_and_set_against_the_register(view: View) -> None:
    for age in ("16_plus", "50_plus", "25_29"):
        table = CHARTS["areas"](view(indicator=f"unvaccinated_{age}")).table
        heads = {one.key: one.label for one in table.columns}
        assert heads["value"] == "People without a first dose"
        assert heads["denominator"] == "Out of the register"
        assert not any(label == "People on the register" for label in heads.values())
