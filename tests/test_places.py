"""The whole application on another authority, and on ten as one, from the publishers' own files.

What a place has no figures for is said in words; nothing is an error.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest
import shapely
from flask.testing import FlaskClient

from app import create_app
from charts.registry import CHARTS
from geodata import build_clusters
from geodata.authorities import wards_by_authority
from geodata.geography import LEVELS
from geodata.refresh import cli
from geodata.store import Store
from page.doors import DOORS
from pictures.mercator import FINE
from settings import Settings
from tests.begun import mirrors_of, of_place
from tests.elsewhere import ONE, TEN, Place, build_place
from tests.geodata.conftest import FIXTURES
from tests.geodata.refresh_server import PublisherServer, serving
from tests.test_town import NOT_WORDS, views, words_of

pytestmark = pytest.mark.skipif(
    not FIXTURES.exists(), reason="the publishers' own files are not beside this checkout"
)
AREA_COLUMNS = (
    *("code", "name", "lsoa11_code", "lsoa11_name", "msoa_code", "msoa_name"),
    *("ward_code", "ward_name", "changed", "population"),
)


def opened(place: Place, folder: Path) -> tuple[Store, FlaskClient]:
    store = build_place(place, FIXTURES, folder)
    app = create_app(Settings(authority=place.code, bundles=folder / "bundle"))
    return store, app.server.test_client()


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, FlaskClient]:
    return opened(ONE, tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, FlaskClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_clusters, "PERMUTATIONS", 99)
        return opened(TEN, tmp_path_factory.mktemp("ten"))


def words_at(client: FlaskClient, address: str, *, status: int = 200) -> str:
    """What an address says, whatever kind of file it is."""
    reply = client.get(address)
    assert reply.status_code == status, address
    words = words_of(reply.get_data(as_text=True))
    assert not NOT_WORDS.search(words), address
    return " ".join(words.split())


def doors(store: Store) -> list[str]:
    """Every page of a place, with an area of each level."""
    areas = [
        *(store.wards[0][0], store.areas.code[0], store.level("msoa").codes[0]),
        store.authority.code,
    ]
    pages = [f"/{door.path}" for door in DOORS if door.write]
    return [*pages, "/map", *(f"/area/{code}" for code in areas)]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, FlaskClient]:
    """The same authority as `one`, begun by its code alone, from publishers' formats."""
    folder = tmp_path_factory.mktemp("begun")
    server = PublisherServer(pages=of_place(ONE, FIXTURES, folder / "hand"))
    for started in serving(server):
        mirrors = [f"--mirror={one}={base}" for one, base in mirrors_of(started).items()]
        places = [f"--{one}={folder / one}" for one in ("out", "figures", "cache")]
        words = [ONE.code, *places, f"--changes={folder / 'CHANGES.md'}", "--quiet"]
        assert cli.main([*words, "--partial-files", *mirrors]) == cli.PARTLY
    app = create_app(Settings(authority=ONE.code, bundles=folder / "out"))
    return Store.open(folder / "out" / ONE.code), app.server.test_client()


def test_what_is_begun_is_what_is_made_by_hand(
    one: tuple[Store, FlaskClient], begun: tuple[Store, FlaskClient]
) -> None:
    """All that both hold is the same, but for corners, which a refresh cuts to five decimals.

    Only the one begun has figures of mid-2022, whose people are those of the census in the served
    copy; only the other has the tails of authorities, which are counted of whole files alone.
    """
    hand, made = one[0], begun[0]
    said = dict(made.authority.said)
    del said["tables"]  # a file of its own for each table of practices
    assert said == hand.authority.said
    assert made.wards == hand.wards
    for column in AREA_COLUMNS:
        assert list(getattr(made.areas, column)) == list(getattr(hand.areas, column)), column
    for level in LEVELS:
        ours, theirs = (shapely.area(store.level(*level).geometry) for store in (made, hand))
        assert ours == pytest.approx(theirs, rel=0.002), level
    figures = {one.key: one.table for one in made.catalogue.indicators}
    held = {one.key for one in hand.catalogue.indicators}
    assert {figures[key] for key in figures.keys() - held} == {"population_2022"}
    tables = [{one.key for one in store.absent.tables} for store in (made, hand)]
    assert tables[0] - tables[1] == {"authority_deprivation_tails", "residents_2021"}
    for key in held:
        new, old = made.values(key), hand.values(key)
        assert new.codes == old.codes
        assert new.status.tolist() == old.status.tolist(), key
        assert new.value.tolist() == pytest.approx(old.value.tolist(), nan_ok=True), key


@pytest.mark.parametrize("place", ["one", "ten", "begun"])
def test_every_door_opens_and_is_about_the_place(
    place: str, request: pytest.FixtureRequest
) -> None:
    store, client = request.getfixturevalue(place)
    for door in doors(store):
        words = words_at(client, door)
        assert store.authority.name in words, door
        assert place == "ten" or "Stockport" not in words, door


def test_every_figure_has_a_page_and_a_file(one: tuple[Store, FlaskClient]) -> None:
    store, client = one
    selections, charts = cycle(views(store).values()), cycle(CHARTS)
    for figure in store.catalogue.indicators:
        words_at(client, f"/map?ind={figure.key}{next(selections)}")
        reply = client.get(f"/download/{next(charts)}.csv?ind={figure.key}")
        assert reply.status_code in (200, 404)


def test_what_is_not_held_is_said(one: tuple[Store, FlaskClient]) -> None:
    _, client = one
    home = words_at(client, "/")
    assert "health, vaccination or practices are held for Trafford" in home
    assert "and vaccination in every part" not in home
    assert "Place or area code in Trafford" in home
    assert "say nothing of vaccine doses" in words_at(client, "/reach")
    gaps = words_at(client, "/gaps")
    assert "11 of 139 areas are among the most deprived 20% of England" in gaps
    assert "No figure held for Trafford has a good and a bad end" in gaps
    assert "report" not in gaps
    assert "Library's" not in words_at(client, "/help")
    for part in ("gap", "floors", "spread"):
        assert client.get(f"/gaps/{part}.csv").status_code == 404
    assert client.get("/gaps/tails.csv").status_code == 200


def test_people_are_those_of_the_census_where_no_later_ones_are_held(
    one: tuple[Store, FlaskClient],
) -> None:
    store, client = one
    assert store.people_period == "March 2021"
    assert "234,987 people in March 2021" in words_at(client, f"/area/{ONE.code}")


def test_ranks_that_are_not_there_are_missing_and_no_nought(
    one: tuple[Store, FlaskClient],
) -> None:
    store, client = one
    assert set(store.values("idaci_2025").status.tolist()) == {"missing"}
    rows = client.get("/download/areas.csv?ind=idaci_2025").get_data(as_text=True)
    assert "missing" in rows.splitlines()[1]
    words_at(client, "/map?ind=idaci_2025&q=1")


def test_ten_authorities_are_one_bundle(ten: tuple[Store, FlaskClient]) -> None:
    store, client = ten
    assert (len(store.areas.code), len(store.wards)) == (1_702, 215)
    made_of_two = store.level("lsoa", 2011).codes.index("E01033652")
    assert store.values("imd_2019").status[made_of_two] == "not_applicable"
    reply = client.get("/download/wards.csv").get_data(as_text=True)
    assert len(reply.splitlines()) == 1 + 215
    assert "195 not drawn in the table" in words_at(client, "/map")
    assert f"scale({3 * FINE})" in client.get("/map").get_data(as_text=True)
    assert "is not among the authorities whose areas are counted" in words_at(client, "/gaps")
    names = [name for _, name in store.wards]
    assert {"Brooklands (Manchester)", "Brooklands (Trafford)", "Sale Central"} <= set(names)
    assert len(set(names)) == 215


def test_one_of_ten_authorities_is_chosen_named_and_compared(
    one: tuple[Store, FlaskClient], ten: tuple[Store, FlaskClient]
) -> None:
    store, client = ten
    assert [name for _, name in store.authorities][::9] == ["Bolton", "Wigan"]
    page = words_at(client, f"/map?lad={ONE.code}")
    alone, _ = one
    count, people = len(alone.areas.code), int(alone.areas.population.sum())
    assert f"Trafford: {count} of 1,702 small areas (LSOAs), with {people:,} people" in page
    assert "Trafford is number 10 of 10 local authorities" in page
    assert "Trafford 001A" in words_at(client, f"/download/areas.csv?lad={ONE.code}")
    assert "Local authority in Greater Manchester" in words_at(client, f"/area/{ONE.code}")
    groups = dict(wards_by_authority(store))
    assert [len(groups[name]) for name in ("Manchester", "Trafford")] == [32, 21]
    assert {code for code, _ in groups["Trafford"]} == {code for code, _ in alone.wards}
    assert alone.authorities == ()
