"""A server on this machine that gives what publishers give, and can misbehave as they do."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

Page = Callable[[Request], Response]
Fault = Callable[[Request, Response], Response]


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@dataclass
class PublisherServer:
    """Pages by https address without its query; each fault of an address serves one request."""

    pages: dict[str, Page] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    waiting: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def __call__(self, environ: dict[str, object], start: Callable[..., object]) -> object:
        request = Request(environ)
        self.seen.append(request)
        address = "https:/" + request.path
        page = self.pages.get(address)
        answer = page(request) if page else Response("no such page", 404)
        if request.method != "HEAD" and self.faults.get(address):
            answer = self.faults[address].pop(0)(request, answer)
        return answer(environ, start)

    def mirrors(self) -> dict[str, str]:
        """Where each origin is to be found instead."""
        hosts = {urlsplit(address).netloc for address in self.pages}
        return {f"https://{host}": f"http://127.0.0.1:{self.port}/{host}" for host in hosts}

    def hang(self, _: Request, answer: Response) -> Response:
        """Half of the body, then nothing until the server ends."""
        body = answer.get_data()

        def parts() -> Iterator[bytes]:
            yield body[: len(body) // 2]
            self.waiting.set()
            self.ended.wait(30)

        return Response(parts(), 200, headers=answer.headers)


def serving(server: PublisherServer) -> Iterator[PublisherServer]:
    """Run the server in a thread; for a fixture."""
    made = make_server("127.0.0.1", 0, server, threaded=True, request_handler=_Silent)
    made.daemon_threads = True  # type: ignore[attr-defined]
    made.block_on_close = False  # type: ignore[attr-defined]
    server.port = made.server_port
    thread = threading.Thread(
        target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        made.shutdown()
        thread.join()
        made.server_close()


def file(body: bytes, kind: str = "text/csv") -> Page:
    """A file with an ETag, whole or in ranges."""

    def page(request: Request) -> Response:
        answer = Response(body, mimetype=kind)
        answer.add_etag()
        return answer.make_conditional(request, accept_ranges=True, complete_length=len(body))

    return page


def features(rows: dict[str, dict[str, object]], field_name: str, *, page: int) -> Page:
    """An ArcGIS layer of the features of codes: those that are asked for, some at a time."""
    return layer([rows[code] for code in sorted(rows)], field_name, page=page)


def layer(rows: Sequence[Mapping[str, Any]], field_name: str, *, page: int) -> Page:
    """An ArcGIS layer of features, given in the order of a field."""
    rows = sorted(rows, key=lambda one: _fields(one)[field_name])

    def answer(request: Request) -> Response:
        wanted = [one for one in rows if _fulfils(_fields(one), request.args["where"])]
        if request.args["f"] == "json":
            names = request.args["outFields"].split(",")
            wanted = [
                {**one, "attributes": {name: _fields(one)[name] for name in names}}
                for one in wanted
            ]
        start = int(request.args["resultOffset"])
        content: dict[str, object] = {"features": wanted[start : start + page]}
        if start + page < len(wanted):
            more = {"exceededTransferLimit": True}
            content |= {"properties": more} if request.args["f"] == "geojson" else more
        assert request.args["orderByFields"] == field_name
        return Response(json.dumps(content), mimetype="application/json")

    return answer


def _fields(feature: Mapping[str, Any]) -> Mapping[str, str]:
    fields: Mapping[str, str] = feature.get("attributes") or feature["properties"]
    return fields


def _fulfils(fields: Mapping[str, str], where: str) -> bool:
    """Whether a feature fulfils one of FIELD IN ('...', '...'), = '...' and LIKE '...%'."""
    for condition in where.split(" OR "):
        name, kind, rest = condition.split(" ", 2)
        texts = [one.replace("''", "'") for one in re.findall(r"'((?:[^']|'')*)'", rest)]
        cell = fields[name]
        if cell.startswith(texts[0].rstrip("%")) if kind == "LIKE" else cell in texts:
            return True
    return False


def status(code: int, **headers: str) -> Fault:
    """Another answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda *_: Response("busy", code, headers=named)


def html(_: Request, __: Response) -> Response:
    """A web page where a file was promised."""
    return Response("<!DOCTYPE html><html><body>Moved</body></html>", mimetype="text/html")


def truncated(_: Request, answer: Response) -> Response:
    """A body that breaks off in the middle."""
    body = answer.get_data()
    return Response(iter([body[: len(body) // 2]]), answer.status, headers=answer.headers)


def redirect(target: str) -> Fault:
    """A redirection."""
    return lambda *_: Response("", 302, headers={"Location": target})
