"""What a reader is told when a request cannot be answered: a plain sentence, never a trace.

Sentences are constants: nothing of the request is repeated in them.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from typing import NoReturn

from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from markupsafe import escape
from werkzeug.exceptions import HTTPException

log = logging.getLogger("explorer.serving")

SENTENCES: Mapping[int, str] = {
    400: "The request could not be understood.",
    401: "This explorer is for named readers. Sign in through your organisation's own address.",
    403: "This explorer is for named readers, and the request did not come through its proxy.",
    404: "There is no page at this address. The explorer is at the start of the site.",
    405: "This address does not answer to that method. Pages answer to GET.",
    413: "The request is larger than the explorer accepts, which is 64 kB.",
    414: "The address is longer than the explorer accepts.",
    415: "The request was not JSON. Questions of the page are sent as application/json.",
    431: "The request's headers are larger than the explorer accepts.",
    500: "Something went wrong here, not with your link. Please try again; it has been noted.",
    503: "The explorer is stopping. Please try again.",
}
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{title}</h1><p>{sentence}</p><p><a href="{start}">To the explorer</a></p></main>
</body></html>
"""
DRESSED = "refusals"  # of Flask's extensions: writes a page of a title and a sentence
BARE = (401, 403, 500, 503)  # to somebody unknown nothing of the site is shown, nor while it fails
TITLES: Mapping[int, str] = {404: "No page here", 500: "Something went wrong"}


def refuse(status: int, sentence: str = "") -> NoReturn:
    """End the request with a status and a sentence: the usual one unless another is given."""
    abort(Response(*_answer(status, sentence or SENTENCES[status])))


def say_plainly(server: Flask, *, absent: tuple[type[Exception], ...] = ()) -> None:
    """Answer every error of the server with a sentence; `absent` are errors that mean "no page"."""

    def known(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:
            return error.response
        status = error.code or 500
        if status < 400:  # a redirection
            return error.get_response()
        answer = Response(*_answer(status, SENTENCES.get(status, SENTENCES[400])))
        allowed = getattr(error, "valid_methods", None)
        if allowed:
            answer.headers["Allow"] = ", ".join(sorted(allowed))
        return answer

    def missing(_: Exception) -> Response:
        return Response(*_answer(404, SENTENCES[404]))

    def broken(error: Exception) -> Response:
        log.error("A request failed: %s", fault(error))
        return Response(*_answer(500, SENTENCES[500]))

    server.register_error_handler(HTTPException, known)
    server.register_error_handler(Exception, broken)
    for kind in absent:
        server.register_error_handler(kind, missing)


def fault(error: BaseException) -> str:
    """The kind of an error and where it happened; not its message, which may quote a reader."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = (f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {' > '.join(places)}"


def _answer(status: int, sentence: str) -> tuple[str, int, dict[str, str]]:
    """A small page for a reader who navigated, a line of text for everything else."""
    headers = {"Cache-Control": "no-store"}
    if "text/html" in request.headers.get("Accept", "") and request.method in ("GET", "HEAD"):
        return (
            _page(status, sentence),
            status,
            headers | {"Content-Type": "text/html; charset=utf-8"},
        )
    return sentence + "\n", status, headers | {"Content-Type": "text/plain; charset=utf-8"}


def _page(status: int, sentence: str) -> str:
    title = TITLES.get(status, "The request was refused")
    dress = current_app.extensions.get(DRESSED)
    if dress is not None and status not in BARE:
        return str(dress(title, sentence))
    start = escape(request.script_root + "/")
    return PAGE.format(title=title, sentence=escape(sentence), start=start)
