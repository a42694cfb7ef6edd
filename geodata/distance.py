"""Distances on the ground, in metres, between places some kilometres apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

SEMI_MAJOR, FLATTENING = 6_378_137.0, 1 / 298.257223563  # of the ellipsoid of WGS 84


def offsets(lat: float, lon: float, lats: Array, lons: Array) -> tuple[Array, Array]:
    """Metres east and north of a place that other places lie, each an array of their length.

    All in degrees. A degree is as long as the ellipsoid's radii of curvature at the place say,
    along the meridian a (1 - e²) / (1 - e² sin² φ)^1.5 and across it a / (1 - e² sin² φ)^0.5
    (Snyder, Map Projections: A Working Manual, 1987, p. 24 f.); good to a metre within 20 km.
    """
    squared = FLATTENING * (2 - FLATTENING)
    middle = np.radians((lat + lats) / 2)
    bend = 1 - squared * np.sin(middle) ** 2
    along = SEMI_MAJOR * (1 - squared) / bend**1.5
    across = SEMI_MAJOR / bend**0.5 * np.cos(middle)
    return np.radians(lons - lon) * across, np.radians(lats - lat) * along


def metres(lat: float, lon: float, lats: Array, lons: Array) -> Array:
    """Metres from a place to others, in a straight line; nan where one is not known."""
    found: Array = np.hypot(*offsets(lat, lon, lats, lons))
    return found


def ring(lat: float, lon: float, radius: float, *, corners: int = 72) -> Array:
    """A circle as corners, longitude and latitude, the first not repeated."""
    step = 0.01  # degrees
    east = offsets(lat, lon, np.array([lat]), np.array([lon + step]))[0][0] / step
    north = offsets(lat, lon, np.array([lat + step]), np.array([lon]))[1][0] / step
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    across, along = radius / east * np.cos(turn), radius / north * np.sin(turn)
    return np.column_stack([lon + across, lat + along])
