"""The application as gunicorn forks it: every worker must serve every script."""

from __future__ import annotations

import re

import brotli
import pytest

from app import create_app, create_server, warm
from settings import Settings


def scripts(page: str) -> list[str]:
    return re.findall(r'src="(/_dash-component-suites/[^"]+)"', page)


def test_a_warmed_server_has_served_its_scripts_before_any_reader_asks() -> None:
    server = create_app(Settings()).server
    page = create_app(Settings()).server.test_client().get("/map").get_data(as_text=True)
    assert scripts(page)
    warm(server)
    client = server.test_client()
    for address in scripts(page):
        reply = client.get(address, headers={"Accept-Encoding": "br"})
        assert reply.status_code == 200, address
        assert reply.headers["Content-Encoding"] == "br"


def test_a_warmed_server_sends_its_scripts_as_small_as_can_be() -> None:
    server = create_app(Settings()).server
    usual = server.config["COMPRESS_BR_LEVEL"]
    warm(server)
    assert server.config["COMPRESS_BR_LEVEL"] == usual
    client = server.test_client()
    address = next(one for one in scripts(client.get("/map").get_data(as_text=True)))
    said = client.get(address, headers={"Accept-Encoding": "identity"}).data
    kept = client.get(address, headers={"Accept-Encoding": "br"}).data
    assert brotli.decompress(kept) == said
    assert len(kept) < 0.95 * len(brotli.compress(said, quality=usual))


def test_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EXPLORER_AUTHORITY", "E09999999")
    with pytest.raises(SystemExit, match=r"There is no bundle at .*E09999999"):
        create_server()
    monkeypatch.setenv("EXPLORER_AUTHORITY", "nowhere")
    with pytest.raises(SystemExit, match="expected an English local authority code"):
        create_server()
