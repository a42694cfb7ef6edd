"""What every answer tells the browser it may do."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from serving.headers import Policy, embeddable
from settings import Settings
from tests.serving.conftest import client_of


def directives(client: FlaskClient, path: str = "/map") -> dict[str, list[str]]:
    policy = client.get(path).headers["Content-Security-Policy"]
    parts = (part.split() for part in policy.split("; "))
    return {name: values for name, *values in parts}


def test_no_script_runs_that_is_not_a_file_of_ours(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy
    assert directives(client)["default-src"] == ["'self'"]
    assert directives(client)["script-src"] == ["'self'"]


def test_images_come_from_the_tile_server_only_when_the_street_map_is_offered() -> None:
    own = ["'self'", "data:", "blob:"]
    tiles = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    assert directives(client_of(Settings(basemap="none")))["img-src"] == own
    assert directives(client_of(Settings(basemap_url=tiles)))["img-src"] == [
        *own,
        "https://*.tiles.example",
    ]
    assert Policy(tiles="/tiles/{z}/{x}/{y}.png").page("/").count("img-src 'self' data: blob:;")


def test_only_what_is_made_for_embedding_can_be_embedded_and_only_by_those_named() -> None:
    policy = Policy(ancestors=("https://news.example",))
    for path in ("/embed", "/embed/map", "/embed.svg"):
        assert "frame-ancestors 'self' https://news.example" in policy.page(path)
    for path in ("/", "/embedded", "/find", "/files/embed"):
        assert policy.page(path).endswith("frame-ancestors 'self'")
        assert not embeddable(path)


def test_a_page_of_ours_says_so_to_old_browsers_and_an_embedded_one_does_not() -> None:
    client = client_of(Settings(frame_ancestors=("https://news.example",)))
    assert client.get("/").headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "X-Frame-Options" not in client.get("/embed/anything").headers
    assert directives(client, "/embed/anything")["frame-ancestors"] == [
        "'self'",
        "https://news.example",
    ]


@pytest.mark.parametrize("path", ["/", "/nope", "/find?q=a", "/_dash-layout", "/healthz"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_https_is_insisted_on_only_where_readers_have_it(client: FlaskClient) -> None:
    name = "Strict-Transport-Security"
    assert name not in client.get("/").headers
    assert client_of(Settings(tls="yes")).get("/").headers[name] == "max-age=31536000"
