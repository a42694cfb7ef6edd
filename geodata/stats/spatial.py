"""Clusters: places whose neighbours are like them, or unlike, more than chance would have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.stats.arrays import Floats, Integers, Numbers

PERMUTATIONS = 4_999
SEED = 20110321
QUADRANTS = ("high-high", "low-high", "low-low", "high-low")


@dataclass(frozen=True, eq=False)
class LocalMoran:
    """For each place the statistic, its pseudo p-value and the quadrant ("" where no value)."""

    statistic: Floats
    p: Floats
    quadrant: npt.NDArray[np.str_]


def local_moran(
    values: Numbers,
    neighbours: Sequence[Integers],
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> LocalMoran:
    """Local Moran's I with row-standardised weights and conditional permutation.

    I = z times the mean z of the neighbours, z being the deviation from the mean in standard
    deviations (of n, not n - 1): L. Anselin, "Local indicators of spatial association - LISA",
    Geographical Analysis 27 (1995), 93-115. The value of the place stays; neighbours are drawn
    without replacement from all other places. p is two-sided: twice the smaller tail, the place
    itself counted in, 1 at most. The quadrant says the place first, its neighbours second. A place
    without a value or neighbours has no statistic. One seed, one answer.
    """
    z = _standardised(values)
    there = ~np.isnan(z)
    statistic, p = np.full(z.size, np.nan), np.full(z.size, np.nan)
    quadrant = np.full(z.size, "", dtype="<U9")
    known = z[there]
    most = max((len(near) for near in neighbours), default=0)
    draws = _draws(permutations, known.size - 1, most, seed=seed)
    for place, index in enumerate(np.flatnonzero(there).tolist()):
        near = [other for other in neighbours[index] if there[other]]
        if not near:
            continue
        lag = float(z[near].mean())
        others = np.delete(known, place)
        drawn = others[draws[:, : len(near)]].mean(axis=1)
        above = int((drawn >= lag).sum())
        below = int((drawn <= lag).sum())
        statistic[index] = z[index] * lag
        p[index] = min(1.0, 2 * (min(above, below) + 1) / (permutations + 1))
        quadrant[index] = f"{'high' if z[index] > 0 else 'low'}-{'high' if lag > 0 else 'low'}"
    return LocalMoran(statistic=statistic, p=p, quadrant=quadrant)


def benjamini_hochberg(p: Numbers) -> Floats:
    """p-values adjusted so that calling those at or under 0.05 keeps 5% of the calls false.

    Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57 (1995), 289-300. nan stays nan and does not count as a test.
    """
    chances = np.asarray(p, dtype=np.float64)
    adjusted = np.full(chances.shape, np.nan)
    there = np.flatnonzero(~np.isnan(chances))
    order = there[np.argsort(chances[there], kind="stable")]
    scaled = chances[order] * order.size / np.arange(1, order.size + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _draws(times: int, places: int, most: int, *, seed: int) -> Integers:
    """Each row draws `most` of the places without replacement, in random order."""
    keys = np.random.default_rng(seed).random((times, max(places, 1)))
    wanted = min(most, keys.shape[1])
    some = np.argpartition(keys, max(wanted - 1, 0), axis=1)[:, :wanted]
    order = np.argsort(np.take_along_axis(keys, some, axis=1), axis=1, kind="stable")
    return np.asarray(np.take_along_axis(some, order, axis=1), dtype=np.int64)


def _standardised(values: Numbers) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    there = ~np.isnan(numbers)
    spread = float(numbers[there].std()) if there.any() else 0.0
    if spread == 0:
        return np.full(numbers.shape, np.nan)
    return np.asarray((numbers - numbers[there].mean()) / spread, dtype=np.float64)
