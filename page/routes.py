"""Plain routes: finding a place, two figures on one map."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache, partial

from flask import Flask, Response, abort, jsonify, request

from callbacks.answer import Explorer
from geodata.search import find
from geodata.store import Store
from page.files import FOREVER
from page.map_data import pair_data

PAIRS = 64  # files of two figures that are remembered, of 40 kB each at most


def register_routes(server: Flask, explorer: Explorer) -> None:
    """Add the routes to the server."""

    @server.get("/find")
    def find_place() -> Response:
        found = find(explorer.store, request.args.get("q", ""))
        return jsonify(asdict(found))

    pair = lru_cache(PAIRS)(partial(_pair, explorer.store))

    @server.get("/map/<edition>/<first>+<second>.json")
    def two_figures(edition: str, first: str, second: str) -> Response:
        known = {one.key for one in explorer.store.catalogue.of_areas}
        if edition != explorer.store.edition or not {first, second} <= known:
            abort(404)
        response = Response(pair(first, second), content_type="application/json")
        response.headers["Cache-Control"] = FOREVER
        return response


def _pair(store: Store, first: str, second: str) -> str:
    """Two indicators on one map as JSON text, which is remembered rather than the values."""
    found = pair_data(store, store.catalogue.indicator(first), store.catalogue.indicator(second))
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
