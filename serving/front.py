"""What stands before the application: the metrics' own port, trusted proxies, the path prefix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from serving.metrics import Metrics

PLAIN = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]


@dataclass(frozen=True)
class UnderPrefix:
    """Serves an application under a path, whether or not the proxy before it takes the path off."""

    application: WSGIApplication
    prefix: str

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path, root = environ.get("PATH_INFO", ""), self.prefix.rstrip("/")
        if path == root:
            query = environ.get("QUERY_STRING", "")
            there = self.prefix + (f"?{query}" if query else "")
            start("308 Permanent Redirect", [*PLAIN, ("Location", there)])
            return [f"The explorer is at {self.prefix}\n".encode()]
        if path.startswith(self.prefix):
            path = path[len(root) :]
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = root, path
        return self.application(environ, start)


@dataclass(frozen=True)
class MetricsDoor:
    """Answers /metrics on its own port, and nothing else there."""

    application: WSGIApplication
    port: int
    printed: Callable[[], tuple[bytes, str]]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("SERVER_PORT") != str(self.port):
            return self.application(environ, start)
        if environ.get("PATH_INFO") != "/metrics" or environ.get("REQUEST_METHOD") != "GET":
            start("404 Not Found", PLAIN)
            return [b"This port answers to GET /metrics only.\n"]
        body, kind = self.printed()
        start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]


def stand_before(
    server: Flask, *, prefix: str, proxies: int, metrics_port: int, metrics: Metrics | None
) -> None:
    """Wrap the server's application; the metrics' port is looked at first, as the socket says."""
    application: WSGIApplication = server.wsgi_app
    if prefix != "/":
        application = UnderPrefix(application, prefix)
    if proxies:
        application = ProxyFix(application, x_for=0, x_proto=proxies, x_host=proxies, x_port=0)
    if metrics and metrics_port:
        application = MetricsDoor(application, metrics_port, metrics.printed)
    server.wsgi_app = application  # type: ignore[method-assign,assignment]
