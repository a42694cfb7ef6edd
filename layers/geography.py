"""What the browser knows of areas whatever figure is shown: names, places, people, neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geodata.format import number
from geodata.selection import BASES, quintiles
from geodata.store import Level, Store
from layers.levels import LEVELS, NOUNS, level_key, neighbour_moves, place_words, points
from layers.palette import look
from layers.sheet import SEAM, Line

_SMALL, _NEWEST = LEVELS[0]


def lines_before(store: Store, level: Level) -> tuple[Line, Line]:
    """The name and the place of each area, which stand first on its card."""
    places = (place_words(store, level, at, part) for at, part in enumerate(level.parts))
    return Line("name", level.names), Line("place", tuple(places))


def lines_after(store: Store, level: Level) -> tuple[Line, Line]:
    """The people of each area with their date, and its seam, which stand last on its card."""
    people = (
        f"{number(one)} people ({store.people_period})" for one in store.people(level).tolist()
    )
    seam = (SEAM.capitalize() if one else "" for one in changed(store, level))
    return Line("people", tuple(people)), Line("seam", tuple(seam))


def changed(store: Store, level: Level) -> tuple[bool, ...]:
    """Whether the boundary of each small area changed between censuses; no for larger areas."""
    seam = store.members(store.areas.changed, level)
    return tuple((seam & (level.name == _SMALL)).tolist())


def is_older(level: Level) -> bool:
    """Whether a level is of the older small areas, whose seam is outlined on the map."""
    return level.name == _SMALL and level.vintage != _NEWEST


def geography(store: Store, addresses: Mapping[str, Any]) -> dict[str, Any]:
    """What every view needs; `addresses` are those of the files and what else the page adds.

    `wards` holds the small areas of each ward, and of each authority of several, by code,
    `quintiles` the quintile of each small area, a digit each, 0 for none, by each index on either
    basis: filters are decided by these.
    """
    levels = {level_key(*one): store.level(*one) for one in LEVELS}
    return {
        **addresses,
        "look": look(len(store.areas.code)),
        "newest": level_key(*LEVELS[0]),
        "quintiles": {
            one.key: {
                basis: "".join(map(str, quintiles(store, by=one.key, basis=basis).tolist()))
                for basis in BASES
            }
            for one in store.catalogue.ranked
        },
        "levels": {key: _level(store, level) for key, level in levels.items()},
        "wards": {
            code: parts
            for level in store.divisions
            for code, parts in zip(level.codes, level.parts, strict=True)
        },
    }


def _level(store: Store, level: Level) -> dict[str, Any]:
    seam = changed(store, level)
    return {
        "codes": level.codes,
        "noun": NOUNS[level.name][0],
        "before": [[line.kind, line.texts] for line in lines_before(store, level)],
        "after": [[line.kind, line.texts] for line in lines_after(store, level)],
        "outlined": [at for at, one in enumerate(seam) if one and is_older(level)],
        "points": [[round(point.y, 5), round(point.x, 5)] for point in points(level)],
        "moves": neighbour_moves(level),
        "parts": level.parts,
    }
