"""The wards layer: outlines and names that orient the map when there is no street map."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import dash_leaflet as dl
import shapely
from dash_extensions.javascript import Namespace

from geodata.store import Store

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
    """GeoJSON of the ward outlines."""
    level = store.level("ward")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code},
                "geometry": shapely.geometry.mapping(geometry),
            }
            for code, geometry in zip(level.codes, level.geometry, strict=True)
        ],
    }


@lru_cache(maxsize=4)
def label_points(store: Store) -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of the point of each ward that its name stands around."""
    return tuple(_point(geometry) for geometry in store.level("ward").geometry)


def _point(geometry: shapely.Geometry) -> tuple[float, float]:
    centre = shapely.maximum_inscribed_circle(geometry, tolerance=0.0005).coords[0]
    return round(centre[1], 5), round(centre[0], 5)
