"""Pages of refusals wear what every page wears, but not before a reader who may be nobody."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app import create_app
from settings import Settings
from tests.served import client_of

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


def test_a_page_that_does_not_exist_has_header_doors_and_footer(client: FlaskClient) -> None:
    answer = client.get("/nowhere/<b>", headers=HTML)
    assert answer.status_code == 404
    assert "<h1>No page here</h1>" in answer.text
    for part in ('<header class="top">', ">Map</a>", "Sources and licences", 'content="noindex"'):
        assert part in answer.text, part
    assert "nowhere" not in answer.text
    assert 'aria-current="page"' not in answer.text


def test_programs_still_get_a_line(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.text.count("\n") == 1
    assert "<" not in answer.text


def test_somebody_unknown_sees_nothing_of_the_site() -> None:
    server = create_app(Settings(audience="restricted", proxy_secret="s" * 40)).server
    answer = server.test_client().get("/map", headers=HTML)
    assert answer.status_code in (401, 403)
    assert "Sources and licences" not in answer.text
    assert "/files/" not in answer.text
