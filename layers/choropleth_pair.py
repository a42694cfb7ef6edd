"""The sheet of two figures: thirds of each, which makes nine classes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number as number_words
from geodata.format import source_words
from geodata.geography import LSOA_BEFORE
from geodata.store import Level, Store
from layers.companions import companion_texts, within
from layers.levels import LEVELS, NOUNS
from layers.pairs import LARGER, THIRDS, added_up, thirds
from layers.palette import NO_VALUE, PAIR
from layers.sheet import Entry, Grid, Line, Sheet, in_order, same
from layers.words import both_labels, full_label

WHY = "With two figures the map shows thirds of each."


@dataclass(frozen=True, eq=False)
class _Side:
    """One of the two figures on the level that both are drawn on; arrays have an element an area.

    `third` is 1 where rank 1 is, 0 where there is no figure.
    """

    indicator: Indicator
    rank: Array
    third: Array
    texts: tuple[str, ...]


@lru_cache(maxsize=64)
def choropleth_pair(store: Store, first: Indicator, second: Indicator) -> Sheet:
    """Thirds of two figures, both put on one level of areas first."""
    level = _level_of(store, first, second)
    one, other = _side(store, first, level), _side(store, second, level)
    known = (one.third > 0) & (other.third > 0)
    number = np.where(known, THIRDS * (one.third.astype(int) - 1) + other.third, 0)
    noun, place = NOUNS[level.name][1], store.authority.name
    without = (
        () if known.all() else (Entry(NO_VALUE, "No figure for one or both", status="missing"),)
    )
    return Sheet(
        level=level,
        number=number,
        status=np.where(known, "ok", "missing"),
        colours=PAIR,
        title=f"{both_labels(first, second)}: thirds of {place}'s {noun}",
        ends=first.rank_ends,
        entries=(*(Entry(colour, "", number=at) for at, colour in enumerate(PAIR, 1)), *without),
        words=lambda: (*_lines(one, "", place), *_lines(other, " second", place)),
        order=tuple(np.lexsort((_position(one.rank), np.where(known, number, 10))).tolist()),
        notes=(_darkest(first, second, number, noun), *_moved(level, first, second)),
        named="Thirds of each",
        why=WHY,
        sources=tuple(dict.fromkeys((source_words(first), source_words(second)))),
        grid=Grid(full_label(first), full_label(second), _headings(first), _headings(second)),
    )


def _level_of(store: Store, first: Indicator, second: Indicator) -> Level:
    levels = [(one.level, one.vintage) for one in (first, second)]
    if levels[0] == levels[1]:
        return store.level(*levels[0])
    return store.level(*(LARGER if LARGER in levels else LEVELS[0]))


def _side(store: Store, one: Indicator, level: Level) -> _Side:
    texts, own = companion_texts(store, one, level), store.level(one.level, one.vintage)
    if own is not level and (level.name, level.vintage) == LARGER:
        found = added_up(store, one)
        return _Side(one, found.rank, found.third, texts)
    rank = store.values(one.key).rank
    third = thirds(rank)
    if own is level:
        return _Side(one, rank, third, texts)
    holder = within(level, own)
    return _Side(one, rank[holder], third[holder], texts)


def _position(rank: Array) -> Array:
    return np.array(np.argsort(in_order(rank)))


def _lines(side: _Side, kind: str, place: str) -> tuple[Line, ...]:
    first, last = side.indicator.rank_ends
    words = f"of {THIRDS} in {place} (1 = {first}, {THIRDS} = {last})"
    return (
        same(f"label{kind}", full_label(side.indicator), len(side.texts)),
        Line(f"value{kind}", side.texts),
        Line(
            f"third{kind}",
            tuple(f"Third {at} {words}" if at else "" for at in side.third.tolist()),
        ),
    )


def _headings(one: Indicator) -> tuple[str, ...]:
    first, last = one.rank_ends
    return (f"1 ({first})", "2", f"{THIRDS} ({last})")


def _darkest(first: Indicator, second: Indicator, number: Array, noun: str) -> str:
    """Where both firsts meet; the corner is of concern only where both figures have a concern."""
    corner = f"{number_words(int((number == 1).sum()))} of {number_words(len(number))} {noun}"
    ends = f"{first.rank_ends[0]} and {second.rank_ends[0]}"
    if first.of_concern and second.of_concern:
        return f"Darkest, {ends}: {corner}."
    return f"In the first third of both ({ends}): {corner}."


def _moved(level: Level, first: Indicator, second: Indicator) -> tuple[str, ...]:
    levels = {(one.level, one.vintage) for one in (first, second)}
    if levels == {(level.name, level.vintage)}:
        return ()
    if (level.name, level.vintage) == LARGER:
        return (
            "Figures of small areas (LSOAs) are added up to neighbourhoods (MSOAs), because the "
            "other figure is published for those only.",
        )
    return (f"Areas of today show the figure of the area of {LSOA_BEFORE[1]} they lie in.",)
