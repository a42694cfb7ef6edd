"""What sessions would change if some of the people not reached took the dose."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def reached(
    numerator: Array, denominator: Array, covered: Sequence[bool] | Array, share: float
) -> Array:
    """People with a dose if a share (0 to 1) of those not reached in covered areas took it.

    Arrays of n. The people added to an area are a whole number, rounded once for each area, a half
    to the even number, of the share as the decimal that it is written as. Nobody is added beyond
    the denominator; a numerator that is above it already stays. nan stays nan.

    ValueError for a share outside 0 to 1 and for lists that differ in length.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share: found {share}, expected 0 to 1.")
    x, n = (np.asarray(one, dtype=np.float64) for one in (numerator, denominator))
    inside = np.asarray(covered, dtype=np.bool_)
    if x.ndim != 1 or not x.shape == n.shape == inside.shape:
        raise ValueError(
            f"reached: found shapes {x.shape}, {n.shape} and {inside.shape}, expected one length."
        )
    part = Fraction(str(float(share)))
    added = [
        round(part * Fraction(missing)) if here and missing > 0 else 0
        for missing, here in zip(n - x, inside, strict=True)
    ]
    return np.where(np.isnan(n), np.nan, x + np.array(added, dtype=np.float64))
