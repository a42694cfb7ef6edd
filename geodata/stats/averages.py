"""Weighted means and quantiles, shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.stats.arrays import Floats, Numbers, positive, present, same_length


def weighted_mean(values: Numbers, weights: Numbers) -> float:
    """Sum of value times weight over sum of weights, leaving out values that are nan.

    nan when no weight is left. Weights must not be negative.
    """
    positive(same_length(values, weights)[1])
    numbers, loads = present(values, weights)
    total = float(loads.sum())
    return float((numbers * loads).sum()) / total if total else float("nan")


@dataclass(frozen=True, eq=False)
class Weighted:
    """Rows of values, to take the weighted mean of any of their columns, again and again.

    Both are 0 where a value is nan: `products` are values times weights, `weights` those counted.
    """

    products: Floats
    weights: Floats

    def means(self, chosen: Numbers) -> Floats:
        """`weighted_mean` of the chosen columns of each row, a truth for each column."""
        columns = np.asarray(chosen, dtype=np.float64)
        sums, totals = self.products @ columns, self.weights @ columns
        means: Floats = np.divide(sums, totals, out=np.full(len(sums), np.nan), where=totals > 0)
        return means


def weighted(rows: Sequence[Numbers], weights: Numbers) -> Weighted:
    """Rows of values with their weights, of one length and not negative; nan is left out."""
    same_length(*rows, weights)
    values, loads = np.array(rows, dtype=np.float64), positive(weights)
    there = ~np.isnan(values)
    return Weighted(np.where(there, values * loads, 0.0), np.where(there, loads, 0.0))


def weighted_mean_by(values: Numbers, weights: Numbers, place: Numbers, size: int) -> Floats:
    """The weighted mean of the values in each of `size` places; nan where a place has no weight.

    `place` gives for each value the index of the place it lies in. With national ranks as values
    and people as weights this is the population-weighted average rank, the summary of larger areas
    that the Indices of Deprivation publish ("average rank": MHCLG, The English Indices of
    Deprivation 2019, Technical Report).
    """
    numbers, loads = same_length(values, weights)
    index = np.asarray(place, dtype=np.int64)
    there = ~np.isnan(numbers) & ~np.isnan(loads)
    positive(loads[there])
    sums = np.bincount(index[there], weights=(numbers * loads)[there], minlength=size)
    totals = np.bincount(index[there], weights=loads[there], minlength=size)
    means: Floats = np.divide(sums, totals, out=np.full(size, np.nan), where=totals > 0)
    return means


def weighted_quantile(values: Numbers, weights: Numbers, quantile: float) -> float:
    """The smallest value at which the weight up to and including it reaches the quantile.

    The inverse of the weighted distribution function, definition 1 of R. J. Hyndman and Y. Fan,
    "Sample quantiles in statistical packages", The American Statistician 50 (1996), 361-365: no
    value between two observed ones is ever made up. nan when no weight is left.
    """
    if not 0 <= quantile <= 1:
        raise ValueError(f"A quantile lies between 0 and 1, not at {quantile}.")
    numbers, loads = present(values, weights)
    numbers, loads = numbers[positive(loads) > 0], loads[loads > 0]
    if numbers.size == 0:
        return float("nan")
    order = np.argsort(numbers, kind="stable")
    reached = np.cumsum(loads[order])
    at = int(np.searchsorted(reached, quantile * reached[-1], side="left"))
    return float(numbers[order][min(at, numbers.size - 1)])


def share(numerator: float, denominator: float) -> float:
    """numerator / denominator as a fraction (0.25, not 25); nan when there is nothing to divide by.

    Not capped: a register can run above the population it is divided by.
    """
    return float(numerator) / float(denominator) if denominator else float("nan")
