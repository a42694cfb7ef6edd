"""The checks of a report: what is known holds, and a figure that changes changes the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from callbacks.answer import Explorer
from charts.missing import met, missing
from charts.missing import sentence as gaps_sentence
from charts.report import report, rows, sentence
from charts.report_checks.checked import CHECKS, COUNTED, Checked, checked
from charts.report_checks.model import Found
from geodata.aggregate import over
from geodata.catalogue import CATALOGUE_DIR, Source
from geodata.catalogue.reports import Claim, DataGap, load_gaps, load_report
from geodata.errors import CatalogueError
from geodata.facts import Facts
from geodata.store import Store

INDEX = "imd_2019"
SOURCE = Source("s", "P", "T", "2020", "OGL", "A")


@pytest.fixture
def claims(store: Store) -> dict[str, Checked]:
    return {one.claim.key: one for one in checked(store)}


def changed(store: Store, key: str, change: Callable[[np.ndarray], np.ndarray]) -> Store:
    """A store in which the numbers of one indicator are others."""
    values = store.values(key)
    value = change(values.value.copy())
    rank = value.astype(np.int64) if values.indicator.total else values.rank
    other = copy(store)
    other._values = {**store._values, key: replace(values, value=value, rank=rank)}
    return other


def put(place: int, rank: float) -> Callable[[np.ndarray], np.ndarray]:
    """Give the area that is at this place in the order of ranks another rank."""

    def change(ranks: np.ndarray) -> np.ndarray:
        ranks[np.argsort(ranks)[place]] = rank
        return ranks

    return change


def verdicts(store: Store) -> dict[str, str]:
    return {one.claim.key: one.verdict for one in checked(store)}


def values_of(one: Checked) -> list[float]:
    return [found.value for found in one.found]


def test_the_known_facts_have_their_verdicts(claims: dict[str, Checked]) -> None:
    known = {
        "most_deprived_1": ("holds", [4]),
        "most_deprived_5": ("fails", [10, 6]),
        "most_deprived_5_below": ("fails", [100 / 95, 600 / (4 * 190)]),
        "most_deprived_10_below": ("holds", [100 * 17 / 190 / 10]),
        "most_deprived_20_below": ("holds", [100 * 31 / 190 / 20]),
        "most_deprived_1_double": ("holds", [100 * 4 / 190]),
        "deaths_2019": ("itself", [100 * (2877 / 2524 - 1)]),
        "deaths_2020": ("itself", [100 * (3226 / 2877 - 1)]),
    }
    for key, (verdict, values) in known.items():
        assert claims[key].verdict == verdict, key
        assert [one.value for one in claims[key].tried] == pytest.approx(values), key


def test_the_fifth_is_of_people_and_not_of_areas(claims: dict[str, Checked]) -> None:
    one = claims["most_deprived_fifth"]
    areas, people_2011, people_now = one.tried
    assert one.verdict == "fails"
    assert (areas.value, areas.agrees) == (pytest.approx(100 * 31 / 190), False)
    assert (people_2011.text, people_2011.agrees) == ("16.8% (47,694 of 283,275 people)", True)
    assert (people_now.value, people_now.agrees) == (pytest.approx(17.84, abs=0.005), False)
    assert one.words[:2] == (
        "Does not hold as written.",
        "It agrees if people of 2011 are counted, not areas.",
    )


def test_three_areas_were_first_four_years_before(claims: dict[str, Checked]) -> None:
    one = claims["most_deprived_1_before"]
    assert (one.verdict, values_of(one)) == ("holds", [3])


def test_polarisation_is_shown_under_every_definition(claims: dict[str, Checked]) -> None:
    one = claims["polarised"]
    assert len(one.tried) == len({found.definition for found in one.tried}) == 9
    assert [found.text for found in one.agreeing] == ["place 8 of 69"]
    assert "1 of 9 definitions tried agrees." in one.words
    assert "by chance" in " ".join(one.words)


def test_a_claim_on_wards_is_checked_with_the_religion_of_its_own_year(
    store: Store, claims: dict[str, Checked]
) -> None:
    one = claims["muslims"]
    then, now = one.found
    values = store.values("religion_muslim_share_2011")
    inside = np.isin(store.areas.ward_code, one.claim.attempts[0].codes)
    parents = store.members(inside, store.level("lsoa", 2011))
    expected = values.numerator[parents].sum() / values.numerator.sum()
    assert then.value == pytest.approx(100 * expected)
    assert then.text == "48.8% (4,601 of 9,431 people)"
    assert (then.standing, now.standing) == ("other", "today")
    assert one.verdict == "only"
    assert not any("not here" in words for words in one.words)


def test_between_wards_is_compared_with_wards_as_the_page_on_gaps_has_them(
    store: Store, claims: dict[str, Checked]
) -> None:
    for claim, key in (("women", "female"), ("men", "male")):
        wards, neighbourhoods = claims[f"life_gap_wards_{claim}"].found
        each = over(store, f"life_expectancy_{key}_2015_19", store.level("ward")).value
        assert wards.value == pytest.approx(each.max() - each.min())
        assert wards.value < neighbourhoods.value
        assert "wards of May 2023" in wards.definition
    assert wards.text == "12.3 years"


def evidence(*each: tuple[str, bool], sources: bool = True) -> Checked:
    """A claim with what was found of it: the standing of each definition and whether it agrees."""
    found = tuple(
        Found(
            definition="",
            text="",
            value=0,
            agrees=agrees,
            standing=standing,
            given="",
            of="",
            period="",
            areas="",
            indicators=(),
            lists=(SOURCE,) if sources else (),
            view="",
            seen=0,
        )
        for standing, agrees in each
    )
    return Checked(Claim("a", "1", "One."), found)


@pytest.mark.parametrize(
    ("each", "verdict"),
    [
        ([("said", True)], "holds"),
        ([("said", True), ("said", True), ("other", False)], "holds"),
        ([("said", True), ("said", False)], "only"),
        ([("other", True)], "only"),
        ([("other", True), ("other", False)], "only"),
        ([("said", False), ("other", True)], "fails"),
        ([("said", False)], "fails"),
        ([("other", False)], "fails"),
        ([("today", True)], "never"),
    ],
)
def test_the_same_evidence_has_the_same_verdict(each: list[tuple[str, bool]], verdict: str) -> None:
    assert evidence(*each).verdict == evidence(*reversed(each)).verdict == verdict
    assert evidence(*each, ("today", False)).verdict == verdict


def test_the_reports_own_arithmetic_never_holds(claims: dict[str, Checked]) -> None:
    assert evidence(("said", True), sources=False).verdict == "itself"
    assert evidence(("said", False), sources=False).verdict == "fails"
    own = {
        key for key, one in claims.items() if any(how.how == "growth" for how in one.claim.attempts)
    }
    assert own == {key for key, one in claims.items() if one.verdict == "itself"}
    assert "counts not in open data here" in claims["deaths_2019"].words[0]


def test_every_claim_has_few_words_of_its_own(claims: dict[str, Checked]) -> None:
    brief = [one.claim.brief for one in claims.values()]
    assert len(set(brief)) == len(brief)
    assert all(0 < len(one) <= 60 for one in brief)


def test_nothing_behind_a_figure_is_said_twice(claims: dict[str, Checked]) -> None:
    for one in (found for each in claims.values() for found in each.found):
        behind = [said for said in (one.of, one.areas, one.period) if said]
        assert len(set(behind)) == len(behind), one.definition


def test_what_is_local_says_so_and_what_is_only_not_here_says_where_it_is(
    claims: dict[str, Checked],
) -> None:
    assert claims["long_term_conditions"].words[0] == "Cannot be checked from open data."
    pakistani = claims["pakistani"]
    assert pakistani.verdict == "later"
    assert "Wanted: ONS, Census 2011" in " ".join(pakistani.words)
    assert [found.text for found in pakistani.found] == ["10,953"]


@pytest.mark.parametrize(
    ("key", "place", "rank", "before", "after"),
    [
        ("most_deprived_1", 3, 329, "holds", "fails"),
        ("most_deprived_1_where", 4, 1, "only", "fails"),
        ("most_deprived_5", 9, 1643, "fails", "fails"),
        ("most_deprived_fifth", 31, 20, "fails", "holds"),
        ("most_deprived_10_below", 18, 20, "holds", "holds"),
        ("most_deprived_1_double", 3, 329, "holds", "fails"),
    ],
)
def test_an_area_that_crosses_a_cut_point_changes_the_verdict(
    store: Store, key: str, place: int, rank: int, before: str, after: str
) -> None:
    other = changed(store, INDEX, put(place, rank))
    assert (verdicts(store)[key], verdicts(other)[key]) == (before, after)


def test_a_rank_at_a_cut_point_is_inside_and_the_next_is_not(store: Store) -> None:
    for rank, count in ((328, 4), (329, 3)):
        other = changed(store, INDEX, put(3, rank))
        one = next(each for each in checked(other) if each.claim.key == "most_deprived_1")
        assert one.tried[0].value == count


def test_people_who_move_change_which_definition_agrees(store: Store) -> None:
    ranks = store.values(INDEX)
    inside = ranks.rank * 5 <= ranks.total

    def fewer(people: np.ndarray) -> np.ndarray:
        return np.where(inside, people * 0.5, people)

    other = changed(store, "population_census_2011", fewer)
    assert verdicts(store)["covid_people"] == "only"
    assert verdicts(other)["covid_people"] == "fails"


def test_another_authority_with_more_at_both_ends_changes_the_place(store: Store) -> None:
    table = store.facts("authority_deprivation_tails")
    assert table is not None

    def polar(row: dict[str, object]) -> dict[str, object]:
        first = row["authority_code"] == "E08000001"
        return {**row, "most_20": row["areas"], "least_20": row["areas"]} if first else row

    other = copy(store)
    rows = tuple(polar(dict(row)) for row in table.rows)
    other._facts = {**store._facts, table.table.key: Facts(table.table, table.source, rows)}
    assert verdicts(other)["polarised"] == "fails"


def test_a_register_that_does_not_add_up_is_counted(store: Store) -> None:
    other = changed(store, "unvaccinated_16_plus", lambda people: people + np.eye(42)[7])
    for each, odd in ((store, 0), (other, 1)):
        found = next(one for one in checked(each) if one.claim.key == "take_up_deprived").found
        assert found[-1].value == odd
        assert found[-1].agrees == (not odd)


def test_a_figure_of_another_year_never_decides(claims: dict[str, Checked]) -> None:
    wards = claims["diverse_wards"]
    assert [one.agrees for one in wards.found] == [True]
    assert wards.verdict == "later"


def test_every_attempt_names_a_check_and_every_figure_and_place_is_known(store: Store) -> None:
    assert store.report is not None
    every = (*store.catalogue.indicators, *store.absent.indicators)
    known = {one.key for one in every}
    for claim in store.report.claims:
        for one in claim.attempts:
            assert one.how in CHECKS
            named = {one.figure, *one.figures, one.counted} - COUNTED
            assert named <= known, claim.key
            assert set(one.codes) <= places(store), claim.key
    for gap in store.gaps:
        assert set(gap.nearest) <= known, gap.key


def places(store: Store) -> set[str]:
    codes = {code for code, _ in store.wards} | set(store.practices.code)
    return codes | set(store.level("msoa").codes)


def test_what_is_found_says_definition_source_and_denominator(claims: dict[str, Checked]) -> None:
    for one in (found for each in claims.values() for found in each.found):
        assert one.definition
        assert one.text
        assert one.sources or "report's own numbers" in one.definition


def test_numbers_are_worked_out_and_stand_in_no_claim(claims: dict[str, Checked]) -> None:
    text = (CATALOGUE_DIR / "reports" / "E08000007.toml").read_text()
    found = [one for each in claims.values() for one in each.found if one.value == one.value]
    assert len(found) > 40
    assert [one.text for one in found if one.text in text] == []


def test_the_sentence_counts_every_claim_once(store: Store) -> None:
    every = checked(store)
    numbers = [int(word) for word in sentence(every).split() if word.isdigit()]
    assert numbers[0] == len(every) == sum(numbers[1:])


def test_a_claim_without_figures_still_has_a_row(store: Store) -> None:
    every = checked(store)
    said = [row[0] for row in rows(every)]
    assert list(dict.fromkeys(said)) == list(dict.fromkeys(one.claim.says for one in every))


def test_the_same_store_is_worked_out_once(store: Store) -> None:
    assert checked(store) is checked(store)


def test_an_authority_without_a_report_has_an_empty_table(town: Store) -> None:
    assert checked(town) == ()
    assert town.report is None
    assert town.gaps == ()


@pytest.mark.parametrize(
    ("number", "step", "value", "agrees"),
    [
        (17, None, 16.5, True),
        (17, None, 16.49, False),
        (17, None, 17.5, True),
        (83.2, 0.1, 83.25, True),
        (83.2, 0.1, 83.3, False),
        (6, None, float("nan"), False),
    ],
)
def test_a_value_agrees_as_far_as_rounding_shows(
    number: float, step: float | None, value: float, agrees: bool
) -> None:
    assert Claim("a", "1", "One.", number=number, step=step).agrees(value) is agrees


@pytest.mark.parametrize(("value", "agrees"), [(2, False), (2.1, True), (2.5, False)])
def test_bounds_are_not_reached(value: float, agrees: bool) -> None:
    assert Claim("a", "1", "One.", above=2, below=2.5).agrees(value) is agrees


HEAD = '[report]\ntitle = "T"\ndate = "D"\npublisher = "P"\nmind = "M"\n'


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[one]\nparagraph = "1"\nsays = "S"\n', "report"),
        (HEAD + '[one]\nparagraph = "1"\n', "one.says"),
        (HEAD + '[one]\nparagraph = "1"\nsays = "S"\nnumber = "4"\n', "one.number"),
        (HEAD + '[one]\nparagraph = "1"\nsays = "S"\nvalue = 4\n', "one.value"),
        (
            HEAD + '[one]\nparagraph = "1"\nsays = "S"\nattempts = [{ how = "x", standing = "y" }]',
            "one.attempts.standing",
        ),
        (HEAD + '[one]\nparagraph = "1"\nsays = "S"\nattempts = [{}]', "one.attempts.how"),
    ],
)
def test_a_bad_claim_is_refused_where_it_stands(tmp_path: Path, text: str, where: str) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "E00.toml").write_text(text)
    with pytest.raises(CatalogueError) as refusal:
        load_report("E00", tmp_path)
    assert refusal.value.key == where
    assert load_gaps("E00", tmp_path) == ()


def test_the_table_says_of_each_row_what_it_is_from(store: Store, explorer: Explorer) -> None:
    chart = report(explorer.answer("").context)
    source = next(at for at, one in enumerate(chart.table.columns) if one.key == "source_found")
    found: list[Found] = [one for each in checked(store) for one in each.found]
    named = {row[source] for row in chart.table.rows if row[source]}
    assert len(named) >= 5
    assert {one for each in found for one in each.sources} == set(chart.sources)


def gap(*here: str) -> DataGap:
    return DataGap("g", "Need", "Report, 1", "P", "E", "L", "A", here=here)


def having(store: Store, *gaps: DataGap) -> Store:
    other = copy(store)
    other.gaps = gaps
    return other


@pytest.mark.parametrize(
    ("here", "words"),
    [
        ("imd_2015", "Index of Multiple Deprivation 2015"),
        ("religion_jewish_share_20?1", "Religion: Jewish 2011"),
        ("borough_health", None),
        ("nothing_*", ""),
    ],
)
def test_a_need_is_met_once_a_figure_or_table_of_it_is_held(
    store: Store, here: str, words: str | None
) -> None:
    found = met(store, gap(here))
    table = next(one for one in store.authority.tables if one.key == "borough_health")
    expected = store.catalogue.source(table.source).title if words is None else words
    assert (expected in found) if expected else found == ()


def test_what_is_here_by_now_is_not_counted_as_absent(store: Store, explorer: Explorer) -> None:
    other = having(store, gap("imd_2015"), gap("nothing_*"), gap("imd_20*"))
    assert gaps_sentence(other).startswith("1 figure that the report")
    assert gaps_sentence(other).endswith("2 are here by now.")
    context = replace(explorer.answer("").context, store=other)
    assert [row[-1] is None for row in missing(context).table.rows] == [False, True, False]


def test_every_need_says_what_would_meet_it_and_what_is_near_says_what_it_gives(
    store: Store,
) -> None:
    for one in store.gaps:
        assert one.here, one.key
        assert bool(one.held) == bool(one.nearest), one.key


def test_no_claim_waits_for_what_is_here_by_now(store: Store) -> None:
    """Who adds a figure that the report needs is told here which claims it can check."""
    waiting = [one.claim for one in checked(store) if one.verdict == "later"]
    needs = {
        one.key: tuple(re.findall(r"\d\.[\d.]*\d", one.needed_for))
        for one in store.gaps
        if met(store, one)
    }
    assert [
        (one.key, key)
        for key, paragraphs in needs.items()
        for one in waiting
        if paragraphs and one.paragraph.startswith(paragraphs)
    ] == []


def test_life_expectancy_by_ward_is_absent_only_with_intervals(store: Store) -> None:
    one = next(each for each in store.gaps if each.key == "life_expectancy_wards")
    assert one.need.endswith("with intervals")
    assert "indicative" in one.held
