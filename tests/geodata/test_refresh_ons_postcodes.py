"""The directory of postcodes: read as a stream, and what is another release or another table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import shake_256
from pathlib import Path

import pytest
from geopandas import GeoDataFrame

from geodata.build_shapes import make_postcodes
from geodata.catalogue import CATALOGUE_DIR, Authority, authority_as_said, load_catalogue
from geodata.errors import CatalogueError, ExplorerError, GeographyError, TableError
from geodata.refresh import archive as archives
from geodata.refresh import choice
from geodata.refresh.cache import Cache
from geodata.refresh.fetch import Fetcher
from geodata.refresh.sources import code_point_open, ons_postcodes
from geodata.sources import postcodes as table_of_postcodes
from geodata.sources import read as read_table
from tests.geodata.publishers import archive, listed
from tests.geodata.test_refresh_sources import CODE, FIGURES, WHOLE, Given

DIRECTORY = [
    *("pcd", "pcd2", "pcds", "dointr", "doterm", "oscty", "ced", "oslaua", "osward", "parish"),
    *("usertype", "oseast1m", "osnrth1m", "osgrdind", "oshlthau", "oa11", "lsoa11", "msoa11"),
    *("lat", "long", "oa21", "lsoa21", "msoa21"),
]
NEWER = {
    "oslaua": "lad25cd",
    "osward": "wd25cd",
    "oseast1m": "east1m",
    "osnrth1m": "north1m",
    "osgrdind": "gridind",
    "lsoa21": "lsoa21cd",
}
MEMBER = "ONSPD_MAY_2025_UK.csv"
Rows = list[dict[str, str]]


def rows() -> Rows:
    """Every postcode of the figures as the directory has it, and four that are not wanted."""
    newest = {
        row["lsoa11_code"]: row["lsoa21_code"] for row in listed(FIGURES / "lsoa21_lookup.csv")
    }
    made = [
        {
            "pcds": row["postcode"],
            "oslaua": CODE,
            "osward": row["ward23_code"],
            "oseast1m": row["easting"],
            "osnrth1m": row["northing"],
            "osgrdind": row["positional_quality"][0],
            "lsoa11": row["lsoa11_code"],
            "msoa11": row["msoa11_code"],
            "lsoa21": newest[row["lsoa11_code"]],
        }
        for row in listed(FIGURES / "postcodes.csv")
    ]
    ended = {**made[0], "pcds": "SK1 0AA", "doterm": "199606"}
    nowhere = {**made[0], "pcds": "SK1 0AB", "osgrdind": "9", "oseast1m": "", "osnrth1m": ""}
    elsewhere = {**made[0], "pcds": "M1 1AA", "oslaua": "E08000003"}
    named = {**made[0], "pcds": "M1 1AB", "oslaua": "E08000003", "parish": CODE}
    return [ended, elsewhere, *made, nowhere, named]


def written(found: Rows, heading: list[str] = DIRECTORY) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, DIRECTORY, restval="", quoting=csv.QUOTE_ALL)
    text.write(",".join(heading) + "\r\n")
    writer.writerows(found)
    return text.getvalue().encode()


ALL = rows()
WHOLE_FILE = written(ALL)
PART, FEW = written(ALL[:200]), ALL[:6]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def read(cache: Cache, members: Mapping[str, bytes]) -> Mapping[str, str]:
    given = Given(cache, {ons_postcodes.ADDRESS: [archive(members)]})
    return ons_postcodes.SOURCE.read(given, WHOLE)


def test_the_rows_of_the_authority_become_its_postcodes_with_both_small_areas(
    cache: Cache,
) -> None:
    others = {"Data/multi_csv/ONSPD_MAY_2025_UK_SK.csv": b"x", "Documents/notes.txt": b"x"}
    texts = read(cache, {f"Data/{MEMBER}": WHOLE_FILE, **others})
    assert texts["wards"] == (FIGURES / "wards_2023.csv").read_text()
    found = list(csv.DictReader(io.StringIO(texts["postcodes"])))
    before = listed(FIGURES / "postcodes.csv")
    assert len(found) == len(before) == 6824
    assert {row.pop("lsoa11_source") for row in found} == {"ons_lookup_2025"}
    newest = {row["postcode"]: row.pop("lsoa21_code") for row in found}
    assert newest == {row["pcds"]: row["lsoa21"] for row in ALL[2:-2]}
    assert found == [
        {name: cell for name, cell in row.items() if name != "lsoa11_source"} for row in before
    ]
    (kept,) = cache.folder.glob("unpacked/*/headed-*")
    assert len(kept.read_bytes().splitlines()) == len(ALL), "but for the one of elsewhere"


@pytest.mark.parametrize(
    "heading",
    [
        [NEWER.get(one, one) for one in DIRECTORY],
        [NEWER.get(one, "none11" if one == "lsoa11" else one) for one in DIRECTORY],
    ],
)
def test_newer_headings_and_a_look_up_without_the_areas_of_before_are_read_alike(
    heading: list[str], cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_point_open, "MOST_GONE", 1)
    texts = read(cache, {"NSPL21_MAY_2025_UK.csv": written(FEW, heading)})
    for row in csv.DictReader(io.StringIO(texts["postcodes"])):
        same = next(one for one in ALL if one["pcds"] == row["postcode"])
        assert (row["lsoa11_code"], row["lsoa21_code"]) == (same["lsoa11"], same["lsoa21"])


def changed(**cells: str) -> Callable[[], dict[str, bytes]]:
    return lambda: {MEMBER: written([*FEW[:-1], {**FEW[-1], **cells}])}


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (
            lambda: {"ONSPD_FEB_2026_UK.csv": b"pcds\n"},
            "onspd.zip: found only ONSPD_FEB_2026_UK.csv, expected a member ONSPD_MAY_2025_UK.csv.",
        ),
        (lambda: {"notes.txt": b"x"}, "found only notes.txt, expected a member"),
        (
            lambda: {MEMBER: written(FEW, ["osgrid" if h == "osgrdind" else h for h in DIRECTORY])},
            "row 1, column gridind: found no such column",
        ),
        (lambda: {MEMBER: b"<!doctype html>"}, "found a web page or XML, expected a CSV file."),
        (
            lambda: {MEMBER: shake_256(b"x").digest(30_000).replace(b"\n", b"n")},
            "found a line of 20,000 bytes or more",
        ),
        (lambda: {MEMBER: written(FEW[:2])}, "column laua: found no live row for E08000007"),
        (changed(osward="E05000783"), "column E05"),
        (changed(lsoa21="E01000001"), "found E01000001, expected an area of the look-up of 2021."),
        (changed(lsoa11="E01000001"), "found E01000001, expected an area of the look-up of 2011."),
        (changed(oseast1m="38,4"), "column east1m: found '38,4', expected a whole number"),
        (changed(osgrdind="7x"), "column gridind: found '7x', expected a whole number"),
        (changed(pcds="SK11AA"), "column pcds: found 'SK11AA', expected"),
        (changed(pcds=FEW[2]["pcds"]), f"column pcds: found {FEW[2]['pcds']} again"),
    ],
)
def test_another_release_or_row_is_refused_with_what_was_found(
    members: Callable[[], dict[str, bytes]], sentence: str, cache: Cache
) -> None:
    with pytest.raises(TableError) as refusal:
        read(cache, members())
    if sentence == "column E05":
        sentence = "found E05000783, expected an area of the look-up of 2023."
    assert sentence in str(refusal.value)


def test_a_member_may_be_larger_than_other_files_but_not_without_end(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LARGEST", 1000)
    monkeypatch.setattr(ons_postcodes, "LARGEST", len(PART))
    monkeypatch.setattr(code_point_open, "MOST_GONE", 1)
    assert read(cache, {MEMBER: PART})
    monkeypatch.setattr(ons_postcodes, "LARGEST", 1000)
    with pytest.raises(TableError, match=r"bytes packed into .*, expected at most 1,000."):
        read(cache, {MEMBER: written(ALL[:90])})


def test_an_archive_that_breaks_off_leaves_nothing_behind(cache: Cache) -> None:
    body = archive({MEMBER: PART})
    spoilt = body[:2000] + bytes(200) + body[2200:]
    given = Given(cache, {ons_postcodes.ADDRESS: [spoilt]})
    with pytest.raises(TableError, match="an archive that cannot be read"):
        ons_postcodes.SOURCE.read(given, WHOLE)
    assert not list(cache.folder.glob("unpacked/*/*"))


def declaring(source: str) -> Authority:
    tables = tuple(
        replace(one, source=source) if one.key in ons_postcodes.TABLES else one
        for one in WHOLE.authority.tables
    )
    return replace(WHOLE.authority, tables=tables)


def test_only_who_names_the_directory_as_source_gets_it(cache: Cache, tmp_path: Path) -> None:
    path = tmp_path / "onspd.zip"
    path.write_bytes(archive({MEMBER: written(FEW)}))
    for source, file in (("ons_postcodes", "onspd.zip"), ("code_point_open", "codepo_gb.zip")):
        own = replace(WHOLE, authority=declaring(source))
        chosen = choice.sources_of(own, Fetcher(cache, given={file: path}))
        keys = {one.key for one in chosen} & {"ons_postcodes", "code_point_open"}
        assert keys == {source}
    given = Fetcher(cache, given={"onspd.zip": path})
    with pytest.raises(ExplorerError) as refusal:
        choice.sources_of(WHOLE, given, only=["ons_postcodes"])
    assert str(refusal.value) == (
        'ons_postcodes: expected [tables.postcodes] source = "ons_postcodes", '
        '[tables.wards] source = "ons_postcodes" in authority.toml.'
    )


def test_the_release_is_that_of_the_catalogue() -> None:
    published = load_catalogue(CATALOGUE_DIR).source("ons_postcodes").published
    assert datetime.strptime(ons_postcodes.RELEASE, "%b_%Y").strftime("%Y-%m") == published


def test_an_authority_that_names_an_unknown_source_is_refused() -> None:
    said = {**WHOLE.authority.said, "tables": {"postcodes": {"source": "somebody"}}}
    with pytest.raises(CatalogueError, match="found 'somebody'"):
        authority_as_said(said)


def test_the_small_area_of_the_table_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "postcodes.csv"
    heading, first = (FIGURES / "postcodes.csv").read_text().splitlines()[:2]
    first = first.replace("ons_lookup_2022", "ons_lookup_2025")
    path.write_text(f"{heading},lsoa21_code\n{first},E01033948\n")
    table = WHOLE.authority.table("postcodes")
    frame = table_of_postcodes.read(path, table)
    assert (frame["lsoa21_code"][0], bool(frame["from_lookup"][0])) == ("E01033948", True)
    lookup = read_table(FIGURES, WHOLE.authority.table("lookup"))
    wards = read_table(FIGURES, WHOLE.authority.table("wards"))
    placed = make_postcodes(frame, lookup, lsoas=GeoDataFrame(), wards=wards)
    assert placed.iloc[0][["lsoa21_code", "method"]].tolist() == ["E01033948", "lookup"]
    elsewhere = frame.assign(lsoa21_code="E01000001")
    with pytest.raises(GeographyError, match="postcodes, LSOA 2021"):
        make_postcodes(elsewhere, lookup, lsoas=GeoDataFrame(), wards=wards)
    path.write_text(f"{heading},lsoa21_code\n{first},\n")
    with pytest.raises(TableError, match="column lsoa21_code"):
        table_of_postcodes.read(path, table)
