"""The routes of embeds: the document, and the script a host page may load."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, abort, request

from callbacks.answer import Explorer
from page.embed_document import EmbedFiles, embed_document
from page.embed_files import host_script
from page.embed_request import PATH, answer_embed, read_embed

A_DAY = "public, max-age=86400"


def register_embeds(
    server: Flask, explorer: Explorer, files: EmbedFiles, *, origins: Sequence[str]
) -> None:
    """Add the routes to the server. `origins` are the pages that may embed."""

    @server.get(f"/{PATH}")
    def embed() -> str:
        try:
            asked = read_embed(request.query_string.decode("utf-8", "replace"))
        except KeyError:
            abort(404)
        shown, answer = answer_embed(asked, explorer)
        return embed_document(shown, answer, explorer, files, origins=origins)

    @server.get(f"/{PATH}.js")
    def embed_script() -> Response:
        response = Response(host_script(), content_type="text/javascript; charset=utf-8")
        response.headers["Cache-Control"] = A_DAY
        return response
