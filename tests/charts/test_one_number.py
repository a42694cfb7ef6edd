"""One concept has one number: wherever a figure is printed, it is printed alike."""

from __future__ import annotations

from collections import defaultdict

import pytest

from charts.findings import Finding
from charts.headline import headline
from charts.model import Context
from charts.registry import CHARTS, charts_for
from charts.table import html_table
from geodata import format as formatter
from geodata.aggregate import whole
from geodata.selection import Filter
from geodata.store import Store

from .conftest import View
from .test_tables import column

SHOWN = (
    "imd_2025",
    "uptake_first_16_plus",
    "uptake_second_50_plus",
    "unvaccinated_50_plus",
    "ethnic_asian_share_2021",
    "religion_muslim_count_2021",
    "population_density_2022",
    "one_person_households_share_2021",
    "qof_diabetes_2020_21",
)
FILTERS = {
    "all": Filter(),
    "ward": Filter(wards=("E05015025",)),
    "quintile": Filter(quintiles=(1, 2)),
    "local": Filter(quintiles=(2,), basis="local"),
    "picked": Filter(picked=("E01005743", "E01005744")),
}


def findings(context: Context) -> list[Finding]:
    keys = charts_for(context.indicator.theme, practices=True, store=context.store)
    return [*headline(context), *(CHARTS[key](context).finding for key in keys)]


@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize("indicator", SHOWN)
def test_a_figure_is_printed_alike_in_the_headline_and_in_every_panel(
    view: View, indicator: str, filter: str
) -> None:
    printed: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in findings(view(FILTERS[filter], indicator=indicator)):
        for figure in one.figures:
            printed[figure.concept, figure.where, figure.date].add(figure.text)
    assert printed
    assert {concept: texts for concept, texts in printed.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize("indicator", SHOWN)
def test_what_a_finding_says_it_prints_stands_in_its_sentence(
    view: View, indicator: str, filter: str
) -> None:
    for one in findings(view(FILTERS[filter], indicator=indicator)):
        if one.figure is not None:
            assert one.figure.text in one.words


@pytest.mark.parametrize("indicator", ["uptake_first_16_plus", "ethnic_asian_share_2021"])
def test_the_place_in_a_table_is_the_place_in_the_headline(view: View, indicator: str) -> None:
    context = view(indicator=indicator)
    said = headline(context)[0].figure
    assert said is not None
    table = CHARTS["by_quintile"](context).table
    assert formatter.share_words(column(table, "all_percent")[-1]) == said.text
    assert column(table, "all_count")[-1] == said.numerator
    html = str(html_table(CHARTS["by_quintile"](context), context))
    assert said.text.removesuffix(" %") in html


@pytest.mark.parametrize("basis", ["national", "local"])
def test_the_gap_is_one_number_and_the_others_are_named(
    view: View, store: Store, basis: str
) -> None:
    other = {"national": "local", "local": "national"}[basis]
    for one in store.catalogue.role("first dose"):
        context = view(Filter(basis=basis), indicator=one.key)
        over_time, by_quintile = (CHARTS[key](context) for key in ("uptake_time", "by_quintile"))
        if over_time.indicators != by_quintile.indicators:
            continue
        assert over_time.finding.value == pytest.approx(by_quintile.finding.value)
        assert over_time.finding.interval == pytest.approx(by_quintile.finding.interval)
        there = CHARTS["by_quintile"](view(Filter(basis=other), indicator=one.key)).finding.figure
        assert there is not None
        for chart in (over_time, by_quintile):
            said = next(note for note in chart.notes if note.startswith("Other definitions. "))
            assert f"Ratio of {basis} quintile 1 to 5: " in said
            assert f"Gap between {other} quintiles 5 and 1: {there.text} percentage" in said
            assert "Slope index of inequality over all MSOAs of Stockport: " in said
            assert "Relative index of inequality: " in said


def test_neutral_figures_have_no_index_of_inequality(view: View) -> None:
    (said,) = (
        note
        for note in CHARTS["by_quintile"](view(indicator="ethnic_asian_share_2021")).notes
        if note.startswith("Other definitions. ")
    )
    assert "Ratio of national quintile 1 to 5: " in said
    assert "index of inequality" not in said


def test_a_day_of_a_series_changes_value_people_and_words(view: View, store: Store) -> None:
    day = store.dates[1]
    early, latest = (
        headline(view(indicator="uptake_first_16_plus", date=one))[0] for one in (day, "")
    )
    assert early.figure is not None
    assert latest.figure is not None
    assert early.figure.date == day
    assert early.figure.numerator < latest.figure.numerator
    assert formatter.day(day) in early.sentence
    assert "11 July 2021" in latest.sentence


def test_the_headline_of_the_place_is_its_counts_added_up(view: View, store: Store) -> None:
    for key in ("uptake_first_16_plus", "ethnic_asian_share_2021", "unvaccinated_50_plus"):
        figure = headline(view(indicator=key))[0].figure
        assert figure is not None
        values = store.values(key)
        assert figure.numerator == values.numerator.sum()
        assert figure.denominator == values.denominator.sum()
        assert figure.value == whole(store, key).value[0]


def test_first_sentences_can_be_read_in_a_breath(view: View, wards: dict[str, str]) -> None:
    for one in view().store.catalogue.indicators:
        context = view(Filter(wards=(wards["Reddish South"],)), indicator=one.key)
        words = [word for word in headline(context)[0].sentence.split() if word != "%"]
        assert len(words) <= 25, headline(context)[0].sentence


def test_the_column_of_people_without_a_dose_is_headed_so(view: View) -> None:
    columns = {
        one.key: one.label
        for one in CHARTS["areas"](view(indicator="unvaccinated_16_plus")).table.columns
    }
    assert columns["value"] == "People without a first dose"
    assert columns["denominator"] == "On the register"
