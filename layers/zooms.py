"""How far a map looks, which follows from the place."""

from __future__ import annotations

import math

import numpy as np
import shapely

from geodata.store import Store
from layers.mercator import pixels

USUAL = (1000.0, 800.0)  # pixels of a map on most screens
SMALL = (320.0, 320.0)  # and on a small phone
FARTHEST = 9  # a borough in its surroundings


def fitting(store: Store, size: tuple[float, float]) -> float:
    """The zoom at which a map of so many pixels across and down just shows the place whole."""
    west, south, east, north = shapely.total_bounds(store.level("borough").geometry)
    places = pixels(np.array([west, east]), np.array([south, north]), zoom=0)
    across, down = np.ptp(places, axis=0).tolist()
    return math.log2(min(size[0] / across, size[1] / down))


def farthest(store: Store) -> int:
    """The zoom beyond which a map does not look: on a small phone too the place is seen whole."""
    return min(FARTHEST, math.floor(fitting(store, SMALL)))
