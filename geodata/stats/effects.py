"""How large a difference is, on a scale that figures of different kinds share.

Cohen calls 0.2 small, 0.5 medium and 0.8 large, of differences of proportions (h) and of means
(d) alike: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (2nd edition, 1988),
pages 25 to 27 and 180 to 185.
"""

from __future__ import annotations

import math

SMALL = 0.2


def cohens_h(one: float, other: float) -> float:
    """Difference of two proportions (0 to 1): 2 arcsin(sqrt(one)) - 2 arcsin(sqrt(other)).

    Cohen (1988), formula 6.2.2. nan for what is no proportion.
    """
    if not (0 <= one <= 1 and 0 <= other <= 1):
        return math.nan
    return 2 * math.asin(math.sqrt(one)) - 2 * math.asin(math.sqrt(other))


def in_deviations(one: float, other: float, deviation: float) -> float:
    """Difference of two values in standard deviations; nan where there is no deviation."""
    return (one - other) / deviation if deviation > 0 else math.nan


def nearest(value: float, low: float, high: float, reference: float) -> float:
    """The value of an interval that lies nearest to a reference; the value without an interval.

    It is the reference itself where the interval holds it: what is not sure is no difference.
    """
    if low != low or high != high:
        return value
    return min(max(reference, low), high)
