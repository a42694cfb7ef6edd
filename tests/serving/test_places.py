"""Several places in one process: opened when asked for, a few at once, each by itself."""

from __future__ import annotations

import gc
import re
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_server
from geodata.build import build
from places import create_places
from serving import opened as module
from serving.opened import Opened, forget
from settings import Settings, SettingsError, from_environment
from tests.serving.conftest import RESTRICTED
from tests.town import CATALOGUE, FIGURES

CODES = ("E08999001", "E08999002", "E08999003")
BROKEN = "E08999009"
HTML = {"Accept": "text/html"}


@pytest.fixture(autouse=True, scope="module")
def what_others_left() -> Iterator[None]:
    """What is not of these tests is not looked through each time a place is let go."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented town under three codes, each with a name of its own, and a damaged bundle."""
    folder = tmp_path_factory.mktemp("bundles")
    figures = shutil.copytree(FIGURES, folder / "figures")
    for number, code in enumerate((*CODES, BROKEN), start=1):
        here = figures / code
        if code != CODES[0]:
            shutil.copytree(figures / CODES[0], here)
        (here / "authority.toml").write_text(
            f'code = "{code}"\nname = "Inventon {number}"\nkind = "town"\n'
            '[tables.practices]\nunlisted = ["Z99006"]\n'
        )
        build(code, out=folder, figures=figures, catalogue_dir=CATALOGUE)
    (folder / BROKEN / "areas.parquet").write_bytes(b"damaged")
    return folder


def settings_of(bundles: Path, **more: object) -> Settings:
    return Settings(bundles=bundles, authorities=(*CODES, BROKEN), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def server(bundles: Path) -> Flask:
    settings = settings_of(
        bundles, prefix="/inequalities/", kept=2, address="https://a.example/inequalities"
    )
    return create_places(settings, catalogue=CATALOGUE)


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def test_the_start_lists_every_place_and_opens_none(client: FlaskClient, server: Flask) -> None:
    page = client.get("/inequalities/").get_data(as_text=True)
    assert re.findall(r'href="(/inequalities/m/[^"]+)"', page) == [
        f"/inequalities/m/{code}/" for code in (*CODES, BROKEN)
    ]
    assert "Inventon 2" in page
    assert server.extensions["opened"].codes == ()


def test_a_place_is_whole_below_its_path(client: FlaskClient) -> None:
    start = f"/inequalities/m/{CODES[1]}/"
    for path in ("", "map", "area", "gaps", "data", "embed?show=map", "share"):
        reply = client.get(start + path)
        page = reply.get_data(as_text=True)
        assert reply.status_code == 200, path
        addresses = re.findall(r'(?:src|href|action|data-src)="(/[^"]*)"', page)
        outside = {one for one in addresses if not one.startswith(start)}
        assert outside <= {"/inequalities/"}, path
    assert "Other places" in client.get(start).get_data(as_text=True)
    assert f"https://a.example{start}" in client.get(f"{start}share").get_data(as_text=True)
    for path in ("picture/map.svg", "download/areas.csv", "healthz", "_dash-layout"):
        assert client.get(start + path).status_code == 200, path
    assert client.get(start.rstrip("/")).headers["Location"] == start


def test_a_place_keeps_to_its_own_figures(client: FlaskClient) -> None:
    for code, name in zip(CODES, ("Inventon 1", "Inventon 2", "Inventon 3"), strict=True):
        page = client.get(f"/inequalities/m/{code}/").get_data(as_text=True)
        assert f"Inequalities in {name}<" in page


@pytest.mark.parametrize("prefix", ["/", "/inequalities/"])
def test_a_proxy_may_take_the_path_off(client: FlaskClient, prefix: str) -> None:
    page = client.get(f"{prefix}m/{CODES[0]}/map").get_data(as_text=True)
    assert f'"/inequalities/m/{CODES[0]}/' in page


def test_a_bundle_that_cannot_be_read_is_said_so_and_the_others_go_on(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    reply = client.get(f"/inequalities/m/{BROKEN}/map", headers=HTML)
    assert reply.status_code == 503
    assert "The figures of Inventon 4 cannot be read." in reply.get_data(as_text=True)
    assert "areas.parquet" not in reply.get_data(as_text=True)
    assert "areas.parquet is damaged" in caplog.text
    assert client.get(f"/inequalities/m/{CODES[0]}/").status_code == 200


@pytest.mark.parametrize("path", ["m/E08000001/", "m/E08000001/map", "m/../map", "m/", "map"])
def test_what_is_no_place_is_not_found_in_words(client: FlaskClient, path: str) -> None:
    reply = client.get(f"/inequalities/{path}", headers=HTML)
    assert reply.status_code == 404
    page = reply.get_data(as_text=True)
    assert "There is no page at this address." in page
    assert 'href="/inequalities/"' in page


def test_health_headers_and_robots_are_those_of_all(client: FlaskClient) -> None:
    said = client.get("/inequalities/healthz").json
    assert said["status"] == "ok"
    assert set(said["bundle"]) == {*CODES, BROKEN}
    for address in ("/inequalities/", f"/inequalities/m/{BROKEN}/", f"/inequalities/m/{CODES[0]}/"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    robots = client.get("/inequalities/robots.txt").get_data(as_text=True)
    assert "Disallow: /inequalities/m/*/embed" in robots
    assert "X-Robots-Tag" not in client.get("/inequalities/").headers
    assert client.get(f"/inequalities/m/{BROKEN}/").headers["X-Robots-Tag"] == "noindex"


def test_named_readers_alone_see_the_list_and_the_places(bundles: Path) -> None:
    settings = settings_of(
        bundles, audience=RESTRICTED.audience, proxy_secret=RESTRICTED.proxy_secret
    )
    client = create_places(settings, catalogue=CATALOGUE).test_client()
    for address in ("/", f"/m/{CODES[0]}/"):
        assert client.get(address).status_code == 403
    assert client.get("/healthz").status_code == 200


def test_requests_to_all_places_are_counted_together(bundles: Path) -> None:
    client = create_places(
        settings_of(bundles, metrics_port=9050), catalogue=CATALOGUE
    ).test_client()
    for code in CODES[:2]:
        client.get(f"/m/{code}/help")
    counts = client.get("/metrics", base_url="http://localhost:9050").get_data(as_text=True)
    assert re.search(r'explorer_requests_total\{.*"/help".*\} 2\.0', counts)
    assert client.get(f"/m/{CODES[0]}/metrics").status_code == 404


def test_only_so_many_are_open_and_what_went_is_freed(server: Flask, client: FlaskClient) -> None:
    opened = server.extensions["opened"]
    stores = weakref.WeakSet()
    for code in (*CODES, *CODES):
        client.get(f"/inequalities/m/{code}/map?q=1")
        client.get(f"/inequalities/m/{code}/find?q=east")
        application = opened.get(code)
        stores.add(application.view_functions["door-help"].args[0].explorer.store)
        del application
        assert len(opened.codes) <= 2
    forget(["page"])  # what the tests themselves remember of the files of figures
    assert opened.codes == CODES[1:]
    assert len(stores) <= 2


class Made:
    pass


def test_one_is_made_once_however_many_ask_and_a_refusal_is_tried_again_after_a_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    together = Barrier(4)

    def make(code: str) -> Made:
        made.append(code)
        if made.count(code) == 1 and code == "refused":
            raise ValueError(code)
        return Made()

    opened = Opened(make, most=2, rooms=())

    def ask() -> None:
        together.wait()
        opened.get("a")

    threads = [Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert made == ["a"]
    for _ in range(3):
        with pytest.raises(ValueError, match="refused"):
            opened.get("refused")
    assert made.count("refused") == 1
    monkeypatch.setattr(module, "REST", 0.0)
    assert isinstance(opened.get("refused"), Made)
    opened.get("a")
    opened.get("b")
    assert opened.codes == ("a", "b")


def test_one_that_cannot_be_made_puts_none_out() -> None:
    def make(code: str) -> Made:
        if code == "bad":
            raise ValueError(code)
        return Made()

    opened = Opened(make, most=2, rooms=())
    kept = [opened.get("a"), opened.get("b")]
    with pytest.raises(ValueError, match="bad"):
        opened.get("bad")
    assert opened.codes == ("a", "b")
    assert [opened.get("a"), opened.get("b")] == kept
    opened.get("c")
    assert opened.codes == ("b", "c")


def test_several_places_are_set_by_code_or_all_that_there_are(
    bundles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = from_environment({"EXPLORER_AUTHORITIES": f"{CODES[0]} {CODES[1]} {CODES[0]}"})
    assert some.places == CODES[:2]
    every = {"EXPLORER_AUTHORITIES": "all", "EXPLORER_BUNDLES": str(bundles)}
    assert from_environment(every).places == (*CODES, BROKEN)
    assert from_environment({}).places == (Settings().authority,)
    with pytest.raises(SettingsError, match="expected bundles in"):
        _ = from_environment(every | {"EXPLORER_BUNDLES": "/nowhere"}).places
    with pytest.raises(SettingsError, match="EXPLORER_AUTHORITY"):
        from_environment({"EXPLORER_AUTHORITIES": "all E08000007"})
    for name, value in every.items():
        monkeypatch.setenv(name, value)
    assert create_server().name == "places"


def test_one_place_alone_is_at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_AUTHORITIES", "E08000007")
    assert create_server().test_client().get("/map").status_code == 200


@pytest.mark.parametrize("audience", ["me", "public"])
def test_the_list_is_kept_private_for_whoever_is_not_everybody(
    bundles: Path, audience: str
) -> None:
    server = create_places(settings_of(bundles, audience=audience), catalogue=CATALOGUE)
    kept = server.test_client().get("/").headers.get("Cache-Control", "")
    assert ("private, no-store" in kept) == (audience != "public")
