"""What a map of areas shows: the one model that pages, pictures, embeds and scripts are made from.

A sheet holds everything about its areas that no filter changes; the counts of its classes under a
selection come from `Sheet.counts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geodata.contents import Array
from geodata.format import WITHOUT
from geodata.format import number as number_words
from geodata.geography import LSOA, LSOA_BEFORE
from geodata.store import Level
from layers.levels import LEVELS, NOUNS
from layers.palette import NO_VALUE

SEAM = (
    f"boundary changed between {LSOA_BEFORE[1]} and {LSOA[1]}, so ranks on the two cannot be "
    "compared."
)
LETTERS = "0123456789A"
_LETTERS = np.frombuffer(LETTERS.encode(), dtype=np.uint8)


def class_letters(numbers: Array) -> str:
    """Classes as browsers read them, a letter each: 0 for none, then 1 to 9 and A for 10."""
    return _LETTERS[numbers].tobytes().decode()


@dataclass(frozen=True)
class Line:
    """One line of the card: its kind, and its text for each area or practice, "" for none."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a legend: a class by its number, or the places that have no value, by status.

    `range` says from which value to which the class goes; "" where the label says it.
    """

    colour: str
    label: str
    range: str = ""
    number: int = 0
    status: str = ""


@dataclass(frozen=True)
class Grid:
    """The headings of a legend of two figures: the first goes down, the second across."""

    first: str
    second: str
    down: tuple[str, ...]
    across: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """The areas of a level in classes.

    Arrays and the texts of lines have an element an area, in the order of `level.codes`. `number`
    is the class, 0 where there is no value; `status` says why there is none ("ok" where there is).
    `order` holds the indexes of the areas from the first of the rank to the last. `words` makes the
    lines of the cards: a reply shows none of them.
    """

    level: Level
    number: Array
    status: Array
    colours: tuple[str, ...]
    title: str
    ends: tuple[str, str]
    entries: tuple[Entry, ...]
    words: Callable[[], tuple[Line, ...]]
    order: tuple[int, ...]
    notes: tuple[str, ...] = ()
    named: str = ""  # what its classes are called
    why: str = ""  # why the classes are others than those asked for
    sources: tuple[str, ...] = ()
    grid: Grid | None = None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What the card says of each area."""
        return self.words()

    def counts(self, selected: Array) -> tuple[str, ...]:
        """How many areas each entry of the legend holds; under a filter the selected of all.

        `selected` holds yes or no for each area of the level.
        """
        return counts(self.entries, self.number, self.status, selected)

    @property
    def nouns(self) -> str:
        """What the areas are called where they are counted: "areas", "MSOAs"."""
        return "areas" if self.level.name == LEVELS[0][0] else NOUNS[self.level.name][1]

    def counting(self, selected: Array) -> tuple[str, ...]:
        """What the numbers in the legend count, and what grey areas are."""
        first = f"The numbers with the colours count {self.nouns}."
        if selected.all():
            return (first,)
        grey = f"Grey {self.nouns} are outside the filter, which is outlined"
        return first, f"{grey}; the numbers count selected ones, of all."


def counts(
    entries: Sequence[Entry], number: Array, status: Array, selected: Array
) -> tuple[str, ...]:
    """How many places each entry holds: "27", or "2 of 27" where not all are selected."""

    size = 1 + max((entry.number for entry in entries), default=0)
    everywhere = np.bincount(number, minlength=size).tolist()
    inside = np.bincount(number[selected], minlength=size).tolist()
    without = number == 0

    def count(entry: Entry) -> str:
        every, some = everywhere[entry.number], inside[entry.number]
        if not entry.number:
            here = status[without] == entry.status
            every, some = int(here.sum()), int((here & selected[without]).sum())
        of = "" if selected.all() else f"{number_words(some)} of "
        return f"{of}{number_words(every)}"

    return tuple(map(count, entries))


def standing(noun: str, selected: Array) -> tuple[str, ...]:
    """How many of some places stand in a selection; nothing where all do."""
    inside, every = int(selected.sum()), len(selected)
    if inside == every:
        return ()
    stand = "stands" if inside == 1 else "stand"
    of = f"{number_words(inside)} of {number_words(every)} {noun}s"
    return (f"{of} {stand} in the areas selected; the others are grey.",)


def without_value(status: Array, number: Array) -> tuple[Entry, ...]:
    """Entries for places without a value: suppressed, missing and not applicable are told apart."""
    found = set(status[number == 0].tolist())
    return tuple(
        Entry(NO_VALUE, label, status=key) for key, label in WITHOUT.items() if key in found
    )


def marked(status: str) -> str:
    """How a place without a value is hatched: "crossed" if suppressed, otherwise "striped"."""
    return "crossed" if status == "suppressed" else "striped"


def marks(number: Array, status: Array) -> tuple[str, ...]:
    """How each place is hatched; "" where it has a value and so a colour."""
    return tuple(
        "" if at else marked(one) for at, one in zip(number.tolist(), status.tolist(), strict=True)
    )


def in_order(rank: Array) -> tuple[int, ...]:
    """Indexes of places from rank 1 on, those without a rank last."""
    first = np.where(rank > 0, rank, np.iinfo(np.int64).max)
    return tuple(np.argsort(first, kind="stable").tolist())


def same(kind: str, text: str, size: int) -> Line:
    """A line that says the same of each of `size` places."""
    return Line(kind, (text,) * size)


def spoken(lines: Sequence[Line], index: int) -> str:
    """The lines of one place as sentences."""
    texts = [line.texts[index] for line in lines]
    return " ".join(
        f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
        for text in texts
        if text
    )
