"""The areas layer: one polygon an area, shaded by the indicator shown.

Areas whose code did not change between vintages are drawn once; a polygon says on which levels it
is valid, so that a change of level shows and hides the polygons that differ and redraws no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import dash_leaflet as dl
import shapely
from dash_extensions.javascript import Namespace

from geodata.catalogue import Indicator
from geodata.store import Level, Store
from layers.pairs import LARGER
from layers.palette import PAIR
from layers.travel import moves
from layers.words import full_label

LEVELS = (("lsoa", 2021), ("lsoa", 2011), ("msoa", 2011))
NOUNS = {"lsoa": ("LSOA", "LSOAs"), "msoa": ("MSOA", "MSOAs")}
_browser = Namespace("explorer", "areas")


def component() -> dl.GeoJSON:
    """The Leaflet layer; the browser fetches its data once and styles it in place."""
    return dl.GeoJSON(id="areas", onEachFeature=_browser("register"), style=_browser("style"))


def shaded(store: Store) -> tuple[Indicator, ...]:
    """The indicators that can shade areas, in the catalogue's order."""
    return store.catalogue.of_areas


@lru_cache(maxsize=8)
def points(level: Level) -> tuple[shapely.Point, ...]:
    """A point inside each area of a level."""
    return tuple(shapely.point_on_surface(level.geometry).tolist())


def level_key(name: str, vintage: int) -> str:
    """What the browser calls a level: "lsoa_2021"."""
    return f"{name}_{vintage}"


def shapes(store: Store) -> dict[str, Any]:
    """GeoJSON of every polygon of every level, each once, with its code and levels."""
    features: dict[str, dict[str, Any]] = {}
    for name, vintage in LEVELS:
        level, key = store.level(name, vintage), level_key(name, vintage)
        for code, geometry in zip(level.codes, level.geometry, strict=True):
            if code in features:
                features[code]["properties"]["levels"].append(key)
                continue
            features[code] = {
                "type": "Feature",
                "properties": {"code": code, "levels": [key]},
                "geometry": shapely.geometry.mapping(geometry),
            }
    return {"type": "FeatureCollection", "features": list(features.values())}


def facts(
    store: Store, addresses: Mapping[str, str], clusters: Mapping[str, str]
) -> dict[str, Any]:
    """What the browser needs to describe areas, and where each indicator's files are."""
    return {
        "pair": {"colours": PAIR, "larger": level_key(*LARGER), "place": store.authority.name},
        "newest": level_key(*LEVELS[0]),
        "levels": {
            level_key(name, year): _level(store, store.level(name, year)) for name, year in LEVELS
        },
        "figures": dict(addresses),
        "clusters": dict(clusters),
        "clustered": [full_label(store.catalogue.indicator(key)) for key in clusters],
    }


def _level(store: Store, level: Level) -> dict[str, Any]:
    areas = store.areas
    parts = level.parts
    older = level.name == LEVELS[0][0] and level.vintage != LEVELS[0][1]
    small = level.name == LEVELS[0][0]
    inside = points(level)
    one, many = NOUNS[level.name]
    return {
        "codes": level.codes,
        "names": level.names,
        "noun": [one, many],
        "vintage": level.vintage,
        "places": [place_words(store, level, index, part) for index, part in enumerate(parts)],
        "marked": older,
        "seam": "boundary changed between 2011 and 2021, so ranks on the two cannot be compared.",
        "changed": [
            index
            for index, part in enumerate(parts)
            if small and any(areas.changed[area] for area in part)
        ],
        "people": store.people(level).tolist(),
        "points": [[round(point.y, 5), round(point.x, 5)] for point in inside],
        "moves": moves(level, inside),
        "parts": [[areas.code[area] for area in part] for part in parts],
    }


def place_words(store: Store, level: Level, index: int, parts: Any) -> str:
    """Where an area lies, in words: for MSOAs also that it is one, and its code."""
    areas = store.areas
    wards = list(dict.fromkeys(areas.ward_name[area] for area in parts))
    if level.name == LEVELS[0][0]:
        return f"{areas.msoa_name[parts[0]]}, {wards[0]} ward"
    noun = "ward" if len(wards) == 1 else "wards"
    count = f"{len(parts)} LSOAs" if len(parts) > 1 else "1 LSOA"
    return f"MSOA {level.codes[index]} ({level.vintage}): {count} in {', '.join(wards)} {noun}"
