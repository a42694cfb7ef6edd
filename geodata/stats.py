"""Arithmetic on arrays: means, shares, ranks. Each says its formula and where that comes from."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def weighted_mean(values: Numbers, weights: Numbers) -> float:
    """Sum of value times weight over sum of weights, leaving out values that are nan.

    nan when no weight is left. Weights must not be negative.
    """
    numbers, loads = _pair(values, weights)
    if bool((loads < 0).any()):
        raise ValueError("A weight is negative; weights count people and start at 0.")
    present = ~np.isnan(numbers) & ~np.isnan(loads)
    total = float(loads[present].sum())
    return float((numbers[present] * loads[present]).sum()) / total if total else float("nan")


def share(numerator: float, denominator: float) -> float:
    """numerator / denominator as a fraction (0.25, not 25); nan when there is nothing to divide by.

    Not capped: a register can run above the population it is divided by.
    """
    return float(numerator) / float(denominator) if denominator else float("nan")


def rank_average(values: Numbers) -> Floats:
    """Ranks from 1 (smallest); equal values share the mean of their ranks. nan stays nan.

    The "midrank" of M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33
    (1945), 239-251.
    """
    numbers = np.asarray(values, dtype=np.float64)
    present = ~np.isnan(numbers)
    ranks = np.full(numbers.shape, np.nan)
    _, place, tied = np.unique(numbers[present], return_inverse=True, return_counts=True)
    last = np.cumsum(tied)
    ranks[present] = (last - (tied - 1) / 2)[place]
    return ranks


def spearman(x: Numbers, y: Numbers) -> float:
    """Spearman's rank correlation: Pearson's correlation of the midranks, from -1 to 1.

    C. Spearman, "The proof and measurement of association between two things", American Journal of
    Psychology 15 (1904), 72-101, with ties as in `rank_average`. Pairs with a nan are left out. nan
    when fewer than two pairs are left or when all of one side is equal.
    """
    first, second = _pair(x, y)
    present = ~np.isnan(first) & ~np.isnan(second)
    a = rank_average(first[present])
    b = rank_average(second[present])
    if a.size < 2:
        return float("nan")
    a -= a.mean()
    b -= b.mean()
    scale = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float(np.clip((a * b).sum() / scale, -1.0, 1.0)) if scale else float("nan")


def rank_competition(values: Numbers, *, largest_first: bool) -> npt.NDArray[np.int64]:
    """Ranks from 1, equal values sharing the best of their ranks ("1, 2, 2, 4"); 0 where nan."""
    numbers = np.asarray(values, dtype=np.float64)
    present = ~np.isnan(numbers)
    ordered = np.sort(-numbers[present] if largest_first else numbers[present])
    ranks = np.zeros(numbers.shape, dtype=np.int64)
    keys = -numbers[present] if largest_first else numbers[present]
    ranks[present] = np.searchsorted(ordered, keys, side="left") + 1
    return ranks


def _pair(x: Numbers, y: Numbers) -> tuple[Floats, Floats]:
    first = np.asarray(x, dtype=np.float64)
    second = np.asarray(y, dtype=np.float64)
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(f"Two lists of one length are needed, not {first.shape}, {second.shape}.")
    return first, second
