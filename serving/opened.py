"""Applications that are opened when they are first asked for, only so many at once."""

from __future__ import annotations

import gc
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import lru_cache
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
REMEMBERING = type(lru_cache(lambda: None))
REST = 10.0  # seconds before what could not be made is tried again: trying costs the others


class Opened(Generic[T]):
    """What `make` makes of a code, at most `most` of them; the least recently used one goes first.

    Safe to share between threads: one is made at a time, and the others are handed out meanwhile,
    so that there is one more until it is made. One that cannot be made puts none out. What goes
    takes with it what the modules of `rooms` remember of it.
    """

    def __init__(self, make: Callable[[str], T], *, most: int, rooms: Collection[str]) -> None:
        self._make, self._most, self._rooms = make, most, rooms
        self._here: OrderedDict[str, T] = OrderedDict()
        self._refused: dict[str, tuple[float, Exception]] = {}
        self._shelf, self._making = Lock(), Lock()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of those that are open, the least recently used first."""
        with self._shelf:
            return tuple(self._here)

    def get(self, code: str) -> T:
        """The one of a code; raises what `make` raises, and the same until it has rested."""
        found = self._known(code)
        if found is not None:
            return found
        with self._making:
            found = self._known(code)
            return self._made(code) if found is None else found

    def _made(self, code: str) -> T:
        when, error = self._refused.get(code, (0.0, None))
        if error is not None and time.monotonic() < when + REST:
            raise error.with_traceback(None)
        try:
            made = self._make(code)
        except Exception as refusal:
            self._refused[code] = time.monotonic(), refusal
            raise
        self._refused.pop(code, None)
        self._put(code, made)
        return made

    def _known(self, code: str) -> T | None:
        with self._shelf:
            if code in self._here:
                self._here.move_to_end(code)
            return self._here.get(code)

    def _put(self, code: str, made: T) -> None:
        """Keep one that was made; the least recently used one goes only now."""
        with self._shelf:
            full = len(self._here) >= self._most
            if full:
                self._here.popitem(last=False)
            self._here[code] = made
        if full:
            forget(self._rooms)


def forget(rooms: Collection[str]) -> None:
    """Empty every function's memory of results in the modules of some rooms, and free it."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in rooms:
            for one in list(vars(module).values()):
                if isinstance(one, REMEMBERING):
                    one.cache_clear()
    gc.collect()
