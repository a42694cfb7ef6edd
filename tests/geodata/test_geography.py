"""Levels and their years are in one file, and code names no year of its own."""

from __future__ import annotations

import re

import pytest

from geodata.errors import CatalogueError, UnknownKeyError
from geodata.geography import (
    FIGURE_LEVELS,
    GEOGRAPHY_FILE,
    LEVELS,
    LSOA,
    LSOA_BEFORE,
    WARD,
    column,
    prefix,
    read_geography,
)
from tests.geodata.conftest import ROOT


@pytest.fixture
def edited(tmp_path):
    def edit(old, new):
        text = GEOGRAPHY_FILE.read_text()
        assert old in text
        path = tmp_path / "geography.toml"
        path.write_text(text.replace(old, new, 1))
        return read_geography(path)

    return edit


def test_levels_are_those_written_and_practices_are_points():
    assert set(FIGURE_LEVELS) - set(LEVELS) == {("practice", FIGURE_LEVELS[-1][1])}
    assert LEVELS[0] == LSOA
    assert LSOA[1] > LSOA_BEFORE[1]


def test_columns_follow_from_level_and_year():
    assert column(("ward", 2024), "name") == "ward24_name"
    assert column(("lsoa", 2009), "code") == "lsoa09_code"
    assert prefix("practice", 2025) == "practice"


def test_a_newer_year_of_a_level_is_the_newest(edited):
    geography = edited("vintages = [2023]", "vintages = [2024, 2023]")
    assert geography.newest("ward") == ("ward", 2024)
    assert ("ward", 2023) in geography.levels
    with pytest.raises(UnknownKeyError, match="no level parish, only lsoa, msoa"):
        geography.newest("parish")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[ward]", "[words]", "ward: found nothing, expected a level, the build needs it"),
        ("vintages = [2021, 2011]", "vintages = [2011, 2021]", "lsoa.vintages: found [2011, 2021]"),
        ("vintages = [2021, 2011]", "vintages = [2021]", "expected two years, the newest and the"),
        ("points = true", "point = true", "practice: found {'pattern'"),
        ("before = 2022", "before = 2023", "ward.before: found 2023, expected a year before 2023"),
        (r"'E01\d{6}'", "'E01('", "lsoa.pattern: found missing )"),
    ],
)
def test_a_wrong_geography_is_refused_with_file_key_and_what_was_expected(edited, old, new, words):
    with pytest.raises(CatalogueError, match=re.escape(words)) as refusal:
        edited(old, new)
    assert refusal.value.file == "geography.toml"


def test_a_store_knows_the_newest_of_each_level_and_when_people_were_counted(store, town):
    for one in (store, town):
        assert one.level("ward") is one.level(*WARD)
        assert one.level("lsoa").of_area.tolist() == list(range(len(one.areas.code)))
        assert one.newest("lsoa") == LSOA[1]
        assert one.people_period == "mid-2022"
    with pytest.raises(UnknownKeyError, match="no level parish"):
        store.level("parish")
    with pytest.raises(UnknownKeyError, match="no level ward 2022; the bundle has lsoa"):
        store.level("ward", 2022)


def test_no_code_that_builds_names_a_year_of_areas():
    paths = [*(ROOT / "geodata").glob("build*.py"), *(ROOT / "geodata" / "sources").glob("*.py")]
    paths += [ROOT / "geodata" / name for name in ("contents.py", "store.py", "bundle.py")]
    literal = re.compile(r'"(lsoa|msoa|ward)\d\d_|"(lsoa|msoa|ward|borough)", 20\d\d')
    assert [path.name for path in paths if literal.search(path.read_text())] == []
