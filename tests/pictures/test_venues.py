"""Venues on pictures and embeds: squares with letters, their key, their words."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from callbacks.map_file import picture_file
from geodata.selection import venues_in
from layers.palette import FADED
from layers.venues import venue_kinds
from tests.map_surfaces import MODEL
from tests.served import client_of

SVG = "{http://www.w3.org/2000/svg}"
TWO = "venues=library,pharmacy"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


def squares(svg: str) -> list[tuple[str, str, str]]:
    """The fill, the letters and the words of every square on a map."""
    found = []
    for one in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if one.get("class") == "venue" and one[0].tag == f"{SVG}title":
            title, path, letters = one
            found.append((path.get("fill") or "", letters.text or "", title.text or ""))
    return found


@pytest.mark.parametrize("query", ["", TWO, "venues=scout_or_guide_hut"])
def test_a_picture_has_the_venues_of_the_kinds_chosen(explorer: Explorer, query: str) -> None:
    found = squares(picture_file("map", explorer.answer(query), explorer))
    chosen = {one.key: one for one in venue_kinds(explorer.store) if one.key in query}
    assert len(found) == sum(one.count for one in chosen.values())
    looks = {(one.colour, one.letters) for one in chosen.values()}
    assert {(fill, letters) for fill, letters, _ in found} == looks


def test_a_square_says_what_the_card_says_and_is_grey_outside_the_selection(
    explorer: Explorer,
) -> None:
    answer = explorer.answer(f"{TWO}&ward=E05015018&at=53.41,-2.16,11")
    found = squares(picture_file("map", answer, explorer))
    venues = explorer.store.venues
    inside = venues_in(explorer.store, answer.selection)
    names = {
        f"{venues.name[at]}. " for at, one in enumerate(venues.kind) if inside[at] and one in TWO
    }
    lit = [words for fill, _, words in found if fill != FADED]
    assert len(lit) == len(answer.context.store.venues.code) - sum(
        not (inside[at] and one in TWO) for at, one in enumerate(venues.kind)
    )
    assert all(any(words.startswith(name) for name in names) for words in lit)


def test_the_key_counts_the_squares_that_are_not_grey(explorer: Explorer) -> None:
    asked = f"{TWO}&ward=E05015018&over=names,wards&at=53.41,-2.16,11"
    text = picture_file("map", explorer.answer(asked), explorer)
    lit = [letters for fill, letters, _ in squares(text) if fill != FADED]
    for one in venue_kinds(explorer.store):
        if one.key in TWO:
            assert f">{one.label}: {lit.count(one.letters)} of {one.count}<" in text


def test_a_picture_explains_its_squares_and_names_their_lists(explorer: Explorer) -> None:
    text = picture_file("map", explorer.answer(TWO), explorer)
    for words in ("Library: 16", "Pharmacy: 64"):
        assert f">{words}<" in text
    assert "NHSBSA consolidated pharmaceutical list, June 2025" in text


def test_venues_are_as_faint_as_the_view_asks_and_lie_on_top_of_all_but_names(
    explorer: Explorer,
) -> None:
    text = picture_file("map", explorer.answer(f"{TWO}&faint=venues&over=names,wards"), explorer)
    groups = [one for one in ElementTree.fromstring(text).iter(f"{SVG}g") if one.get("class")]
    order = [str(one.get("class")) for one in groups if one.get("class") != "venue"]
    assert order.index("names") > order.index("venues") > order.index("wards")
    assert [one.get("opacity") for one in groups if one.get("class") == "venues"] == [".4"]


def test_an_embed_has_them_with_key_file_and_table(client: FlaskClient) -> None:
    html = client.get(f"/embed?show=map&{TWO}").get_data(as_text=True)
    model = json.loads(MODEL.findall(html)[0])
    assert model["venues"] == ["library", "pharmacy"]
    assert model["over"][:2] == ["names", "venues"]
    assert model["lit"] == "1" * 210
    assert client.get("/" + model["shapes"]["venues"]).status_code == 200
    assert html.count('class="venue"') == 80 + 2
    assert "Pharmacy" in html.split('aria-label="Key. Venues"')[1].split("</ol>")[0]
    assert "Venues in Stockport" in html
    without = client.get("/embed?show=map").get_data(as_text=True)
    assert 'class="venue"' not in without


def test_what_is_no_kind_of_venue_is_said(client: FlaskClient) -> None:
    html = client.get("/map?venues=pharmacy,cinema").get_data(as_text=True)
    assert "venues=cinema" in html.split('id="notice"')[1].split("</div>")[0]
    assert 'data-kinds="pharmacy"' in html
