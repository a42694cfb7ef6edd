"""Clusters over the areas: where like lies among like, more than chance would have it.

Outlines enclose neighbouring areas of the same kind. An area that is in no outline may be high or
low; with its neighbours it is what chance alone could make.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geodata.catalogue import Indicator
from geodata.store import Store

KINDS = ("high-high", "low-low", "high-low", "low-high")
METHOD = (
    "Local Moran's I, 4,999 permutations, called at a false discovery rate of 5 %: "
    "outside the outlines chance can explain the pattern."
)


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
    classes = np.array(list(kinds(store, indicator)), dtype=np.int64)
    shapes = np.array(level.geometry, dtype=object)
    return {
        "kinds": [
            {
                "label": label,
                "areas": int((classes == number).sum()),
                "shape": shapely.geometry.mapping(shapely.union_all(shapes[classes == number])),
            }
            for number, label in enumerate(labels(indicator), start=1)
        ],
        "total": len(classes),
        "method": METHOD,
    }
