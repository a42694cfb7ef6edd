"""One concept has one number: wherever a figure is printed, it is printed alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest

from charts.cells import cell_words
from charts.findings import Finding
from charts.headline import headline
from charts.model import Column, Context, Table
from charts.registry import CHARTS, charts_for
from charts.table import html_table
from geodata import format as formatter
from geodata.aggregate import whole
from geodata.selection import Filter
from geodata.store import Store
from tests.sample import without_siblings

from .conftest import View, view_of
from .table_readings import readings
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
    assert said.text.removesuffix("%") in html


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
            assert "Slope index of inequality over all neighbourhoods of Stockport: " in said
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
    for one in without_siblings(view().store.catalogue.indicators):
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


def views(store: Store) -> Iterator[tuple[str, Context]]:
    """Every figure of everything, and of one more selection, which take turns."""
    wards = [code for code, _ in store.wards]
    turns = {
        "a ward": Filter(wards=(wards[3],)),
        "wards on the local basis": Filter(wards=tuple(wards[2:8]), basis="local"),
        "first quintile": Filter(quintiles=(1,)),
        "two areas": Filter(picked=store.areas.code[5:7]),
        "nobody": Filter(wards=("unknown",)),
    }
    for at, one in enumerate(without_siblings(store.catalogue.indicators)):
        across = one.key if one.level != "practice" else "environment_2025"
        name = list(turns)[at % len(turns)]
        for selection, filter in (("place", Filter()), (name, turns[name])):
            yield selection, view_of(store, filter, indicator=one.key, y=across)


def test_every_number_of_every_table_is_printed_and_filed_as_one(store: Store) -> None:
    """One value for one concept, place, date and part, over all charts, figures and selections."""
    printed: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    filed: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for selection, context in views(store):
        keys = charts_for(context.indicator.theme, practices=True, store=store)
        for key in dict.fromkeys(("areas", *keys)):
            if key == "areas" and context.indicator.level == "practice":
                continue
            for one in readings(CHARTS[key](context), context, selection):
                about = one[:4]
                printed[about].setdefault(one.printed, one.chart)
                filed[about].append(float(str(one.filed)))
    twice = {about: texts for about, texts in printed.items() if len(texts) > 1}
    assert twice == {}, f"{len(twice)} figures, the first: {list(twice.items())[:5]}"
    apart = {
        about: (min(all_), max(all_))
        for about, all_ in filed.items()
        if max(all_) - min(all_) > 1e-9 * max(1.0, abs(max(all_)))
    }
    assert apart == {}, f"{len(apart)} figures, the first: {list(apart.items())[:5]}"
    assert sum(len(all_) > 1 for all_ in filed.values()) > len(store.areas.code)


def decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.−-]", "", text).replace("−", "-"))


def test_a_printed_gap_is_that_of_the_printed_ends_or_says_why_not(store: Store) -> None:
    agreeing = saying = 0
    for _, context in views(store):
        for key in ("by_quintile", "uptake_time"):
            if key not in charts_for(context.indicator.theme, store=store):
                continue
            finding = CHARTS[key](context).finding
            gaps = [one for one in finding.figures if one.concept.startswith("gap of")]
            ends = [one for one in finding.figures if " quintile " in one.concept and not one.date]
            for gap in (one for one in gaps if not one.date):
                most, least = (decimal(one.text) for one in ends)
                bound = any(one.text.startswith(("under", "over")) for one in ends)
                agrees = least - most == decimal(gap.text) and not bound
                said = f"{gap.text} percentage points before rounding" in finding.words
                said = said or re.search(
                    f"{re.escape(gap.text)} [^.]* before rounding", finding.words
                )
                assert agrees != bool(said), finding.words
                agreeing, saying = agreeing + agrees, saying + bool(said)
    assert agreeing
    assert saying


@pytest.mark.parametrize(
    ("key", "gap", "ends"),
    [
        ("uptake_time", "gap", ("q5_percent", "q1_percent")),
        ("domains", "difference", ("selected_percent", "all_percent")),
    ],
)
def test_a_difference_in_a_table_is_that_of_its_neighbours_or_says_why_not(
    view: View, store: Store, key: str, gap: str, ends: tuple[str, str]
) -> None:
    said = set()
    for code, _ in store.wards:
        context = view(Filter(wards=(code,), basis="local"), indicator="uptake_first_16_plus")
        table = CHARTS[key](context).table
        names = [one.key for one in table.columns]
        for row in table.rows:
            words = {name: cell_words(table, row, at) for at, name in enumerate(names)}
            agrees = decimal(words[ends[0]]) - decimal(words[ends[1]]) == decimal(words[gap])
            assert words["flag"] == ("" if agrees else "before rounding"), words
            said.add(agrees)
    assert said == {True, False}


def test_a_table_never_rounds_something_to_nothing() -> None:
    """A share that a sentence calls under 0.1% is that in the table beside it."""
    table = Table(
        (Column("part", "Part, %", numeric=True),), ((0.04,), (99.97,), (0.0,), (100.0,)), "Parts"
    )
    found = [cell_words(table, row, 0) for row in table.rows]
    assert found == ["under 0.1", "over 99.9", "0.0", "100.0"]
