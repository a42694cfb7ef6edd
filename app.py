"""The application: `create_app(settings)`, and `create_server()` for a WSGI server."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import dash
from flask import Flask, abort, request
from markupsafe import Markup

from callbacks.answer import Explorer
from callbacks.compression import compress
from callbacks.files import Files
from callbacks.pictures import register_pictures
from callbacks.register import layout, register
from callbacks.routes import register_routes
from geodata.errors import ExplorerError
from geodata.store import Store
from layers.areas import facts, shaded
from layers.figures import figures
from layers.practices import outcomes
from layers.registry import LAYERS
from page.document import DashParts, Published, document
from page.embed_document import EmbedFiles
from page.embed_files import publish
from page.embeds import register_embeds
from page.preview import start_of
from page.share import register_share
from settings import Settings, from_environment

ASSETS = Path(__file__).resolve().parent / "assets"
STYLES = ("page", "map", "charts")
SCRIPTS = (  # in the order in which they need each other
    *(
        "page",
        "state",
        "box",
        "panels",
        "reply",
        "map",
        "figures",
        "pair",
        "areas",
        "card",
        "travel",
    ),
    *("apart", "practice_legend", "practices"),
    *("legend", "outlines", "wards", "streets", "find", "share", "dash"),
)

# Dash sends every component package that is installed. The page uses dash-leaflet and html only.
UNUSED_SUITES = ("/dash/dcc/", "/dash/dash_table/", "/dash_extensions/")
PRELOADED = ("_dash-layout", "_dash-dependencies")
GEOJSON_SUITE = "_dash-component-suites/dash_leaflet/async-GeoJSON.js"


class ExplorerApp(dash.Dash):
    """Dash, with the document written by `page` and only the scripts the page uses."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("explorer", assets_ignore=".*", title="", update_title="")
        self._settings = settings
        self._explorer = Explorer(Store.open(settings.bundle), streets=settings.basemap == "on")
        files = Files()
        store = self._explorer.store
        addresses = {
            one.key: files.add_json(f"ind-{one.key}.json", figures(store, one))
            for one in shaded(store)
        } | {
            one.key: files.add_json(f"ind-{one.key}.json", outcomes(store, one))
            for one in store.catalogue.at("practice")
        }
        self._published = Published(
            facts=files.add_json("facts.json", facts(store, addresses)),
            figures=addresses,
            shapes={
                one.key: files.add_json(f"{one.key}.json", one.shapes(store)) for one in LAYERS
            },
            style=files.add("explorer.css", _joined(STYLES, ".css")),
            script=files.add("explorer.js", _joined(SCRIPTS, ".js")),
        )
        self.layout = layout(self._explorer)
        register(self, self._explorer)
        register_routes(self.server, self._explorer)
        register_pictures(self.server, self._explorer)
        self._register_sharing(publish(files))
        files.register(self.server)
        compress(self.server)

    def _register_sharing(self, files: EmbedFiles) -> None:
        """The routes of embeds and of the page that hands them out."""
        origins = self._settings.frame_ancestors
        register_embeds(self.server, self._explorer, files, origins=origins)
        register_share(
            self.server,
            self._explorer,
            files,
            origins=origins,
            address=self._settings.address,
            prefix=self.config.requests_pathname_prefix,
        )

    def interpolate_index(self, **kwargs: Any) -> str:  # type: ignore[override]
        """The index document for the view in the address; Dash asks for it at every path."""
        if request.path != self.config.routes_pathname_prefix:
            abort(404)
        answer = self._explorer.answer(request.query_string.decode("utf-8", "replace"))
        prefix = self.config.requests_pathname_prefix
        parts = DashParts(
            entry=Markup('<div id="react-entry-point"></div>'),
            config=Markup(kwargs["config"]),
            scripts=Markup(_used_scripts(kwargs["scripts"])),
            renderer=Markup(kwargs["renderer"]),
            preloads=[prefix + path for path in (*PRELOADED, GEOJSON_SUITE)],
        )
        return document(
            answer,
            self._explorer,
            self._published,
            parts,
            streets=self._settings.streets,
            start=start_of(self._settings.address, host=request.host_url, prefix=prefix),
        )


def warm(server: Flask, path: str = "/") -> None:
    """Ask for the page and its scripts once, before the workers fork.

    Dash learns which scripts it may serve when it first prints the page: a worker that never did
    would refuse them. Each script is also compressed here, once for all workers.
    """
    client = server.test_client()
    page = client.get(path).get_data(as_text=True)
    for address in re.findall(r'(?:src|href)="([^"]+\.js)"', page):
        for encoding in ("br", "gzip"):
            client.get(urljoin(path, address), headers={"Accept-Encoding": encoding})


def _joined(names: tuple[str, ...], suffix: str) -> bytes:
    return b"\n".join((ASSETS / (name + suffix)).read_bytes() for name in names)


def _used_scripts(tags: str) -> str:
    """Dash's script tags without unused suites; polyfills only for browsers without modules."""
    kept = [
        tag.replace("<script ", "<script nomodule ") if "polyfill" in tag else tag
        for tag in re.findall(r"<script.*?</script>", tags, re.DOTALL)
        if not any(suite in tag for suite in UNUSED_SUITES)
    ]
    return "\n".join(kept)


def create_app(settings: Settings) -> ExplorerApp:
    """A new application. Raises ExplorerError when a setting or the bundle cannot be used."""
    return ExplorerApp(settings)


def create_server() -> Flask:
    """The WSGI application for gunicorn; stops with a sentence when it cannot start."""
    try:
        app = create_app(from_environment())
    except ExplorerError as error:
        sys.exit(f"The explorer cannot start. {error}")
    server: Flask = app.server
    warm(server, app.config.routes_pathname_prefix)
    return server
