"""What a build refuses about practices, doses, the register, and tables that must agree."""

from __future__ import annotations

import re

import pytest

from geodata.build import make
from geodata.catalogue import CATALOGUE_DIR, load_authority
from geodata.errors import CatalogueError, ExplorerError, TableError
from geodata.sources import read
from tests.geodata.conftest import CODE

AUTHORITY = load_authority("E08000007")
VACCINATION = "covid_vaccination_msoa11_20210711.csv"
BY_AGE = "covid_vaccination_msoa11_age_20210711.csv"
SERIES = "covid_vaccination_msoa11_series.csv"
QOF = "gp_qof_prevalence.csv"


def rebuild(figures, catalogue=CATALOGUE_DIR):
    told = []
    make("E08000007", figures=figures, catalogue_dir=catalogue, report=told.append)
    return told


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            VACCINATION,
            "Vale View,4948,",
            "Vale View,4949,",
            "found 4949 for E02001187, expected 4948",
        ),
        (
            VACCINATION,
            ",2670,2610,",
            ",2670,2671,",
            "second_dose_50_plus: found 2671 for E02001187",
        ),
        (
            BY_AGE,
            "under_25,350,161",
            "under_25,150,161",
            "found 161 for E02001187, expected at most",
        ),
        (BY_AGE, ",25_29,335,", ",24_29,335,", "expected 14, one for each age_band"),
        (
            BY_AGE,
            ",25_29,335,",
            ",under_25,335,",
            "row 3, column age_band: found E02001187 under_25",
        ),
        ("population_nims_2021_msoa11.csv", ",519,514,", ",518,515,", "18_24: found 518"),
        (SERIES, "E02001187,70_74,first,338", "E02001187,70_74,first,many", "found 'many'"),
        (SERIES, "E02001187,70_74,first,338", "E02001187,75_79,first,338", "75_79 first again"),
        (SERIES, "E02001187,70_74,first,338", "E02001187,70to74,first,338", "found '70to74'"),
        (SERIES, "E02001187,70_74,first,338", "E02001187,60_64,first,338", "another set of rows"),
        (
            "gp_practices.csv",
            "SK6 5AA",
            "SK6 5ZZ",
            "column postcode: found SK6 5ZZ, of P88002",
        ),
        (
            "gp_practices.csv",
            "E05015029",
            "E05015028",
            "found E05015028, of P88002, expected E05015029",
        ),
        ("gp_practices.csv", "P88002", "P88034", "P88034, said to be unlisted"),
        ("gp_practices.csv", ",6302,", ",0,", "found 0, expected a whole number of 1 or more"),
        ("gp_appointments_2025_04.csv", "P88002", "P99999", "found P99999, expected an area"),
        (QOF, "P88002,2020-21,AF,", "P99999,2020-21,AF,", "for each group_code"),
        (QOF, ",218,all,6349,", ",6350,all,6349,", "found 6350 for P88002, expected at most 6349"),
        (
            "gp_life_expectancy_cqc.csv",
            "2018,Good",
            "2018,Fine",
            "found Fine, expected one of Inad",
        ),
    ],
)
def test_figures_that_cannot_be_are_refused(figures_copy, file, old, new, words):
    edit(figures_copy / CODE / file, old, new)
    with pytest.raises(ExplorerError, match=re.escape(words)):
        rebuild(figures_copy)


def test_a_last_date_that_is_not_the_uptake_is_refused(figures_copy):
    path = figures_copy / CODE / SERIES
    lines = path.read_text().splitlines()
    at = max(i for i, line in enumerate(lines) if ",80_plus,first," in line)
    lines[at] = lines[at].rsplit(",", 1)[0] + ",1"
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(TableError, match=r"people in E0200.* at the last date of first_16_plus"):
        rebuild(figures_copy)


def test_a_register_smaller_than_the_doses_is_kept_and_told(figures_copy):
    edit(figures_copy / CODE / BY_AGE, ",25_29,335,190,514,", ",25_29,335,190,300,")
    edit(figures_copy / CODE / "population_nims_2021_msoa11.csv", ",519,514,", ",733,300,")
    edit(figures_copy / CODE / BY_AGE, "under_25,350,161,519,", "under_25,350,161,733,")
    told = rebuild(figures_copy)
    assert [line for line in told if line.startswith("kept")] == [
        "kept uptake_first_25_29 in E02001187: 335 of 300",
        "kept unvaccinated_25_29 in E02001187: -35 of 300",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("practices", 'year = "2020-21"', 'year = "2019-20"', "year: found no row with 2019-20"),
        (
            "practices",
            'added.within_a_week = ["same',
            'added.within_a_week = ["some',
            "column some_day: found no",
        ),
        (
            "vaccination",
            'at_most.18_plus = "16_plus"',
            'at_most.18_plus = "15_plus"',
            "column 15_plus: found no suc",
        ),
        (
            "vaccination",
            'kind = "doses"',
            'kind = "lookup"',
            "a table of doses from nhs_vaccinations_2021",
        ),
        (
            "vaccination",
            '"second_dose"]\ncolumn',
            '"third_dose"]\ncolumn',
            "third_dose: found no such column",
        ),
        (
            "vaccination",
            'columns = ["{ages}"]',
            'columns = ["16_plus"]',
            "population_18_plus_nims: found 6064",
        ),
        ("practices", 'level = "practice"', 'level = "surgery"', "found surgery 2025"),
    ],
)
def test_tables_that_do_not_fit_are_refused(figures_copy, catalogue_copy, file, old, new, words):
    edit(catalogue_copy / "tables" / f"{file}.toml", old, new)
    with pytest.raises((TableError, CatalogueError), match=re.escape(words)):
        rebuild(figures_copy, catalogue_copy)


def test_a_practice_that_nobody_listed_is_refused(figures_copy, catalogue_copy):
    path = figures_copy / CODE / "authority.toml"
    edit(path, 'unlisted = ["P88034", ', "unlisted = [")
    with pytest.raises(TableError, match="found P88034, expected an area of the auth"):
        rebuild(figures_copy, catalogue_copy)


def test_a_denominator_can_come_from_another_table(figures_copy, catalogue_copy):
    path = catalogue_copy / "indicators" / "vaccination.toml"
    text = path.read_text()
    old = 'denominator_column = "population_16_plus_nims"'
    new = 'denominator_table = "vaccination_register_2021", denominator_column = "16_plus"'
    assert old in text
    path.write_text(text.replace(old, new))
    assert (
        make("E08000007", figures=figures_copy, catalogue_dir=CATALOGUE_DIR, report=lambda _: None)[
            "observations.parquet"
        ]
        == make(
            "E08000007", figures=figures_copy, catalogue_dir=catalogue_copy, report=lambda _: None
        )["observations.parquet"]
    )


def test_a_long_table_comes_out_wide(figures_copy):
    frame = read(figures_copy / CODE, AUTHORITY.table("qof_2020_21"))
    assert len(frame) == 35
    first = frame.set_index("code").loc["P88002"]
    assert (first["register_AF"], first["list_size_AF"], first["list_age_AST"]) == (218, 6349, "6+")
