"""How far people would walk to a venue: from where the people of an area live, in metres."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.distance import metres
from geodata.levels import Level
from geodata.nearby import has_centroids
from geodata.store import Store

Array = npt.NDArray[Any]

# Metres on foot for a metre in a straight line. Measured: about 1.2 between random points of a city
# (Newell, Traffic Flow on Transportation Networks, 1980), 1.21 to 1.23 around stations (O'Sullivan
# and Morrall, Transportation Research Record 1538 (1996), 19-26); for walkable networks of 40
# cities see Boeing, The Morphology and Circuity of Walkable and Drivable Street Networks (2019).
# 1.3 is on the long side of these, so that fewer people are promised a short walk.
DETOUR = 1.3


def centroids(store: Store, level: Level) -> Array:
    """Where the people of each area of a level live, as (n, 2) degrees of longitude and latitude.

    The mean of its LSOAs' population-weighted centroids, weighted by their people; without
    centroids, of a point inside each. nan for an area where nobody lives.
    """
    points = store.areas.centroid if has_centroids(store) else store.areas.label_point
    people, size = store.areas.population.astype(np.float64), len(level.codes)
    total = np.bincount(level.of_area, weights=people, minlength=size)
    total = np.where(total > 0, total, np.nan)
    return np.column_stack(
        [
            np.bincount(level.of_area, weights=people * points[:, axis], minlength=size) / total
            for axis in (0, 1)
        ]
    )


def distances(points: Array, lats: Array, lons: Array) -> Array:
    """Metres in a straight line from n points (longitude, latitude) to m places: shape (n, m).

    nan where a place or a point is not known.
    """
    found = np.empty((len(points), len(lats)))
    for row, (lon, lat) in enumerate(points):
        found[row] = metres(lat, lon, lats, lons)
    return found


def walked(straight: Array, detour: float = DETOUR) -> Array:
    """Metres on foot, estimated from metres in a straight line."""
    return straight * detour
