"""What every statistic does first: numbers as one-dimensional arrays of one length."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

CONFIDENCE = 0.95


def same_length(*lists: Numbers) -> tuple[Floats, ...]:
    """The lists as floats; ValueError unless they are one-dimensional and of one length."""
    arrays = tuple(np.asarray(one, dtype=np.float64) for one in lists)
    if any(one.shape != arrays[0].shape or one.ndim != 1 for one in arrays):
        shapes = ", ".join(str(one.shape) for one in arrays)
        raise ValueError(f"Lists of one length are needed, not {shapes}.")
    return arrays


def present(*lists: Numbers) -> tuple[Floats, ...]:
    """The lists, of one length (else ValueError), without the places where any of them is nan."""
    arrays = same_length(*lists)
    whole = ~np.any([np.isnan(one) for one in arrays], axis=0)
    return tuple(one[whole] for one in arrays)


def positive(weights: Floats) -> Floats:
    """The weights as they are; ValueError when one is negative."""
    if bool((weights < 0).any()):
        raise ValueError("A weight is negative; weights count people and start at 0.")
    return weights


def normal_quantile(confidence: float) -> float:
    """How many standard errors either side hold this share of a normal distribution: 1.96 of 0.95.

    ValueError unless it lies between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence lies between 0 and 1, not at {confidence}.")
    return NormalDist().inv_cdf(0.5 + confidence / 2)
