"""What search engines are told: the start pages may be found, the views behind them not."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Request, Response, request

CLOSED = ("embed", "find", "share", "download/", "reach/")


def is_start(asked: Request, status: int) -> bool:
    """Whether an answer is a page as it starts: nothing was asked of it, and it is there."""
    return not asked.query_string and status == 200


def register_robots(server: Flask, *, root: str, starts: Sequence[str]) -> None:
    """Add /robots.txt, and to every answer but a start page that nobody may list it.

    `root` is the path that the site is served under, `starts` are the paths of its start pages.
    """
    pages = {f"/{path}" for path in starts}

    @server.get("/robots.txt")
    def robots() -> Response:
        closed = [f"Disallow: {root}{path}" for path in (*CLOSED, *(f"{one}?" for one in starts))]
        text = "\n".join(["User-agent: *", *closed, ""])
        return Response(text, content_type="text/plain; charset=utf-8")

    @server.after_request
    def tell(response: Response) -> Response:
        if request.path not in pages or not is_start(request, response.status_code):
            response.headers["X-Robots-Tag"] = "noindex"
        return response
