"""Fewer figures for long walks, with every kind of them among those that are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from geodata.catalogue import Indicator


def without_siblings(every: Iterable[Indicator]) -> Iterator[Indicator]:
    """Of figures alike the first, the last and the one of the longest name, in their order.

    Figures of one table are alike that are of one kind, theme, role and direction: they have the
    same charts, sentences, measures and overlays, and differ in their names and numbers.
    """
    figures = list(every)
    kept = {
        one.key
        for siblings in _alike(figures)
        for one in (siblings[0], siblings[-1], max(siblings, key=lambda one: len(one.label)))
    }
    yield from (one for one in figures if one.key in kept)


def first_of_each_kind(every: Iterable[Indicator]) -> Iterator[Indicator]:
    """Of figures alike the first alone, for walks that look at each of the others once."""
    yield from (siblings[0] for siblings in _alike(every))


def _alike(every: Iterable[Indicator]) -> Iterable[list[Indicator]]:
    """Figures that are alike together, in their order."""
    alike: defaultdict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for one in every:
        shared = (one.level, one.vintage, one.table, one.kind, one.theme, one.role, one.polarity)
        alike[*shared, one.formula, one.clusters, one.domain, bool(one.before_column)].append(one)
    return alike.values()
