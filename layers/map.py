"""The Leaflet map that holds the layers."""

from __future__ import annotations

import dash_leaflet as dl
import numpy as np
import shapely

from geodata.store import Store
from layers.registry import LAYERS


def build_map(store: Store) -> dl.MapContainer:
    """The map with every layer empty; the browser fills each with one fetch."""
    (south, west), (north, east) = bounds(store)
    return dl.MapContainer(
        id="map",
        center=[(south + north) / 2, (west + east) / 2],
        zoom=11,
        minZoom=9,
        maxZoom=18,
        preferCanvas=True,
        zoomSnap=0.25,
        zoomDelta=0.5,
        keyboard=False,
        attributionControl=False,
        children=[
            *(layer.component() for layer in LAYERS),
            dl.ScaleControl(position="bottomleft", imperial=True),
            dl.AttributionControl(
                position="bottomright",
                prefix=False,
            ),
        ],
    )


def bounds(store: Store) -> tuple[tuple[float, float], tuple[float, float]]:
    """South-west and north-east corners of the authority, as latitude and longitude."""
    west, south, east, north = shapely.total_bounds(store.level("borough", 2023).geometry)
    rounded = np.round([south, west, north, east], 5).tolist()
    return (rounded[0], rounded[1]), (rounded[2], rounded[3])
