"""The venues layer: a square for each, with the letters and the colour of its kind.

Which kinds there are is data. A kind's letters are the fewest of its name that no kind before it
has. Venues at one point stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np

from geodata.contents import Array
from geodata.format import month, number
from geodata.store import Store
from geodata.venues import hours_words, kind_words
from layers.palette import VENUE_COLOURS
from layers.sheet import Line, standing

SIDE, GAP = 18, 2  # pixels: how wide a square is, and how far two at one point are apart
LETTER = 11  # pixels
OLD = "Some lists are old: a venue may have moved or closed."


@dataclass(frozen=True)
class VenueKind:
    """A kind of venue: its key in a view, its name, what its squares look like, how many it has."""

    key: str
    label: str
    letters: str
    colour: str
    count: int


@dataclass(frozen=True, eq=False)
class VenueMarks:
    """Venues on a map: `here` holds their indexes, those on top last.

    `letters` and `colours` have an element for each of `here`. `kinds` are those of the legend.
    """

    kinds: tuple[VenueKind, ...]
    here: tuple[int, ...]
    letters: tuple[str, ...]
    colours: tuple[str, ...]
    notes: tuple[str, ...]
    source: str

    def counts(self, selected: Array) -> tuple[str, ...]:
        """How many of each kind are selected: "6 of 64"; "64" where all venues are."""
        if selected.all():
            return tuple(number(one.count) for one in self.kinds)
        lit = [one for one, at in zip(self.letters, self.here, strict=True) if selected[at]]
        return tuple(
            f"{number(lit.count(one.letters))} of {number(one.count)}" for one in self.kinds
        )

    def faded(self, selected: Array) -> tuple[str, ...]:
        """How many venues stand in the selection; `selected` is yes or no for each venue."""
        return standing("venue", selected[list(self.here)])


@lru_cache(maxsize=4)
def venue_kinds(store: Store) -> tuple[VenueKind, ...]:
    """The kinds of venues of a bundle, in order of name."""
    every = store.venues.kind
    found: list[VenueKind] = []
    for at, key in enumerate(sorted(set(every))):
        label = _label(key)
        taken = {one.letters for one in found}
        letters = next(label[:size] for size in count(1) if label[:size] not in taken)
        colour = VENUE_COLOURS[at % len(VENUE_COLOURS)]
        found.append(VenueKind(key, label, letters, colour, every.count(key)))
    return tuple(found)


@lru_cache(maxsize=64)
def venue_marks(store: Store, kinds: tuple[str, ...]) -> VenueMarks:
    """The venues of some kinds."""
    chosen = {one.key: one for one in venue_kinds(store) if one.key in kinds}
    venues = store.venues
    here = tuple(at for at in southwards(store) if venues.kind[at] in chosen)
    own = [chosen[venues.kind[at]] for at in here]
    return VenueMarks(
        kinds=tuple(chosen.values()),
        here=here,
        letters=tuple(one.letters for one in own),
        colours=tuple(one.colour for one in own),
        notes=(OLD, *placed_otherwise(store, here)),
        source="; ".join(lists_of(store, here)),
    )


@lru_cache(maxsize=4)
def venue_lines(store: Store) -> tuple[Line, ...]:
    """What the card says of each venue: name, kind, address, opening, list."""
    venues = store.venues
    places = (", ".join(one) for one in zip(venues.address, venues.postcode, strict=True))
    days = zip(venues.open_saturday, venues.open_sunday, strict=True)
    return (
        Line("name", venues.name),
        Line("kind", tuple(_label(one) for one in venues.kind)),
        Line("place", tuple(places)),
        Line("open", tuple(_opening(*one) for one in days)),
        Line("list", tuple(f"List: {one}" for one in _lists(store))),
    )


def lists_of(store: Store, here: Iterable[int]) -> tuple[str, ...]:
    """The lists that some venues are from, each with its date."""
    every = _lists(store)
    return tuple(sorted({every[at] for at in here}))


def _lists(store: Store) -> tuple[str, ...]:
    pairs = zip(store.venues.publisher, store.venues.date, strict=True)
    return tuple(f"{name}, {month(date)}" for name, date in pairs)


@lru_cache(maxsize=4)
def offsets(store: Store) -> tuple[int, ...]:
    """How many pixels to the right of its place each venue stands."""
    places = list(zip(store.venues.lat.tolist(), store.venues.lon.tolist(), strict=True))
    moved = []
    for at, place in enumerate(places):
        others = places.count(place) - 1
        moved.append(round((places[:at].count(place) - others / 2) * (SIDE + GAP)))
    return tuple(moved)


def shapes(store: Store) -> dict[str, Any]:
    """GeoJSON of the venues, those on top last, with the `side` and `size` of squares and letters.

    `right` are pixels to the right of the place.
    """
    venues, moved, lines = store.venues, offsets(store), venue_lines(store)
    look = {one.key: one for one in venue_kinds(store)}
    return {
        "type": "FeatureCollection",
        "side": SIDE,
        "size": LETTER,
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "code": venues.code[at],
                    "kind": venues.kind[at],
                    "letters": look[venues.kind[at]].letters,
                    "colour": look[venues.kind[at]].colour,
                    "lines": [[line.kind, line.texts[at]] for line in lines],
                    "right": moved[at],
                },
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(float(one[at]), 5) for one in (venues.lon, venues.lat)],
                },
            }
            for at in southwards(store)
        ],
    }


def lit(store: Store, selected: Array) -> str:
    """Which venues are selected, in the order of their file: "1" or "0" each."""
    return "".join("1" if selected[at] else "0" for at in southwards(store))


def southwards(store: Store) -> list[int]:
    """Indexes of the venues from north to south: those farther south lie on top."""
    found: list[int] = np.argsort(-store.venues.lat, kind="stable").tolist()
    return found


def _label(kind: str) -> str:
    words = kind_words(kind)
    return words[:1].upper() + words[1:]


def _opening(saturday: str, sunday: str) -> str:
    if saturday == sunday:
        return f"Saturday and Sunday: {hours_words(saturday)}"
    return f"Saturday: {hours_words(saturday)}; Sunday: {hours_words(sunday)}"


def placed_otherwise(store: Store, here: tuple[int, ...]) -> tuple[str, ...]:
    """Venues whose postcode is not known stand where their list puts them."""
    known, venues = frozenset(store.postcodes.code), store.venues
    named = [venues.name[at] for at in here if venues.postcode[at] not in known]
    if not known or not named:
        return ()
    return (f"Placed by its list, because its postcode is not known: {'; '.join(named)}.",)
