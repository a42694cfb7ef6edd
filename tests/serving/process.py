"""The server as it is deployed: gunicorn with the project's own configuration, in a process."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from settings import ROOT, Settings

PATIENCE = 60


@dataclass
class Served:
    """A running server: its process, its ports (0 without counts), and what it printed so far."""

    process: subprocess.Popen[bytes]
    port: int
    counts: int
    output: Path

    def ask(
        self, path: str, *, method: str = "GET", body: bytes = b"", port: int = 0, **headers: str
    ) -> tuple[int, bytes]:
        """Status and body of an answer, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, named | {"Connection": "close"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def bundle(self) -> str:
        """The content hash of the bundle that is served."""
        return str(json.loads(self.ask("/healthz")[1])["bundle"])

    def stop(self) -> None:
        """Ask the main process to stop, as an orchestrator does."""
        self.process.send_signal(signal.SIGTERM)

    def workers(self) -> list[int]:
        """The ids of the processes that answer readers."""
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self, workers: Iterable[int]) -> None:
        """Kill some workers, and wait until others have taken their places."""
        gone = set(workers)
        for pid in gone:
            os.kill(pid, signal.SIGKILL)
        number = Settings.workers  # of which the last may not have begun yet
        until(lambda: len(set(self.workers()) - gone) == number, what="other workers")

    def lines(self) -> list[str]:
        """Every whole line printed so far."""
        printed = self.output.read_text()
        return printed[: printed.rfind("\n") + 1].splitlines()


def until(holds: Callable[[], object], *, what: str) -> None:
    """Wait for a condition of another process."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"In vain: {what}"
        time.sleep(0.02)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def gunicorn(
    folder: Path,
    *arguments: str,
    held: socket.socket | None = None,
    app: str = "tests.serving.quick:create_server()",
    **environment: str,
) -> Iterator[Served]:
    """A server with EXPLORER_* settings, stopped at the end of the block.

    It listens on a socket that is `held` for it, handed over as systemd does.
    """
    port = held.getsockname()[1] if held else free_port()
    output = folder / "output"
    command = [
        *(str(Path(sys.executable).with_name("gunicorn")), "--config", "gunicorn_conf.py"),
        *(*arguments, app),
    ]
    if held:
        handed = 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@" 3<&0 0</dev/null'
        command = ["sh", "-c", handed, "sh", *command]
    with output.open("wb") as printed:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment, "EXPLORER_PORT": str(port)},
            stdin=held,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    counts = int(environment.get("EXPLORER_METRICS_PORT", 0))
    served = Served(process, port, counts, output)
    try:
        until(lambda: listening(served), what="the server listens")
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def listening(served: Served) -> bool:
    """Whether the server answers; fails when it has stopped."""
    assert served.process.poll() is None, served.lines()[-5:]
    try:
        return served.ask("/healthz")[0] == 200
    except OSError:
        return False
