"""The headers that tell a browser what an answer may do, on every answer.

The content security policy names what a page loads and nothing else: its own origin, and the tile
server when the street map is offered. No script stands in a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, request

YEAR = 31_536_000
DENIED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
EMBEDDED = ("/embed",)


@dataclass(frozen=True)
class Policy:
    """What differs between deployments.

    `styles` are the hashes of the style elements that components insert. `tiles` is the address of
    the street map's tiles, or empty. `ancestors` are origins that may embed what is at /embed.
    """

    styles: tuple[str, ...] = ()
    tiles: str = ""
    ancestors: tuple[str, ...] = ()
    tls: bool = False
    restricted: bool = False

    def page(self, path: str) -> str:
        """The content security policy of a page."""
        directives = {
            "default-src": ["'self'"],
            "script-src": ["'self'"],
            "style-src": ["'self'", *self.styles],
            "img-src": ["'self'", "data:", "blob:", *origin(self.tiles)],
            "object-src": ["'none'"],
            "base-uri": ["'self'"],
            "form-action": ["'self'"],
            "frame-ancestors": self.framed_by(path),
        }
        return _printed(directives)

    def file(self, path: str) -> str:
        """The policy of anything else: opened on its own it loads nothing and runs nothing."""
        return _printed(
            {
                "default-src": ["'none'"],
                "style-src": ["'unsafe-inline'"],
                "img-src": ["data:"],
                "frame-ancestors": self.framed_by(path),
            }
        )

    def framed_by(self, path: str) -> list[str]:
        """Who may show a path inside a page of theirs."""
        return ["'self'", *(self.ancestors if embeddable(path) else ())]


def embeddable(path: str) -> bool:
    """Whether other sites may show a path inside theirs, if they are named in the settings."""
    return any(path == start or path.startswith((start + "/", start + ".")) for start in EMBEDDED)


def origin(address: str) -> list[str]:
    """The origin of an address, `{s}` in it being any subdomain; nothing for one of our own."""
    parts = urlsplit(address)
    if not parts.netloc:
        return []
    return [f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"]


def protect(server: Flask, policy: Policy) -> None:
    """Put the headers on every answer of the server, refusals included."""

    @server.after_request
    def add(response: Response) -> Response:
        path = request.path
        page = response.mimetype == "text/html"
        headers = response.headers
        headers["Content-Security-Policy"] = policy.page(path) if page else policy.file(path)
        headers["X-Content-Type-Options"] = "nosniff"
        # a tile server answers only to a page that says which site it is of
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Permissions-Policy"] = ", ".join(f"{name}=()" for name in DENIED)
        if not embeddable(path):
            headers["X-Frame-Options"] = "SAMEORIGIN"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if policy.tls:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        if policy.restricted:
            _keep_private(response)
        elif "immutable" in response.headers.get("Cache-Control", ""):
            # an embed in a sandbox has no origin of its own, and fetches the shapes of its map
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response


def _keep_private(response: Response) -> None:
    """Files whose name changes with what they hold are kept, by the reader's own browser only."""
    kept = response.headers.get("Cache-Control", "")
    hashed = "immutable" in kept
    response.headers["Cache-Control"] = (
        kept.replace("public", "private") if hashed else "private, no-store"
    )


def _printed(directives: dict[str, list[str]]) -> str:
    return "; ".join(" ".join([name, *values]) for name, values in directives.items())
