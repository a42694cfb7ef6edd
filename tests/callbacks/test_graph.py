"""The callback graph is a star: the view in the middle, nothing listening to anything else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app import ExplorerApp
from layers.registry import LAYERS
from settings import ROOT
from tests.served import app_of


@pytest.fixture(scope="module")
def app() -> ExplorerApp:
    return app_of()


def edges(app: ExplorerApp) -> set[tuple[str, str]]:
    listed: list[dict[str, Any]] = app._callback_list
    return {
        (f"{source['id']}.{source['property']}", entry["output"])
        for entry in listed
        for source in entry["inputs"]
    }


def test_the_layout_has_those_elements_of_html_that_the_page_brings(app: ExplorerApp) -> None:
    """Dash's file of all elements is not sent: assets/dash.js has the two that the layout needs."""
    every = [app.layout, *app.layout._traverse()]
    used = {one._type for one in every if one._namespace == "dash_html_components"}
    brought = (ROOT / "assets" / "dash.js").read_text().split("dash_html_components = {")[1]
    assert used == set(re.findall(r"(\w+): element\(", brought.split("}")[0]))


def test_the_graph_is_the_one_documented(app: ExplorerApp) -> None:
    fetches = {("map.id", f"{layer.key}.data") for layer in LAYERS if not layer.lazy}
    assert edges(app) == {
        ("view.value", "reply.value"),
        ("reply.value", "shown.value"),
        *fetches,
    }


def test_only_the_view_reaches_the_server(app: ExplorerApp) -> None:
    on_server = [entry for entry in app._callback_list if not entry["clientside_function"]]
    assert [entry["output"] for entry in on_server] == ["reply.value"]


def test_no_geometry_travels_through_a_server_callback(app: ExplorerApp) -> None:
    outputs = {key for key, entry in app.callback_map.items() if "callback" in entry}
    assert outputs <= {"reply.value", "shown.value", "areas.data", "wards.data"}
    assert all("inputs" in app.callback_map[key] for key in outputs)
