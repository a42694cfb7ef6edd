"""Every place that can be found by name, and how places are written for a search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geodata.authorities import authorities_of, authority_of, beside, ward_words
from geodata.format import month
from geodata.geography import LAD, LSOA_BEFORE, WARD, in_force
from geodata.store import Store
from geodata.venues import kind_words

KINDS = (
    "authority",
    "ward",
    "former_ward",
    "msoa",
    "lsoa",
    "practice",
    "venue",
    "postcode",
    "postcodes",
)
LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", "s": "5"})
ORDINAL = re.compile(r"\d+(st|nd|rd|th)")
USUAL_FORMS = {
    "saint": "st",
    "rd": "road",
    "ave": "avenue",
    "ln": "lane",
    "center": "centre",
    "mt": "mount",
}
BEST = 8
AROUND = 0.004  # degrees that are shown on every side of a pin, some 300 m
LONGEST_WINDOW = 6  # words of a name or an address that are compared at once

Bounds = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Match:
    """A place found: its kind (one of KINDS), words for it, and the LSOAs that it selects.

    `ward` is the code when the place is a ward or an authority, otherwise None. `at` is where its
    pin stands (latitude, longitude), None for a group of places. `bounds` are the south-west and
    the north-east corner of its neighbourhood, to be shown around it.
    """

    kind: str
    label: str
    detail: str
    areas: tuple[str, ...]
    ward: str | None
    at: tuple[float, float] | None
    bounds: Bounds


@dataclass(frozen=True)
class Found:
    """The best matches, best first, and a sentence saying what was found or what could be.

    `partial` says that only part of a postcode was typed: then nothing is chosen unasked.
    """

    matches: tuple[Match, ...]
    message: str
    partial: bool = False

    @property
    def only(self) -> Match | None:
        """The match that needs no choosing: there is no other, and no more was to be typed."""
        return self.matches[0] if len(self.matches) == 1 and not self.partial else None


@dataclass(frozen=True)
class Entry:
    """A place, the plain texts that find it, and their runs of words."""

    match: Match
    keys: tuple[str, ...]
    windows: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=2)
def index(store: Store) -> tuple[Entry, ...]:
    """Every named place of a store, made once."""
    authorities = _larger(store, LAD[0]) if store.authorities else ()
    larger = (*authorities, *_larger(store, "ward"), *_former_wards(store), *_larger(store, "msoa"))
    made = (*larger, *_lsoas(store), *_practices(store), *_venues(store))
    return tuple(
        Entry(match, keys, frozenset(one for key in keys for one in _windows(key)))
        for match, keys in made
    )


def plain(text: str) -> str:
    """Lower case, no accents, "and" for "&", usual forms of words, and single spaces.

    In words with a digit, letters that look like digits are read as digits.
    """
    spread = unicodedata.normalize("NFKD", text.replace("&", " and "))
    letters = "".join(
        letter for letter in spread if not (unicodedata.combining(letter) or letter in "'’‘`")
    )
    spaced = "".join(letter if letter.isalnum() else " " for letter in letters.casefold())
    return " ".join(_word(word) for word in spaced.split())


def _word(word: str) -> str:
    if any(letter.isdigit() for letter in word):
        return word if ORDINAL.fullmatch(word) else word.translate(LOOKALIKES)
    return USUAL_FORMS.get(word, word)


def _windows(key: str) -> Iterator[str]:
    """Every run of up to LONGEST_WINDOW words of a key."""
    words = key.split()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_WINDOW) + 1):
            yield " ".join(words[start:end])


Made = tuple[Match, tuple[str, ...]]


def _larger(store: Store, kind: str) -> Iterator[Made]:
    """Authorities, wards or MSOAs, each with the small areas in it."""
    level = store.level(kind)
    own = {LAD[0]: "local authority", "ward": f"ward ({level.vintage})"}
    for at, (code, name) in enumerate(zip(level.codes, level.names, strict=True)):
        areas = level.parts[at]
        called = own.get(kind, "neighbourhood (MSOA)")
        where = (
            "" if kind == LAD[0] else "".join(f", {one}" for one in authorities_of(store, areas))
        )
        match = Match(
            "authority" if kind == LAD[0] else kind,
            name,
            f"{called}{where}, {small_areas(len(areas))}",
            _codes(store, areas),
            code if kind in own else None,
            _inside(level.geometry[at]),
            _bounds(store.shapes(level, [at])),
        )
        yield match, (plain(name), plain(code))


def _former_wards(store: Store) -> Iterator[Made]:
    """Wards of before whose names no ward has now, each with the small areas that fit it best."""
    former, today = store.areas.former_ward, {plain(name) for name in store.level("ward").names}
    for name in sorted(set(former) - {""}):
        if plain(name) not in today:
            areas = np.flatnonzero(np.array(former) == name)
            detail = f"ward until {in_force(WARD)}, {small_areas(len(areas))}"
            yield group(store, "former_ward", name, detail, areas), (plain(name),)


def _lsoas(store: Store) -> Iterator[Made]:
    areas = store.areas
    for at, (code, name) in enumerate(zip(areas.code, areas.name, strict=True)):
        keys = [plain(name), plain(code)]
        detail = f"small area (LSOA) {code}, {ward_words(store, at)}"
        if areas.changed[at]:
            keys += [plain(areas.lsoa11_name[at]), plain(areas.lsoa11_code[at])]
            detail += f", {areas.lsoa11_code[at]} in {LSOA_BEFORE[1]}"
        lon, lat = areas.label_point[at]
        yield point(store, "lsoa", name, detail, at, (lat, lon)), tuple(keys)


def _practices(store: Store) -> Iterator[Made]:
    practices = store.practices
    for at, name in enumerate(practices.name):
        area = int(practices.lsoa21[at])
        if area < 0:
            continue
        ward = beside(practices.ward_name[at], authority_of(store, area))
        detail = f"GP practice, {practices.postcode[at]}, {ward}"
        place = (practices.lat[at], practices.lon[at])
        keys = (plain(name), plain(practices.code[at]))
        yield point(store, "practice", name, detail, area, place), keys


def _venues(store: Store) -> Iterator[Made]:
    venues = store.venues
    for at, name in enumerate(venues.name):
        kind = kind_words(venues.kind[at])
        listed = f"list of {month(venues.date[at])}"
        detail = f"{kind}, {venues.address[at]}, {venues.postcode[at]} ({listed})"
        place = (venues.lat[at], venues.lon[at])
        match = point(store, "venue", name, detail, int(venues.lsoa21[at]), place)
        yield match, (plain(name), plain(venues.address[at]), plain(f"{name} {venues.address[at]}"))


def point(
    store: Store, kind: str, label: str, detail: str, area: int, at: tuple[float, float]
) -> Match:
    """A place with one position, in the LSOA of that index; its MSOA is its neighbourhood."""
    level = store.level("msoa")
    (south, west), (north, east) = _bounds(level.geometry[int(level.of_area[area])])
    lat, lon = where = round(float(at[0]), 5), round(float(at[1]), 5)
    bounds = (
        (min(south, lat - AROUND), min(west, lon - AROUND)),
        (max(north, lat + AROUND), max(east, lon + AROUND)),
    )
    return Match(kind, label, detail, (store.areas.code[area],), None, where, bounds)


def group(store: Store, kind: str, label: str, detail: str, areas: npt.NDArray[Any]) -> Match:
    """Several LSOAs by index, shown together."""
    level = store.level("lsoa")
    bounds = _bounds(level.geometry[areas])
    return Match(kind, label, detail, _codes(store, areas.tolist()), None, None, bounds)


def _inside(shape: shapely.Geometry) -> tuple[float, float]:
    """A point inside a shape."""
    inside = shapely.point_on_surface(shape)
    return round(inside.y, 5), round(inside.x, 5)


def _bounds(shapes: Any) -> Bounds:
    """South-west and north-east corners of one shape or several."""
    west, south, east, north = shapely.total_bounds(shapes).round(5).tolist()
    return (south, west), (north, east)


def _codes(store: Store, areas: Iterable[int]) -> tuple[str, ...]:
    return tuple(store.areas.code[at] for at in areas)


def counted(found: int) -> str:
    """How many matches there are, and how many of them are given."""
    if found > BEST:
        return f"The first {BEST} of {found:,} matches."
    return "1 match." if found == 1 else f"{found} matches."


def small_areas(count: int) -> str:
    """So many small areas, in words."""
    return "1 small area" if count == 1 else f"{count:,} small areas"
