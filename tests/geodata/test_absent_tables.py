"""A small copy, made by hand, of each table that the catalogue knows and no file here holds."""

from __future__ import annotations

import pytest

from geodata.catalogue import load_authority
from geodata.errors import TableError
from geodata.geography import column
from geodata.sources import read
from tests.geodata.conftest import CODE

GROUPS = {
    "asian": ["bangladeshi", "chinese", "indian", "pakistani", "other"],
    "black": ["african", "caribbean", "other"],
    "mixed": ["white_asian", "white_black_african", "white_black_caribbean", "other"],
    "white": ["british", "irish", "gypsy_irish_traveller", "roma", "other"],
    "other": ["arab", "any_other"],
}
FINE = [f"{broad}_{name}" for broad, names in GROUPS.items() for name in names]
AGES = [*(f"age_{year}" for year in range(90)), "age_90_plus"]


def one_each(names, **more):
    """A row with one person in each of the columns."""
    return {**dict.fromkeys(names, 1), **more}


ROWS = {
    "ethnic_group_19_2021": [
        one_each(FINE, total=19, **{broad: len(names) for broad, names in GROUPS.items()})
    ],
    "ethnic_group_2011": [one_each([one for one in FINE if one != "white_roma"], total=18)],
    "residents_2021": [{"population": 1500}],
    "population_2020": [one_each(AGES, total=91)],
    "fuel_poverty_2022": [{"households": 600, "fuel_poor_households": 60}],
    "universal_credit_households": [
        {"month": "2022-11", "households": 7},
        {"month": "2022-12", "households": 8},
    ],
    "child_obesity": [
        {"measure": "reception_obese", "percent": "s"},
        {"measure": "year_6_obese", "percent": "17.5"},
    ],
    "patient_survey_2025": [{"overall_good_pct": "82.5", "answers": 101}],
}
FOUND = {
    "ethnic_group_19_2021": {"white_other_and_roma": 2, "black": 3},
    "ethnic_group_2011": {"white": 4, "asian": 5, "other": 2},
    "residents_2021": {"population": 1500},
    "population_2020": {"age_0_4": 5, "age_85_plus": 6, "age_under_10": 10},
    "fuel_poverty_2022": {"fuel_poor_households": 60},
    "universal_credit_households": {"households_2022-11": 7, "households_2022-12": 8},
    "child_obesity": {"percent_year_6_obese": 17.5},
    "patient_survey_2025": {"overall_good_pct": 82.5, "answers": 101},
}
WRONG = {
    "ethnic_group_19_2021": {"black": 4},
    "ethnic_group_2011": {"total": 19},
    "residents_2021": {"population": "many"},
    "population_2020": {"age_50": 2},
    "fuel_poverty_2022": {"fuel_poor_households": 601},
    "universal_credit_households": {"month": "2022-12"},
    "child_obesity": {"percent": "many"},
    "patient_survey_2025": {"answers": "-96"},
}
CODES = {"lsoa": "E01005743", "msoa": "E02001187", "practice": "P88002"}


def written(folder, key, rows):
    table = load_authority(CODE).table(key)
    head = column((table.level, table.vintage), "code")
    lines = [",".join([head, *rows[0]])]
    lines += [",".join([CODES[table.level], *map(str, row.values())]) for row in rows]
    (folder / table.file).write_text("\n".join(lines) + "\n")
    return table


def test_there_is_a_copy_of_every_table_that_is_absent(store):
    assert {one.key for one in store.absent.tables} == set(ROWS) == set(FOUND) == set(WRONG)


@pytest.mark.parametrize("key", ROWS)
def test_a_table_in_its_format_is_read_and_added_up(tmp_path, key):
    frame = read(tmp_path, written(tmp_path, key, ROWS[key]))
    assert len(frame) == 1
    assert frame.iloc[0][list(FOUND[key])].to_dict() == FOUND[key]


@pytest.mark.parametrize("key", ROWS)
def test_a_table_that_contradicts_itself_is_refused(tmp_path, key):
    rows = [{**ROWS[key][0], **WRONG[key]}, *ROWS[key][1:]]
    with pytest.raises(TableError):
        read(tmp_path, written(tmp_path, key, rows))


def test_what_is_suppressed_is_no_number(tmp_path):
    frame = read(tmp_path, written(tmp_path, "child_obesity", ROWS["child_obesity"]))
    assert frame["percent_reception_obese"].isna().all()
