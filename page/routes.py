"""Plain routes: finding a place and downloading a table."""

from __future__ import annotations

from dataclasses import asdict

from flask import Flask, Response, abort, jsonify, request

from callbacks.answer import Explorer
from charts.download import csv_text
from charts.registry import CHARTS
from geodata.search import find


def register_routes(server: Flask, explorer: Explorer) -> None:
    """Add the routes to the server."""

    @server.get("/find")
    def find_place() -> Response:
        found = find(explorer.store, request.args.get("q", ""))
        return jsonify(asdict(found))

    @server.get("/download/<key>.csv")
    def download(key: str) -> Response:
        if key not in CHARTS:
            abort(404)
        answer = explorer.answer(request.query_string.decode("utf-8", "replace"))
        text = csv_text(explorer.chart(key, answer), answer.context)
        name = f"{explorer.store.authority.code}-{key}.csv"
        return Response(
            "﻿" + text,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
