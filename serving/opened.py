"""Applications that are opened when they are first asked for, only so many at once."""

from __future__ import annotations

import gc
import sys
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import lru_cache
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
REMEMBERING = type(lru_cache(lambda: None))


class Opened(Generic[T]):
    """What `make` makes of a code, at most `most` of them; the least recently used one goes first.

    Safe to share between threads: one is made at a time, and the others are handed out meanwhile.
    What goes takes with it what the modules of `rooms` remember of it.
    """

    def __init__(self, make: Callable[[str], T], *, most: int, rooms: Collection[str]) -> None:
        self._make, self._most, self._rooms = make, most, rooms
        self._here: OrderedDict[str, T] = OrderedDict()
        self._shelf, self._making = Lock(), Lock()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of those that are open, the least recently used first."""
        with self._shelf:
            return tuple(self._here)

    def get(self, code: str) -> T:
        """The one of a code; raises what `make` raises, and tries again the next time."""
        found = self._known(code)
        if found is not None:
            return found
        with self._making:
            found = self._known(code)
            if found is None:
                self._make_room()
                found = self._make(code)
                with self._shelf:
                    self._here[code] = found
            return found

    def _known(self, code: str) -> T | None:
        with self._shelf:
            if code in self._here:
                self._here.move_to_end(code)
            return self._here.get(code)

    def _make_room(self) -> None:
        with self._shelf:
            if len(self._here) < self._most:
                return
            self._here.popitem(last=False)
        forget(self._rooms)


def forget(rooms: Collection[str]) -> None:
    """Empty every function's memory of results in the modules of some rooms, and free it."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in rooms:
            for one in list(vars(module).values()):
                if isinstance(one, REMEMBERING):
                    one.cache_clear()
    gc.collect()
