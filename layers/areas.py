"""The areas layer: one polygon an area, shaded by the indicator shown.

Areas whose code did not change between vintages are drawn once; a polygon says on which levels it
is valid, so that a change of level shows and hides the polygons that differ and redraws no other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import dash_leaflet as dl
import shapely
from dash_extensions.javascript import Namespace

from geodata.catalogue import Indicator
from geodata.store import Level, Store
from layers.travel import moves

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


@lru_cache(maxsize=8)
def neighbour_moves(level: Level) -> list[list[int]]:
    """For each area of a level where the four arrow keys lead, as indexes."""
    return moves(level, points(level))


def place_words(store: Store, level: Level, index: int, parts: Any) -> str:
    """Where an area lies, in words: for MSOAs also that it is one, and its code."""
    areas = store.areas
    wards = list(dict.fromkeys(areas.ward_name[area] for area in parts))
    if level.name == LEVELS[0][0]:
        return f"{areas.msoa_name[parts[0]]}, {wards[0]} ward"
    noun = "ward" if len(wards) == 1 else "wards"
    count = f"{len(parts)} LSOAs" if len(parts) > 1 else "1 LSOA"
    return f"MSOA {level.codes[index]} ({level.vintage}): {count} in {', '.join(wards)} {noun}"
