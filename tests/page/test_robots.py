"""What search engines are told: start pages may be listed, the views behind them not."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app import create_app
from page.doors import DOORS
from settings import Settings
from tests.served import client_of

VIEWS = (
    "",
    "?ward=E05015018&over=practices,circles,clusters,names",
    "?ind=uptake_first_16_plus&q=1&rows=all",
    "?ind=ethnic_asian_share_2021&area=E01005744,E01005760",
    "?ind=qof_diabetes_2020_21&with=income_2025&as=beside&over=practices",
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.mark.parametrize("path", [f"/{one.path}" for one in DOORS])
def test_start_pages_may_be_listed(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert "X-Robots-Tag" not in reply.headers
    assert b'name="robots"' not in reply.data


@pytest.mark.parametrize(
    "path",
    [
        "/map?ward=E05015018",
        "/map?nonsense",
        "/area?area=E01005744",
        "/area/E05015999",
        "/share",
        "/embed?show=wards",
        "/find?q=a",
        "/download/wards.csv",
        "/picture/map.svg",
        "/nope",
    ],
)
def test_what_is_behind_them_may_not(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert reply.headers["X-Robots-Tag"] == "noindex"
    if reply.mimetype == "text/html" and reply.status_code == 200:
        assert b'<meta name="robots" content="noindex">' in reply.data


def test_robots_are_kept_from_the_views_and_not_from_pictures(client: FlaskClient) -> None:
    text = client.get("/robots.txt").get_data(as_text=True)
    closed = re.findall(r"Disallow: (\S+)", text)
    assert {"/map?", "/area?", "/find", "/embed", "/share", "/download/"} <= set(closed)
    assert not any("/picture/map.png".startswith(one) for one in closed)
    assert not any(f"/{door.path}".startswith(one) for door in DOORS for one in closed)


def test_robots_txt_knows_the_prefix() -> None:
    client = create_app(Settings(prefix="/a/b/")).server.test_client()
    assert "Disallow: /a/b/map?" in client.get("/a/b/robots.txt").get_data(as_text=True)


@pytest.mark.parametrize("view", VIEWS)
def test_links_that_only_change_the_view_are_not_followed(client: FlaskClient, view: str) -> None:
    page = client.get(f"/map{view}").get_data(as_text=True)
    links = re.findall(r"<a\b[^>]*>", page)
    changing = [one for one in links if re.search(r'href="(\?|map\?|share\?)', one)]
    assert len(changing) > 20
    assert [one for one in changing if 'rel="nofollow"' not in one] == []
