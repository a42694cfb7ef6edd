"""How sure a ranking of areas is: ranks over draws from what is known of each area's uptake."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

DRAWS = 4000
SEED = 20210711
TAIL = 0.025  # of the draws on either side of the central 95%


def draws(numerator: Array, denominator: Array, *, count: int = DRAWS, seed: int = SEED) -> Array:
    """Uptake, 0 to 1, drawn for each area: shape (count, n); nan where a number is not known.

    Counts are n numbers, or, where they are not known exactly, n for each draw.

    From the beta posterior of a proportion under Jeffreys' prior, Beta(x + 1/2, n - x + 1/2)
    (Brown, Cai and DasGupta, Statistical Science 16 (2001), 101-133). Ranks of such draws are the
    Bayesian ranking of Laird and Louis, Journal of Educational Statistics 14 (1989), 29-46, and of
    Goldstein and Spiegelhalter, Journal of the Royal Statistical Society A 159 (1996), 385-443.

    A numerator above its denominator (an uptake over 100%: a register smaller than the people
    counted) is drawn as if it were the denominator. ValueError for one below 0, for lists that
    differ in length and for a count under 1.
    """
    x, n = (np.asarray(one, dtype=np.float64) for one in (numerator, denominator))
    if x.shape != n.shape or x.shape[:-1] not in ((), (count,)):
        raise ValueError(f"draws: found shapes {x.shape} and {n.shape}, expected one length.")
    if bool((x < 0).any()):
        raise ValueError(f"numerator: found {np.nanmin(x)}, expected people, from 0.")
    if count < 1:
        raise ValueError(f"count: found {count}, expected at least one draw.")
    known = np.asarray(np.atleast_2d(np.isfinite(x) & np.isfinite(n) & (n > 0)).all(axis=0))
    x, n = np.minimum(x[..., known], n[..., known]), n[..., known]
    found = np.full((count, len(known)), np.nan)
    shape = (count, n.shape[-1])
    found[:, known] = np.random.default_rng(seed).beta(x + 0.5, n - x + 0.5, shape)
    return found


def not_reached(uptakes: Array, denominator: Array) -> Array:
    """People not reached: (1 - uptake) of each denominator, not rounded; shape of the uptakes."""
    found: Array = (1 - uptakes) * np.asarray(denominator, dtype=np.float64)
    return found


def rank_intervals(scores: Array) -> tuple[Array, Array]:
    """First and last rank of each area in the central 95% of the draws: two arrays of n.

    Scores have the shape (count, n). Ranks are whole numbers from 1, the highest score; nan for an
    area with a nan, which takes no rank from others. Areas with the same score in a draw share all
    the ranks between them, so that a tie widens intervals and never makes an order.
    """
    scores = np.asarray(scores, dtype=np.float64)
    if scores.ndim != 2 or not len(scores):
        raise ValueError(f"scores: found shape {scores.shape}, expected (draws, areas).")
    known = np.asarray(np.logical_not(np.isnan(scores)).all(axis=0))
    best, worst = _ranks(scores[:, known])
    tail = int(TAIL * len(scores))
    first, last = np.full(len(known), np.nan), np.full(len(known), np.nan)
    first[known] = np.partition(best, tail, axis=1)[:, tail]
    upper = len(scores) - 1 - tail
    last[known] = np.partition(worst, upper, axis=1)[:, upper]
    return first, last


def _ranks(scores: Array) -> tuple[Array, Array]:
    """The best and the worst rank of each area in each draw, shape (areas, draws)."""
    order = np.argsort(-scores, axis=1)
    places = np.arange(1, scores.shape[1] + 1, dtype=np.int32)[None]
    ordered = np.take_along_axis(scores, order, 1)
    tied = ordered[:, 1:] == ordered[:, :-1]
    if not tied.any():
        ranks = _back(places, order)
        return ranks, ranks
    edge = np.ones((len(scores), 1), dtype=np.bool_)
    begins, ends = np.hstack([edge, ~tied]), np.hstack([~tied, edge])
    best = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    after = np.where(ends, places, scores.shape[1])[:, ::-1]
    worst = np.minimum.accumulate(after, axis=1)[:, ::-1]
    return _back(best, order), _back(worst, order)


def _back(ranks: Array, order: Array) -> Array:
    """Ranks by place as ranks by area, areas first."""
    found = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(found, order, ranks.astype(np.int32), 1)
    return np.ascontiguousarray(found.T)
