"""The whole application on an invented town: every kind of figure, every level, every status.

Nothing here is about one place: what another authority has or lacks must never be more than words.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from charts.registry import CHARTS
from geodata.catalogue import Indicator
from geodata.store import Store
from page.doors import DOORS
from tests.served import town_client

NOT_WORDS = re.compile(r"\b(nan|NaN|None(?! (of|is|has))|inf|Infinity|undefined)\b")


@pytest.fixture(scope="module")
def place(town: Store) -> Store:
    return town


@pytest.fixture(scope="module")
def client(town_bundles: Path) -> FlaskClient:
    return town_client(town_bundles)


def views(place: Store) -> dict[str, str]:
    """Query strings of the selections tried with every figure."""
    return {
        "everything": "",
        "a ward": f"&ward={place.wards[0][0]}",
        "a quintile": "&q=1",
        "one area": f"&area={place.areas.code[0]}",
        "overlays": "&over=practices,circles,clusters,names,wards",
    }


def words_of(markup: str) -> str:
    """The text of a document, without its scripts and addresses."""
    return re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)


def test_another_authority_opens_every_door(client: FlaskClient, place: Store) -> None:
    for door in (one for one in DOORS if one.write):
        page = client.get(f"/{door.path}")
        assert page.status_code == 200
        assert not NOT_WORDS.search(words_of(page.get_data(as_text=True))), door.path
    for code in (place.wards[0][0], place.areas.code[0], place.level("msoa").codes[0]):
        page = client.get(f"/area/{code}")
        assert page.status_code == 200
        assert not NOT_WORDS.search(words_of(page.get_data(as_text=True))), code


def test_the_town_has_every_kind_and_every_status(place: Store) -> None:
    kinds = {one.kind.key for one in place.catalogue.indicators}
    statuses = {
        str(status)
        for one in place.catalogue.indicators
        for status in place.values(one.key).status.tolist()
    }
    assert kinds >= {
        *("share", "count", "rate", "index", "ratio", "rank", "score", "years", "change"),
        *("change_in_share", "density", "category"),
    }
    assert statuses == {"ok", "suppressed", "missing", "not_applicable"}


def test_every_figure_has_a_page_and_every_kind_one_in_every_view(
    place: Store, client: FlaskClient
) -> None:
    """The first figure of a kind on a level in every view; the others in one each, by turns."""
    seen, every = set(), list(views(place).items())
    for at, one in enumerate(place.catalogue.indicators):
        known = (one.kind.key, one.level) in seen
        seen.add((one.kind.key, one.level))
        for name, query in [every[at % len(every)]] if known else every:
            reply = client.get(f"/map?ind={one.key}{query}")
            assert reply.status_code == 200, (one.key, name)
            found = NOT_WORDS.search(words_of(reply.get_data(as_text=True)))
            assert found is None, (one.key, name, found)


def test_every_panel_of_every_figure_can_be_downloaded(place: Store, client: FlaskClient) -> None:
    for one in place.catalogue.indicators:
        for key in CHARTS:
            reply = client.get(f"/download/{key}.csv?ind={one.key}")
            assert reply.status_code in (200, 404), (one.key, key)
            assert NOT_WORDS.search(reply.get_data(as_text=True)) is None, (one.key, key)


def test_every_figure_can_be_embedded_and_is_a_picture(place: Store, client: FlaskClient) -> None:
    for number, one in enumerate(place.catalogue.indicators):
        queries = list(views(place).values())
        query = f"ind={one.key}{queries[number % len(queries)]}"
        for show in ("map", "areas", "wards"):
            reply = client.get(f"/embed?show={show}&{query}")
            assert reply.status_code == 200, (one.key, show)
            found = NOT_WORDS.search(words_of(reply.get_data(as_text=True)))
            assert found is None, (one.key, show, found)
        picture = client.get(f"/picture/map.svg?{query}")
        assert picture.status_code == 200, one.key
        ElementTree.fromstring(picture.get_data(as_text=True))
        assert NOT_WORDS.search(words_of(picture.get_data(as_text=True))) is None, one.key


def test_two_figures_of_any_kinds_shade_one_map_or_two(place: Store, client: FlaskClient) -> None:
    areas = [one for one in place.catalogue.indicators if one.level != "practice"]
    for one, other in zip(areas, areas[7:] + areas[:7], strict=True):
        for how in ("pair", "beside"):
            query = f"ind={one.key}&with={other.key}&as={how}"
            reply = client.get(f"/picture/map.svg?{query}")
            assert reply.status_code == 200, (one.key, other.key, how)
            assert NOT_WORDS.search(words_of(reply.get_data(as_text=True))) is None


def with_status(place: Store, status: str) -> list[tuple[Indicator, int]]:
    """An area of each level whose figure has a status, and the figure."""
    found = {}
    for one in place.catalogue.indicators:
        if one.level == "lsoa" and one.vintage == place.level("lsoa").vintage:
            for at, own in enumerate(place.values(one.key).status.tolist()):
                if own == status:
                    found[one.key] = (one, at)
    return list(found.values())


@pytest.mark.parametrize(
    ("status", "words"),
    [("suppressed", "suppressed"), ("missing", "missing"), ("not_applicable", "not applicable")],
)
def test_suppressed_missing_and_not_applicable_never_look_alike(
    place: Store, client: FlaskClient, status: str, words: str
) -> None:
    tried = with_status(place, status)
    assert tried
    for one, at in tried:
        page = client.get(f"/embed?show=areas&ind={one.key}&rows=all").get_data(as_text=True)
        row = next(row for row in page.split("</tr>") if place.areas.name[at] in row)
        assert words in words_of(row), (one.key, words_of(row))
        csv = client.get(f"/download/areas.csv?ind={one.key}").get_data(as_text=True)
        line = next(line for line in csv.splitlines() if place.areas.code[at] in line)
        assert words in line


def test_the_start_page_says_what_the_town_is(place: Store, client: FlaskClient) -> None:
    page = words_of(client.get("/map").get_data(as_text=True))
    assert place.authority.name in page
    assert "Stockport" not in page


def test_the_reply_of_a_view_is_whole(place: Store) -> None:
    explorer = Explorer(place)
    for one in place.catalogue.indicators:
        reply = json.loads(explorer.reply(f"ind={one.key}"))
        assert set(reply) >= {"query", "edition", "mask", "panels", "fragments"}
        assert set(reply["panels"]) <= set(reply["fragments"])
        assert len(reply["mask"]) == len(place.areas.code)
