"""The Leaflet map that holds the layers."""

from __future__ import annotations

from typing import Any

import dash_leaflet as dl
import numpy as np
import shapely

from geodata.store import Store
from layers.registry import LAYERS
from layers.zooms import farthest

Corners = tuple[tuple[float, float], tuple[float, float]]


def build_map(store: Store) -> dl.MapContainer:
    """The map with every layer empty; the browser fills each with one fetch."""
    (south, west), (north, east) = corners(store)
    return dl.MapContainer(
        id="map",
        center=[(south + north) / 2, (west + east) / 2],
        zoom=11,
        minZoom=farthest(store),
        maxZoom=18,
        preferCanvas=True,
        zoomSnap=0,  # the first frame, drawn before any script, fits the map as exactly
        zoomDelta=0.5,
        keyboard=False,
        attributionControl=False,
        trackViewport=False,  # it would repeat every move, also those that nobody sees
        children=[
            *(layer.component() for layer in LAYERS if layer.component),
            dl.FeatureGroup(id="pen"),  # of leaflet-draw, when a reader first draws
            dl.ScaleControl(position="bottomleft", imperial=True),
            dl.AttributionControl(
                position="bottomright",
                prefix=False,
            ),
        ],
    )


def corners(store: Store) -> Corners:
    """South-west and north-east corners of the authority, as latitude and longitude."""
    return _corners(store.level("borough").geometry)


def ward_corners(store: Store) -> dict[str, Corners]:
    """Corners of each ward, and of each authority of several, with its small areas, by its code."""
    return {
        code: _corners(store.shapes(level, [at]))
        for level in store.divisions
        for at, code in enumerate(level.codes)
    }


def _corners(shapes: Any) -> Corners:
    west, south, east, north = np.round(shapely.total_bounds(shapes), 4).tolist()
    return (south, west), (north, east)
