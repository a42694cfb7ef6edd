"""Funnel plots: how far from the average chance alone takes a practice of a given size.

D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
24 (2005), 1185-1202.
"""

from __future__ import annotations

import math

import numpy as np

from geodata.stats.arrays import Floats, Numbers, present, same_length

TAIL_95 = 0.025
TAIL_998 = 0.001


def binomial_limit(target: float, sizes: Numbers, *, tail: float, upper: bool) -> Floats:
    """The control limit of a proportion at each size, `tail` (0.025, 0.001) of chance beyond it.

    Exact binomial quantile, interpolated (Spiegelhalter 2005, appendix): with r the smallest
    count whose cumulative probability reaches p, the limit is (r - (F(r) - p) / f(r)) / n.
    """
    if not 0 < target < 1:
        raise ValueError(f"The average proportion must lie between 0 and 1, not at {target}.")
    (totals,) = same_length(sizes)
    probability = 1 - tail if upper else tail
    limits = [_binomial_quantile(target, int(n), probability) for n in totals]
    return np.clip(np.array(limits) / totals, 0.0, 1.0)


def poisson_limit(target: float, sizes: Numbers, *, tail: float, upper: bool) -> Floats:
    """The control limit of a rate (events for one of the denominator) at each size.

    Exact Poisson quantile, interpolated as in `binomial_limit` (Spiegelhalter 2005, appendix).
    """
    if target <= 0:
        raise ValueError(f"The average rate must be above 0, not {target}.")
    (totals,) = same_length(sizes)
    probability = 1 - tail if upper else tail
    limits = [_poisson_quantile(target * float(n), probability) for n in totals]
    return np.maximum(np.array(limits) / totals, 0.0)


def dispersion(numerator: Numbers, denominator: Numbers, target: float) -> float:
    """How much more proportions vary than chance would make them: 1 means just as much.

    The mean of the squared z-scores after pulling the outermost tenth at each end in to the tenth
    (winsorising): D. J. Spiegelhalter, "Handling over-dispersion of performance indicators",
    Quality and Safety in Health Care 14 (2005), 347-351. nan without a single proportion. Above 1,
    limits are widened around the target by its square root.
    """
    counts, totals = present(numerator, denominator)
    if counts.size == 0:
        return float("nan")
    z = (counts / totals - target) / np.sqrt(target * (1 - target) / totals)
    low, high = np.quantile(z, [0.1, 0.9])
    return float((np.clip(z, low, high) ** 2).mean())


def _binomial_quantile(p: float, n: int, probability: float) -> float:
    mode = min(int((n + 1) * p), n)
    reach = int(12 * math.sqrt(n * p * (1 - p)) + 30)
    first, last = max(0, mode - reach), min(n, mode + reach)
    counts = np.arange(first, last + 1, dtype=np.float64)
    steps = np.log((n - counts[:-1]) / (counts[:-1] + 1)) + math.log(p / (1 - p))
    start = math.lgamma(n + 1) - math.lgamma(first + 1) - math.lgamma(n - first + 1)
    start += first * math.log(p) + (n - first) * math.log1p(-p)
    return _interpolated(counts, start, steps, probability)


def _poisson_quantile(mean: float, probability: float) -> float:
    reach = int(12 * math.sqrt(mean) + 40)
    first = max(0, int(mean) - reach)
    counts = np.arange(first, int(mean) + reach + 1, dtype=np.float64)
    steps = math.log(mean) - np.log(counts[:-1] + 1)
    start = first * math.log(mean) - mean - math.lgamma(first + 1)
    return _interpolated(counts, start, steps, probability)


def _interpolated(counts: Floats, start: float, steps: Floats, probability: float) -> float:
    """r - (F(r) - p) / f(r), from the logarithm of the first probability and of each step on."""
    chances = np.exp(start + np.concatenate(([0.0], np.cumsum(steps))))
    reached = np.cumsum(chances)
    at = min(int(np.searchsorted(reached, probability, side="left")), counts.size - 1)
    return float(counts[at] - (reached[at] - probability) / chances[at])
