"""Counts of requests for Prometheus, on a port of their own that no reader reaches.

Labels are the routes of the server, never addresses: nothing a reader typed is counted apart.
Every worker writes its counts to a file of its own; whichever is asked adds them up.
"""

from __future__ import annotations

import time

from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Metrics:
    """What is counted, and how it is printed."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter(
            "explorer_requests",
            "Requests answered.",
            ["route", "method", "status"],
            registry=self._own,
        )
        self._seconds = Histogram(
            "explorer_request_seconds",
            "Seconds from the request to its answer.",
            ["route"],
            buckets=BUCKETS,
            registry=self._own,
        )
        self._running = Gauge(
            "explorer_requests_running",
            "Requests being answered.",
            registry=self._own,
            multiprocess_mode="livesum",
        )

    def watch(self, server: Flask) -> None:
        """Count every request of the server."""

        @server.before_request
        def begin() -> None:
            g.began = time.perf_counter()
            self._running.inc()

        @server.after_request
        def count(response: Response) -> Response:
            route = route_of_request()
            method = request.method if request.method in METHODS else "other"
            self._requests.labels(route, method, str(response.status_code)).inc()
            if "began" in g:
                self._seconds.labels(route).observe(time.perf_counter() - g.began)
            return response

        @server.teardown_request
        def end(_: BaseException | None) -> None:
            if g.pop("began", None) is not None:
                self._running.dec()

    def printed(self) -> tuple[bytes, str]:
        """The counts of all workers in the Prometheus text format, and its content type."""
        shared = CollectorRegistry()
        try:
            MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        except ValueError:  # one process, as in tests: there is no folder of shared counts
            return generate_latest(self._own), CONTENT_TYPE_LATEST
        return generate_latest(shared), CONTENT_TYPE_LATEST


def route_of_request() -> str:
    """The rule that answers the request, for example /download/<key>.csv."""
    return request.url_rule.rule if request.url_rule else "none"
