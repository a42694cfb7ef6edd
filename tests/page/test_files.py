"""Files named by their content."""

from __future__ import annotations

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from page.files import ASSETS, BEST, FOREVER, QUICK, Files, lean

BROTLI = {"Accept-Encoding": "br"}


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


def test_less_effort_is_another_size_of_the_same_content(files: Files, client: FlaskClient) -> None:
    content = b"".join(path.read_bytes() for path in sorted(ASSETS.glob("*.js")))
    hard, less = (
        client.get(f"/{files.add('a.json', content, effort=effort)}", headers=BROTLI).data
        for effort in (BEST, QUICK)
    )
    assert len(hard) < len(less) < len(content)
    assert brotli.decompress(hard) == brotli.decompress(less) == content


def test_an_unknown_file_is_not_found(client: FlaskClient) -> None:
    assert client.get("/files/secret.000000000000.js").status_code == 404
    assert client.get("/files/../settings.py").status_code == 404


def test_values_that_are_not_json_are_refused(files: Files) -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        files.add_json("a.json", {"value": float("nan")})


def test_comments_stay_at_home_and_nothing_else() -> None:
    assert lean("/* one */\na; // b\n  /* two\n   * three */\nc /* d */ + e;\n// f\n") == (
        "a; // b\nc /* d */ + e;"
    )
    assert lean("/* a */ b;") == "/* a */ b;"
    for path in (*ASSETS.glob("*.js"), *ASSETS.glob("*.css")):
        lines = iter(path.read_text().splitlines())
        kept = lean(path.read_text()).splitlines()
        assert kept, path.name
        assert all(line in lines for line in kept), path.name  # all of them, in their order
        dropped = set(path.read_text().splitlines()) - set(kept)
        starts = ("/*", "*", "//")
        of_css = path.suffix == ".css"  # where a comment's further lines begin with words
        assert all(one.strip().startswith(starts) or of_css for one in dropped), path.name


def test_the_licence_of_what_is_not_ours_goes_with_it() -> None:
    library = (ASSETS / "vendor" / "leaflet.js").read_text()
    assert lean(library).startswith("/* @preserve\n * Leaflet")
