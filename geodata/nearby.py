"""The middle of where the people of some areas live, and how far places are from it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.distance import metres
from geodata.store import Store

Array = npt.NDArray[Any]


def middle(store: Store, mask: Array) -> tuple[float, float]:
    """Latitude and longitude of the mean of the masked LSOAs' centroids, weighted by people.

    Without centroids, of a point inside each. nan where nothing is masked or nobody lives.
    """
    points = store.areas.centroid if has_centroids(store) else store.areas.label_point
    people = np.where(mask, store.areas.population, 0)
    if not people.sum():
        return np.nan, np.nan
    lon, lat = (people @ points / people.sum()).tolist()
    return lat, lon


def has_centroids(store: Store) -> bool:
    """Whether the authority has population-weighted centroids."""
    return not bool(np.isnan(store.areas.centroid).any())


def away(store: Store, mask: Array, lat: Array, lon: Array) -> Array:
    """Metres from the middle of the masked areas to each place; nan where a place is unknown."""
    return metres(*middle(store, mask), lat, lon)
