"""A process of its own that answers lines with lines of JSON."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
# All that it is told of its surroundings: nothing of the server's own, which holds a secret.
ALONE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class ChildGoneError(Exception):
    """The process has ended."""


class Child:
    """`python -m module arguments`, started at once; what it prints as errors goes nowhere.

    Without a shell; nothing of a request is among the arguments. `folder` is where matplotlib,
    which spopt loads, may keep its list of fonts.
    """

    def __init__(self, module: str, *arguments: str, folder: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - the words are our own
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**ALONE, "MPLBACKEND": "agg", "MPLCONFIGDIR": folder},
            start_new_session=True,
        )
        self._unread = b""
        self._lines: list[bytes] = []
        # Whenever it ends by itself, its entry in the table of processes goes too.
        Thread(target=self._process.wait, daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask(self, line: str) -> None:
        """Send a line, or raise ChildGoneError."""
        try:
            _pipe(self._process.stdin).write(line.encode())
            _pipe(self._process.stdin).flush()
        except OSError as error:
            raise ChildGoneError from error

    def hear(self, seconds: float) -> dict[str, Any] | None:
        """The next line of JSON, None when there is none in time; ChildGoneError at its end."""
        until = monotonic() + seconds
        out = _pipe(self._process.stdout)
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_READ)
            while not self._lines:
                if not ready.select(max(0.0, until - monotonic())):
                    return None
                found = os.read(out.fileno(), 1 << 16)
                if not found:
                    raise ChildGoneError
                *self._lines, self._unread = (self._unread + found).split(b"\n")
        message: dict[str, Any] = json.loads(self._lines.pop(0))
        return message

    def stop(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                _pipe(pipe).close()
            except OSError:  # what could not be sent any more
                continue


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
