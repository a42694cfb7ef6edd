"""Census 2021 of a whole authority: every category from its heading, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.errors import ExplorerError
from geodata.refresh.cache import Cache
from geodata.refresh.source import Area, area_of
from geodata.refresh.sources import census_authority
from tests.geodata.conftest import CODE
from tests.geodata.publishers import archive, census_of_authority
from tests.geodata.test_refresh_sources import Given

FIGURES = FIGURES_DIR / CODE
WHOLE = area_of(load_authority(CODE), FIGURES, whole=False)
MEMBERS = census_of_authority(FIGURES)
HELD = (FIGURES / WHOLE.authority.table(census_authority.TABLE).file).read_text()


def made(tmp_path: Path, area: Area = WHOLE, change: Callable[[str], str] = str) -> str:
    """The table, of archives of which one was changed."""
    health = {name: change(body.decode()).encode() for name, body in MEMBERS["ts037"].items()}
    members = {**MEMBERS, "ts037": health}
    bodies = {one.address: [archive(members[one.archive])] for one in census_authority.TOPICS}
    given = Given(Cache(tmp_path), bodies)
    return census_authority.SOURCE.read(given, area)[census_authority.TABLE]


def test_every_category_is_that_of_the_figures(tmp_path: Path) -> None:
    """169 of the publisher's headings; the two lines that it does not have stay."""
    assert made(tmp_path) == HELD
    assert sum(len(topic.categories) for topic in census_authority.TOPICS) == 169
    for topic in census_authority.TOPICS:
        assert len(set(topic.categories.values())) == len(topic.categories)


def test_a_first_table_has_what_the_publisher_gives(tmp_path: Path) -> None:
    empty = tmp_path / "figures"
    empty.mkdir()
    lines = [line for line in HELD.splitlines() if "Does not apply" not in line]
    assert made(tmp_path, replace(WHOLE, figures=empty)).splitlines() == lines


def test_headings_are_those_of_the_files_for_small_areas(fixtures: Path) -> None:
    """Seven topics have a copy of their files for small areas; category for category."""
    path = fixtures / "more/census_2021_more_tables_totals.csv"
    copy = path.read_text().replace('"', "")
    known = [one for one in census_authority.TOPICS if f"\n{one.archive.upper()}," in copy]
    assert len(known) == 5
    for topic in known:
        for theirs in topic.categories.values():
            assert f"\n{topic.archive.upper()}," in copy
            assert f",{theirs}," in copy


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda text: text.replace("General health: Bad health", "General health: Poor health"),
            "column General health: Bad health: found no such column, "
            "but 'General health: Poor health', expected this column.",
        ),
        (
            lambda text: text.replace(",37255,", ",37256,"),
            "row 3, column General health: Total: All usual residents: found 294773, "
            "expected 294774, what its 5 categories add up to.",
        ),
        (
            lambda text: text.replace(",37255,", ",c,"),
            "row 3, column General health: Fair health: found 'c', "
            "expected a whole number of 0 or more.",
        ),
        (
            lambda text: text.replace(CODE, "E08000006"),
            "column geography code: found 0 rows for E08000007, expected one.",
        ),
        (
            lambda text: text.replace("E06000001", CODE),
            "column geography code: found 2 rows for E08000007, expected one.",
        ),
        (
            lambda text: text.replace("2021,-,E08", "2011,-,E08"),
            "row 3, column date: found '2011', expected the census of 2021.",
        ),
    ],
)
def test_a_file_that_is_not_as_it_was_is_refused(
    change: Callable[[str], str], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(ExplorerError) as refusal:
        made(tmp_path, change=change)
    assert str(refusal.value).startswith("borough_census_2021, census2021-ts037-ltla.csv, ")
    assert str(refusal.value).endswith(sentence)


def test_a_part_of_the_country_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match="found 2 codes, expected the 331 of the whole file"):
        made(tmp_path, replace(WHOLE, whole=True))
