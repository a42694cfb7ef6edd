"""The web's usual projection: longitude and latitude as pixels of a zoom."""

from __future__ import annotations

import numpy as np

from geodata.contents import Array

TILE = 256


def pixels(lon: Array, lat: Array, *, zoom: float) -> Array:
    """Degrees as pixels right and down of the world's north-west corner, a row a point."""
    world = TILE * 2**zoom
    x = (np.asarray(lon, dtype=np.float64) / 360 + 0.5) * world
    sine = np.sin(np.radians(np.asarray(lat, dtype=np.float64)))
    y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * world
    return np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])
