"""Figures for named readers are served to nobody else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app, doorkeeper, warm
from geodata.catalogue import CATALOGUE_DIR, load_catalogue
from geodata.errors import CatalogueError
from serving.audience import AudienceError, check_audience
from settings import Settings
from tests.serving.conftest import RESTRICTED, SECRET, client_of

THROUGH = {"X-Explorer-Proxy": SECRET, "X-Forwarded-User": "a.reader"}


@pytest.mark.parametrize(
    "path", ["/", "/find?q=a", "/_dash-layout", "/files/x", "/reach/people.csv", "/nope"]
)
def test_without_the_proxy_nothing_is_answered(path: str) -> None:
    client = client_of(RESTRICTED)
    assert client.get(path).status_code == 403
    forged = {"X-Forwarded-User": "a.reader", "X-Explorer-Proxy": "a guess"}
    assert client.get(path, headers=forged).status_code == 403
    assert client.get(path, headers={"X-Explorer-Proxy": SECRET}).status_code == 401
    assert client.get(path, headers=THROUGH | {"X-Forwarded-User": " "}).status_code == 401


def test_a_reader_whom_the_proxy_names_is_answered_and_nothing_keeps_the_answer() -> None:
    client = client_of(RESTRICTED)
    page = client.get("/", headers=THROUGH)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    for path in ("/picture/map.png", "/picture/map.svg", "/embed.js", "/share", "/find?q=a"):
        assert client.get(path, headers=THROUGH).headers["Cache-Control"] == "private, no-store"
    style = page.get_data(as_text=True).split('rel="stylesheet" href="')[1].split('"')[0]
    kept = client.get("/" + style, headers=THROUGH).headers["Cache-Control"]
    assert kept.startswith("private")
    assert "public" not in kept


def test_the_orchestrator_may_ask_whether_it_is_alive_without_a_name() -> None:
    client = client_of(RESTRICTED)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_the_server_can_warm_itself_behind_the_door() -> None:
    keeper = doorkeeper(RESTRICTED)
    assert keeper
    app = create_app(RESTRICTED)
    warm(app.server, headers=keeper.pass_for("start"))
    client = app.server.test_client()
    page = client.get("/map", headers=THROUGH).get_data(as_text=True)
    script = page.split('data-own="')[1].split('"')[0]
    assert client.get("/" + script, headers=THROUGH).status_code == 200


def test_a_public_deployment_does_not_start_with_figures_for_named_readers(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_DIR, folder)
    text = (folder / "sources.toml").read_text()
    marked = text.replace("[iod_2019]\n", '[iod_2019]\naudience = "restricted"\n')
    (folder / "sources.toml").write_text(marked)
    sources = load_catalogue(folder).sources
    with pytest.raises(AudienceError, match=r"not for everybody \(English Indices"):
        check_audience(sources, ["iod_2019"], audience="public")
    check_audience(sources, ["iod_2019"], audience="restricted")
    check_audience(sources, ["iod_2025"], audience="public")
    (folder / "sources.toml").write_text(marked.replace('"restricted"', '"secret"'))
    with pytest.raises(CatalogueError, match="audience"):
        load_catalogue(folder)


def test_the_secret_is_not_in_what_the_settings_print() -> None:
    assert SECRET not in repr(RESTRICTED)
    assert SECRET not in repr(doorkeeper(RESTRICTED))
    assert Settings().audience == "public"


def test_whoever_starts_it_for_themselves_is_answered_on_the_same_computer_alone() -> None:
    client = client_of(Settings(audience="me"))
    for host in ("127.0.0.1:8050", "localhost", "[::1]:8050", "[::1]"):
        page = client.get("/", headers={"Host": host})
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
    assert client.get("/", headers={"Host": "explorer.example.gov.uk"}).status_code == 403
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Host"):
        assert client.get("/", headers={"Host": "localhost", name: "a"}).status_code == 403


def test_figures_for_named_readers_can_be_looked_at_by_whoever_starts_it() -> None:
    closed = [replace(one, audience="restricted") for one in load_catalogue().sources]
    check_audience(closed, {closed[0].key}, audience="me")
    with pytest.raises(AudienceError, match="or 'me' on your own computer"):
        check_audience(closed, {closed[0].key}, audience="public")
