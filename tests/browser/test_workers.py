"""Served as in production: several workers forked from one process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from settings import ROOT


@pytest.fixture
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "gunicorn_conf.py",
        "app:create_server()",
    ]
    served = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "EXPLORER_PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
            assert served.poll() is None, "gunicorn stopped"
    yield address
    served.terminate()
    served.wait(timeout=30)


def test_scripts_are_served_even_when_everything_is_asked_at_once(address: str) -> None:
    suites = "/_dash-component-suites/dash/"
    paths = ["html/dash_html_components.min.js", "dash-renderer/build/dash_renderer.min.js"] * 8

    def status(path: str) -> int:
        try:
            with urllib.request.urlopen(address + suites + path, timeout=30) as reply:
                return int(reply.status)
        except urllib.error.HTTPError as error:
            return error.code

    with ThreadPoolExecutor(max_workers=len(paths)) as readers:
        assert set(readers.map(status, paths)) == {200}
