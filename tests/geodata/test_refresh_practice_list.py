"""The first list of practices: whom it has, how they are written, and what is begun after it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geodata.errors import ExplorerError, TableError
from geodata.refresh.cache import Cache
from geodata.refresh.choice import sources_of
from geodata.refresh.fetch import Fetcher
from geodata.refresh.source import Area
from geodata.refresh.sources import fingertips, practice_list, qof
from tests.geodata import publishers
from tests.geodata.publishers import archive, registered
from tests.geodata.test_refresh_sources import BY_KEY, FIGURES, WHOLE, Given

LIST, NETWORKS = practice_list.SOURCES
NHS = "gp"  # the folder of copies
HAND = pd.read_csv(FIGURES / "gp_practices.csv", dtype=str)
OWN = registered("P88002", "MARPLE BRIDGE SURGERY", "SK6 5AA")
SPELLED_OUT = {
    "P88008": ("Heaton Mersey Medical Practice", "Heaton Mersey Med.pract."),
    "P88012": ("Beech House Medical Practice", "Beech House Medical Pract"),
    "P88014": ("Adshall Road Medical Practice", "Adshall Road Medical Prac"),
}


@pytest.fixture
def area(tmp_path: Path) -> Area:
    """The authority with its postcodes and its look-up, and without a table of practices."""
    (tmp_path / "figures").mkdir()
    shutil.copy(FIGURES / "postcodes.csv", tmp_path / "figures")
    return replace(WHOLE, figures=tmp_path / "figures")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def given(cache: Cache, body: bytes) -> Given:
    return Given(cache, {"https": [body]})


def first(area: Area, cache: Cache, lines: Sequence[str]) -> pd.DataFrame:
    """The list that is made of lines of the register, put in its place."""
    text = LIST.read(given(cache, "\n".join(lines).encode()), area)["practices"]
    area.file("practices").write_text(text)
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def mapped(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The archive with the networks of practices."""
    names = {"PCN_ODS_CODE": "PCN_CODE", "PCN_NAME": "PCN_NAME", "PRACTICE_CODE": "GP_CODE"}
    return archive({f"folder/{practice_list.MEMBER}": publishers.written(names, rows)})


def test_the_list_of_the_copies_is_the_one_that_is_held(
    area: Area, cache: Cache, fixtures: Path
) -> None:
    """Codes and postcodes of all England, names and other prescribers of a copy of the register.

    The copy of the register has no settings: who has a list of patients is a general practice.
    """
    england = pd.read_csv(fixtures / NHS / "gp-reg-pat-prac-all_2025_05_england.csv.gz", dtype=str)
    with (fixtures / NHS / "gp_with_region_mapping_stockport.csv").open(newline="") as rows:
        here = {one["PracticeCode"]: one for one in csv.DictReader(rows)}
    lists = dict(zip(england["CODE"], england["POSTCODE"], strict=True))
    lines = [
        registered(one, here[one]["PracticeName"] if one in here else "ELSEWHERE", postcode)
        for one, postcode in lists.items()
    ]
    others = [one for code, one in here.items() if code not in lists]
    lines += [
        registered(one["PracticeCode"], one["PracticeName"], one["PostCode"], setting="RO87")
        for one in others
    ]
    assert (len(lists), len(others)) == (6_231, 30)
    first(area, cache, lines)
    with (fixtures / NHS / "appointments_by_practice_2025_04_stockport.csv").open() as rows:
        found = NETWORKS.read(given(cache, mapped(list(csv.DictReader(rows)))), area)["practices"]
    made = pd.read_csv(io.StringIO(found), dtype=str, keep_default_na=False)
    assert list(made["practice_code"]) == list(HAND["practice_code"])
    same = HAND.columns.drop(["practice_name", "patients_2025_05"])
    assert made[same].equals(HAND[same])
    assert set(made["patients_2025_05"]) == {""}, "which another file has"
    names = zip(HAND["practice_code"], HAND["practice_name"], made["practice_name"], strict=True)
    assert {one: (hand, own) for one, hand, own in names if hand != own} == SPELLED_OUT


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        (registered("P88003", "TWO", "SK25AR"), True),
        (registered("P88003", "TWO", "SK2 5AR", setting="RO72|RO76"), True),
        (registered("P88003", "TWO", "SK2 5AR", setting="4"), True),
        (registered("P88003", "TWO", "SK2 5AR", setting="RO72"), False),
        (registered("P88003", "TWO", "SK2 5AR", setting="14"), False),
        (registered("P88003", "TWO", "SK2 5AR", closed="2026-03-31"), False),
        (registered("P88003", "TWO", "SK2 5AR").replace("ACTIVE", "D"), False),
        (registered("P88003", "TWO", "M1 1AA"), False),
    ],
)
def test_whom_the_list_has(line: str, listed: bool, area: Area, cache: Cache) -> None:
    made = first(area, cache, [line, OWN])
    assert list(made["practice_code"]) == ["P88002", *["P88003"][: int(listed)]]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            registered("A81001", "THE DENSHAM SURGERY", "TS18 1HU"),
            "column prescribing setting: found none at any of its postcodes, "
            r"expected general practices \(4 or RO76\)",
        ),
        (OWN.replace("ACTIVE", "OPEN"), "column status: found 'OPEN', expected ACTIVE"),
    ],
)
def test_a_register_that_says_it_otherwise_is_refused(
    line: str, sentence: str, area: Area, cache: Cache
) -> None:
    with pytest.raises(TableError, match=sentence):
        first(area, cache, [line])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("THE SURGERY AT ST. MARY'S", "The Surgery at St. Mary's"),
        ("DR SMITH & PARTNERS", "Dr Smith & Partners"),
        ("NHS TYNE PCN LTD", "NHS Tyne PCN Ltd"),
        ("de Vere Surgery", "de Vere Surgery"),
    ],
)
def test_names_in_capitals_are_written_as_names(name: str, written: str) -> None:
    assert practice_list.spelled(name) == written


def test_a_network_fills_only_what_is_empty(area: Area, cache: Cache) -> None:
    first(area, cache, [OWN, registered("P88003", "TWO", "SK2 5AR")])
    path = area.file("practices")
    path.write_text(path.read_text().replace("SK2 5AR,,", "SK2 5AR,U00001,Own"))
    both = [
        {"GP_CODE": one, "PCN_CODE": "U64597", "PCN_NAME": "EAST PCN"} for one in HAND.iloc[:2, 0]
    ]
    made = NETWORKS.read(given(cache, mapped(both)), area)["practices"]
    path.write_text(made)
    held = publishers.rows(path)
    assert [one["pcn_name"] for one in held.values()] == ["East PCN", "Own"]
    asked = given(cache, b"")
    assert NETWORKS.read(asked, area) == {}
    assert asked.asked == [], "nothing is empty"


def test_a_list_that_is_there_is_never_made_anew(cache: Cache) -> None:
    fetcher = Fetcher(cache)
    keys = {one.key for one in sources_of(WHOLE, fetcher)}
    assert "practice_register" in keys
    assert LIST.key not in keys
    expected = "practice_list: found gp_practices.csv, expected none: it stays as it is"
    with pytest.raises(ExplorerError, match=expected):
        sources_of(WHOLE, fetcher, only=[LIST.key])


@pytest.mark.parametrize("edition", [qof.EDITIONS[0], qof.EDITIONS[-1]], ids=lambda one: one.year)
def test_registers_are_begun_for_the_practices_of_the_list(
    edition: qof.Edition, area: Area, cache: Cache
) -> None:
    """And for those that the authority says are not in it any more."""
    shutil.copy(FIGURES / "gp_practices.csv", area.figures)
    body = archive({edition.member: publishers.qof(FIGURES, edition)})
    made = edition.read(given(cache, body), area)[edition.table]
    held = pd.read_csv(FIGURES / WHOLE.authority.table(edition.table).file, dtype=str)
    held = held[held["year"] == edition.year].reset_index(drop=True)
    assert pd.read_csv(io.StringIO(made), dtype=str).equals(held)
    assert BY_KEY[edition.table].needs == ("practices",)


def test_a_figure_of_fingertips_is_begun_beside_columns_that_stay_empty(
    area: Area, cache: Cache
) -> None:
    shutil.copy(FIGURES / "gp_practices.csv", area.figures)
    (score,) = (one for one in fingertips.INDICATORS if one.table == "practice_deprivation")
    row = {
        fingertips.WHO: "P88003",
        fingertips.NAME: "A score",
        fingertips.SEX: "Persons",
        fingertips.AGE: "",
        fingertips.PERIOD: score.period,
        fingertips.SPLIT: "",
        fingertips.VALUE: "9.1234",
    }
    body = publishers.written({name: name for name in row}, [row])
    text = score.read(given(cache, body), area)[score.table]
    (made,) = csv.DictReader(io.StringIO(text))
    assert made.pop("practice_code") == "P88003"
    assert made.pop("imd_2019_score") == "9.123"
    assert set(made.values()) == {""}
