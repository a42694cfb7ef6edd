"""Fingertips for neighbourhoods and the authority: what an answer must call itself to be taken."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.errors import TableError
from geodata.geography import MSOA
from geodata.refresh.cache import Cache
from geodata.refresh.source import Area
from geodata.refresh.sources import fingertips_areas
from geodata.refresh.sources.fingertips import Asked
from tests.geodata import publishers
from tests.geodata.publishers import EXTRACTS
from tests.geodata.test_refresh_sources import FIGURES, WHOLE, Given
from tests.refreshed import obesity

EXTRACT = (EXTRACTS / "fingertips_93254.csv").read_text()
HEADING = next(csv.reader([EXTRACT.splitlines()[0]]))
NAME = "Deaths from all cancer, under 75 years, standardised mortality ratio"
TWO = {"E02001187": "Reddish North", "E02001188": "Reddish South East"}
CANCER = replace(
    fingertips_areas.TABLES[0],
    asked={"smr_cancer_u75": fingertips_areas.LOCAL_HEALTH["smr_cancer_u75"]},
)


@pytest.fixture
def area(tmp_path: Path) -> Area:
    """Two neighbourhoods; of their table one label that is asked for and one that is not."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "local_health_msoa11.csv").write_text(
        "msoa11_code,indicator,value\n"
        "E02001187,smr_cancer_u75,1\nE02001188,smr_cancer_u75,1\n"
        "E02001187,limiting_long_term_illness_pct_2011,18.4\n"
    )
    names = {**WHOLE.names, MSOA: TWO}
    return replace(WHOLE, figures=tmp_path / "figures", names=names)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def given(cache: Cache, *bodies: str) -> Given:
    return Given(cache, {"https": [body.encode() for body in bodies]})


def test_neighbourhoods_are_those_of_the_period_sex_and_age_that_are_meant(
    area: Area, cache: Cache
) -> None:
    asked = given(cache, EXTRACT)
    assert CANCER.read(asked, area)["local_health"].splitlines()[1:] == [
        "E02001187,smr_cancer_u75,111.1",
        "E02001188,smr_cancer_u75,133.7",
        "E02001187,limiting_long_term_illness_pct_2011,18.4",
    ]
    assert asked.asked == [
        "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id?indicator_ids=93254"
        "&child_area_type_id=3&parent_area_type_id=101&parent_area_code=E08000007"
    ]


def test_the_authority_is_the_row_of_its_own_code(area: Area, cache: Cache) -> None:
    whole = replace(CANCER, table="borough_local_health")
    text = whole.read(given(cache, EXTRACT), area)["borough_local_health"]
    assert text == "area_code,indicator,value\nE08000007,smr_cancer_u75,102.8\n"


def put(old: str, new: str, times: int = 1) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        assert old in text
        return text.replace(old, new, times)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            put("2015 - 19", "2019 - 23", -1),
            "column Time period: found 2016 - 20, 2019 - 23, expected 2015 - 19.",
        ),
        (
            put(NAME, "Deaths from stroke, all ages, standardised mortality ratio"),
            "row 2, column Indicator Name: found Deaths from stroke, all ages, standardised "
            "mortality ratio, expected 'all cancer' in it.",
        ),
        (put("<75 yrs", "All ages", -1), "column Age: found All ages, expected <75 yrs."),
        (put("Persons", "Male", -1), "column Sex: found Female, Male, expected Persons."),
        (
            put("Category Type,", "Category Kind,"),
            "row 1, column Category Type: found no such column, but 'Category', "
            "expected this column.",
        ),
        (
            put("E02001188", "E02001187"),
            "row 5, column Area Code: found E02001187 again, expected each area once (see row 4).",
        ),
        (
            put("E02001188", "E02099999"),
            "column Area Code: found no row for E02001188, "
            "expected all 2 areas of the look-up of 2011.",
        ),
        (
            put("133.74", "1 133"),
            "row 4, column Value: found '1 133', expected a number.",
        ),
        (lambda _: "<!doctype html>", "found a web page or XML, expected a CSV file."),
    ],
)
def test_another_release_indicator_or_area_is_refused_with_what_was_found(
    spoil: Callable[[str], str], sentence: str, area: Area, cache: Cache
) -> None:
    with pytest.raises(TableError) as refusal:
        CANCER.read(given(cache, spoil(EXTRACT)), area)
    assert str(refusal.value).startswith("local_health, Fingertips 93254")
    assert str(refusal.value).endswith(sentence)


def rows(asked: Asked, values: dict[str, str], note: str = "") -> str:
    """An answer with a value for each area; where it is empty the note says why."""
    columns = {
        code: {"Value": value, "Value note": "" if value else note}
        for code, value in values.items()
    }
    named = publishers.answer_rows(asked, columns)
    return publishers.answer(HEADING, named).decode()


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("Value suppressed for disclosure control due to small count", "s"),
        ("Value missing in source data", ""),
    ],
)
def test_measured_children_come_as_a_first_table_with_the_marks_that_notes_mean(
    note: str, mark: str, area: Area, cache: Cache
) -> None:
    bodies = [
        rows(
            asked,
            {"E02001187": "17.04" if asked.indicator != 93107 else "", "E02001188": "9"},
            note,
        )
        for asked in fingertips_areas.CHILD_OBESITY.values()
    ]
    text = fingertips_areas.TABLES[2].read(given(cache, *bodies), area)["child_obesity"]
    assert text.splitlines()[:3] == [
        "msoa11_code,measure,percent",
        "E02001187,reception_obese,17",
        "E02001188,reception_obese,9",
    ]
    assert f"E02001187,year_6_obese,{mark}" in text.splitlines()


HEALTH = "indicator,period,sex,value,unit,england_value,compared_with_england\n"
SMOKING = "smoking_adults_18_plus_aps,2024,persons,1,percent,,\n"


def health(
    area: Area, cache: Cache, told: str, value: str = "8.74", england: str = "10.4"
) -> list[str]:
    """What becomes of a row of smoking, and of one that no indicator fills."""
    kept = "mmr_two_doses_at_5_years,2016/17,persons,92.9,percent,,\n"
    (area.figures / "borough_health_indicators.csv").write_text(HEALTH + SMOKING + kept)
    asked = replace(fingertips_areas.AUTHORITY["smoking_adults_18_plus_aps"], period="2024")
    codes = {"E08000007": value, fingertips_areas.ENGLAND: england}
    columns = {
        code: {"Value": each, fingertips_areas.COMPARED: told}
        for code, each in codes.items()
        if each
    }
    body = publishers.answer(HEADING, publishers.answer_rows(asked, columns) * 2)
    part = {"smoking_adults_18_plus_aps": fingertips_areas.AUTHORITY["smoking_adults_18_plus_aps"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingertips_areas, "AUTHORITY", part)
        text = fingertips_areas.SOURCES[3].read(given(cache, body.decode()), area)
    fresh, same = text["borough_health"].splitlines()[1:]
    assert f"{same}\n" == kept
    return fresh.split(",")


@pytest.mark.parametrize(
    ("told", "word"), [("Similar", "similar"), ("Higher 99.8", "higher"), ("Not compared", "")]
)
def test_the_authority_is_set_beside_england_in_the_publishers_word(
    told: str, word: str, area: Area, cache: Cache
) -> None:
    assert health(area, cache, told)[3:] == ["8.7", "percent", "10.4", word]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"told": "Fine"}, "column Compared to England value or percentiles: found 'Fine'"),
        ({"told": "Similar", "england": ""}, "found no row for E92000001, expected the authority"),
        ({"told": "Similar", "value": ""}, "found no row for E08000007, expected the authority"),
    ],
)
def test_an_answer_without_england_or_with_another_word_is_refused(
    wrong: dict[str, str], sentence: str, area: Area, cache: Cache
) -> None:
    with pytest.raises(TableError, match=sentence):
        health(area, cache, **wrong)


def test_each_label_that_is_asked_for_is_one_of_the_tables_that_are_held() -> None:
    held = {
        "local_health_msoa11.csv": fingertips_areas.LOCAL_HEALTH,
        "borough_health_indicators.csv": fingertips_areas.AUTHORITY,
    }
    for file, asked in held.items():
        assert set(asked) <= {row["indicator"] for row in publishers.listed(FIGURES / file)}


def test_measured_children_of_every_neighbourhood_are_those_of_the_copy(
    fixtures: Path, cache: Cache
) -> None:
    """42 neighbourhoods, four measures, two cells suppressed."""
    copied = obesity(fixtures / "more")
    bodies = []
    for measure, asked in fingertips_areas.CHILD_OBESITY.items():
        rows_of = copied[copied["measure"] == measure]
        values = dict(zip(rows_of["msoa11_code"], rows_of["percent"], strict=True))
        told = {code: value.replace("s", "") for code, value in values.items()}
        bodies.append(rows(asked, told, "Value suppressed for disclosure control"))
    text = fingertips_areas.TABLES[2].read(given(cache, *bodies), WHOLE)["child_obesity"]
    found = {tuple(row.split(",")) for row in text.splitlines()[1:]}
    assert len(found) == len(copied) == 168
    same = copied.assign(percent=copied["percent"].str.removesuffix(".0"))
    assert found == set(same.itertuples(index=False, name=None))
