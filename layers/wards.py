"""The wards layer: outlines and names that orient the map when there is no street map.

In a bundle of several authorities their outlines are in it too, heavier than those of wards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import dash_leaflet as dl
import shapely
from dash_extensions.javascript import Namespace

from geodata.store import Level, Store

LINE = "wards"
_browser = Namespace("explorer", "wards")


def component() -> dl.GeoJSON:
    """Outlines above the areas; they never take the pointer."""
    return dl.GeoJSON(
        id="wards",
        onEachFeature=_browser("register"),
        style=_browser("style"),
        interactive=False,
        pane="wards",
    )


def shapes(store: Store) -> dict[str, Any]:
    """GeoJSON of the outlines, each with the name of its line where that is not a ward's."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code, **({} if line == LINE else {"line": line})},
                "geometry": shapely.geometry.mapping(geometry),
            }
            for line, level in outlined(store)
            for code, geometry in zip(level.codes, level.geometry, strict=True)
        ],
    }


def outlined(store: Store) -> tuple[tuple[str, Level], ...]:
    """The levels that are outlined, each with the name of its lines (`STROKES`), topmost last."""
    return tuple(zip((LINE, "authorities"), store.divisions, strict=False))


@lru_cache(maxsize=4)
def label_points(store: Store) -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of the point of each ward that its name stands around."""
    return tuple(_point(geometry) for geometry in store.level("ward").geometry)


def _point(geometry: shapely.Geometry) -> tuple[float, float]:
    centre = shapely.maximum_inscribed_circle(geometry, tolerance=0.0005).coords[0]
    return round(centre[1], 5), round(centre[0], 5)
