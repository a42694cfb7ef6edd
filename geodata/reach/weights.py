"""One score of need out of several criteria, with weights that the reader chooses."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def need(criteria: Array, weights: Array) -> Array:
    """The weighted mean of criteria, each scaled to 0..1 by its least and greatest value.

    Simple additive weighting of min-max scaled criteria: OECD and Joint Research Centre, Handbook
    on Constructing Composite Indicators (2008), pages 28 f. and 33. `criteria` has the shape
    (n, c), or (count, n, c) for draws, each scaled for itself; the result (n,) or (count, n). More
    is more need. A criterion that is the same in all areas adds 0. An area with a nan is nan, and
    has no part in scaling. Only the ratios of the weights matter.

    ValueError for weights that are nan, infinite, negative or all 0, or not one a criterion; and
    for an infinite criterion.
    """
    values = np.asarray(criteria, dtype=np.float64)
    shares = _shares(np.asarray(weights, dtype=np.float64), values)
    if bool(np.isinf(values).any()):
        raise ValueError("criteria: found an infinite value, expected numbers or nan.")
    known = np.asarray(np.logical_not(np.isnan(values)).all(axis=-1, keepdims=True))
    there = np.broadcast_to(known, values.shape)
    least = np.min(values, axis=-2, keepdims=True, where=there, initial=np.inf)
    most = np.max(values, axis=-2, keepdims=True, where=there, initial=-np.inf)
    differs = most > least
    span = np.where(differs, most - least, 1)
    scaled = np.where(differs, (np.where(there, values, 0) - np.where(differs, least, 0)) / span, 0)
    found: Array = np.where(known[..., 0], scaled @ shares, np.nan)
    return found


def _shares(weights: Array, values: Array) -> Array:
    """The weights as shares of 1."""
    if values.ndim not in (2, 3) or weights.shape != values.shape[-1:]:
        raise ValueError(
            f"weights: found shape {weights.shape} for criteria of shape {values.shape}, "
            "expected a weight for each criterion."
        )
    if not np.isfinite(weights).all() or bool((weights < 0).any()):
        raise ValueError(f"weights: found {weights.tolist()}, expected finite numbers from 0.")
    if not weights.any():
        raise ValueError(f"weights: found {weights.tolist()}, expected one above 0.")
    part = weights / weights.max()
    found: Array = part / part.sum()
    return found
