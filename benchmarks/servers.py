"""The three servers: gunicorn with the explorer's own configuration, each on a free port."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory

from benchmarks.errors import BenchmarkError
from settings import ROOT

APPLICATIONS = {
    "floor": "benchmarks.floor:create_server()",
    "usual": "benchmarks.usual:create_server()",
    "explorer": "app:create_server()",
}
USUAL = ("floor", "usual", "explorer")


@contextmanager
def serving(names: Sequence[str] = USUAL) -> Iterator[dict[str, str]]:
    """Addresses of the running servers by name; they stop when the block ends."""
    with ExitStack() as stack:
        started = {name: stack.enter_context(_gunicorn(APPLICATIONS[name])) for name in names}
        try:
            yield {name: _address(name, process) for name, process in started.items()}
        finally:
            for process in started.values():
                process.terminate()


@contextmanager
def running(name: str) -> Iterator[tuple[str, int]]:
    """Address of one server, and the id of its main process; it stops when the block ends."""
    with _gunicorn(APPLICATIONS[name]) as process:
        yield _address(name, process), process.pid


@contextmanager
def _gunicorn(application: str) -> Iterator[subprocess.Popen[str]]:
    with TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn_conf.py", application],
            cwd=ROOT,
            env={**os.environ, "EXPLORER_PORT": str(_free_port()), "HOME": home},
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _address(name: str, process: subprocess.Popen[str]) -> str:
    """Address a server says it listens at; its application is loaded by then."""
    said: list[str] = []
    for line in process.stderr or ():
        said.append(line)
        found = re.search(r"Listening at: (http://\S+)", line)
        if found:
            return found[1]
    raise BenchmarkError(f"The server of {name} did not start. It said: {''.join(said[-5:])}")
