"""Inequality along a ranking of places from most to least deprived.

Places are put in order by `position` (their national rank: smallest first, most deprived) and each
takes the middle of its stretch of the cumulated people, from 0 to 1: its ridit. Equal positions
share one ridit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geodata.stats.arrays import CONFIDENCE, Floats, Numbers, positive, present, same_length
from geodata.stats.regression import weighted_line

WIDEST = math.log(1e6)  # of half an interval of a logarithm


@dataclass(frozen=True)
class Slope:
    """The slope and the relative index of inequality, each with its interval.

    `at_most` and `at_least` are the heights of the line at the most and the least deprived end.
    """

    slope: float
    slope_low: float
    slope_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    at_most: float
    at_least: float
    places: int


def ridits(position: Numbers, people: Numbers) -> Floats:
    """The middle of each place's stretch of the cumulated people, in order of position.

    I. D. J. Bross, "How to use ridit analysis", Biometrics 14 (1958), 18-38. nan where the position
    or the people are.
    """
    where, weights = same_length(position, people)
    there = ~np.isnan(where) & ~np.isnan(weights)
    answer = np.full(where.shape, np.nan)
    steps, group = np.unique(where[there], return_inverse=True)
    heads = np.bincount(group, weights=positive(weights[there]), minlength=steps.size)
    total = float(heads.sum())
    if total > 0:
        answer[there] = ((np.cumsum(heads) - heads / 2) / total)[group]
    return answer


def slope_index(
    values: Numbers, people: Numbers, position: Numbers, *, confidence: float = CONFIDENCE
) -> Slope:
    """The slope (SII) and relative (RII) index of inequality: least less, or over, most deprived.

    The population-weighted least squares line of the value on the ridit. SII is its rise from the
    most (0) to the least deprived end (1), in units of the value; RII the height at the most over
    that at the least deprived end. J. P. Mackenbach and A. E. Kunst, "Measuring the magnitude of
    socio-economic inequalities in health", Social Science & Medicine 44 (1997), 757-771; E. R.
    Pamuk, Population Studies 39 (1985), 17-31. The interval of SII is Student's; that of RII is by
    the delta method on the logarithm, and nan unless both ends are above 0; so it is where it would
    go from next to nothing to a million times as much, as from three places it may.
    """
    y, weights, where = present(values, people, position)
    line = weighted_line(ridits(where, weights), y, weights, confidence=confidence)
    most, least = (float(height) for height in line.at(np.array([0.0, 1.0])))
    ratio = low = high = float("nan")
    if most > 0 and least > 0:
        ratio = most / least
        variance = _variance_of_log_ratio(
            most, least, line.centre, line.variance_at_centre, line.variance_of_slope
        )
        half = line.quantile * math.sqrt(variance)
        if half < WIDEST:
            low, high = ratio / math.exp(half), ratio * math.exp(half)
    return Slope(
        slope=line.slope,
        slope_low=line.slope_low,
        slope_high=line.slope_high,
        ratio=ratio,
        ratio_low=low,
        ratio_high=high,
        at_most=most,
        at_least=least,
        places=line.pairs,
    )


def concentration_curve(
    amounts: Numbers, people: Numbers, position: Numbers
) -> tuple[Floats, Floats]:
    """Cumulated share of people, most deprived first, and cumulated share of the amount they have.

    Both start at 0 and end at 1; on the diagonal everybody has the same. A. Wagstaff, P. Paci and
    E. van Doorslaer, "On the measurement of inequalities in health", Social Science & Medicine 33
    (1991), 545-557. Amounts are counts (people with a dose), not rates. Equal positions are one
    step.
    """
    y, weights, where = present(amounts, people, position)
    steps, group = np.unique(where, return_inverse=True)
    heads = np.bincount(group, weights=positive(weights), minlength=steps.size)
    held = np.bincount(group, weights=y, minlength=steps.size)
    if heads.sum() <= 0 or held.sum() <= 0:
        raise ValueError("A concentration curve needs people, and an amount to share out.")
    return (
        np.concatenate(([0.0], np.cumsum(heads) / heads.sum())),
        np.concatenate(([0.0], np.cumsum(held) / held.sum())),
    )


def concentration_index(amounts: Numbers, people: Numbers, position: Numbers) -> float:
    """One less twice the area under the concentration curve, by trapezia: from -1 to 1.

    N. C. Kakwani, A. Wagstaff and E. van Doorslaer, Journal of Econometrics 77 (1997), 87-103.
    Negative when the most deprived have more than their share.
    """
    x, y = concentration_curve(amounts, people, position)
    return float(1 - ((y[1:] + y[:-1]) * np.diff(x)).sum())


def _variance_of_log_ratio(
    most: float, least: float, centre: float, variance_at_centre: float, variance_of_slope: float
) -> float:
    """Of log(most) - log(least), from the two independent parts of the line's variance."""
    by_height = 1 / most - 1 / least
    by_slope = -centre / most - (1 - centre) / least
    return by_height**2 * variance_at_centre + by_slope**2 * variance_of_slope
