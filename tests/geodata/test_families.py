"""Families of indicators, and what each kind of indicator needs, as written in TOML."""

from __future__ import annotations

import re

import pytest

from geodata.build import build
from geodata.catalogue import load_catalogue
from geodata.catalogue.model import FORMULAS
from geodata.errors import CatalogueError, UnknownKeyError
from geodata.store import Store


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_keys_that_links_and_layers_use_exist():
    catalogue = load_catalogue()
    for key in (
        "religion_muslim_share_2021",
        "ethnic_asian_share_2021",
        "ethnic_asian_count_2021",
        "qof_diabetes_2020_21",
        "uptake_first_16_plus",
        "uptake_second_50_plus",
        "uptake_first_75_79",
        "unvaccinated_16_plus",
        "unvaccinated_50_plus",
        "wait_same_day_2025_04",
        "life_expectancy_female",
        "imd_2019_score",
    ):
        assert catalogue.indicator(key).key == key


def test_siblings_are_found_by_their_group_and_indicators_by_their_level():
    catalogue = load_catalogue()
    assert [one.category for one in catalogue.group("ethnic_group_2021")] == [
        "Asian",
        "Black",
        "Mixed",
        "White",
        "Other",
    ]
    assert catalogue.group("") == ()
    assert {one.theme for one in catalogue.at("msoa")} == {
        "children",
        "households",
        "health",
        "vaccination",
    }
    assert {one.theme for one in catalogue.at("practice")} == {"practices"}


def test_no_year_of_the_quality_framework_is_mixed_with_another():
    framework = [
        one
        for one in load_catalogue().at("practice")
        if one.key.startswith(("qof_", "achievement_"))
    ]
    assert {one.edition for one in framework} == {
        "2020-21",
        "2021-22",
        "2022-23",
        "2023-24",
        "2024-25",
    }
    for one in framework:
        assert one.key.endswith(one.edition.replace("-", "_"))
        assert one.edition in one.period


def test_every_sentence_can_be_filled_and_no_braces_are_left_in_other_words():
    words = {"place": "Here", "value": "12%", "numerator": "3", "denominator": "25"}
    for one in load_catalogue().indicators:
        filled = one.sentence.format(**words)
        assert "Here" in filled
        assert "12%" in filled
        for text in (filled, one.label, one.method, one.definition, one.caveat, one.numerator):
            assert "{" not in text


def test_intervals_belong_to_shares_and_rates_with_parts():
    tested = [one for one in load_catalogue().indicators if one.interval != "none"]
    assert {one.interval for one in tested} == {"wilson", "byar"}
    for one in tested:
        assert one.has_parts
        assert one.interval == one.kind.interval


def test_ethnicity_religion_language_and_age_are_never_worse():
    themes = {"ethnicity", "religion", "language", "people", "households"}
    poverty = {"fuel_poverty_2022", "universal_credit_households"}
    every = [one for one in load_catalogue().indicators if one.theme in themes]
    who_people_are = [one for one in every if one.table not in poverty]
    assert {one.theme for one in who_people_are} == themes
    for one in who_people_are:
        assert one.polarity == "neutral"


def test_census_figures_say_that_totals_differ_between_tables():
    census = [one for one in load_catalogue().indicators if one.source.key == "census_2021"]
    assert len(census) > 10
    for one in census:
        assert "Totals differ by a few people between tables" in one.caveat


def test_one_line_adds_a_member_to_a_family(catalogue_copy, tmp_path):
    path = catalogue_copy / "indicators" / "households.toml"
    entry = path.read_text().split("[one_person_households_count_2021]")[0]
    path.write_text(
        path.read_text()
        + entry.replace("[one_person_households_share_2021]", "[family.size]")
        .replace('label = "One-person households"', 'label = "Households of {slug}"')
        .replace('column = "people_1"', 'column = "people_{slug}"')
        + 'key = "households_of_{slug}_2021"\nmembers = [{ slug = "2" }, { slug = "3" }]\n'
    )
    build("E08000007", out=tmp_path / "out", catalogue_dir=catalogue_copy)
    store = Store.open(tmp_path / "out" / "E08000007", catalogue_dir=catalogue_copy)
    assert store.values("households_of_2_2021").numerator.sum() == 42_570
    assert store.values("households_of_3_2021").numerator.sum() == 20_625


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("people", 'key = "age_{slug}_count_2022"', 'key = "age"', "a pattern of keys such as"),
        ("people", 'key = "age_{slug}_count_2022"', 'key = "age_{x}"', "members, 1: found age_{x}"),
        ("people", 'slug = "0_15", ages', 'slug = "0_15", agse = "", ages', "an unused name"),
        ("people", 'slug = "16_59"', 'slug = "0_15"', "a key used before"),
        ("people", "members = [", "membres = [", "members: found None, expected a list"),
        ("people", 'ages = "0 to 15", ', "", "sentence: found ages, place, value"),
        ("people", 'interval = "wilson"', 'interval = "exact"', "one of none, wilson"),
        ("people", 'interval = "wilson"', 'interval = "byar"', "one of none, wilson"),
        (
            "people",
            'column = "age_{slug}"',
            'columns = ["age_{slug}"]',
            "what an indicator of kind",
        ),
        ("people", "{value} people aged", "some people aged", "expected place and value"),
        ("people", "{value} people aged", "{value people aged", "braces"),
        ("people", "{value} people aged", "{value} of {denominator} aged", "of place, value"),
        (
            "ethnicity",
            'formula = "diversity"',
            'formula = "entropy"',
            "one of diversity, remainder",
        ),
        ("ethnicity", 'formula = "diversity"\n', "", "column: found ''"),
        ("ethnicity", 'denominator_column = "total"\n', "per = 1000\n", "per: found 1000"),
        ("ethnicity", 'denominator_column = "total"\n', "", "interval: found 'wilson'"),
        ("practices", "per = 1000\n", "", "per: found None"),
        ("practices", 'categories = ["Inadequate"', 'columns = ["Inadequate"', "of kind category"),
        (
            "practices",
            'categories = ["2016", "2017", "2018", "2019"]',
            "categories = []",
            "empty li",
        ),
        ("practices", 'categories = ["2016"', "categories = [2016", "found 2016, expected str"),
        ("practices", "more_is_better", "good", "one of more_is_worse, more_is_better, neutral"),
        ("practices", "vintage = 2025", "vintage = 2024", "found practice 2024"),
        (
            "practices",
            'source = "cqc_ratings"',
            "clusters = true\nsource = 'cqc_ratings'",
            "no nei",
        ),
        ("vaccination", 'formula = "remainder"', 'formula = "diversity"', "formula: found 'divers"),
    ],
)
def test_a_wrong_family_or_kind_is_refused_in_words(catalogue_copy, file, old, new, words):
    edit(catalogue_copy / "indicators" / f"{file}.toml", old, new)
    with pytest.raises(CatalogueError, match=re.escape(words)):
        load_catalogue(catalogue_copy)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('dose = "first"', 'dose = "third"', "one of first, second"),
        ('indicator = "uptake_first_{slug}"', 'indicator = "nothing"', "an indicator with a denom"),
        (
            'indicator = "uptake_first_{slug}"',
            'indicator = "imd_2025"',
            "an indicator with a denom",
        ),
        ('slug = "75_79"', 'slug = "70_74"', "a key used before"),
        ('source = "nhs_vaccinations_2021"', 'source = "nobody"', "source: found 'nobody'"),
    ],
)
def test_a_wrong_trend_is_refused_in_words(catalogue_copy, old, new, words):
    edit(catalogue_copy / "trends.toml", old, new)
    with pytest.raises(CatalogueError, match=re.escape(words)):
        load_catalogue(catalogue_copy)


def test_an_unknown_trend_is_refused_with_the_ones_there_are():
    with pytest.raises(UnknownKeyError, match="first_16_plus"):
        load_catalogue().trend("third_16_plus")


def test_every_formula_of_the_catalogue_is_one_somebody_uses():
    assert {one.formula for one in load_catalogue().indicators} == {"", *FORMULAS}
