"""Under a path, behind proxies, and beside a port for counts."""

from __future__ import annotations

import re

import pytest
from flask import Flask, request

from app import create_app, warm
from serving.front import stand_before
from settings import Settings
from tests.serving.conftest import client_of

PREFIX = "/public-health/inequalities/"
BENEATH = Settings(prefix=PREFIX)


@pytest.mark.parametrize("start", [PREFIX, "/"], ids=["kept by the proxy", "taken off by it"])
def test_the_page_is_the_same_whether_or_not_the_proxy_takes_the_path_off(start: str) -> None:
    client = client_of(BENEATH)
    page = client.get(f"{start}map?ward=E05015018").get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="(/[^"]*)"', page)
    assert addresses
    assert all(one.startswith(PREFIX) for one in addresses)
    assert f'"requests_pathname_prefix":"{PREFIX}"'.replace("/", "\\u002f") in page
    for path in ("find?q=a", "download/deciles.csv", "healthz", "_dash-layout"):
        assert client.get(start + path).status_code == 200


def test_the_prefix_alone_leads_to_the_page_and_to_no_other_site() -> None:
    reply = client_of(BENEATH).get("/public-health/inequalities")
    assert reply.status_code == 308
    assert reply.headers["Location"] == PREFIX
    view = client_of(BENEATH).get("/public-health/inequalities?ward=E05015018")
    assert view.headers["Location"] == f"{PREFIX}?ward=E05015018"


def test_a_refusal_under_a_prefix_leads_back_to_the_explorer() -> None:
    reply = client_of(BENEATH).get(PREFIX + "nope", headers={"Accept": "text/html"})
    assert f'<a href="{PREFIX}">' in reply.get_data(as_text=True)


def test_a_server_under_a_prefix_is_warm_before_any_reader_asks() -> None:
    server = create_app(BENEATH).server
    warm(server, f"{PREFIX}map")
    page = server.test_client().get(f"{PREFIX}map").get_data(as_text=True)
    scripts = re.findall(r'"(files/[^"]+\.js)"', page)
    fresh = server.test_client()
    assert len(scripts) > 2
    for script in scripts:
        reply = fresh.get(PREFIX + script, headers={"Accept-Encoding": "br"})
        assert reply.status_code == 200
        assert reply.headers["Content-Encoding"] == "br"


def addresses_seen(*, proxies: int) -> str:
    server = Flask("seen")
    server.add_url_rule("/", view_func=lambda: f"{request.url} {request.remote_addr}")
    stand_before(server, prefix="/", proxies=proxies, metrics_port=0, metrics=None)
    said = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "explorer.example",
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Prefix": "/elsewhere",
    }
    return server.test_client().get("/", headers=said).get_data(as_text=True)


def test_what_a_proxy_says_is_believed_only_when_there_is_one() -> None:
    assert addresses_seen(proxies=0) == "http://localhost/ 127.0.0.1"
    assert addresses_seen(proxies=1) == "https://explorer.example/ 127.0.0.1"
