"""Fewer figures for long walks, with every kind of them among those that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from geodata.catalogue import Indicator


def without_siblings(every: Iterable[Indicator]) -> Iterator[Indicator]:
    """All figures of areas; of those of practices that come from one table the first and the last.

    The conditions and years of one table have one sentence, one kind and one denominator.
    """
    for (level, _), found in groupby(every, key=lambda one: (one.level, one.table)):
        siblings = list(found)
        yield from siblings if level != "practice" else dict.fromkeys((siblings[0], siblings[-1]))
