"""Ranks, with ties."""

from __future__ import annotations

import numpy as np

from geodata.stats.arrays import Floats, Integers, Numbers


def rank_average(values: Numbers) -> Floats:
    """Ranks from 1 (smallest); equal values share the mean of their ranks. nan stays nan.

    The "midrank" of M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33
    (1945), 239-251.
    """
    numbers = np.asarray(values, dtype=np.float64)
    there = ~np.isnan(numbers)
    ranks = np.full(numbers.shape, np.nan)
    _, place, tied = np.unique(numbers[there], return_inverse=True, return_counts=True)
    last = np.cumsum(tied)
    ranks[there] = (last - (tied - 1) / 2)[place]
    return ranks


def rank_competition(values: Numbers, *, largest_first: bool) -> Integers:
    """Ranks from 1, equal values sharing the best of their ranks ("1, 2, 2, 4"); 0 where nan.

    "Standard competition ranking". The shape is that of `values`.
    """
    numbers = np.asarray(values, dtype=np.float64)
    there = ~np.isnan(numbers)
    keys = -numbers[there] if largest_first else numbers[there]
    ranks = np.zeros(numbers.shape, dtype=np.int64)
    ranks[there] = np.searchsorted(np.sort(keys), keys, side="left") + 1
    return ranks
