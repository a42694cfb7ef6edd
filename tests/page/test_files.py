"""Files named by their content."""

from __future__ import annotations

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from page.files import FOREVER, Files


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def client(files: Files) -> FlaskClient:
    server = Flask("files")
    files.register(server)
    return server.test_client()


def test_a_change_of_content_is_a_change_of_address(files: Files) -> None:
    first = files.add("a.css", b"one")
    assert files.add("a.css", b"two") != first
    assert files.add("a.css", b"one") == first


def test_a_file_is_cached_for_ever_and_compressed(files: Files, client: FlaskClient) -> None:
    content = b"explorer " * 100
    address = files.add("a.js", content)
    reply = client.get("/" + address, headers={"Accept-Encoding": "gzip, br"})
    assert reply.headers["Cache-Control"] == FOREVER
    assert reply.headers["Content-Encoding"] == "br"
    assert brotli.decompress(reply.data) == content
    assert client.get("/" + address, headers={"Accept-Encoding": "br;q=0"}).data == content


def test_an_unknown_file_is_not_found(client: FlaskClient) -> None:
    assert client.get("/files/secret.000000000000.js").status_code == 404
    assert client.get("/files/../settings.py").status_code == 404


def test_values_that_are_not_json_are_refused(files: Files) -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        files.add_json("a.json", {"value": float("nan")})
