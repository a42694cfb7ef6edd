"""Whether the process is alive, and whether it should be sent readers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, jsonify

from serving.stopping import stopping


def register_health(server: Flask, bundle: str | Mapping[str, str]) -> None:
    """Add /healthz and /readyz; `bundle` is the content hash of what is served, or one by code."""

    @server.get("/healthz")
    def health() -> Response:
        return _said("ok", 200)

    @server.get("/readyz")
    def ready() -> Response:
        return _said("stopping", 503) if stopping() else _said("ready", 200)

    def _said(status: str, code: int) -> Response:
        answer = jsonify(status=status, bundle=bundle)
        answer.status_code = code
        answer.headers["Cache-Control"] = "no-store"
        if code != 200:
            answer.headers["Retry-After"] = "5"
        return answer
