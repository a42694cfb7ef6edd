"""A floor of uptake that every area should reach: who stands below it, and how many are missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.reach.rounded import interval_near

Array = npt.NDArray[Any]


class Standing(StrEnum):
    """How an area stands to a floor, by the 95% interval of its uptake (Wilson).

    All of it is below the floor, some of it, none of it; unknown where there is no interval, as
    with an uptake over 100%.
    """

    BELOW = "below"
    POSSIBLY_BELOW = "possibly below"
    ABOVE = "above"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Floor:
    """How areas stand to a floor.

    `standing` is a word of Standing for each area. `needed`, an array of n, are the fewest further
    people with whom the area meets the floor, 0 where it is met, nan where a number is not known;
    `total` is their sum.
    """

    standing: tuple[Standing, ...]
    needed: Array
    total: int


def floor_of(numerator: Array, denominator: Array, floor: float, *, near: int = 0) -> Floor:
    """How areas stand to a floor of uptake, a share over 0 and up to 1; otherwise ValueError.

    The floor is the decimal number as written: 0.9 of 10 are exactly 9. Standings allow for counts
    that are `near`, and people needed are worked out from the counts as they are given.
    """
    if not 0 < floor <= 1:
        raise ValueError(f"floor: found {floor}, expected a share over 0 and up to 1.")
    x, n = (np.asarray(one, dtype=np.float64) for one in (numerator, denominator))
    if x.ndim != 1 or x.shape != n.shape:
        raise ValueError(f"floor_of: found shapes {x.shape} and {n.shape}, expected one length.")
    low, high = interval_near(x, n, near)
    needed = np.array(
        [_needed(*pair, Fraction(str(float(floor)))) for pair in zip(x, n, strict=True)],
        dtype=np.float64,
    )
    return Floor(
        standing=tuple(_standing(*pair, floor) for pair in zip(low, high, strict=True)),
        needed=needed,
        total=int(np.nansum(needed)),
    )


def _needed(x: float, n: float, floor: Fraction) -> float:
    if not (np.isfinite(x) and np.isfinite(n) and n > 0):
        return float("nan")
    return max(0, ceil(floor * Fraction(n) - Fraction(x)))


def _standing(low: float, high: float, floor: float) -> Standing:
    if np.isnan(low):
        return Standing.UNKNOWN
    if high < floor:
        return Standing.BELOW
    return Standing.ABOVE if low >= floor else Standing.POSSIBLY_BELOW
