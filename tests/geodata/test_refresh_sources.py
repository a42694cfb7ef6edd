"""Each adapter: the publisher's format in, the file of figures out; and what it refuses, how."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.errors import ExplorerError, FetchError, TableError
from geodata.refresh import posts, replies, totals
from geodata.refresh.cache import Cache, Held
from geodata.refresh.joined import joints
from geodata.refresh.source import Area, Source, area_of
from geodata.refresh.sources import (
    SOURCES,
    area_lookups,
    census_2011,
    census_2021,
    code_point_open,
    deprivation_tails,
    fingertips,
    gp_patients,
    iod_2019,
    iod_2025,
    ons_geography,
    qof,
)
from tests import town
from tests.geodata.conftest import CODE
from tests.geodata.publishers import EXTRACTS, archive

FIGURES = FIGURES_DIR / CODE
WHOLE = area_of(load_authority(CODE), FIGURES, whole=False)
ENGLAND = replace(WHOLE, whole=True)
BY_KEY = {one.key: one for one in SOURCES}
TWO = {
    ("lsoa", 2021): ("E01005743", "E01033947"),
    ("lsoa", 2011): ("E01005743", "E01005758"),
    ("ward", 2023): ("E05015014",),
}


@dataclass
class Given:
    """A Fetch of bodies that are at hand: what an address begins with gives them, in turn."""

    cache: Cache
    bodies: Mapping[str, list[bytes]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, address: str, *, kind: str) -> Held:
        assert kind in replies.KINDS
        self.asked.append(address)
        bodies = next(found for start, found in self.bodies.items() if address.startswith(start))
        with self.cache.part(address) as part:
            part.path.write_bytes(bodies[min(len(self.asked), len(bodies)) - 1])
            return self.cache.keep(address, part, validator="", fetched="a day")


def extract(name: str) -> bytes:
    return (EXTRACTS / name).read_bytes()


def as_member(name: str) -> Callable[[bytes], bytes]:
    return lambda body: archive({f"folder/{name}": body})


MEMBERS = {
    "iod_2025": "File_7_IoD2025.csv",
    "iod_2019": "File_7_IoD2019.csv",
    "imd_2015": "File_7_ID_2015.csv",
    "english_proficiency_2021": "census2021-ts029-lsoa.csv",
    "ethnic_group_2021": "census2021-ts021-lsoa.csv",
    "religion_2021": "census2021-ts030-lsoa.csv",
    "household_size_2021": "census2021-ts017-lsoa.csv",
    "qof_2020_21": "PREVALENCE_2021_v2.csv",
}
PLAIN = ("iod_2025", "iod_2019", "imd_2015")
PAGES = {
    "lsoa_boundaries": ["lsoa_2021_boundaries_1.geojson", "lsoa_2021_boundaries_2.geojson"],
    "ward_boundaries": ["wards_2023_boundaries.geojson"],
    "centroids": ["lsoa_2021_centroids.json"],
}


@pytest.fixture
def area(tmp_path: Path) -> Area:
    """The authority as if it had two areas and two practices."""
    names = {level: {code: WHOLE.names[level][code] for code in TWO[level]} for level in TWO}
    folder = tmp_path / "figures"
    folder.mkdir()
    for name in ("gp_practices.csv", "gp_qof_prevalence.csv"):
        heading, *rows = (FIGURES / name).read_text().splitlines(keepends=True)
        kept = [row for row in rows if row.startswith(("P88002,", "P88034,"))]
        (folder / name).write_text(heading + "".join(kept))
    return replace(WHOLE, names=names, figures=folder)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def read(key: str, body: bytes, area: Area, cache: Cache) -> Mapping[str, str]:
    """What an adapter makes of the text of a CSV file of its publisher."""
    whole = body if key in PLAIN else as_member(MEMBERS[key])(body)
    source: Source = BY_KEY[key]
    return source.read(Given(cache, {next(iter(source.addresses(area))): [whole]}), area)


def pages(key: str, bodies: list[bytes], area: Area, cache: Cache) -> Mapping[str, str]:
    source = BY_KEY[key]
    start = next(iter(source.addresses(area))).partition("?")[0]
    return source.read(Given(cache, {start: bodies}), area)


def same_rows(text: str, file: str, area: Area) -> bool:
    """Whether a text is the file of figures, of which only some areas are wanted."""
    heading, *rows = (FIGURES / file).read_text().splitlines()
    codes = {code for names in area.names.values() for code in names}
    return text.splitlines() == [heading, *(row for row in rows if row.split(",")[0] in codes)]


@pytest.mark.parametrize("key", [*MEMBERS, *PAGES])
def test_an_extract_becomes_the_rows_of_the_figures(key: str, area: Area, cache: Cache) -> None:
    if key in PAGES:
        texts = pages(key, [extract(name) for name in PAGES[key]], area, cache)
    else:
        texts = read(key, extract(MEMBERS[key]), area, cache)
    assert set(texts) == set(BY_KEY[key].tables)
    for table, text in texts.items():
        file = area.authority.table(table).file
        if file.endswith(".geojson"):
            found = json.loads(text)["features"]
            held = json.loads((FIGURES / file).read_text())["features"]
            named = [one["properties"] for one in found]
            assert named == [
                one["properties"]
                for one in held
                if any(code in one["properties"].values() for code in sum(TWO.values(), ()))
            ]
        elif file == "gp_qof_prevalence.csv":
            assert text == (area.figures / file).read_text()
        else:
            assert same_rows(text, file, area)


Spoil = Callable[[str], str]


def put(old: str, new: str) -> Spoil:
    def spoil(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return spoil


RANK = "Crime Rank (where 1 is most deprived)"
TOTAL = "Religion: Total: All usual residents"


@pytest.mark.parametrize(
    ("key", "spoil", "row", "column", "found", "expected"),
    [
        # a renamed column, and one of another edition
        (
            "iod_2025",
            put(RANK, "Crime Rank"),
            *(1, RANK, "no such column, but 'Crime Rank'", "this column"),
        ),
        (
            "iod_2025",
            put("LSOA code (2021)", "LSOA code (2011)"),
            *(1, "LSOA code (2021)", "no such column, but 'LSOA code (2011)'", "this column"),
        ),
        (
            "religion_2021",
            put("Religion: Sikh", "Religion: Sikhs"),
            *(1, "Religion: Sikh", "no such column, but 'Religion: Sikhs'", "this column"),
        ),
        # cells that are no figures
        (
            "iod_2025",
            put(",21931,", ',"21,931",'),
            *(3, "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"),
            *("'21,931'", "a whole number from 1 to 33755"),
        ),
        (
            "iod_2019",
            put(",193,", ",#VALUE!,"),
            *(4, "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"),
            *("'#VALUE!'", "a whole number from 1 to 32844"),
        ),
        (
            "iod_2019",
            put(",193,", ",193.0,"),
            *(4, "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"),
            *("'193.0'", "a whole number from 1 to 32844"),
        ),
        (
            "religion_2021",
            put(",1539,", ",-1539,"),
            *(3, TOTAL, "-1539", "a whole number of 0 or more"),
        ),
        (
            "qof_2020_21",
            put("AF,218,TOTAL", "AF,*,TOTAL"),
            *(3, "REGISTER", "'*'", "a whole number of 0 or more"),
        ),
        (
            "qof_2020_21",
            put("AF,218,TOTAL,6349", "AF,6350,TOTAL,6349"),
            *(3, "REGISTER", "6350", "at most the 6349 patients of the list"),
        ),
        (
            "qof_2020_21",
            put("462,06OV", "462,05OV"),
            *(4, "PATIENT_LIST_TYPE", "'05OV'", "TOTAL|06OV|16OV|17OV|18OV|50OV"),
        ),
        # areas missing, doubled, of another year
        (
            "religion_2021",
            put("E01033947", "E01033999"),
            *(0, "geography code", "no row for E01033947"),
            "all 2 areas of the look-up of 2021",
        ),
        (
            "religion_2021",
            put("E01033947", "E01005758"),
            *(3, "geography code", "E01005758, an area of 2011, and no row for E01033947"),
            "all 2 areas of the look-up of 2021",
        ),
        (
            "religion_2021",
            put("E01033947", "E01005743"),
            *(3, "geography code", "E01005743 again", "each area once (see row 2)"),
        ),
        (
            "religion_2021",
            put("E01033947", "Stockport 014E"),
            *(3, "geography code", "'Stockport 014E'", r"a code of the form E01\d{6}"),
        ),
        (
            "religion_2021",
            put("\n2021,Stockport 014E", "\n2011,Stockport 014E"),
            *(3, "date", "'2011'", "the census of 2021"),
        ),
        (
            "qof_2020_21",
            put("P88034,AF", "P88034,XF"),
            *(24, "GROUP_CODE", "'XF'", "|".join(qof.CONDITIONS)),
        ),
        (
            "qof_2020_21",
            put("P88034,AF", "P99034,AF"),
            *(0, "GROUP_CODE", "no row for P88034 AF", "as before"),
        ),
        (
            "qof_2020_21",
            put("P88002,AST,462,06OV", "P88002,AF,462,TOTAL"),
            *(4, "GROUP_CODE", "P88002 AF again", "each once"),
        ),
        # other files
        ("iod_2025", lambda _: "<!doctype html>", 0, "", "a web page or XML", "a CSV file"),
        ("religion_2021", lambda _: " ", 0, "", "an empty file", "a CSV file"),
        (
            "religion_2021",
            lambda text: text.replace(",", ";"),
            *(1, "", "semicolons between cells", "commas between cells"),
        ),
        (
            "religion_2021",
            lambda text: "Religion\n\n" + text,
            *(1, "", "other lines above the heading (row 3)", "the heading"),
        ),
        (
            "religion_2021",
            put("1539,743", "1539"),
            *(3, "", "12 cells", "13 cells"),
        ),
    ],
)
def test_what_is_not_as_it_was_is_refused_with_its_place(
    key: str,
    spoil: Spoil,
    row: int,
    column: str,
    found: str,
    expected: str,
    area: Area,
    cache: Cache,
) -> None:
    body = spoil(extract(MEMBERS[key]).decode()).encode()
    with pytest.raises(TableError) as refusal:
        read(key, body, area, cache)
    error = refusal.value
    assert (error.row, error.column, error.found, error.expected) == (row, column, found, expected)
    assert error.file.startswith(f"{key}, ")
    assert len(str(error).splitlines()) == 1


def test_people_who_are_not_all_are_refused(area: Area, cache: Cache) -> None:
    body = extract(MEMBERS["iod_2025"]).decode()
    assert ",1286,217,435,759" in body
    with pytest.raises(TableError, match="row 3, column Total population: mid 2022: found 600"):
        read("iod_2025", body.replace(",1286,217,", ",600,217,").encode(), area, cache)


def test_windows_1252_is_refused_by_its_byte(area: Area, cache: Cache) -> None:
    body = extract(MEMBERS["religion_2021"]).replace(b"014E", "014E \u2013 new".encode("cp1252"))
    with pytest.raises(TableError, match="row 3: found the byte 0x96, which is not UTF-8"):
        read("religion_2021", body, area, cache)


def test_a_byte_order_mark_is_taken_off(area: Area, cache: Cache) -> None:
    body = extract(MEMBERS["iod_2019"])
    assert read("iod_2019", b"\xef\xbb\xbf" + body, area, cache) == read(
        "iod_2019", body, area, cache
    )


@pytest.mark.parametrize("mark", ["*", "-", "c", "[x]", "[c]", ".."])
def test_a_mark_stays_a_mark(mark: str, area: Area, cache: Cache) -> None:
    body = put(",743,", f",{mark},")(extract(MEMBERS["religion_2021"]).decode()).encode()
    text = read("religion_2021", body, area, cache)["religion_2021"]
    assert f"E01033947,Stockport 014E,1539,{mark},510," in text


def test_a_member_that_moved_is_named_with_those_that_are_there(area: Area, cache: Cache) -> None:
    body = archive({"data/census2021-ts030-msoa.csv": b"x", "metadata/notes.txt": b"x"})
    given = Given(cache, {census_2021.PLACE.format(topic="ts030"): [body]})
    with pytest.raises(TableError) as refusal:
        BY_KEY["religion_2021"].read(given, area)
    assert str(refusal.value) == (
        "census2021-ts030.zip: found only census2021-ts030-msoa.csv, notes.txt, "
        "expected one member census2021-ts030-lsoa.csv."
    )


def broken(body: bytes) -> bytes:
    return body[:60] + b"\x00" * 40 + body[100:]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (archive({"census2021-ts030-lsoa.csv": b"0" * 3_000_000}), "3,000,000 bytes packed into"),
        (
            archive({"a/census2021-ts030-lsoa.csv": b"1", "b/census2021-ts030-lsoa.csv": b"2"}),
            "several of that name",
        ),
        (b"PK\x03\x04" + b"0" * 500, "an archive that cannot be read"),
        (
            broken(archive({"census2021-ts030-lsoa.csv": bytes(range(256)) * 4})),
            "an archive that cannot be read",
        ),
    ],
)
def test_an_archive_that_is_a_bomb_or_broken_is_refused(
    body: bytes, found: str, area: Area, cache: Cache
) -> None:
    given = Given(cache, {census_2021.PLACE.format(topic="ts030"): [body]})
    with pytest.raises(TableError, match=found):
        BY_KEY["religion_2021"].read(given, area)
    assert sum(one.stat().st_size for one in cache.folder.glob("unpacked/*/*")) < 10_000


def edited(body: bytes, edit: Callable[[Any], object]) -> bytes:
    content = json.loads(body)
    edit(content)
    return json.dumps(content).encode()


def first(content: Any) -> Any:
    return content["features"][0]


@pytest.mark.parametrize(
    ("edit", "kind", "found"),
    [
        (lambda c: first(c)["properties"].pop("LSOA21CD"), TableError, "a feature with FID"),
        (lambda c: first(c).pop("properties"), TableError, "a feature with nothing"),
        (lambda c: first(c).update(geometry=None), TableError, "nothing for E01005743"),
        (
            lambda c: first(c)["geometry"].update(type="Point"),
            TableError,
            "Point for E01005743",
        ),
        (
            lambda c: first(c)["geometry"].update(coordinates=[[["x", "y"]]]),
            TableError,
            "corners that are no numbers for E01005743",
        ),
        (
            lambda c: first(c)["properties"].update(LSOA21NM=""),
            TableError,
            "'' for E01005743",
        ),
        (
            lambda c: first(c)["properties"].update(LSOA21CD="E01033947"),
            TableError,
            "E01033947 again",
        ),
        (
            lambda c: first(c)["properties"].update(LSOA21CD="E01005758"),
            TableError,
            "'E01005758', expected an area of the look-up",
        ),
        (lambda c: c.pop("properties"), TableError, "no feature for E01033947"),
        (lambda c: c.pop("features"), TableError, "column features: found none"),
        (
            lambda c: c.update(error={"code": 400, "message": "Invalid URL"}),
            FetchError,
            r"the error 400 \(Invalid URL\), expected features; the service may have another",
        ),
    ],
)
def test_features_that_are_not_as_they_were_are_refused(
    edit: Callable[[Any], object], kind: type[ExplorerError], found: str, area: Area, cache: Cache
) -> None:
    one, two = (extract(name) for name in PAGES["lsoa_boundaries"])
    with pytest.raises(kind, match=found):
        pages("lsoa_boundaries", [edited(one, edit), two], area, cache)


def test_pages_are_asked_for_until_there_are_no_more(area: Area, cache: Cache) -> None:
    source = BY_KEY["lsoa_boundaries"]
    (address,) = source.addresses(area)
    given = Given(
        cache, {address.partition("?")[0]: [extract(one) for one in PAGES["lsoa_boundaries"]]}
    )
    source.read(given, area)
    assert given.asked == [address, address.replace("resultOffset=0", "resultOffset=1")]


def test_a_server_that_always_has_more_is_stopped(area: Area, cache: Cache) -> None:
    page = extract(PAGES["lsoa_boundaries"][0])
    with pytest.raises(TableError, match="E01005743 again"):
        pages("lsoa_boundaries", [page], area, cache)
    empty = edited(page, lambda content: content["features"].clear())
    with pytest.raises(FetchError, match="an empty page that says there are more"):
        pages("lsoa_boundaries", [empty], area, cache)


def test_addresses_stay_short_for_a_large_authority() -> None:
    for source in SOURCES:
        asked = [one for one in source.addresses(WHOLE) if not posts.server_of(one)]
        assert all(len(address) < 2_400 for address in asked)
    assert len(BY_KEY["centroids"].addresses(WHOLE)) == 2
    assert len(BY_KEY["ward_boundaries"].addresses(WHOLE)) == 1


@pytest.mark.parametrize(("x", "found"), [("393", "'393' for"), (None, "None for")])
def test_a_centroid_that_is_nowhere_is_refused(
    x: str | None, found: str, area: Area, cache: Cache
) -> None:
    body = edited(
        extract(PAGES["centroids"][0]), lambda content: first(content)["geometry"].update(x=x)
    )
    with pytest.raises(TableError, match=found):
        pages("centroids", [body], area, cache)


def test_a_source_says_who_publishes_it_and_under_which_licence() -> None:
    assert len(BY_KEY) == len(SOURCES)
    every = [table for one in SOURCES for table in one.tables]
    filled = [one for one in every if WHOLE.authority.table(one).kind not in ("facts", "lookup")]
    twice = {one for one in filled if filled.count(one) > 1}
    exported = {"child_low_income", "universal_credit_households"}
    declared = {key for one in SOURCES if one.said for key in one.tables}
    assert twice == exported | declared | {"practices"}
    for table in filled:
        assert WHOLE.authority.table(table).source


def test_every_number_of_the_publishers_own_files_is_that_of_the_figures(
    fixtures: Path, cache: Cache
) -> None:
    """The files that were read from public copies of the publications, for the whole authority.

    A practice that the authority has from a later table has its rows of this year too.
    """
    census = fixtures / "census"
    for key, name in (
        ("ethnic_group_2021", "census2021-ts021-lsoa-stockport-broad.csv"),
        ("religion_2021", "census2021-ts030-lsoa-stockport.csv"),
        ("qof_2020_21", "../gp/qof_2021_prevalence_stockport.csv"),
    ):
        texts = read(key, (census / name).read_bytes(), WHOLE, cache)
        held = (FIGURES / WHOLE.authority.table(key).file).read_text().splitlines()
        found = texts[key].splitlines()
        assert [line for line in found if line in set(held)] == held
        codes = {line.split(",")[0] for line in held}
        assert all(line.split(",")[0] not in codes for line in set(found) - set(held))


@pytest.mark.parametrize(
    ("layer", "name", "held"),
    [
        (ons_geography.LAYERS[0], "stockport_lsoa21_bgc", "lsoa21_boundaries"),
        (ons_geography.LAYERS[1], "stockport_ward23_bgc", "ward23_boundaries"),
    ],
)
def test_every_corner_of_the_publishers_boundaries_is_that_of_the_figures(
    layer: ons_geography.Layer, name: str, held: str, fixtures: Path, cache: Cache
) -> None:
    content = json.loads((fixtures / f"boundaries/{name}.geojson").read_text())
    asked = sorted(WHOLE.names[layer.level])
    there = {one["properties"][layer.code]: one for one in content["features"]}
    bodies = [
        json.dumps({"features": [there[code] for code in part]}).encode()
        for part in (asked[:100], asked[100:])
    ]
    text = pages(layer.table, bodies, WHOLE, cache)[layer.table]
    ours, theirs = (
        [
            [one["properties"], shapely.get_coordinates(shapely.geometry.shape(one["geometry"]))]
            for one in found["features"]
        ]
        for found in (json.loads(text), json.loads((FIGURES / f"{held}.geojson").read_text()))
    )
    assert [one for one, _ in ours] == [one for one, _ in theirs]
    both = list(zip(ours, theirs, strict=True))
    apart = np.concatenate([a - b for (_, a), (_, b) in both])
    # The figures have five decimals, cut; the copy has seven, of which six are kept, rounded.
    assert np.abs(apart).max() < 0.0000101
    cut = [np.trunc(a * 1e5 + np.sign(a) / 100) - np.round(b * 1e5) for (_, a), (_, b) in both]
    assert np.mean(np.concatenate(cut) != 0) < 0.1


def test_every_rank_of_england_is_read_as_the_figures_have_it(fixtures: Path, cache: Cache) -> None:
    """32,844 areas under the headings of File 7; the copy has no scores, so it is refused first."""
    table = gzip.decompress(
        (fixtures / "imd/File_7_style_IoD2019_ranks_deciles_england.csv.gz").read_bytes()
    )
    with pytest.raises(TableError, match="column Health Deprivation and Disability Score: found"):
        read("iod_2019", table, WHOLE, cache)
    frame = pd.read_csv(io.BytesIO(table), dtype=str)
    scores = pd.read_csv(FIGURES / "imd_2019_health_domain_lsoa11.csv", dtype=str)
    by_code = scores.set_index("lsoa11_code")["health_score"]
    frame["Health Deprivation and Disability Score"] = frame["LSOA code (2011)"].map(by_code)
    texts = read("iod_2019", frame.to_csv(index=False).encode(), ENGLAND, cache)
    for key, text in texts.items():
        assert text == (FIGURES / WHOLE.authority.table(key).file).read_text()


ALIASES = {
    "Index of Multiple Deprivation (IMD)": "IMD",
    "Education, Skills and Training": "Education",
    "Health Deprivation and Disability": "Health",
    "Barriers to Housing and Services": "Housing_and_Services",
    "Living Environment": "Environment",
}


def test_every_rank_of_the_newest_edition_is_that_of_an_independent_copy(
    fixtures: Path, cache: Cache
) -> None:
    """33,755 areas; the copy has neither ages nor people, which are those of the figures."""
    england = pd.read_parquet(fixtures / "imd/imd2025_england_lsoa21.parquet")
    england = england.set_index("lsoa21_code").astype(str)
    own = pd.read_csv(FIGURES / "imd_2025_lsoa21.csv", dtype=str).merge(
        pd.read_csv(FIGURES / "population_mid2022_lsoa21.csv", dtype=str)
    )
    own = own.set_index("lsoa21_code")
    made = {"LSOA code (2021)": england.index.to_series()}
    for name, column in {**iod_2025.WHO, **iod_2025.RANKS, **iod_2025.PEOPLE}.items():
        title, _, what = name.partition(" (where")[0].rpartition(" ")
        there = f"{ALIASES.get(title, title)}_{what.lower()}"
        if there in england:
            made[name] = england[there]
        elif name not in made:
            made[name] = own[column.name].reindex(england.index)
    body = pd.DataFrame(made).to_csv(index=False).encode()
    taken = [name for name in made if made[name].notna().all()]
    assert len(taken) == 18, "a code, a score, eight ranks and eight deciles are the copy's"
    for key, text in read("iod_2025", body, ENGLAND, cache).items():
        assert text == (FIGURES / WHOLE.authority.table(key).file).read_text()


def test_ranks_run_as_far_as_the_catalogue_says() -> None:
    assert WHOLE.authority.table("iod_2025").total == iod_2025.TOTAL
    assert WHOLE.authority.table("imd_2019").total == iod_2019.TOTAL


def england_of_2019(fixtures: Path) -> pd.DataFrame:
    path = fixtures / "imd/File_7_style_IoD2019_ranks_deciles_england.csv.gz"
    return pd.read_csv(path, dtype=str)


def test_the_tails_of_every_authority_are_those_of_the_figures(
    fixtures: Path, cache: Cache
) -> None:
    """Both editions, the whole country: 309 and 317 authorities, 18 numbers each."""
    newest = pd.read_parquet(fixtures / "imd/imd2025_england_lsoa21.parquet").astype(str)
    codes, rank = deprivation_tails.OF_2025
    newest = newest.rename(columns={"lsoa21_code": codes, "IMD_rank": rank})[[codes, rank]]
    look_up = pd.read_csv(fixtures / "lookups/lsoa11_lsoa21_lad22_ew.csv.gz", dtype=str)
    look_up = look_up[look_up["LAD22CD"].str.startswith("E")]
    names = deprivation_tails.ASKED["outFields"].split(",")
    features = [{"attributes": one} for one in look_up[names].to_dict("records")]
    given = Given(
        cache,
        {
            deprivation_tails.LOOK_UP: [json.dumps({"features": features}).encode()],
            iod_2025.ADDRESS: [newest.to_csv(index=False).encode()],
            iod_2019.ADDRESS: [england_of_2019(fixtures).to_csv(index=False).encode()],
        },
    )
    texts = BY_KEY[deprivation_tails.TABLE].read(given, ENGLAND)
    file = WHOLE.authority.table(deprivation_tails.TABLE).file
    assert texts[deprivation_tails.TABLE] == (FIGURES / file).read_text()


def test_files_of_a_part_leave_tables_of_the_country_alone(area: Area, cache: Cache) -> None:
    assert BY_KEY[deprivation_tails.TABLE].read(Given(cache, {}), area) == {}


@pytest.mark.parametrize(
    ("key", "column", "found", "expected"),
    [
        ("iod_2025", "LSOA code (2021)", "3 codes", "the 33,755 of the whole file"),
        ("iod_2019", "LSOA code (2011)", "3 codes", "the 32,844 of the whole file"),
        ("religion_2021", "geography code", "2 codes", "the 35,672 of the whole file"),
        ("qof_2021_22", "PRACTICE_CODE", "3 codes", "the 6,470 of the whole file"),
    ],
)
def test_a_part_of_the_country_is_not_taken_for_the_whole(
    key: str, column: str, found: str, expected: str, area: Area, cache: Cache
) -> None:
    member = MEMBERS.get(key, MEMBERS["qof_2020_21"])
    body = extract(member)
    whole = body if key in PLAIN else as_member(ENDS.get(key, member))(body)
    given = Given(cache, {next(iter(BY_KEY[key].addresses(area))): [whole]})
    with pytest.raises(TableError) as refusal:
        BY_KEY[key].read(given, replace(area, whole=True))
    error = refusal.value
    assert (error.row, error.column, error.found, error.expected) == (0, column, found, expected)


ENDS = {"qof_2021_22": "PREVALENCE_2122_V2.csv"}


@pytest.mark.parametrize(
    ("cells", "total", "sentence"),
    [
        (["1", "2"], totals.Total(2, sums={"n": 4}), "column n: found 3 in all, expected 4, as p"),
        (["1", "*"], totals.Total(2, sums={"n": 3}), "column n: found 1 in all, expected 3, as p"),
        (["2", "3"], totals.Total(2, highest={"n": 3}), "ranks from 2 to 3, expected from 1 to 3"),
        (["*", "x"], totals.Total(2, highest={"n": 3}), "ranks from 0 to 0, expected from 1 to 3"),
    ],
)
def test_what_adds_up_to_something_else_is_refused(
    cells: list[str], total: totals.Total, sentence: str
) -> None:
    frame = pd.DataFrame({"code": ["E01000001", "E01000002"], "n": cells})
    with pytest.raises(TableError, match=sentence):
        totals.check(frame, "code", total, label="file")


def named(key: str) -> str:
    return (FIGURES / WHOLE.authority.table(key).file).read_text()


def test_the_patients_of_every_practice_of_england_are_those_of_the_figures(
    fixtures: Path, cache: Cache
) -> None:
    path = fixtures / "gp/gp-reg-pat-prac-all_2025_05_england.csv.gz"
    body = gzip.decompress(path.read_bytes())
    given = Given(cache, {gp_patients.ADDRESS: [body]})
    assert gp_patients.SOURCE.read(given, ENGLAND)["practices"] == named("practices")


def test_an_indicator_of_fingertips_is_read_as_it_is_published(
    fixtures: Path, cache: Cache
) -> None:
    """Of the columns that Fingertips has, and of both sexes and all in one file."""
    body = (fixtures / "gp/fingertips_93930_ae_0_4_stockport.csv").read_bytes()
    given = Given(cache, {ATTENDANCES.address: [body]})
    text = ATTENDANCES.read(given, WHOLE)["practice_attendances"]
    assert text == named("practice_attendances")


ATTENDANCES = next(one for one in fingertips.INDICATORS if one.indicator == 93930)
PATIENTS = "CODE,EXTRACT_DATE,SEX,AGE,NUMBER_OF_PATIENTS\n"
ATTENDED = "Area Code,Indicator Name,Sex,Age,Time period,Category Type,Count,Denominator,Value\n"


@pytest.mark.parametrize(
    ("read", "body", "sentence"),
    [
        (
            gp_patients.SOURCE.read,
            f"{PATIENTS}P88002,01/06/2025,ALL,ALL,6302\n",
            "row 2, column EXTRACT_DATE: found 01/06/2025, expected 01/05/2025.",
        ),
        (
            gp_patients.SOURCE.read,
            f"{PATIENTS}P88003,01/05/2025,ALL,ALL,6302\n",
            "column CODE: found no row for P88002, expected each practice as before.",
        ),
        (
            gp_patients.SOURCE.read,
            f'{PATIENTS}P88002,01/05/2025,ALL,ALL,"6,302"\n',
            "row 2, column NUMBER_OF_PATIENTS: found '6,302', "
            "expected a whole number of 0 or more.",
        ),
        (
            ATTENDANCES.read,
            f"{ATTENDED}P88002,A&E,Persons,0-4 yrs,2022/23,,150,247,607.3\n",
            "column Time period: found 2022/23, expected 2021/22.",
        ),
        (
            ATTENDANCES.read,
            f"{ATTENDED}P88003,A&E,Persons,0-4 yrs,2021/22,,150,247,607.3\n",
            "column Area Code: found no row for P88002, "
            "expected each practice as before, Persons, 2021/22.",
        ),
        (
            ATTENDANCES.read,
            ATTENDED + "P88002,A&E,Persons,0-4 yrs,2021/22,,150,247,607.3\n" * 2,
            "row 3, column Area Code: found P88002 again, expected each once.",
        ),
        (
            ATTENDANCES.read,
            f"{ATTENDED}P88002,A&E,Persons,0-4 yrs,2021/22,,*,247,607.3\n",
            "row 2, column Count: found '*', expected a whole number of 0 or more.",
        ),
        (
            census_2011.TOPICS[0].read,
            "date,geography code,Variable: All usual residents; measures: Value,"
            "Variable: Lives in a household; measures: Value,"
            "Variable: Lives in a communal establishment; measures: Value\n"
            "2001,E01005743,1,1,0\n2011,E01005758,1,1,0\n",
            "row 2, column date: found '2001', expected the census of 2011.",
        ),
    ],
)
def test_another_month_period_or_census_is_refused_with_its_place(
    read: Callable[..., Mapping[str, str]], body: str, sentence: str, area: Area, cache: Cache
) -> None:
    heading, first, *_ = (FIGURES / "gp_more_indicators.csv").read_text().splitlines()
    (area.figures / "gp_more_indicators.csv").write_text(f"{heading}\n{first}\n")
    with pytest.raises(TableError) as refusal:
        read(Given(cache, {"https": [body.encode()]}), area)
    assert str(refusal.value).endswith(sentence)


def code_points(change: Callable[[list[str]], list[str]] = list) -> dict[str, bytes]:
    """The archive with the two areas of postcodes, as wide as they are published."""
    members: dict[str, list[str]] = {"m": [], "sk": []}
    with (FIGURES / "postcodes.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            outward, inward = row["postcode"].split()
            cells = [f'"{outward:<4}{inward}"', row["positional_quality"], row["easting"]]
            cells += [row["northing"], "E92000001", "", "", "", CODE, row["ward23_code"]]
            members[outward.rstrip("0123456789").lower()].append(",".join(cells))
    members["m"].append('"M1  1AA",10,384000,398000,E92000001,"","","",E08000003,E05011376')
    members["sk"] = change(members["sk"])
    return {f"Data/CSV/{one}.csv": "\n".join(rows).encode() for one, rows in members.items()}


def read_points(cache: Cache, change: Callable[[list[str]], list[str]] = list) -> Mapping[str, str]:
    given = Given(cache, {code_point_open.ADDRESS: [archive(code_points(change))]})
    return code_point_open.SOURCE.read(given, WHOLE)


def test_every_postcode_is_where_the_figures_have_it(cache: Cache) -> None:
    """Degrees are worked out from metres on the National Grid, for all of them."""
    texts = read_points(cache)
    assert {key: texts[key] for key in texts} == {key: named(key) for key in ("postcodes", "wards")}


def test_a_new_postcode_is_given_to_the_nearest_small_area(cache: Cache, tmp_path: Path) -> None:
    """Those that were found so before are found so again."""
    heading, *rows = named("postcodes").splitlines()
    near = [row for row in rows if code_point_open.NEAREST in row]
    folder = Path(shutil.copytree(FIGURES, tmp_path / "figures"))
    kept = [row for row in rows if row not in near[:5]]
    (folder / "postcodes.csv").write_text("\n".join([heading, *kept]) + "\n")
    given = Given(cache, {code_point_open.ADDRESS: [archive(code_points())]})
    texts = code_point_open.SOURCE.read(given, replace(WHOLE, figures=folder))
    assert texts["postcodes"] == named("postcodes")


def test_an_authority_without_postcodes_gets_all_of_its_own(cache: Cache, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIGURES, tmp_path / "figures"))
    for name in ("postcodes.csv", "wards_2023.csv"):
        (folder / name).unlink()
    given = Given(cache, {code_point_open.ADDRESS: [archive(code_points())]})
    texts = code_point_open.SOURCE.read(given, replace(WHOLE, figures=folder))
    assert texts["wards"] == named("wards")
    places = ["postcode", "lat", "lon", "easting", "northing", "positional_quality", "ward23_code"]
    fresh, held = (
        pd.read_csv(io.StringIO(one), dtype=str) for one in (texts["postcodes"], named("postcodes"))
    )
    assert list(fresh) == list(held)
    assert fresh[places].equals(held[places])
    assert set(fresh["lsoa11_source"]) == {code_point_open.NEAREST}
    assert (fresh["lsoa11_code"] == held["lsoa11_code"]).mean() > 0.98


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda rows: [rows[0].replace("E05", "E06")],
            "column Admin_ward_code: found 'E06015018', expected E05",
        ),
        (
            lambda rows: [rows[0].replace("E05015018", "E05000783")],
            "column Admin_ward_code: found E05000783, expected a ward of 2023.",
        ),
        (
            lambda rows: [rows[0].rpartition(",")[0], *rows[1:9]],
            "sk.csv with a heading above it, row 2: found 9 cells, expected 10 cells.",
        ),
        (
            lambda rows: [rows[0], *rows],
            "row 3, column Postcode: found SK1 1AL again, expected each",
        ),
        (
            lambda rows: rows[: len(rows) * 9 // 10],
            "gone that were there, as SK8 4HN, SK8 4HP, SK8 4HQ, expected",
        ),
    ],
)
def test_postcodes_that_are_not_as_they_were_are_refused(
    change: Callable[[list[str]], list[str]], sentence: str, cache: Cache
) -> None:
    with pytest.raises(TableError) as refusal:
        read_points(cache, change)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(("change", "counts"), [("M", "36"), ("X", "z")])
def test_figures_of_before_of_an_area_that_was_made_of_several(
    change: str, counts: str, area: Area, cache: Cache
) -> None:
    """Counts are added up, where it is several areas and no more; a rank there is none."""
    one, other = TWO["lsoa", 2011]
    lookup = pd.DataFrame({"lsoa11_code": [one], "lsoa11_parts": [f"{one} {other}"]})
    joined = joints(lookup.assign(change=change))
    area = replace(area, joined=joined)
    (_, *found) = read("imd_2015", extract(MEMBERS["imd_2015"]), area, cache)["imd_2015"].split()
    assert found == [f"{one},z,z"]
    (topic,) = [one for one in census_2011.TOPICS if one.table == "ethnic_group_2011"]
    given = Given(cache, {topic.address: [ethnic_groups(topic)]})
    (_, *found) = topic.read(given, area)["ethnic_group_2011"].split()
    assert [row.split(",")[:2] for row in found] == [[one, counts]]


def ethnic_groups(topic: census_2011.Topic) -> bytes:
    """One person of each of 18 groups, in two areas."""
    titles = [f"{name}{census_2011.MEASURE}" for name in topic.names]
    lines = [",".join(["date", "geography code", *titles])]
    for code in TWO["lsoa", 2011]:
        lines.append(",".join(["2011", code, "18", *["1"] * 18]))
    return "\n".join(lines).encode()


def test_18_ethnic_groups_of_2011_become_a_first_table(area: Area, cache: Cache) -> None:
    (topic,) = [one for one in census_2011.TOPICS if one.table == "ethnic_group_2011"]
    given = Given(cache, {topic.address: [ethnic_groups(topic)]})
    heading, *found = topic.read(given, area)["ethnic_group_2011"].splitlines()
    assert heading.split(",")[:3] == ["lsoa11_code", "total", "white_british"]
    assert [row.split(",")[:3] for row in found] == [[c, "18", "1"] for c in TWO["lsoa", 2011]]


def test_the_look_up_of_several_authorities_is_told_which_each_area_lies_in(
    cache: Cache, tmp_path: Path
) -> None:
    figures = town.figures_of_two(tmp_path, named=False)
    authority = load_authority(town.OF_TWO, town.CATALOGUE, figures)
    several = area_of(authority, figures / town.OF_TWO, whole=False)
    lookup = pd.read_csv(several.file("lookup"), dtype=str)
    changes = [
        {
            "LSOA21CD": row.lsoa21_code,
            "LSOA21NM": row.lsoa21_name,
            "LSOA11CD": before,
            "LSOA11NM": row.lsoa11_name,
            "CHGIND": row.change,
        }
        for row in lookup.itertuples()
        for before in [row.lsoa11_code, "E01999500"][: 2 if row.Index == 0 else 1]
    ]
    best = [
        {"LSOA21CD": row.lsoa21_code, "LAD23CD": code, "LAD23NM": name}
        for row in lookup.itertuples()
        for code, name in [town.AUTHORITIES[row.ward23_code]]
    ]
    source = BY_KEY["lsoa_lookup"]
    replies = {area_lookups.LOOK_UP: changes, area_lookups.BEST_FIT: best}
    fetch = Given(cache, {service: [reply(rows)] for service, rows in replies.items()})
    (text,) = source.read(fetch, several).values()
    found = pd.read_csv(io.StringIO(text), dtype=str)
    assert found[list(lookup)].equals(lookup)  # also the area that is made of two
    assert dict(zip(found["ward23_code"], found["lad23_name"], strict=True)) == {
        ward: name for ward, (_, name) in town.AUTHORITIES.items()
    }
    assert found["lad23_code"].notna().all()
    assert any("LAD23CD" in address for address in source.addresses(several))
    assert not any("LAD23CD" in address for address in source.addresses(WHOLE))


def reply(rows: Sequence[Mapping[str, str]]) -> bytes:
    return json.dumps({"features": [{"attributes": one} for one in rows]}).encode()
