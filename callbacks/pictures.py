"""Pictures of a view as files: `/picture/map.svg`, `/picture/map.png`, and so for every chart."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from flask import Flask, Response, abort, request

from callbacks.answer import Explorer
from callbacks.drawn import MAP, picture_file
from charts.registry import CHARTS
from pictures.raster import png
from pictures.still import NoPictureError

ZOOM = {True: 1, False: 2}  # a map has the size that previews want
KEPT = 128
FRESH = "public, max-age=3600"


def register_pictures(server: Flask, explorer: Explorer) -> None:
    """Add the routes of the pictures to the server."""

    @lru_cache(maxsize=KEPT)
    def drawn(text: str, zoom: int) -> bytes:
        return png(text, zoom=zoom)

    def found(key: str) -> str:
        if key != MAP and key not in CHARTS:
            abort(404)
        answer = explorer.answer(request.query_string.decode("utf-8", "replace"))
        try:
            return picture_file(key, answer, explorer)
        except NoPictureError:
            abort(404)

    @server.get("/picture/<key>.svg")
    def picture_svg(key: str) -> Response:
        return _sent(found(key).encode(), "image/svg+xml", f"{_code(explorer)}-{key}.svg")

    @server.get("/picture/<key>.png")
    def picture_png(key: str) -> Response:
        content = drawn(found(key), ZOOM[key == MAP])
        return _sent(content, "image/png", f"{_code(explorer)}-{key}.png")


def _code(explorer: Explorer) -> str:
    return explorer.store.authority.code


def _sent(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = FRESH
    response.set_etag(hashlib.sha256(content).hexdigest()[:20])
    response.make_conditional(request)
    return response
