"""Two figures on one map, shaded on the server: the twin of `assets/pair.js`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.store import Level, Store
from layers.areas import LEVELS, NOUNS
from layers.pairs import LARGER, added_up, thirds
from layers.palette import PAIR
from layers.said import said
from layers.shading import Entry, Grid, Shading, counted, counting, source_words, where
from layers.words import full_label


@dataclass(frozen=True, eq=False)
class _Side:
    """One of the two figures, on the level that both are drawn on."""

    indicator: Indicator
    third: Array
    words: tuple[str, ...]


def shade_pair(store: Store, first: Indicator, second: Indicator, *, mask: Array) -> Shading:
    """Thirds of two figures. `mask` says which LSOAs of 2021 are selected."""
    level = _level_of(store, first, second)
    sides = (_side(store, first, level), _side(store, second, level))
    number = _classes(*sides)
    lit = store.members(mask, level)
    noun = NOUNS[level.name][1]
    place = store.authority.name
    return Shading(
        level=level,
        number=number,
        colours=PAIR,
        lit=lit,
        title=f"{full_label(first)} and {full_label(second)}: thirds of {place}'s {noun}",
        ends=(first.more, first.less),
        entries=(
            *(
                Entry(colour, "", "", counted(number, lit, at + 1))
                for at, colour in enumerate(PAIR)
            ),
            *_without(number, lit),
        ),
        notes=(*_darkest(sides, number, noun), *counting(level, lit), *_moved(level, sides)),
        sources=tuple(dict.fromkeys(source_words(one.indicator) for one in sides)),
        words=tuple(
            f"{where(store, level, index)}. {_both(sides, index, place)}"
            for index in range(len(level.codes))
        ),
        grid=Grid(full_label(first), full_label(second), _headings(first), _headings(second)),
    )


def _level_of(store: Store, first: Indicator, second: Indicator) -> Level:
    levels = [(one.level, one.vintage) for one in (first, second)]
    if levels[0] == levels[1]:
        return store.level(*levels[0])
    return store.level(*(LARGER if LARGER in levels else LEVELS[0]))


def _side(store: Store, one: Indicator, level: Level) -> _Side:
    values, place = store.values(one.key), store.authority.name
    own = store.level(one.level, one.vintage)
    third = np.array([int(digit) for digit in thirds(values.rank)], dtype=np.uint8)
    words = tuple(said(values, index, place=place) for index in range(len(own.codes)))
    if own is level:
        return _Side(one, third, words)
    if (level.name, level.vintage) == LARGER:
        found = added_up(store, one)
        added = np.array([int(digit) for digit in found["thirds"]], dtype=np.uint8)
        return _Side(one, added, tuple(found["said"]))
    parent = own.of_area.tolist()
    return _Side(one, third[parent], tuple(words[index] for index in parent))


def _classes(one: _Side, other: _Side) -> Array:
    known = (one.third > 0) & (other.third > 0)
    number: Array = np.where(known, 3 * (one.third.astype(int) - 1) + other.third, 0)
    return number


def _without(number: Array, lit: Array) -> tuple[Entry, ...]:
    if number.all():
        return ()
    return (Entry("", "No figure for one or both", "", counted(number, lit, 0)),)


def _headings(one: Indicator) -> tuple[str, ...]:
    return (f"1 ({one.more})", "2", f"3 ({one.less})")


def _both(sides: tuple[_Side, _Side], index: int, place: str) -> str:
    return " ".join(
        f"{full_label(side.indicator)}: {side.words[index]}, "
        + (f"third {side.third[index]} of 3 in {place}." if side.third[index] else "no third.")
        for side in sides
    )


def _darkest(sides: tuple[_Side, _Side], number: Array, noun: str) -> tuple[str, ...]:
    corner = int((number == 1).sum())
    one, other = (side.indicator.more for side in sides)
    return (
        f"Darkest: {corner} of {len(number)} {noun} are both in third 1 ({one}) of the one and in "
        f"third 1 ({other}) of the other.",
    )


def _moved(level: Level, sides: tuple[_Side, _Side]) -> tuple[str, ...]:
    levels = {(side.indicator.level, side.indicator.vintage) for side in sides}
    if levels == {(level.name, level.vintage)}:
        return ()
    if (level.name, level.vintage) == LARGER:
        return (
            "Figures of LSOAs are added up to MSOAs, because the other figure is published for "
            "MSOAs only.",
        )
    return ("Areas of today show the figure of the area of 2011 they lie in.",)
