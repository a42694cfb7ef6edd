"""Pictures of a view as files: `/picture/map.svg`, `/picture/map.png`, and so for every chart."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from threading import Lock

from flask import Flask, Response, abort, request

from callbacks.answer import Answer, Explorer, canonical
from callbacks.map_file import MAP, picture_file
from charts.file_name import file_name
from charts.registry import CHARTS
from geodata.catalogue import Indicator
from page.downloads import today
from pictures.chart_file import NoPictureError
from pictures.raster import png

ZOOM = {True: 1, False: 2}  # a map has the size that previews want
KEPT = 64  # pictures, of 200 kB each at most
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
FRESH = "public, max-age=3600"


def register_pictures(server: Flask, explorer: Explorer) -> None:
    """Add the routes of the pictures to the server.

    A picture takes some tens of megabytes while it is made: a worker makes one at a time.
    """
    one_at_a_time = Lock()

    @lru_cache(maxsize=KEPT)
    def drawn(key: str, query: str) -> tuple[bytes, tuple[Indicator, ...]]:
        answer = explorer.answer(query)
        with one_at_a_time:
            content = png(picture_file(key, answer, explorer), zoom=ZOOM[key == MAP])
        return content, _figures(key, answer, explorer)

    @server.get("/picture/<key>.<any(svg, png):kind>")
    def picture(key: str, kind: str) -> Response:
        if key != MAP and key not in CHARTS:
            abort(404)
        answer = explorer.answer(request.query_string.decode("utf-8", "replace"))
        try:
            if kind == "png":
                content, figures = drawn(key, canonical(answer, explorer))
            else:
                content = picture_file(key, answer, explorer).encode()
                figures = _figures(key, answer, explorer)
        except NoPictureError:
            abort(404)
        name = file_name(key, figures, answer.context, day=today(), ending=kind)
        return _sent(content, MEDIA_TYPES[kind], name)


def _figures(key: str, answer: Answer, explorer: Explorer) -> tuple[Indicator, ...]:
    """What the map or a chart is of, for the name of its file."""
    context = answer.context
    shown = (context.indicator, *context.companions)
    return shown if key == MAP else explorer.chart(key, answer).indicators


def _sent(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Cache-Control"] = FRESH
    response.set_etag(hashlib.sha256(content).hexdigest()[:20])
    response.make_conditional(request)
    return response
