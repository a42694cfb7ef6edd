"""A page of somebody else, on another site, that holds embeds: what an intranet would serve."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

from flask import Flask, Response
from werkzeug.serving import make_server

from app import create_app
from settings import Settings

# What a careful administrator sends with every embed, frame-ancestors beside it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'"
)
SANDBOX = "allow-scripts allow-same-origin"
TAGS = (
    '<iframe src="{src}" title="{title}" width="100%" height="150" loading="eager"{sandbox}>'
    "</iframe>"
)


@dataclass
class Host:
    """The host page's site and the explorer's. `page` sets what the host page holds."""

    address: str = ""
    explorer: str = ""
    body: str = ""
    cookies: list[str] = field(default_factory=list)

    def page(
        self,
        queries: Sequence[str],
        *,
        sandbox: str = SANDBOX,
        width: int = 0,
        script: bool = True,
        within: Sequence[str] = (),
    ) -> str:
        """Write a page with these embeds and say where it is; `within` is markup around each."""
        allow = f' sandbox="{sandbox}"' if sandbox else ""
        frames = [
            TAGS.format(
                src=escape(f"{self.explorer}/embed?{one}"), title=f"Embed {at}", sandbox=allow
            )
            for at, one in enumerate(queries)
        ]
        wrappers = within or ["{}"] * len(frames)
        frames = [one.format(frame) for one, frame in zip(wrappers, frames, strict=True)]
        load = f'<script src="{self.explorer}/embed.js"></script>' if script else ""
        box = f"width: {width}px" if width else ""
        self.body = (
            f'<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">'
            f'<h1>Host</h1><div style="{box}">{"".join(frames)}</div>{load}</html>'
        )
        return f"{self.address}/page"


@contextmanager
def _served(app: Flask, name: str) -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(name, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{name}:{server.server_port}"
    server.shutdown()
    thread.join()


@contextmanager
def hosting() -> Iterator[Host]:
    """Both sites, for as long as they are needed. Their names differ, so each is a third party."""
    host, outside = Host(), Flask("host")

    @outside.get("/page")
    def page() -> str:
        return host.body

    with _served(outside, "localhost") as address:
        host.address = address
        inside = create_app(Settings(frame_ancestors=("https://elsewhere.example", address))).server

        @inside.after_request
        def guard(response: Response) -> Response:
            response.headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {address}"
            host.cookies += response.headers.getlist("Set-Cookie")
            return response

        with _served(inside, "127.0.0.1") as explorer:
            host.explorer = explorer
            yield host
