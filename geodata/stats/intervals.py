"""Confidence intervals of proportions, differences, ratios and rates.

Numerators and denominators come as single numbers or as arrays, and the bounds go the same way.
A proportion outside 0 to 1 (a register smaller than the people counted) has no interval: nan.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from geodata.stats.arrays import CONFIDENCE, Floats, normal_quantile

Bounds = tuple[Floats, Floats]


def wilson(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, confidence: float = CONFIDENCE
) -> Bounds:
    """Wilson's score interval of a proportion, as fractions.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927), 209-212; method 3 of R. G. Newcombe, Statistics
    in Medicine 17 (1998), 857-872. Recommended by Public Health England, "Technical Guide:
    Confidence intervals" (2018).
    """
    count, total = _counts(numerator, denominator)
    z = normal_quantile(confidence)
    fits = (total > 0) & (count >= 0) & (count <= total)
    n = np.where(fits, total, np.nan)
    p = count / n
    middle = 2 * n * p + z**2
    spread = z * np.sqrt(z**2 + 4 * n * p * (1 - p))
    low, high = (middle - spread) / (2 * (n + z**2)), (middle + spread) / (2 * (n + z**2))
    return np.where(count == 0, 0 * n, low), np.where(count == total, 1 + 0 * n, high)


def newcombe_difference(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    other_numerator: npt.ArrayLike,
    other_denominator: npt.ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats, Floats]:
    """First proportion less the second, with its interval, as fractions: difference, low, high.

    Method 10 (square and add Wilson's limits, no continuity correction) of R. G. Newcombe,
    "Interval estimation for the difference between independent proportions: comparison of eleven
    methods", Statistics in Medicine 17 (1998), 873-890. The two groups must not share people.
    """
    low1, high1 = wilson(numerator, denominator, confidence=confidence)
    low2, high2 = wilson(other_numerator, other_denominator, confidence=confidence)
    count1, total1 = _counts(numerator, denominator)
    count2, total2 = _counts(other_numerator, other_denominator)
    p1 = _divide(count1, total1)
    p2 = _divide(count2, total2)
    difference = p1 - p2
    low = difference - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = difference + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return difference, low, high


def risk_ratio(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    other_numerator: npt.ArrayLike,
    other_denominator: npt.ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats, Floats]:
    """First proportion over the second, with its interval: ratio, low, high.

    The logarithm of the ratio with the standard error sqrt(1/a - 1/n + 1/b - 1/m): D. Katz and
    others, "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34
    (1978), 469-474. nan where either numerator is 0.
    """
    a, n = _counts(numerator, denominator)
    b, m = _counts(other_numerator, other_denominator)
    fits = (a > 0) & (b > 0) & (n >= a) & (m >= b)
    a, b = np.where(fits, a, np.nan), np.where(fits, b, np.nan)
    ratio = (a / n) / (b / m)
    factor = np.exp(normal_quantile(confidence) * np.sqrt(1 / a - 1 / n + 1 / b - 1 / m))
    return ratio, ratio / factor, ratio * factor


def byar_count(count: npt.ArrayLike, *, confidence: float = CONFIDENCE) -> Bounds:
    """Byar's approximation to the exact Poisson limits of a count of events.

    N. E. Breslow and N. E. Day, "Statistical Methods in Cancer Research, volume II: The Design and
    Analysis of Cohort Studies" (IARC, 1987), page 69; recommended by Public Health England,
    "Technical Guide: Confidence intervals" (2018). The lower limit of no events is 0.
    """
    events = np.asarray(count, dtype=np.float64)
    events = np.where(events >= 0, events, np.nan)
    z = normal_quantile(confidence)
    above = events + 1
    some = np.where(events > 0, events, 1.0)
    low = np.where(events > 0, events * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3, events)
    return np.maximum(low, 0.0), above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def byar_rate(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    per: float = 1.0,
    confidence: float = CONFIDENCE,
) -> Bounds:
    """Byar's limits of a rate: those of its count (`byar_count`) over the denominator, times `per`.

    The denominator counts as known. nan where it is 0 or less.
    """
    total = np.asarray(denominator, dtype=np.float64)
    low, high = byar_count(count, confidence=confidence)
    return per * _divide(low, total), per * _divide(high, total)


def interval_by(
    method: str, numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, per: float
) -> Bounds:
    """The 95% interval of parts over wholes, `per` so many, by the method that a figure names.

    "wilson" for proportions, "byar" for rates; nan for "none". KeyError for another name.
    """
    return METHODS[method](numerator, denominator, per)


def _wilson_per(numerator: npt.ArrayLike, denominator: npt.ArrayLike, per: float) -> Bounds:
    low, high = wilson(numerator, denominator)
    return per * low, per * high


def _byar_per(numerator: npt.ArrayLike, denominator: npt.ArrayLike, per: float) -> Bounds:
    return byar_rate(numerator, denominator, per=per)


def _no_interval(numerator: npt.ArrayLike, _: npt.ArrayLike, __: float) -> Bounds:
    nothing = np.full(np.shape(numerator), np.nan)
    return nothing, nothing


METHODS: dict[str, Callable[[npt.ArrayLike, npt.ArrayLike, float], Bounds]] = {
    "none": _no_interval,
    "wilson": _wilson_per,
    "byar": _byar_per,
}


def compare(low: npt.ArrayLike, high: npt.ArrayLike, reference: float) -> npt.NDArray[np.str_]:
    """Say "higher" or "lower" where the interval leaves the reference out, else "similar".

    The rule of OHID's public health profiles (Fingertips). "" where there is no interval.
    """
    lower = np.asarray(low, dtype=np.float64)
    upper = np.asarray(high, dtype=np.float64)
    words = np.where(lower > reference, "higher", np.where(upper < reference, "lower", "similar"))
    return np.where(np.isnan(lower) | np.isnan(upper) | np.isnan(reference), "", words)


def _counts(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Bounds:
    return np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)


def _divide(a: Floats, b: Floats) -> Floats:
    return a / np.where(b > 0, b, np.nan)
