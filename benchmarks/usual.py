"""The usual way in Dash: the server returns coloured GeoJSON and plotly figures.

Kind to it where the usual page is not: the canvas renderer, compressed answers, no street map,
and a restyle that does not wait for the charts.
"""

from __future__ import annotations

from typing import Any

import dash
import dash_leaflet as dl
import numpy as np
from dash import Input, Output, dcc, html
from dash_extensions.javascript import Namespace
from flask import Flask

from benchmarks.floor import LEVEL, areas, colours, shaded
from benchmarks.usual_figures import figures
from geodata.selection import Filter, select
from geodata.store import Store
from layers.map import corners
from serving.compression import compress
from settings import from_environment

GRAPHS = ("deciles", "wards", "scatter")
HEAD = """<script>
const size = new URLSearchParams(location.search);
const root = document.documentElement.style;
root.setProperty("--width", size.get("width") + "px");
root.setProperty("--height", size.get("height") + "px");
window.usual = { areas: { style: (feature) => feature.properties.style } };
</script>"""


def create_server() -> Flask:
    """The WSGI application."""
    store = Store.open(from_environment().bundle)
    app = dash.Dash("usual", assets_ignore=".*", title="The usual way", update_title="")
    app.index_string = app.index_string.replace("{%css%}", "{%css%}" + HEAD)
    app.layout = _layout(store)
    shapes = areas(store)

    @app.callback(Output("areas", "data"), Input("indicator", "value"), Input("quintile", "value"))
    def map_data(key: str, quintiles: list[int]) -> dict[str, Any]:
        return _coloured(store, shapes, key, quintiles)

    @app.callback([Output(name, "figure") for name in GRAPHS], Input("quintile", "value"))
    def charts(quintiles: list[int]) -> tuple[Any, ...]:
        return figures(store, _mask(store, quintiles))

    compress(app.server)
    server: Flask = app.server
    return server


def _layout(store: Store) -> Any:
    (south, west), (north, east) = corners(store)
    keys = shaded(store)
    labels = {key: store.catalogue.indicator(key).label for key in keys}
    return html.Div(
        [
            dcc.Dropdown(options=labels, value=keys[0], id="indicator", clearable=False),
            dcc.Checklist(options=[1, 2, 3, 4, 5], value=[], id="quintile", inline=True),
            dl.Map(
                dl.GeoJSON(id="areas", style=Namespace("usual", "areas")("style")),
                id="map",
                center=[(south + north) / 2, (west + east) / 2],
                zoom=11.25,
                preferCanvas=True,
                zoomSnap=0.25,
                style={"width": "var(--width)", "height": "var(--height)"},
            ),
            *(dcc.Graph(id=name, style={"height": "320px"}) for name in GRAPHS),
        ]
    )


def _mask(store: Store, quintiles: list[int]) -> np.ndarray:
    first = store.catalogue.indicators[0].key
    return select(store, Filter(quintiles=tuple(sorted(quintiles)), by=first)).mask


def _coloured(
    store: Store, shapes: dict[str, Any], key: str, quintiles: list[int]
) -> dict[str, Any]:
    mask = dict(zip(store.level(*LEVEL).codes, _mask(store, quintiles).tolist(), strict=True))
    colour = colours(store, key)
    features = []
    for one in shapes["features"]:
        code = one["properties"]["code"]
        style = {
            "stroke": True,
            "color": "#FFFFFF",
            "weight": 1 if mask[code] else 0.5,
            "opacity": 1,
            "fillColor": colour[code],
            "fillOpacity": 0.92 if mask[code] else 0.16,
        }
        features.append({**one, "properties": {"code": code, "style": style}})
    return {**shapes, "features": features}
