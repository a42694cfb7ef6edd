"""The areas layer: one polygon an area, shaded by the indicator shown.

Areas whose code did not change between vintages are drawn once; a polygon says on which levels it
is valid, so that a change of level shows and hides the polygons that differ and redraws no other.
"""

from __future__ import annotations

from typing import Any

import dash_leaflet as dl
import shapely
from dash_extensions.javascript import Namespace

from geodata.catalogue import Indicator
from geodata.store import Store
from layers.levels import LEVELS, level_key

_browser = Namespace("explorer", "areas")


def component() -> dl.GeoJSON:
    """The Leaflet layer; the browser fetches its data once and styles it in place."""
    return dl.GeoJSON(id="areas", onEachFeature=_browser("register"), style=_browser("style"))


def shaded(store: Store) -> tuple[Indicator, ...]:
    """The indicators that can shade areas, in the catalogue's order."""
    return store.catalogue.of_areas


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
