"""The levels that areas are drawn on: what they are called, where their areas lie."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import shapely

from geodata.authorities import authorities_of, ward_words
from geodata.geography import LSOA, LSOA_BEFORE, MSOA
from geodata.store import Level, Store
from layers.travel import moves

LEVELS = (LSOA, LSOA_BEFORE, MSOA)
NOUNS = {
    "lsoa": ("small area", "small areas"),
    "msoa": ("neighbourhood", "neighbourhoods"),
}


@lru_cache(maxsize=8)
def points(level: Level) -> tuple[shapely.Point, ...]:
    """A point inside each area of a level."""
    return tuple(shapely.point_on_surface(level.geometry).tolist())


def level_key(name: str, vintage: int) -> str:
    """What the browser calls a level: "lsoa_2021"."""
    return f"{name}_{vintage}"


@lru_cache(maxsize=8)
def neighbour_moves(level: Level) -> list[list[int]]:
    """For each area of a level where the four arrow keys lead, as indexes."""
    return moves(level, points(level))


def place_words(store: Store, level: Level, index: int, parts: Any) -> str:
    """Where an area lies, in words: for MSOAs also that it is one, and its code."""
    areas = store.areas
    wards = list(dict.fromkeys(areas.ward_name[area] for area in parts))
    if level.name == LEVELS[0][0]:
        return f"{areas.msoa_name[parts[0]]}, {ward_words(store, parts[0], 'ward')}"
    noun = "ward" if len(wards) == 1 else "wards"
    count = f"{len(parts)} {NOUNS['lsoa'][len(parts) > 1]}"
    name = f"Neighbourhood (MSOA) {level.codes[index]} ({level.vintage})"
    held = "".join(f", {one}" for one in authorities_of(store, parts))
    return f"{name}: {count} in {', '.join(wards)} {noun}{held}"
