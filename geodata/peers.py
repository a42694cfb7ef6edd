"""Areas like an area: nearest neighbours on standardised figures.

Each figure is standardised over the areas of a level (less their mean, over their standard
deviation), and areas are alike when the Euclidean distance between them is short: the method of
CIPFA's nearest neighbours and of the statistical neighbours of ONS. All figures weigh the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.coverage import spread
from geodata.levels import Level
from geodata.store import Store


@dataclass(frozen=True, eq=False)
class Standard:
    """The figures of a level: `value` and `z` (areas by figures), `mean` and `deviation` of each.

    z is nan where an area has no figure. Figures that do not vary are left out of `figures`.
    """

    figures: tuple[Indicator, ...]
    value: Array
    z: Array
    mean: Array
    deviation: Array

    def of(self, values: Array) -> Array:
        """Any values of the figures, standardised alike."""
        found: Array = (values - self.mean) / self.deviation
        return found


@dataclass(frozen=True, eq=False)
class Peer:
    """An area near another one: its number, the distance, and each figure's part of its square.

    `parts` is nan for figures that the other area does not have.
    """

    at: int
    distance: float
    parts: Array


def comparable(figures: Sequence[Indicator], level: Level) -> tuple[Indicator, ...]:
    """The figures that exist on a level: of that very level, or of LSOAs that add up to it."""
    return tuple(
        one
        for one in figures
        if (one.level, one.vintage) == (level.name, level.vintage)
        or (one.level == "lsoa" != level.name)
    )


@lru_cache(maxsize=32)
def standard(store: Store, keys: tuple[str, ...], level: Level) -> Standard:
    """The figures of these keys over the areas of a level."""
    every = [store.catalogue.indicator(key) for key in keys]
    columns = [spread(store, key, level).value for key in keys]
    known = [column[~np.isnan(column)] for column in columns]
    varies = [at for at, one in enumerate(known) if one.size > 1 and one.std() > 0]
    size = len(level.codes)
    value = np.column_stack([np.empty((size, 0)), *(columns[at] for at in varies)])
    mean = np.array([known[at].mean() for at in varies])
    deviation = np.array([known[at].std() for at in varies])
    figures = tuple(every[at] for at in varies)
    return Standard(figures, value, (value - mean) / deviation, mean, deviation)


def nearest(found: Standard, own: Array, *, leaving_out: Sequence[int], count: int) -> list[Peer]:
    """The areas nearest to standardised figures `own`, the nearest first.

    Only figures that `own` has count; an area without one of them is left out.
    """
    parts = (found.z - own) ** 2
    used = ~np.isnan(own)
    square = parts[:, used].sum(axis=1) if used.any() else np.full(len(parts), np.nan)
    square[list(leaving_out)] = np.nan
    order = [int(at) for at in np.argsort(square, kind="stable") if square[at] == square[at]]
    return [Peer(at, float(np.sqrt(square[at])), parts[at]) for at in order[:count]]


def level_like(store: Store, people: int, levels: Sequence[Level]) -> Level:
    """The level whose areas have, in the middle, a number of people nearest to this one."""

    def far(level: Level) -> float:
        middle = float(np.median(store.people(level)))
        return abs(float(np.log(max(people, 1) / max(middle, 1))))

    return min(levels, key=far)
