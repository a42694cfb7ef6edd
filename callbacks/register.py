"""The callback graph: the view answers to the reader, everything else answers to the view.

view.value --server--> reply.value --browser--> panels, charts, map
map.id     --browser--> <layer>.data            (one fetch a layer, once)

A lazy layer has no callback: assets/points.js brings it when a reader first asks for it.
"""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Input, Output, html
from dash.development.base_component import Component

from callbacks.answer import Explorer
from layers.map import build_map
from layers.registry import LAYERS


def layout(explorer: Explorer) -> Component:
    """What Dash mounts: the map, and two `<data>` elements that carry the view and its reply."""
    return html.Div(
        id="stage",
        children=[
            build_map(explorer.store),
            html.Data(id="view", value=""),
            html.Data(id="reply", value=""),
            html.Data(id="shown", value=""),
        ],
    )


def register(app: dash.Dash, explorer: Explorer) -> None:
    """Declare every callback of the application."""

    @app.callback(Output("reply", "value"), Input("view", "value"), prevent_initial_call=True)
    def answer_view(query: object) -> str:
        return explorer.reply(query if isinstance(query, str) else "")

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("explorer", "show_reply"),
        Output("shown", "value"),
        Input("reply", "value"),
        prevent_initial_call=True,
    )
    for layer in LAYERS:
        if layer.lazy:
            continue
        app.clientside_callback(  # type: ignore[no-untyped-call]
            ClientsideFunction("explorer", f"fetch_{layer.key}"),
            Output(layer.key, "data"),
            Input("map", "id"),
        )
