"""Counts that are shown rounded: each may be some way from the one that is shown.

`near` is how far, 0 for counts as they are. A nought is one. Nothing more is known of a count to
whoever reads it, so all that it can be is taken to be as likely.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.stats.intervals import interval_by

Array = npt.NDArray[Any]


def interval_near(numerator: Array, denominator: Array, near: int) -> tuple[Array, Array]:
    """The 95% interval (Wilson) of shares, 0 to 1: two arrays of n, nan where there is none.

    It goes from the lowest to the highest bound of all counts that would be shown so.
    """
    x, n = (np.asarray(one, dtype=np.float64) for one in (numerator, denominator))
    if not near:
        return interval_by("wilson", x, n, per=1)
    n = np.where(n > 0, n, np.nan)
    fewer = np.maximum(n - near, 1)
    low, _ = interval_by("wilson", np.maximum(x - near, 0), n + near, per=1)
    _, high = interval_by("wilson", np.minimum(np.where(x > 0, x + near, x), fewer), fewer, per=1)
    return low, high


def counts_near(
    numerator: Array, denominator: Array, near: int, *, count: int, seed: int
) -> tuple[Array, Array]:
    """Counts that would be shown so, drawn: two arrays of shape (count, n).

    A numerator is never above its denominator. With `near` 0 both are as given, of shape (n,).
    """
    x, n = (np.asarray(one, dtype=np.float64) for one in (numerator, denominator))
    if not near:
        return x, n
    off, off_whole = np.random.default_rng(seed).integers(-near, near + 1, (2, count, len(x)))
    whole = np.where(n > 0, np.maximum(n + off_whole, 1), n)
    return np.clip(np.where(x > 0, x + off, x), 0, whole), whole
