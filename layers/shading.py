"""How the areas of a view are shaded, worked out on the server for pictures and embeds.

The same classes, colours, words and counts that the page's scripts make from the same figures:
`assets/areas.js`, `assets/legend.js`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.catalogue import Indicator
from geodata.classify import Classes, classify, usable_measure
from geodata.contents import Array
from geodata.format import WITHOUT, month
from geodata.store import Level, Store, Values
from layers.areas import LEVELS, NOUNS, place_words
from layers.figures import GROUPS, denominator_words, ranges
from layers.palette import class_colours
from layers.said import ranked, said
from layers.words import legend_title


@dataclass(frozen=True)
class Entry:
    """A class in the legend. Without a colour it is one of places that have no value."""

    colour: str
    label: str
    range: str
    counted: str


@dataclass(frozen=True)
class Grid:
    """The headings of a legend of two figures: the first goes down, the second across."""

    first: str
    second: str
    down: tuple[str, ...]
    across: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Shading:
    """What is drawn. `number` is the class of each area of the level, 0 where it has no value."""

    level: Level
    number: Array
    colours: tuple[str, ...]
    lit: Array
    title: str
    ends: tuple[str, str]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    words: tuple[str, ...]
    grid: Grid | None = None


def shade(store: Store, indicator: Indicator, measure: str, *, mask: Array) -> Shading:
    """One figure, in the classes of a measure. `mask` says which LSOAs of 2021 are selected."""
    values = store.values(indicator.key)
    shown = usable_measure(indicator, measure)
    classes = classify(values, shown, place=store.authority.name)
    level = store.level(indicator.level, indicator.vintage)
    lit = store.members(mask, level)
    colours = class_colours(indicator, len(classes.labels))
    return Shading(
        level=level,
        number=classes.number,
        colours=colours,
        lit=lit,
        title=legend_title(indicator, classes),
        ends=indicator.class_ends,
        entries=(*_entries(values, classes, lit, colours), *without_value(values.status, lit)),
        notes=(*counting(level, lit), *_about(indicator)),
        sources=(source_words(indicator),),
        words=tuple(
            f"{where(store, level, index)}. {_figure(store, values, classes, index)}"
            for index in range(len(level.codes))
        ),
    )


def counted(number: Array, lit: Array, wanted: int) -> str:
    """How many areas a class holds; while a filter is on, the selected of all."""
    of_class = number == wanted
    every, some = int(of_class.sum()), int((of_class & lit).sum())
    return f"{every}" if lit.all() else f"{some} of {every}"


def counting(level: Level, lit: Array) -> tuple[str, ...]:
    """What the numbers in the legend count, and what faded areas are."""
    many = "areas" if level.name == LEVELS[0][0] else NOUNS[level.name][1]
    said_first = f"The numbers beside the colours count {many}."
    if lit.all():
        return (said_first,)
    return (
        said_first,
        f"Faded {many} are outside the filter; the numbers count selected ones, of all.",
    )


def without_value(status: Array, lit: Array) -> tuple[Entry, ...]:
    """Entries for places without a value: suppressed and missing are told apart."""
    found = []
    for key, label in WITHOUT.items():
        here = np.asarray(status == key)
        if here.any():
            count = counted(here.astype(np.uint8), lit, 1)
            found.append(Entry(colour="", label=label, range="", counted=count))
    return tuple(found)


def source_words(indicator: Indicator) -> str:
    """Publisher, title and month of publication."""
    source = indicator.source
    return f"{source.publisher}, {source.title}, {month(source.published)}"


def where(store: Store, level: Level, index: int) -> str:
    """An area with the neighbourhood and the ward it lies in."""
    return f"{level.names[index]}, {place_words(store, level, index, level.parts[index])}"


def _entries(
    values: Values, classes: Classes, lit: Array, colours: tuple[str, ...]
) -> tuple[Entry, ...]:
    spans = ranges(values, classes) or [""] * len(classes.labels)
    return tuple(
        Entry(colours[at], label, spans[at], counted(classes.number, lit, at + 1))
        for at, label in enumerate(classes.labels)
    )


def _about(indicator: Indicator) -> tuple[str, ...]:
    notes = []
    if denominator_words(indicator):
        notes.append(f"Shares of: {indicator.denominator}.")
    if indicator.level != LEVELS[0][0]:
        notes.append("These figures are published for MSOAs only, and drawn as such.")
    if indicator.vintage != LEVELS[0][1] and indicator.level == LEVELS[0][0]:
        notes.append(f"Areas are those of {indicator.vintage}.")
    return tuple(notes)


def _figure(store: Store, values: Values, classes: Classes, index: int) -> str:
    """An area's value, its rank where the value is another thing, and its class."""
    place = store.authority.name
    value = said(values, index, place=place)
    number = int(classes.number[index])
    if not number:
        return f"{value}."
    rank = ranked(values, index, place=place)
    group = GROUPS[classes.measure.key]
    shaded = f"Shaded as: {group} {classes.labels[number - 1]}".replace("  ", " ")
    parts = dict.fromkeys(part for part in (value, rank, shaded) if part)
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)
