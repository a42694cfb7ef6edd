"""The route of the page that hands out a view."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, abort, request

from callbacks.answer import Explorer
from page.embed_document import EmbedFiles
from page.embed_request import answer_embed, read_embed
from page.preview import start_of
from page.share_document import Sharing, share_document
from page.snippet import height_of, usual_height


def register_share(
    server: Flask,
    explorer: Explorer,
    files: EmbedFiles,
    *,
    origins: Sequence[str],
    address: str,
    prefix: str,
) -> None:
    """Add the route. `address` is where the administrator says the site is, or empty."""

    @server.get("/share")
    def share() -> str:
        try:
            embed = read_embed(request.query_string.decode("utf-8", "replace"))
        except KeyError:
            abort(404)
        embed, answer = answer_embed(embed, explorer)
        usual = usual_height(embed.show, two=bool(answer.view.beside), form=bool(embed.change))
        sharing = Sharing(
            embed=embed,
            height=_height(usual),
            usual=usual,
            start=start_of(address, host=request.host_url, prefix=prefix),
            origins=origins,
            style=files.style,
            script=files.share_script,
        )
        return share_document(sharing, answer, explorer)


def _height(usual: int) -> int:
    """The height asked for; the usual one where it was only that of the choice before."""
    asked = request.args.get("height", "")
    return height_of("" if asked == request.args.get("was") else asked, usual)
