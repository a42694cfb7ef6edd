"""An end to a request that would have none, however slowly its answer drips."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Any, Self

OPENED = "connection.connect_tcp.complete"


class Deadline:
    """So many seconds for all of a try: whatever waits for its connections then, fails.

    A limit on each wait does not end a heading that comes a letter at a time. `trace` is for
    httpx's extension of that name; it is told of every connection.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds, self.passed = seconds, False
        self._lock, self._held = Lock(), list[socket.socket]()
        self._timer = Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._held:
                one.close()
            self._held.clear()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Hold the connection that was made, by a handle of our own: that of TLS is another."""
        if event == OPENED:
            with self._lock:
                self._held.append(info["return_value"].get_extra_info("socket").dup())
            if self.passed:
                self._pass()

    def _pass(self) -> None:
        with self._lock:
            self.passed = True
            for one in self._held:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
