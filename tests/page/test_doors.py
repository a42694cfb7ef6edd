"""Every door opens, wears the same clothes, and leads on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app import create_app
from geodata.search import find
from geodata.store import Store
from page.doors import DOORS, Door
from page.preview import as_asked
from settings import Settings, SettingsError, from_environment
from tests.served import client_of

PAGES = [f"/{one.path}" for one in DOORS if one.write]
KINDS = ("E05015018", "E02001187", "E01005746")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


def page_of(client: FlaskClient, path: str) -> str:
    reply = client.get(path)
    assert reply.status_code == 200, path
    return reply.get_data(as_text=True)


def links_of(page: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'(?:href|src|action)="(/[^"#]*)', page)}


@pytest.mark.parametrize("door", [one for one in DOORS if one.write], ids=lambda one: one.path)
def test_every_door_wears_the_same_clothes(client: FlaskClient, door: Door) -> None:
    page = page_of(client, f"/{door.path}")
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(re.findall(r"<main[ >]", page)) == 1
    assert page.count('aria-current="page"') == bool(door.where)
    for other in DOORS:
        assert not other.where or f'href="/{other.path}"' in page
    assert "Open Government Licence" in page
    assert re.search(r"Version of the figures: published up to \w+ 20\d\d \([0-9a-f]{12}\)", page)


def test_a_door_that_no_header_shows_is_led_to_by_a_page(client: FlaskClient) -> None:
    leads = {one for path in PAGES for one in links_of(page_of(client, path))}
    assert {f"/{one.path}" for one in DOORS if not one.where} <= leads


def test_every_link_of_a_door_leads_somewhere(client: FlaskClient) -> None:
    asked: set[str] = set()
    for path in (*PAGES, *(f"/area/{code}" for code in KINDS)):
        fresh = links_of(page_of(client, path)) - asked
        kinds: dict[str, str] = {}
        for link in sorted(fresh):
            kinds.setdefault(re.sub(r"[=/][A-Z]\d{8}|=[\w,%]+", "", link), link)
        for link in kinds.values():
            assert client.get(link).status_code == 200, (path, link)
        asked |= fresh


@pytest.mark.parametrize("code", KINDS)
def test_what_an_area_page_says_of_deprivation_the_map_says(client: FlaskClient, code: str) -> None:
    page = page_of(client, f"/area/{code}")
    short = page.split('id="short"')[1].split("</ul>")[0]
    said = re.findall(r'<li>(.*?) <a href="([^"]*)" aria-label="Map', short)
    assert 0 < len(said) <= 5
    ranks = [(words, link) for words, link in said if "deprived" in words]
    for words, link in ranks:
        assert words in page_of(client, unescape(link))


@pytest.mark.parametrize("path", [*PAGES, "/area/E01005746", "/area/E05015018", "/map"])
def test_whatever_is_named_by_another_part_finds_it(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    ids = set(re.findall(r' id="([^"]+)"', page))
    named = re.findall(r' aria-(?:labelledby|describedby|controls)="([^"]+)"', page)
    assert {one for each in named for one in each.split()} <= ids


def test_a_selection_has_a_page_of_its_own(client: FlaskClient) -> None:
    page = page_of(client, "/area?area=E01005746,E01005747")
    assert "<h1>The 2 areas you chose</h1>" in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_index_names_every_ward_and_neighbourhood(client: FlaskClient, store: Store) -> None:
    page = unescape(page_of(client, "/area"))
    for code, name in store.wards:
        assert f'<a href="/area/{code}">{name}</a>' in page
    for code in store.level("msoa").codes:
        assert f"/area/{code}" in page


@pytest.mark.parametrize("code", ["E05000001", "<b>", "E01", "x" * 300])
def test_a_code_that_is_not_here_is_said_and_not_repeated_as_markup(
    client: FlaskClient, code: str
) -> None:
    reply = client.get(f"/area/{quote(code)}")
    assert reply.status_code == 404
    assert "There is no area with the code" in reply.get_data(as_text=True)
    assert "<b>" not in reply.get_data(as_text=True)


def test_what_is_typed_is_found_without_scripts(client: FlaskClient, store: Store) -> None:
    code, name = next(one for one in store.wards if len(find(store, one[1]).matches) > 1)
    assert f'href="/area/{code}"' in page_of(client, f"/area?find={quote(name)}")
    nothing = page_of(client, "/area?find=%3Cscript%3Exyzzy")
    assert "<script" not in nothing


def test_the_only_place_that_is_found_is_shown_and_no_part_of_a_postcode(
    client: FlaskClient, store: Store
) -> None:
    postcode, at = store.postcodes.code[0], int(store.postcodes.lsoa21[0])
    ward, name = next(one for one in store.wards if find(store, one[1]).only)
    for typed, there in ((postcode, store.areas.code[at]), (name, ward)):
        reply = client.get(f"/area?find={quote(typed)}")
        assert (reply.status_code, reply.headers["Location"].partition("?")[0]) == (
            303,
            f"/area/{there}",
        )
        page = unescape(page_of(client, reply.headers["Location"]))
        said = f'<p class="found" role="status">{typed}: postcode in {store.areas.name[at]}'
        assert (said in page) == (typed == postcode)
    part = next(one for one in (postcode[:-1], postcode[:-2]) if find(store, one).partial)
    assert client.get(f"/area?find={quote(part)}").status_code == 200
    assert find(store, part).only is None
    other = store.areas.code[at - 1]
    assert 'class="found"' not in page_of(client, f"/area/{other}?find={quote(postcode)}")


@pytest.mark.parametrize("query", ["ind=crime_2025", "x", "ward=E05015018&q=1,2", "a=%0D%0Ab&=;"])
def test_an_address_from_before_the_map_had_its_own_leads_there_unchanged(
    client: FlaskClient, query: str
) -> None:
    reply = client.get(f"/?{query}")
    assert reply.status_code == 302
    assert reply.headers["Location"].removeprefix("http://localhost") == f"/map?{query}"


@pytest.mark.parametrize("door", ["map", "reach", "area/E05015018", "no/page"])
def test_a_slash_too_many_leads_to_the_page_without_it(client: FlaskClient, door: str) -> None:
    reply = client.get(f"/{door}/?ward=E05015018&x=%C3%A9")
    assert reply.status_code == 308
    assert reply.headers["Location"] == f"/{door}?ward=E05015018&x=%C3%A9"
    away = client.get("/%2F/elsewhere.example/map/").headers["Location"]
    assert away == "/elsewhere.example/map"


def test_a_redirection_holds_no_character_that_ends_a_header() -> None:
    assert as_asked(b"a=b\r\nSet-Cookie: c\xc3") == "a=b%0D%0ASet-Cookie:%20c%C3"


def test_readers_are_told_whom_to_ask() -> None:
    for contact, link in (
        ("insight@example.gov.uk", "mailto:insight@example.gov.uk"),
        ("https://example.gov.uk/contact", "https://example.gov.uk/contact"),
    ):
        client = create_app(Settings(contact=contact)).server.test_client()
        assert f'href="{link}"' in page_of(client, "/accessibility")
        assert f'href="{link}"' in page_of(client, "/help")


def test_without_a_contact_the_page_says_so(client: FlaskClient) -> None:
    assert "No contact is set" in page_of(client, "/accessibility")


@pytest.mark.parametrize("found", ["javascript:alert(1)", "nobody", 'a"b@example.org'])
def test_a_contact_that_is_none_is_refused(found: str) -> None:
    with pytest.raises(SettingsError, match="EXPLORER_CONTACT"):
        from_environment({"EXPLORER_CONTACT": found})


@pytest.mark.parametrize("query", ["utm_source=mail&utm_medium=x", "fbclid=1"])
def test_a_mailed_link_to_the_start_opens_the_start(client: FlaskClient, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 200
