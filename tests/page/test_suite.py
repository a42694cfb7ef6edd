"""Dash's scripts in one file, without what no component of the map needs."""

from __future__ import annotations

import re

import brotli
import pytest

from app import ExplorerApp
from page.suite import EMPTIED, LATER, SUITE, SuiteError, _without
from tests.served import app_of

UNUSED = ("/dash/dcc/", "/dash/dash_table/", "/dash_extensions/", "/dash/html/", "polyfill")


@pytest.fixture(scope="module")
def app() -> ExplorerApp:
    return app_of()


def test_the_file_holds_the_scripts_that_dash_would_send_in_the_order_of_dash(
    app: ExplorerApp,
) -> None:
    tags = re.findall(r'src="/_dash-component-suites(/[^"]+)"', app._generate_scripts_html())
    sent = [
        re.sub(r"\.v4_\w+?m\d+|\.v1_\w+?m\d+", "", one)[1:]
        for one in tags
        if not any(suite in one for suite in UNUSED)
    ]
    assert sent == [one for one in SUITE if "async" not in one]


def test_no_component_of_the_map_needs_a_library_that_is_left_out(app: ExplorerApp) -> None:
    needed = {one for parts in EMPTIED.values() for one, *_ in parts}
    assert "Colorbar" in needed
    for one in app.layout._traverse():
        assert one._type not in needed, one
        assert getattr(one, "format", None) not in needed, one
        assert not needed & set(one.to_plotly_json()["props"]), one


def test_the_script_of_another_version_is_refused() -> None:
    text = "{1:()=>{a},2:()=>{b},3:()=>{c}}"
    assert _without(text, "x.js", "2:()", "3:()", "()=>{}") == "{1:()=>{a},2:()=>{},3:()=>{c}}"
    with pytest.raises(SuiteError, match=r"x\.js: found no one 2:\(\) before 9:\(\)"):
        _without(text, "x.js", "2:()", "9:()", "()=>{}")


def test_a_fifth_less_is_sent_than_by_dash(app: ExplorerApp) -> None:
    client = app.server.test_client()
    page = client.get("/map").get_data(as_text=True)
    (address,) = re.findall(r'data-src="(files/dash-renderer\.[^"]+)"', page)
    reply = client.get(f"/{address}", headers={"Accept-Encoding": "br"})
    text = brotli.decompress(reply.data).decode()
    for name in LATER:
        (beside,) = re.findall(rf'"({re.escape(name)}\.\w+)"', text)
        assert client.get(f"/files/{beside}.js").status_code == 200
    assert len(reply.data) < 160_000
    assert "_dash-component-suites" not in page
