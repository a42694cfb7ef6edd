"""Clusters over the areas: where like lies among like, more than chance would have it.

Outlines enclose neighbouring areas of the same kind. An area that is in no outline may be high or
low; with its neighbours it is what chance alone could make. Drawn by `assets/clusters.js` too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from geodata.catalogue import Indicator
from geodata.store import Level, Store
from layers.words import full_label

KINDS = ("high-high", "low-low", "high-low", "low-high")
METHOD = (
    "Local Moran's I, 4,999 permutations, called at a false discovery rate of 5 %: "
    "outside the outlines chance can explain the pattern."
)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of cluster: its words, how many areas are of it, and what they cover together."""

    label: str
    areas: int
    shape: shapely.Geometry


@dataclass(frozen=True, eq=False)
class Clusters:
    """The clusters of an indicator as they are drawn; no kinds where none are worked out."""

    kinds: tuple[Kind, ...]
    title: str
    notes: tuple[str, ...]


def labels(indicator: Indicator) -> tuple[str, ...]:
    """What each of KINDS says of an area of this indicator."""
    high, low = indicator.more, indicator.less
    return (
        f"Towards {high}, neighbours alike",
        f"Towards {low}, neighbours alike",
        f"Towards {high}, neighbours unlike",
        f"Towards {low}, neighbours unlike",
    )


def kinds(store: Store, indicator: Indicator) -> str:
    """For each area the number of its kind, 1 to 4, or 0 where it is in no cluster; "" unknown."""
    if not indicator.clusters:
        return ""
    found = store.clusters(indicator.key)
    numbers = [KINDS.index(kind) + 1 if kind else 0 for kind in found.quadrant.tolist()]
    return "".join(map(str, np.where(found.significant, numbers, 0).tolist()))


def outlines(store: Store, indicator: Indicator) -> dict[str, Any]:
    """What the browser draws: each kind with its words, its count and its lines."""
    level = store.level(indicator.level, indicator.vintage)
    return {
        "kinds": [
            {
                "label": one.label,
                "areas": one.areas,
                "shape": shapely.geometry.mapping(one.shape),
            }
            for one in _drawn(store, indicator, level)
        ],
        "total": len(level.codes),
        "method": METHOD,
    }


@lru_cache(maxsize=32)
def clusters(store: Store, indicator: Indicator) -> Clusters:
    """What a picture draws. An indicator without clusters says for which there are some."""
    name = full_label(indicator)
    if not indicator.clusters:
        every = [full_label(one) for one in store.catalogue.indicators if one.clusters]
        words = f"Clusters are not worked out for {name}. They are for: {'; '.join(every)}."
        return Clusters((), "", (words,))
    level = store.level(indicator.level, indicator.vintage)
    found = _drawn(store, indicator, level)
    inside, total = sum(one.areas for one in found), len(level.codes)
    words = (
        f"{inside} of {total} areas lie in a cluster."
        if inside
        else f"None of the {total} areas lies in a cluster: the pattern could be chance."
    )
    return Clusters(found, f"Clusters of {name}", (f"{words} {METHOD}",))


def _drawn(store: Store, indicator: Indicator, level: Level) -> tuple[Kind, ...]:
    classes = np.array(list(kinds(store, indicator)), dtype=np.int64)
    shapes = np.array(level.geometry, dtype=object)
    return tuple(
        Kind(label, int((classes == number).sum()), shapely.union_all(shapes[classes == number]))
        for number, label in enumerate(labels(indicator), start=1)
    )
