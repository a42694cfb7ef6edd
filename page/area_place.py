"""Places that have a page: by code, by what a view selects; and codes that are no longer used."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from callbacks.answer import Answer, Explorer, canonical
from charts.groups import selection_words
from charts.words import capital, joined
from geodata.authorities import authorities_of
from geodata.geography import BOROUGH, LAD, LEVELS, LSOA, MSOA, WARD, in_force
from geodata.store import Level, Store
from views.view import address_of

KINDS = {
    BOROUGH: "Whole authority",
    LAD: "Local authority",
    WARD: f"Ward of {in_force(WARD)}",
    MSOA: "Neighbourhood (MSOA)",
    LSOA: "Small area (LSOA)",
}
PATH = "area"


@dataclass(frozen=True)
class Place:
    """A place with a page: its name and kind, the query of the view that selects it, its path.

    `within` are the authorities of several that it lies in.
    """

    name: str
    kind: str
    query: str
    path: str
    within: tuple[str, ...] = ()


def kinds(store: Store) -> dict[tuple[str, int], str]:
    """The levels whose areas have a page, with what one is called; LAD where there are several."""
    return {level: kind for level, kind in KINDS.items() if level != LAD or store.authorities}


def place_of(store: Store, code: str) -> Place | None:
    """The place of a code of the newest year of a level; None for other codes."""
    for level_of, kind in kinds(store).items():
        level = store.level(*level_of)
        if code in level.codes:
            at = level.codes.index(code)
            query = urlencode(_keys(store, level, at), safe=",")
            larger = level_of in (BOROUGH, LAD)
            within = () if larger else authorities_of(store, level.parts[at])
            return Place(_name(store, level, at), kind, query, f"{PATH}/{code}", within)
    return None


def place_chosen(answer: Answer, explorer: Explorer) -> Place:
    """The place that a view selects: one with a code where it is just that, or a selection."""
    asked, store = answer.selection.filter, explorer.store
    query = canonical(answer, explorer)
    for key, codes in (("lad", asked.authorities), ("ward", asked.wards)):
        found = place_of(store, codes[0]) if len(codes) == 1 else None
        if found and query == urlencode({key: codes[0]}):
            return found
    words = selection_words(store, asked, count=answer.selection.count)
    kind = "Drawn area" if asked.is_drawn else "Selection"
    return Place(capital(words), kind, query, address_of(PATH, query))


def named(level: Level) -> list[tuple[str, str]]:
    """Name and code of every area of a level, in order of name."""
    return sorted(zip(level.names, level.codes, strict=True))


def became(store: Store, code: str) -> tuple[int, tuple[str, ...]] | None:
    """The year of a code that is no longer used, and the codes of what became of its area."""
    for name, year in LEVELS:
        level = store.level(name, year)
        if (name, year) in KINDS or code not in level.codes:
            continue
        parts = level.parts[level.codes.index(code)]
        return year, tuple(store.areas.code[part] for part in parts)
    return None


def became_words(store: Store, code: str, year: int, codes: tuple[str, ...]) -> str:
    """What became of an area of an earlier year, in a sentence."""
    names = dict(zip(store.areas.code, store.areas.name, strict=True))
    parts = joined([names[one] for one in codes])
    return f"{code} is a small area of {year}. Since {LSOA[1]} it is {parts}."


def _name(store: Store, level: Level, at: int) -> str:
    """What people call it; a small area has a number, and the name of what it is part of."""
    if level.name != LSOA[0]:
        return level.names[at]
    return f"Part of {store.areas.msoa_name[at]} ({level.names[at]})"


def _keys(store: Store, level: Level, at: int) -> dict[str, str]:
    """The keys of the view that selects an area of a level."""
    if level.name == BOROUGH[0]:
        return {}
    if level.name in (LAD[0], WARD[0]):
        return {level.name: level.codes[at]}
    return {"area": ",".join(store.areas.code[one] for one in level.parts[at])}
