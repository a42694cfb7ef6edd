"""Two invented local authorities as one place are chosen, named, outlined and compared."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from app import create_app
from callbacks.answer import Explorer
from charts.concentration import THEMES
from charts.model import Chart
from charts.reach.words import filters_words
from charts.registry import CHARTS
from geodata.authorities import wards_by_authority
from geodata.build_authorities import COLUMNS, missing_words, told_apart
from geodata.bundle import AREAS
from geodata.catalogue import Authority, load_authority
from geodata.contents import read_areas
from geodata.errors import BundleError, TableError
from geodata.geography import LAD
from geodata.search import find
from geodata.selection import Filter, select
from geodata.sources import lookup
from geodata.store import Store
from layers import wards as ward_layer
from layers.geography import geography, lines_before
from page.reach_asked import map_keys
from pictures.map_picture import extent_of
from settings import Settings
from tests.charts.conftest import view_of
from tests.town import CATALOGUE, FIGURES, OF_TWO, build_town, figures_of_two
from tests.town import CODE as TOWN
from views.reach import parse_reach
from views.vocabulary import Vocabulary

WESTERBY, EASTERBY = "E08999002", "E08999003"
WEST, EAST = "E05999001", "E05999002"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("two")
    build_town(made / "bundle", code=OF_TWO, figures=figures_of_two(made / "figures"))
    return made


@pytest.fixture(scope="module")
def two(folder: Path) -> Store:
    return Store.open(folder / "bundle" / OF_TWO, catalogue_dir=CATALOGUE)


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    settings = Settings(authority=OF_TWO, bundles=folder / "bundle")
    client: FlaskClient = create_app(settings, catalogue=CATALOGUE).server.test_client()
    return client


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).get_data().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_the_bundle_holds_its_authorities_and_that_of_each_area(two: Store) -> None:
    assert two.authorities == ((EASTERBY, "Easterby"), (WESTERBY, "Westerby"))
    level = two.level(*LAD)
    assert sorted(map(len, level.parts)) == [6, 6]
    assert dict(zip(two.areas.ward_code, two.areas.lad_name, strict=True)) == {
        WEST: "Westerby",
        EAST: "Easterby",
    }
    whole = two.level("borough").geometry[0]
    assert sum(one.area for one in level.geometry) == pytest.approx(whole.area)
    assert wards_by_authority(two) == (
        ("Easterby", ((EAST, "Inventon East"),)),
        ("Westerby", ((WEST, "Inventon West"),)),
    )


def looked_up(folder: Path, old: str = "", new: str = "", **named: bool) -> pd.DataFrame:
    """The look-up of two authorities with something in it exchanged, as a build reads it."""
    path = figures_of_two(folder, **named) / OF_TWO / "lsoa21_lookup.csv"
    path.write_text(path.read_text().replace(old, new, 1))
    return lookup.read(path, load_authority(TOWN, CATALOGUE, FIGURES).table("lookup"))


def test_one_authority_knows_of_none(tmp_path: Path) -> None:
    """Also where its look-up names it, or those of former days that became it."""
    frame, town = looked_up(tmp_path), load_authority(TOWN, CATALOGUE, FIGURES)
    assert list(told_apart(town, frame, file="a.csv")) == list(frame.drop(columns=COLUMNS))
    assert list(told_apart(several(town), frame, file="a.csv")) == list(frame)
    assert missing_words(town, frame, file="a.csv") == ""


def test_a_bundle_with_the_authorities_of_another_year_is_refused(folder: Path) -> None:
    table = pq.read_table(folder / "bundle" / OF_TWO / AREAS)
    assert set(read_areas(table).lad_code) == {WESTERBY, EASTERBY}
    older = table.rename_columns([one.replace("lad23", "lad22") for one in table.column_names])
    words = "found lad22_code, lad22_name, expected lad23_code and lad23_name, of the wards' year"
    with pytest.raises(BundleError, match=f"^{AREAS}: {words}; refresh its look-up"):
        read_areas(older)


def test_a_look_up_of_several_without_their_names_is_said_and_built(tmp_path: Path) -> None:
    frame, town = looked_up(tmp_path, named=False), load_authority(TOWN, CATALOGUE, FIGURES)
    assert told_apart(several(town), frame, file="a.csv") is frame
    assert missing_words(several(town), frame, file="a.csv") == (
        "absent: lad23_code and lad23_name in a.csv, so no choice of local authorities"
    )


def several(authority: Authority) -> Authority:
    return replace(authority, code=OF_TWO)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "E05999001,Inventon West,E08999002,Westerby",
            "E05999001,Inventon West,E08999003,Easterby",
            "row 3, column lad23_code: found E08999002 for E05999001, expected E08999003, the "
            "authority of the other areas of its ward",
        ),
        ("E08999002,Westerby", "E08999002,Westerbie", "expected Westerbie, one name for each code"),
        ("E08999002,Westerby", "E08999004,Westerby", "one code for each name"),
        ("E08999002,Westerby", "Westerby,Westerby", "lad23_code: found 'Westerby', expected"),
        ("lad23_name", "authority", "column lad23_name: found"),
    ],
)
def test_a_look_up_that_contradicts_itself_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    town = several(load_authority(TOWN, CATALOGUE, FIGURES))
    with pytest.raises(TableError, match=re.escape(words)):
        told_apart(town, looked_up(tmp_path, old, new), file="lsoa21_lookup.csv")


def test_a_filter_selects_the_areas_of_authorities_beside_the_others(two: Store) -> None:
    def count(**asked: tuple[str, ...]) -> int:
        return select(two, Filter(**asked)).count  # type: ignore[arg-type]

    assert count(authorities=(WESTERBY,)) == 6
    assert count(authorities=(WESTERBY, EASTERBY)) == 12
    assert count(authorities=(WESTERBY,), wards=(WEST,)) == 6
    assert count(authorities=(WESTERBY,), wards=(EAST,)) == 0
    assert count(authorities=("E08999999",)) == 0
    picked = two.areas.code[:3]
    assert count(authorities=(WESTERBY,), picked=picked) == 3


def test_what_is_chosen_is_said_and_each_can_be_taken_out(client: FlaskClient) -> None:
    page = client.get(f"/map?lad={WESTERBY}").get_data(as_text=True)
    assert "<title>" in page
    assert re.search(r"<title>[^<]*Westerby, Inventon", page)
    assert 'aria-label="Remove Westerby"' in page
    assert f'name="lad" value="{WESTERBY}" checked' in page
    assert re.search(r"<legend>Easterby</legend>\s*<label", page)
    assert "Heavier: local authorities" in page
    assert "Outlines of wards and local authorities" in page
    both = client.get(f"/map?lad={WESTERBY},{EASTERBY}").get_data(as_text=True)
    assert both.count('class="chip"') == 2
    none = client.get(f"/map?lad={WESTERBY}&ward={EAST}").get_data(as_text=True)
    assert "No area is in Westerby and in Inventon East." in none
    assert "lad=E08999999" in client.get("/map?lad=E08999999").get_data(as_text=True)


def test_tables_lists_and_files_say_which_authority(client: FlaskClient) -> None:
    areas = rows_of(client, f"/download/areas.csv?lad={WESTERBY}")
    assert {(row["lad23_code"], row["lad23_name"]) for row in areas} == {(WESTERBY, "Westerby")}
    assert {row["filter"] for row in areas} == {"local authority Westerby: 6 areas selected"}
    wards = rows_of(client, "/download/wards.csv")
    assert {(row["ward23_code"], row["lad23_name"]) for row in wards} == {
        (WEST, "Westerby"),
        (EAST, "Easterby"),
    }
    name = client.get(f"/download/areas.csv?lad={WESTERBY}").headers["Content-Disposition"]
    assert "_westerby_" in name
    ordered = client.get("/map?sort=authority&rows=all").get_data(as_text=True)
    assert ordered.index(">Easterby</td>") < ordered.index(">Westerby</td>")


def test_practices_and_venues_say_which_authority_they_are_in(two: Store) -> None:
    indicator = two.catalogue.at("practice")[0].key
    for key, places in (("practices", two.practices), ("venues", two.venues)):
        table = CHARTS[key](view_of(two, indicator=indicator)).table
        heads = [one.key for one in table.columns]
        assert heads.count("lad23_name") == 1, key
        ward = heads.index("lad23_name") - 1
        pairs = {tuple(row[ward : ward + 2]) for row in table.rows if row[ward] in wards_of(places)}
        assert pairs <= {("Inventon West", "Westerby"), ("Inventon East", "Easterby")}, key
        assert pairs, key
        assert {len(row) for row in table.rows} == {len(heads)}, key


def wards_of(places: Any) -> set[str]:
    return set(places.ward_name) - {""}


def test_outreach_can_be_listed_for_authorities(two: Store) -> None:
    view, ignored = parse_reach(f"lad={WESTERBY}", Vocabulary.of(two))
    assert not ignored
    assert view.filter("").authorities == (WESTERBY,)
    assert map_keys(view)["lad"] == WESTERBY
    words = filters_words(SimpleNamespace(store=two, view=view))  # type: ignore[arg-type]
    assert words == ("Local authority: Westerby",)


def test_authorities_are_compared_as_wards_are(two: Store, client: FlaskClient) -> None:
    ranked = two.catalogue.ranked[0].key
    rows = rows_of(client, f"/download/authorities.csv?ind={ranked}")
    assert {row["lad23_name"] for row in rows} == {"Westerby", "Easterby"}
    assert sum(int(row["people"]) for row in rows) == int(two.areas.population.sum())
    for one in two.catalogue.of_areas:
        chart = CHARTS["authorities"](view_of(two, indicator=one.key))
        assert "ward" not in chart.sentence.lower(), one.key
    page = client.get(f"/map?ind={ranked}").get_data(as_text=True)
    assert "How deprived is each local authority" in page
    assert f"lad={WESTERBY}" in page


@pytest.mark.parametrize("rank_by", ["share", "rank"])
@pytest.mark.parametrize("shown", ["rank", "share", "count"])
def test_wards_are_compared_within_the_authorities_chosen(
    two: Store, rank_by: str, shown: str
) -> None:
    indicator = next(one.key for one in two.catalogue.of_areas if one.kind.key == shown)

    def chart(key: str, *authorities: str, wards: tuple[str, ...] = ()) -> Chart:
        asked = Filter(authorities=authorities, wards=wards)
        return CHARTS[key](view_of(two, asked, indicator=indicator, rank_by=rank_by))

    west, whole = chart("wards", WESTERBY), chart("wards")
    assert [row[1] for row in west.table.rows] == [WEST]
    assert "Inventon East" not in f"{west.sentence}{west.picture}"
    for part in (f"lad={WESTERBY}", f"ward={WEST}"):
        assert part in str(west.picture)
    assert "ward in Westerby" in west.sentence
    assert "in Westerby" in west.title
    assert "in Westerby" in west.table.caption
    both = chart("wards", WESTERBY, EASTERBY, wards=(EAST,))
    assert "of 2 wards in 2 local authorities" in both.sentence
    assert [row[6:] for row in both.table.rows] == [row[6:] for row in whole.table.rows]
    assert [row[5] for row in both.table.rows if row[1] == EAST] == ["yes"]
    assert "authorities" not in f"{whole.sentence}{whole.title}{whole.table.caption}"
    assert len(chart("authorities", WESTERBY).table.rows) == 2


def test_where_most_live_is_asked_within_the_authorities_chosen(two: Store) -> None:
    one = next(one for one in two.catalogue.of_areas if one.kind.is_share and one.theme in THEMES)
    asked = Filter(authorities=(WESTERBY,))
    chart = CHARTS["concentration"](view_of(two, asked, indicator=one.key))
    assert [row[1] for row in chart.table.rows] == [WEST]
    heads = [column.key for column in chart.table.columns]
    assert chart.table.rows[0][heads.index("group_percent")] == 100
    assert "in Westerby live in 1 ward." in chart.sentence
    assert "The selection holds" not in chart.sentence
    part = view_of(two, replace(asked, picked=two.areas.code[:1]), indicator=one.key)
    assert "The selection holds" in CHARTS["concentration"](part).sentence


def test_a_place_is_found_and_described_with_its_authority(two: Store, client: FlaskClient) -> None:
    (first, *_) = find(two, "westerby").matches
    assert (first.kind, first.ward, len(first.areas)) == ("authority", WESTERBY, 6)
    assert find(two, "inventon west").matches[0].detail == "ward (2023), Westerby, 6 small areas"
    _, where = lines_before(two, two.level("lsoa"))
    assert where.texts[0] == "Lower Inventon, Inventon West ward, Westerby"
    page = client.get(f"/area/{WESTERBY}").get_data(as_text=True)
    assert "Local authority in Inventon" in page
    assert "Ward of May 2023 in Westerby, Inventon" in client.get(f"/area/{WEST}").get_data(
        as_text=True
    )
    assert "<h3>Westerby</h3>" in client.get("/area").get_data(as_text=True)


def test_outlines_are_heavier_and_the_map_looks_at_what_is_chosen(two: Store) -> None:
    lines = [one["properties"].get("line", "wards") for one in ward_layer.shapes(two)["features"]]
    assert lines == ["wards", "wards", "authorities", "authorities"]
    whole, west = extent_of(two, ()), extent_of(two, (WESTERBY,))
    assert whole.contains(west)
    assert west.width < whole.width


def test_an_embed_lets_readers_change_the_authority_where_its_publisher_does(
    client: FlaskClient,
) -> None:
    share = client.get("/share").get_data(as_text=True)
    assert "the local authority</span>" in share
    embed = client.get("/embed?show=map&change=lad,ward").get_data(as_text=True)
    assert f'<option value="{WESTERBY}">Westerby</option>' in embed
    assert '<optgroup label="Westerby">' in embed


def test_the_scripts_have_the_areas_of_each_authority(two: Store) -> None:
    sent = geography(two, {})["wards"]
    for codes, wards in product([(), (WESTERBY,), (WESTERBY, EASTERBY)], [(), (WEST,)]):
        chosen = select(two, Filter(authorities=codes, wards=wards)).mask
        there = [{part for code in some for part in sent[code]} for some in (codes, wards) if some]
        assert np.flatnonzero(chosen).tolist() == sorted(set(range(12)).intersection(*there))


def test_every_sentence_of_a_choice_can_be_heard(two: Store) -> None:
    explorer = Explorer(two)
    said = explorer.said(explorer.answer(f"lad={WESTERBY}"))
    assert said["lad"] == "Local authorities: Westerby."


def test_an_authority_is_compared_with_the_others(client: FlaskClient, two: Store) -> None:
    index = two.catalogue.ranked[0].key
    asked = Filter(authorities=(WESTERBY,), by=index)
    chart = CHARTS["peers"](view_of(two, asked, indicator=index))
    assert chart.sentence.startswith("Easterby is most like Westerby.")
    assert [row[:2] for row in chart.table.rows] == [(WESTERBY, "Westerby"), (EASTERBY, "Easterby")]
    page = client.get(f"/area/{WESTERBY}").get_data(as_text=True)
    assert "Standard deviations from the average of local authorities" in page
    assert f"lad={EASTERBY}" in page.partition('id="peers"')[2].partition("</table>")[0]
    assert client.get(f"/area/{WESTERBY}?versus={EAST}").status_code == 200
