"""A new authority from its code alone: the invented town, as ONS and Nomis would give it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

import pandas as pd
import pytest
from pyproj import Transformer

from geodata.catalogue.authorities import AUTHORITY_FILE
from geodata.refresh import begin, cli
from geodata.refresh.authority_kinds import kind_of
from geodata.refresh.sources import (
    area_lookups,
    authority_areas,
    census_2021,
    fingertips,
    ons_geography,
    ons_postcodes,
    practice_list,
    practice_register,
)
from geodata.store import Store
from tests import begun, town
from tests.elsewhere import Place
from tests.geodata import publishers, test_refresh
from tests.geodata.publishers import (
    RELIGION_TABLE,
    archive,
    listed,
    msoa_names,
    networks,
    points,
    register,
    registered,
    written,
)
from tests.geodata.refresh_server import (
    Page,
    PublisherServer,
    features,
    file,
    html,
    serving,
    status,
)
from tests.geodata.test_refresh import QUICK

FIGURES = town.FIGURES / town.CODE
AREAS = listed(FIGURES / "lsoa21_lookup.csv")
TOWN = Place(town.CODE, "Inventon", "", ())
HERE = Place(test_refresh.CODE, "Stockport", "", ())
RELIGION = census_2021.PLACE.format(topic="ts030")
BEST_FIT = f"{area_lookups.BEST_FIT}/query"
MERGED, PARTS = "E01999003", ("E01999003", "E01999103")
TABLES = f"""{RELIGION_TABLE}
[residents_2021]
purpose = "people"
period = "March 2021"
file = "residents_2021_lsoa21.csv"
kind = "headcount"
source = "invented_people"
level = "lsoa"
vintage = 2021
named = false

[practice_deprivation_2025]
file = "gp_imd_2025_score.csv"
kind = "measures"
source = "invented_people"
level = "practice"
vintage = 2025
numbers = ["imd_2025_score"]
"""
NOT_OURS = (
    registered("Z99007", "ENDED SURGERY", "ZZ99 1AY", closed="20240331"),
    registered("Z99008", "PRISON", "ZZ99 1AY", setting="RO82"),
    registered("Z99009", "NEXT TOWN SURGERY", "ZZ98 1AA"),
)
UNCOUNTED = "Z99004"
DIRECTORY = """
[ons_postcodes]
publisher = "Nobody"
title = "Invented postcodes"
published = "2025-05"
licence = "None"
attribution = "Source: nobody."
"""


@pytest.fixture
def server() -> Iterator[PublisherServer]:
    """ONS, the Library, Nomis and the NHS; in the look-up of changes, one area was made of two."""
    pages = published(begun.of_folder(FIGURES, TOWN, several={MERGED: PARTS}))
    yield from serving(PublisherServer(pages=pages))


def published(pages: dict[str, Page]) -> dict[str, Page]:
    """What the publishers give of the town, beside its geography."""
    pages[area_lookups.NAMES] = file(msoa_names(FIGURES))
    centroids = features(points(FIGURES), "LSOA21CD", page=5)
    pages[f"{ons_geography.CENTROIDS}/query"] = centroids
    for topic, names in (("ts021", census_2021.RESIDENTS), ("ts030", census_2021.RELIGION)):
        body = archive({f"census2021-{topic}-lsoa.csv": people(names)})
        pages[census_2021.PLACE.format(topic=topic)] = file(body)
    lines = [register(FIGURES).decode(), *NOT_OURS]
    pages[practice_register.ADDRESS.partition("?")[0]] = file("\r\n".join(lines).encode())
    pages[practice_list.EDITION.address] = file(archive({practice_list.MEMBER: networks(FIGURES)}))
    pages[fingertips.API.partition("?")[0]] = file(scores())
    return pages


def people(names: Mapping[str, str]) -> bytes:
    """A hundred people in each area, ten of each answer."""
    heading = {"date": "date", "geography code": "code", "geography": "name"}
    same = dict.fromkeys(names.values(), "10") | {"population": "100", "total": "90"}
    rows = [
        {"date": "2021", "code": one["lsoa21_code"], "name": one["lsoa21_name"], **same}
        for one in listed(FIGURES / "lsoa21_lookup.csv")
    ]
    return written({**heading, **names}, rows)


def scores() -> bytes:
    """The score of a practice of the town, and of one elsewhere."""
    one = {"who": "Z99001", "name": "Deprivation score", "sex": "Persons", "when": "2025"}
    heading = {fingertips.WHO: "who", fingertips.NAME: "name", fingertips.SEX: "sex"}
    heading |= {fingertips.AGE: "age", fingertips.PERIOD: "when", fingertips.SPLIT: "split"}
    rows = [one | {"value": "20.5"}, one | {"who": "A81001", "value": "9"}]
    return written(
        {**heading, fingertips.VALUE: "value"}, [{"age": "", "split": "", **row} for row in rows]
    )


def patients(place: Path) -> Path:
    """The patients of each practice but one, as NHS England gives them."""
    path, names = place / "patients.csv", "CODE,EXTRACT_DATE,SEX,AGE,NUMBER_OF_PATIENTS"
    rows = [
        f"{one['practice_code']},01/05/2025,ALL,ALL,{one['patients_2025_05']}"
        for one in listed(FIGURES / "gp_practices.csv")
        if one["practice_code"] != UNCOUNTED
    ]
    path.write_text("\n".join([names, *rows]))
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    shutil.copytree(town.CATALOGUE, tmp_path / "catalogue")
    (tmp_path / "catalogue" / "tables" / "more.toml").write_text(TABLES)
    with (tmp_path / "catalogue" / "sources.toml").open("a") as sources:
        sources.write(DIRECTORY)
    (tmp_path / "figures").mkdir()
    return tmp_path


def refresh(place: Path, server: PublisherServer, *more: str, code: str = town.CODE) -> int:
    mirrors = [f"--mirror={origin}={base}" for origin, base in server.mirrors().items()]
    places = [f"--{one}={place / one}" for one in ("out", "figures", "cache", "catalogue")]
    words = [code, *places, f"--changes={place / 'CHANGES.md'}", "--quiet", "--partial-files"]
    return cli.main([*words, *mirrors, *more], limits=QUICK)


def opened(place: Path) -> Store:
    return Store.open(place / "out" / town.CODE, catalogue_dir=place / "catalogue")


def begun_files(place: Path) -> set[str]:
    """What there is among the figures, hidden folders too."""
    return {str(one.relative_to(place / "figures")) for one in (place / "figures").rglob("*")}


def directory(place: Path, lookup: Sequence[Mapping[str, str]] = AREAS) -> Path:
    """The postcodes of the town, of a look-up, as the ONS Postcode Directory has them."""
    rows = listed(FIGURES / "postcodes.csv")
    area = {one["lsoa11_code"]: one for one in lookup}
    metres = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True).transform
    made = []
    for row in rows:
        east, north = (str(round(one)) for one in metres(float(row["lon"]), float(row["lat"])))
        own = area[row["lsoa11_code"]]
        made.append(
            {"laua": own.get("lad23_code", town.CODE), "doterm": "", "east1m": east, **row}
            | {"north1m": north, "gridind": row["positional_quality"][0]}
            | {"lsoa21": own["lsoa21_code"]}
        )
    names = {"pcds": "postcode", "osward": "ward23_code", "lsoa11": "lsoa11_code"}
    names |= {one: one for one in ("laua", "doterm", "east1m", "north1m", "gridind", "lsoa21")}
    path = place / "onspd.zip"
    path.write_bytes(archive({f"ONSPD_{ons_postcodes.RELEASE}_UK.csv": written(names, made)}))
    return path


def test_an_authority_is_begun_by_its_code_alone(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [f"--given=onspd.zip={directory(place)}"]
    given.append(f"--given=gp-reg-pat-prac-all.csv={patients(place)}")
    assert refresh(place, server, *given) == cli.DONE
    out, err = capsys.readouterr()
    assert f"{town.CODE} has no figures in {place / 'figures'}: it is begun" in err
    assert f"{town.CODE} is Inventon, metropolitan borough" in err
    assert [line.split()[2] for line in out.splitlines() if "lsoa_boundaries" in line] == ["new"]
    changes = (place / "CHANGES.md").read_text()
    assert changes.startswith("# What this refresh changes: Inventon, which is new\n")
    assert "### " not in changes, "no cell is listed where all are new"
    assert "- `venues.csv`: put together by hand; it has no adapter.\n" in changes
    folder = place / "figures" / town.CODE
    lookup = pd.read_csv(folder / "lsoa21_lookup.csv", dtype=str).fillna("")
    hand = pd.read_csv(FIGURES / "lsoa21_lookup.csv", dtype=str)
    differ = lookup[list(hand)].compare(hand)
    assert differ["change"].to_dict("records") == [{"self": "M", "other": "U"}]
    assert list(differ.columns.levels[0][differ.columns.codes[0]].unique()) == ["change"]
    joined = lookup.set_index("lsoa21_code")["lsoa11_parts"]
    assert joined[joined.str.contains(" ")].to_dict() == {MERGED: " ".join(PARTS)}
    assert set(lookup["lad23_code"] + lookup["lad23_name"]) == {f"{town.CODE}Inventon"}
    assert set(lookup["ward_method"]) == {"ons_best_fit"}
    assert '[tables.postcodes]\nsource = "ons_postcodes"' in (folder / AUTHORITY_FILE).read_text()
    assert (folder / "wards_2023.csv").read_text() == (FIGURES / "wards_2023.csv").read_text()
    hand = pd.read_csv(FIGURES / "gp_practices.csv", dtype=str)
    made = pd.read_csv(folder / "gp_practices.csv", dtype=str, keep_default_na=False)
    same = hand.columns.drop(["lat", "lon"])  # which went to whole metres and back
    differ = made[same].compare(hand[same]).set_axis(["made", "hand"], axis=1)
    assert differ.to_dict("records") == [{"made": "", "hand": "*"}], "the patients of one"
    assert (folder / "gp_imd_2025_score.csv").read_text().split() == [
        "practice_code,imd_2025_score",
        "Z99001,20.5",
    ]
    unknown = "patients (--only gp_patients, with a file by --given) not known of"
    assert f"- `gp_practices.csv`: {unknown} {UNCOUNTED}.\n" in changes
    assert "in the register" not in changes, "of which the list was made"
    store = opened(place)
    assert store.practices.code == tuple(hand["practice_code"])
    assert store.people_period == "March 2021", "those of the census, where no others came"
    assert len(store.areas.code) == 12
    assert {path.split("/")[0] for path in begun_files(place)} == {town.CODE}
    assert "It is new; to see it: EXPLORER_AUTHORITY=E08999001 make run" in out
    assert refresh(place, server) == cli.NOTHING_NEW
    assert "which is new" not in (place / "CHANGES.md").read_text()


def test_a_refused_source_costs_a_new_authority_its_own_table(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.faults[RELIGION] = [html] * 2
    assert refresh(place, server, "--strict") == cli.REFUSED
    assert begun_files(place) == set()
    assert not (place / "out" / town.CODE).exists()
    capsys.readouterr()
    assert refresh(place, server) == cli.PARTLY
    out, err = capsys.readouterr()
    sentence = f"religion_2021: {RELIGION}: found a web page or XML, expected a ZIP archive."
    assert [one for one in err.splitlines() if one.startswith("refused")] == [
        f"refused: {sentence}"
    ]
    assert [one.split() for one in out.splitlines() if one.startswith("religion")] == [
        ["religion_2021", "refused"]
    ]
    text = (place / "CHANGES.md").read_text()
    refused = text.split("## Refused: these are absent")[1].split("## Absent, and")[0]
    assert f"- `religion_2021_lsoa21.csv`\n\n## Why they were refused\n\n- {sentence}\n" in refused
    assert "--only religion_2021" in refused
    assert "- `gp_practices.csv`: --only practice_list, once there is postcodes.csv.\n" in text
    assert "| `religion_2021_lsoa21.csv` | Nobody" in text or "lsoa 2021 | refused |" in text
    assert not (place / "figures" / town.CODE / "religion_2021_lsoa21.csv").exists()
    assert opened(place).people_period
    assert refresh(place, server, "--only", "religion_2021") == cli.DONE
    assert "| new | 0 |" in (place / "CHANGES.md").read_text()


def test_nothing_half_made_is_left_and_the_next_run_goes_on(
    server: PublisherServer, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.faults[f"{authority_areas.NEIGHBOURHOODS}/query"] = [status(404)]
    assert refresh(place, server) == cli.REFUSED, "nothing is known of it without its areas"
    server.faults[census_2021.PLACE.format(topic="ts021")] = [html]
    assert refresh(place, server) == cli.REFUSED, "there are no people to weigh by"
    assert begun_files(place) == set()
    with monkeypatch.context() as patch:
        patch.setattr(begin, "put", ended_halfway)
        with pytest.raises(KeyboardInterrupt):
            refresh(place, server)
    assert opened(place), "the bundle is put in place first"
    assert town.CODE not in begun_files(place)
    assert refresh(place, server, "--offline") == cli.DONE, "it goes on from what was fetched"
    assert {path.split("/")[0] for path in begun_files(place)} == {town.CODE}


def ended_halfway(fresh: Path, figures: Path) -> None:
    """The run is ended while its folder is copied."""
    shutil.copytree(fresh, figures / f".{fresh.name}.beginning" / fresh.name)
    raise KeyboardInterrupt


KNOWN = "E06, E07, E08, E09, E10, E12, E47, E92"
EXPECTED = f"expected the code of an English authority ({KNOWN} and six digits)"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("W06000015", "a Welsh code"),
        ("S12000036", "a Scottish code"),
        ("N09000003", "a code of Northern Ireland"),
        ("E05000785", "the code of a ward"),
        ("E01006074", "the code of a small area (LSOA)"),
        ("E99000001", "the code of something else"),
        ("e08000009", "no code that ONS gives"),
        ("E0800000", "no code that ONS gives"),
        ("../E08000009", "no code that ONS gives"),
    ],
)
def test_another_code_is_called_what_it_is(
    code: str,
    found: str,
    server: PublisherServer,
    place: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert refresh(place, server, code=code) == cli.REFUSED
    err = capsys.readouterr().err
    assert err.startswith(f"refused: {code}: found {found}, {EXPECTED}.")
    assert server.seen == []
    assert not (place / "out").exists()


def test_a_code_that_nobody_has_is_not_begun(
    server: PublisherServer, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refresh(place, server, "--dry-run", code="E08999002") == cli.DONE
    out = capsys.readouterr().out
    assert f"authority_areas: lsoa21_lookup.csv\n  {BEST_FIT}  " in out
    assert f"religion_2021: religion_2021_lsoa21.csv\n  {RELIGION}  " in out
    assert refresh(place, server, code="E08999002") == cli.REFUSED
    assert capsys.readouterr().err.splitlines()[-1] == (
        "refused: E08999002: found no small area of it in ONS's look-up of 2023, "
        "expected an English authority of that year, by the code that it had then."
    )
    assert begun_files(place) == set()


@pytest.mark.parametrize("code", [town.OF_TWO, "E92999001"])
def test_several_authorities_as_one_are_begun_by_the_code_that_ons_lists_them_under(
    code: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A combined authority, as a county and a region are; a country is all that is listed."""
    hand = town.figures_of_two(place / "hand") / town.OF_TWO
    several = Place(code, "Inventshire", "", ())
    for server in serving(PublisherServer(pages=published(begun.of_folder(hand, several)))):
        given = f"--given=onspd.zip={directory(place, listed(hand / 'lsoa21_lookup.csv'))}"
        assert refresh(place, server, given, code=code) == cli.DONE
    kind = kind_of(code)
    name = kind.named or several.name
    assert f"{code} is {name}, {kind.kind}" in capsys.readouterr().err
    folder, names = place / "figures" / code, ["lsoa21_code", "lad23_code", "lad23_name"]
    made, wanted = (listed(one / "lsoa21_lookup.csv") for one in (folder, hand))
    assert [[one[key] for key in names] for one in made] == [
        [one[key] for key in names] for one in wanted
    ]
    store = Store.open(place / "out" / code, catalogue_dir=place / "catalogue")
    assert store.authorities == tuple(sorted(town.AUTHORITIES.values(), key=itemgetter(1)))
    assert len(listed(folder / "postcodes.csv")) == len(listed(hand / "postcodes.csv"))


def test_several_that_ons_does_not_list_are_not_begun(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand = town.figures_of_two(place / "hand") / town.OF_TWO
    pages = begun.of_folder(hand, Place(town.OF_TWO, "Inventshire", "", ()))
    for server in serving(PublisherServer(pages=pages)):
        assert refresh(place, server, "--dry-run", code=town.OF_TWO) == cli.DONE
        assert "LAD23_CAUTH23_EN_LU/FeatureServer/0/query" in capsys.readouterr().out
        assert refresh(place, server, code="E47999002") == cli.REFUSED
    assert capsys.readouterr().err.splitlines()[-1] == (
        "refused: E47999002: found no authority in it in ONS's look-up of 2023, "
        "expected an English authority of that year, by the code that it had then."
    )
    assert begun_files(place) == set()


@pytest.mark.parametrize(
    ("code", "kind", "columns"),
    [
        ("E09000001", "city corporation", ""),
        ("E09000002", "London borough", ""),
        ("E10000017", "county", "CTY23"),
        ("E12000002", "region", "RGN23"),
    ],
)
def test_what_a_code_says_of_an_authority(code: str, kind: str, columns: str) -> None:
    found = kind_of(code)
    assert (found.kind, found.columns) == (kind, columns)
    assert bool(found.look_up) == bool(columns)


def test_what_every_publisher_gives_begins_with_the_figures_of_the_embedded_bundle(
    tmp_path: Path, store: Store
) -> None:
    """Of the formats that are here in small; other sources are refused and cost only themselves."""
    pages = publishers.pages(test_refresh.FIGURES)
    server = PublisherServer(pages=pages | begun.of_folder(test_refresh.FIGURES, HERE))
    for started in serving(server):
        mirrors = [f"--mirror={one}={base}" for one, base in begun.mirrors_of(started).items()]
        places = [f"--{one}={tmp_path / one}" for one in ("out", "figures", "cache")]
        words = [HERE.code, *places, f"--changes={tmp_path / 'CHANGES.md'}", "--quiet"]
        assert cli.main([*words, "--partial-files", *mirrors], limits=QUICK) == cli.PARTLY
    made = Store.open(tmp_path / "out" / HERE.code)
    both = {one.key for one in made.catalogue.indicators}
    both &= {one.key for one in store.catalogue.indicators}
    assert len(both) > 100
    for key in both:
        new, old = made.values(key), store.values(key)
        assert new.codes == old.codes, key
        assert new.status.tolist() == old.status.tolist(), key
        assert new.value.tolist() == pytest.approx(old.value.tolist(), nan_ok=True), key
