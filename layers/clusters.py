"""Clusters over the areas: where like lies among like, more than chance would have it.

Outlines enclose neighbouring areas of the same kind. An area that is in no outline may be high or
low; with its neighbours it is what chance alone could make.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number
from geodata.store import Level, Store
from layers.sheet import Line
from layers.words import full_label

KINDS = ("high-high", "low-low", "high-low", "low-high")
DASHES = ("", "7 5", "1 6", "10 4 2 4")
METHOD = (
    "Outside the outlines, chance can explain the pattern. "
    "Method: local Moran's I, 4,999 permutations, at a false discovery rate of 5%."
)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of cluster: its words, how many areas are of it, and what they cover together.

    `dashes` tells the lines of the kinds apart, in pixels: not by colour alone.
    """

    label: str
    dashes: str
    areas: int
    shape: shapely.Geometry


@dataclass(frozen=True, eq=False)
class Clusters:
    """The clusters of an indicator; no kinds where none are worked out."""

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


def kinds(store: Store, indicator: Indicator) -> Array:
    """For each area the number of its kind, 1 to 4, or 0 where it is in no cluster.

    Raises KeyError for an indicator of which no clusters are worked out.
    """
    found = store.clusters(indicator.key)
    numbers = [KINDS.index(kind) + 1 if kind else 0 for kind in found.quadrant.tolist()]
    return np.where(found.significant, numbers, 0)


def cluster_line(store: Store, indicator: Indicator) -> Line:
    """What the card says of each area: its kind of cluster, or that it is in none."""
    words = ("In no cluster", *(f"Cluster: {one}" for one in labels(indicator)))
    return Line("cluster", tuple(words[at] for at in kinds(store, indicator).tolist()))


@lru_cache(maxsize=32)
def clusters(store: Store, indicator: Indicator) -> Clusters:
    """What a picture draws. An indicator without clusters says for which there are some."""
    name = full_label(indicator)
    if not indicator.clusters:
        every = [full_label(one) for one in store.catalogue.indicators if one.clusters]
        words = f"Clusters are not worked out for {name}. They are for these. {'. '.join(every)}."
        return Clusters((), "", (words,))
    level = store.level(indicator.level, indicator.vintage)
    found = _drawn(store, indicator, level)
    inside, total = sum(one.areas for one in found), len(level.codes)
    words = (
        f"{number(inside)} of {number(total)} areas lie in a cluster."
        if inside
        else f"None of the {number(total)} areas lies in a cluster: the pattern could be chance."
    )
    return Clusters(found, f"Clusters of {name}", (f"{words} {METHOD}",))


def _drawn(store: Store, indicator: Indicator, level: Level) -> tuple[Kind, ...]:
    classes = kinds(store, indicator)
    shapes = np.array(level.geometry, dtype=object)
    return tuple(
        Kind(
            label,
            dashes,
            int((classes == number).sum()),
            shapely.coverage_union_all(shapes[classes == number]),
        )
        for number, (label, dashes) in enumerate(
            zip(labels(indicator), DASHES, strict=True), start=1
        )
    )
