"""Stopping without losing a request: not ready first, then a pause, then the usual stop.

A load balancer learns from /readyz that a replica is on its way out. It needs a moment to notice,
during which new requests still come and are still answered.
"""

from __future__ import annotations

import mmap
import signal
from collections.abc import Callable
from types import FrameType

_FLAG = mmap.mmap(-1, 1)  # shared with the workers, which are forked after this is imported


def stopping() -> bool:
    """Whether this server was asked to stop."""
    return _FLAG[0] != 0


def announce(*, stopping: bool) -> None:
    """Tell every worker whether the server is stopping."""
    _FLAG[0] = int(stopping)


def drain_before_stopping(seconds: int, *, replaced: Callable[[], bool]) -> None:
    """Put a pause of some seconds between a SIGTERM and what the process would do on it.

    A second SIGTERM ends the pause, and there is none when a new server already listens in the
    place of this one. To be called in the main process of gunicorn once it has set its own
    handlers, before it forks.
    """
    stop = signal.getsignal(signal.SIGTERM)
    if not seconds or not callable(stop):
        return

    def end(_: int, frame: FrameType | None) -> None:
        stop(signal.SIGTERM, frame)

    def begin(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, stop)
        if replaced():
            stop(number, frame)
            return
        announce(stopping=True)
        signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    signal.signal(signal.SIGTERM, begin)
