"""The server as it is deployed, its files compressed with less effort: half of a start."""

from __future__ import annotations

import brotli
from flask import Flask

import app

QUICK = 5  # effort of Brotli
compress = brotli.compress


def create_server() -> Flask:
    """The application for gunicorn."""
    brotli.compress = lambda content, **_: compress(content, quality=QUICK)
    return app.create_server()
