"""Correlations and straight lines, weighted and not."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geodata.stats.arrays import CONFIDENCE, Floats, Numbers, positive, present
from geodata.stats.ranks import rank_average

NODES, NODE_WEIGHTS = np.polynomial.legendre.leggauss(200)


@dataclass(frozen=True)
class Line:
    """y = intercept + slope x, with what its intervals need; `weighted_line` finds it.

    `slope_low` and `slope_high` are the interval of the slope, `pairs` the points that have weight,
    `centre` is the weighted mean of x, and `quantile` that of Student's t.
    """

    intercept: float
    slope: float
    slope_low: float
    slope_high: float
    pairs: int
    centre: float
    variance_at_centre: float
    variance_of_slope: float
    quantile: float

    def at(self, x: Numbers) -> Floats:
        """The line's height at each x."""
        return self.intercept + self.slope * np.asarray(x, dtype=np.float64)

    def interval(self, x: Numbers) -> tuple[Floats, Floats]:
        """The confidence interval of the line's height (not of single points) at each x: low, high.

        Height -+ t sqrt(var(centre) + (x - centre)^2 var(slope)): Draper and Smith, as in
        `weighted_line`.
        """
        away = np.asarray(x, dtype=np.float64) - self.centre
        margin = self.quantile * np.sqrt(self.variance_at_centre + away**2 * self.variance_of_slope)
        return self.at(x) - margin, self.at(x) + margin


def spearman(x: Numbers, y: Numbers) -> float:
    """Spearman's rank correlation: Pearson's correlation of the midranks, from -1 to 1.

    C. Spearman, "The proof and measurement of association between two things", American Journal of
    Psychology 15 (1904), 72-101, with ties as in `rank_average`. Pairs with a nan are left out. nan
    when fewer than two pairs are left or when all of one side is equal.
    """
    first, second = present(x, y)
    return weighted_pearson(rank_average(first), rank_average(second), np.ones(first.size))


def weighted_pearson(x: Numbers, y: Numbers, weights: Numbers) -> float:
    """Pearson's correlation with each pair counted by its weight, from -1 to 1.

    Weighted covariance over the weighted standard deviations, all about weighted means: K. Pearson,
    Philosophical Transactions A 187 (1896), 253-318, on grouped data. nan when fewer than two pairs
    have weight or when all of one side is equal.
    """
    a, b, w = present(x, y, weights)
    if int((positive(w) > 0).sum()) < 2:
        return float("nan")
    a = a - np.average(a, weights=w)
    b = b - np.average(b, weights=w)
    scale = math.sqrt(float((w * a**2).sum()) * float((w * b**2).sum()))
    return float(np.clip((w * a * b).sum() / scale, -1.0, 1.0)) if scale else float("nan")


def weighted_line(
    x: Numbers, y: Numbers, weights: Numbers, *, confidence: float = CONFIDENCE
) -> Line:
    """The weighted least squares line: the sum of weight times squared vertical distance is least.

    Weights say how precise a point is relative to others (people behind it), not how often it was
    seen. Student's t with n - 2 degrees of freedom: N. R. Draper and H. Smith, "Applied Regression
    Analysis" (3rd edition, 1998). Refused with fewer than three points or
    without a spread of x.
    """
    a, b, w = present(x, y, weights)
    a, b, w = (one[positive(w) > 0] for one in (a, b, w))
    if a.size < 3 or float(np.ptp(a)) == 0:
        raise ValueError("A line needs three points with weight, not all above one another.")
    centre, height = float(np.average(a, weights=w)), float(np.average(b, weights=w))
    spread = float((w * (a - centre) ** 2).sum())
    slope = float((w * (a - centre) * (b - height)).sum()) / spread
    residuals = b - height - slope * (a - centre)
    variance = float((w * residuals**2).sum()) / (a.size - 2)
    quantile = student_quantile(a.size - 2, confidence=confidence)
    margin = quantile * math.sqrt(variance / spread)
    return Line(
        intercept=height - slope * centre,
        slope=slope,
        slope_low=slope - margin,
        slope_high=slope + margin,
        pairs=int(a.size),
        centre=centre,
        variance_at_centre=variance / float(w.sum()),
        variance_of_slope=variance / spread,
        quantile=quantile,
    )


def student_quantile(freedom: int, *, confidence: float = CONFIDENCE) -> float:
    """How many standard errors either side hold this share of Student's t distribution.

    With t = sqrt(v) tan(a) the probability between -t and t is the integral of cos(a)^(v-1) from 0
    to a over that to a right angle (M. Abramowitz and I. A. Stegun, "Handbook of Mathematical
    Functions" (1964), 26.7.3-4), done by Gauss-Legendre quadrature and solved by halving.
    """
    if freedom < 1:
        raise ValueError(f"Student's t needs a degree of freedom, not {freedom}.")
    low, high = 0.0, math.pi / 2
    whole = _power_integral(high, freedom)
    for _ in range(60):
        middle = (low + high) / 2
        if _power_integral(middle, freedom) < confidence * whole:
            low = middle
        else:
            high = middle
    return math.sqrt(freedom) * math.tan((low + high) / 2)


def _power_integral(end: float, freedom: int) -> float:
    angles = end / 2 * (NODES + 1)
    return float(end / 2 * (NODE_WEIGHTS * np.cos(angles) ** (freedom - 1)).sum())
