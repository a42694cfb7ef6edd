"""No request, however hostile, makes the server fail or repeat markup. `make fuzz` sends more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import run_wsgi_app

from settings import Settings
from tests.serving.conftest import served
from tests.serving.hostile import MARKS, TRICKS, Request, requests, wire

PLAIN = Settings()
BEHIND = Settings(prefix="/public-health/", proxies=1, metrics_port=9, tls="yes")
HTML = ("HTTP_ACCEPT", "text/html")
MARKUP = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml")


def test_nothing_hostile_is_a_fault_or_is_repeated() -> None:
    """Most hostile requests are refused; enough of them must be answered to mean anything."""
    answered: Counter[str] = Counter()

    @given(st.data())
    @settings(deadline=None, suppress_health_check=list(HealthCheck))
    def attack(data: st.DataObject) -> None:
        server = served(data.draw(st.sampled_from((PLAIN, BEHIND))))
        request = data.draw(requests(server))
        answered[check(server, request)] += 1

    attack()
    print(f"\n{sum(answered.values()):,} requests: {dict(sorted(answered.items()))}")
    assert answered["200"] > sum(answered.values()) / 20
    assert answered["400"]
    assert answered["404"]


def check(server: Flask, request: Request) -> str:
    """Send a request; its status. Fails when the answer is one that no reader should get."""
    chunks, status, headers = run_wsgi_app(server, request.environ())
    body = b"".join(chunks)
    assert int(status.split()[0]) < 500, status
    assert b"Traceback" not in body
    assert "Set-Cookie" not in headers
    assert not any(mark in line for mark in "\r\n" for line in headers.values())
    assert headers.get("X-Content-Type-Options") == "nosniff", status
    kind = headers.get("Content-Type", "").partition(";")[0]
    if kind in MARKUP and "Content-Encoding" not in headers:
        text = body.decode("utf-8", "replace")
        assert not any(mark in text for mark in MARKS)
    if "Location" in headers:
        assert not headers["Location"].startswith("//")
    return status.split()[0]


PLACES = ("q", "ind", "at")


def tricked(rules: list[str]) -> Iterator[tuple[str, str]]:
    """Path and query of every trick in the path of every rule, and in its query.

    A query holds a trick for each key, so that a third as many ask them all; which key has which
    is another with every rule. A path without parts to fill in is asked once.
    """
    apart = -(-len(TRICKS) // len(PLACES))
    for turn, rule in enumerate(rules):
        filled = (re.sub(r"<[^>]*>", lambda _, trick=trick: trick, rule) for trick in TRICKS)
        yield from ((path, "") for path in dict.fromkeys(map(wire, filled)))
        for first in range(apart):
            held = (
                f"{key}={TRICKS[(first + (at + turn) * apart) % len(TRICKS)]}"
                for at, key in enumerate(PLACES)
            )
            yield rule, wire("&".join(held))


def test_every_trick_is_tried_in_the_query_of_every_rule_and_with_every_key() -> None:
    asked = list(tricked(["/a", "/b", "/c"]))
    for trick in TRICKS:
        for rule in ("/a", "/b", "/c"):
            assert any(path == rule and wire(f"={trick}") in query for path, query in asked), trick
        for key in PLACES:
            assert any(wire(f"{key}={trick}") in query for _, query in asked), (key, trick)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_of_the_server_stands_every_trick(method: str) -> None:
    """The routes are the server's own list, so a new one is attacked without being named here."""
    server = served(PLAIN)
    for path, query in tricked([one.rule for one in server.url_map.iter_rules()]):
        check(server, Request(method, path, query, headers=(HTML,), body=b""))
