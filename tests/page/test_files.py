"""Files named by their content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import Store
from page import version
from page.files import ASSETS, BEST, FOREVER, QUICK, Files, lean

OURS = sorted((*ASSETS.glob("*.js"), *ASSETS.glob("*.css")))
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


def test_what_few_readers_fetch_is_compressed_when_it_is_first_asked_for(
    files: Files, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[bytes] = []

    def compress(content: bytes, *, quality: int) -> bytes:
        done.append(content)
        return b"%i" % quality

    monkeypatch.setattr("page.files.brotli.compress", compress)
    rare, usual = b'"Few fetch this."', b'"Everybody fetches this."'
    address = files.add("rare.json", rare, effort=QUICK)
    files.add("usual.json", usual)
    assert done == [usual]
    assert [client.get(f"/{address}", headers=BROTLI).data for _ in range(2)] == [b"10", b"10"]
    assert done == [usual, rare]


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
        "a;\nc /* d */ + e;"
    )
    assert lean("/* a */ b;") == "/* a */ b;"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_of_a_file_of_ours_only_comments_and_margins_stay_at_home(path: Path) -> None:
    lines = iter(path.read_text().splitlines())
    kept = lean(path.read_text()).splitlines()
    assert kept
    for line in kept:
        whole = next((one.strip() for one in lines if one.strip().startswith(line)), None)
        assert whole, line  # all of them, in their order
        assert whole == line or whole[len(line) :].startswith(" // "), line
        assert whole == line or all(line.count(quote) % 2 == 0 for quote in "\"'`"), line
        assert line.count("`") % 2 == 0, line  # a text of more lines keeps its margins
    dropped = {one.strip() for one in path.read_text().splitlines()}
    starts = ("/*", "*", "//")
    of_css = path.suffix == ".css"  # where a comment's further lines begin with words
    assert all(
        not one or one.startswith(starts) or any(map(one.startswith, kept)) or of_css
        for one in dropped
    )


def test_the_licence_of_what_is_not_ours_goes_with_it() -> None:
    library = (ASSETS / "vendor" / "leaflet.js").read_text()
    assert lean(library).startswith("/* @preserve\n* Leaflet")


def test_a_set_of_files_is_made_when_asked_for_and_named_by_what_makes_it(
    files: Files, client: FlaskClient
) -> None:
    made: list[str] = []

    def maker(key: str) -> Callable[[], list[str]]:
        return lambda: made.append(key) or [key]

    makers = {key: maker(key) for key in ("a", "b")}
    pattern, addresses = files.add_set("some-{key}.json", makers, version="1")
    assert addresses == {key: pattern.replace("{key}", key) for key in makers}
    assert made == []
    assert [client.get(f"/{addresses['b']}").json for _ in range(2)] == [["b"], ["b"]]
    assert made == ["b"]
    assert Files().add_set("some-{key}.json", makers, version="1")[0] == pattern
    assert Files().add_set("some-{key}.json", makers, version="2")[0] != pattern


def test_files_made_on_demand_are_named_after_figures_words_and_program(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version.version_of(store)
    assert store.edition in before
    assert version.version_of(store) == before
    fewer, _ = store.catalogue.without(indicators=[store.catalogue.indicators[0].key], trends=[])
    with monkeypatch.context() as patch:
        patch.setattr(store, "catalogue", fewer)
        assert version.version_of(store) != before
    monkeypatch.setattr(version, "ROOMS", ("page",))
    version._program.cache_clear()
    assert version.version_of(store) != before
    version._program.cache_clear()
