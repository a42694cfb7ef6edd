"""A good plan at once, and the same one of plans that are equally good: exchange of venues."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.reach.problem import Problem

Array = npt.NDArray[Any]


def first_plan(problem: Problem, *, until: float) -> tuple[int, ...]:
    """The pinned venues and, one by one, the best to add; then exchanged. Venues, ascending."""
    chosen = list(problem.pinned)
    while len(chosen) < problem.count:
        chosen.append(_best(problem, chosen)[1])
    return exchange(problem, chosen, until=until)


def exchange(problem: Problem, venues: Iterable[int], *, until: float) -> tuple[int, ...]:
    """Venues exchanged one for one while that is better; pinned ones stay.

    Vertex substitution of Teitz and Bart, Operations Research 16 (1968), 955-961. Better is what
    the goal says; of plans that it holds equal, the one with more people covered or the shorter
    mean walk; of those that are equal still, lower indices. `until` is a time of `monotonic`.
    """
    chosen, moved = sorted(venues), True
    while moved:
        moved = False
        for out in [one for one in chosen if one not in problem.pinned]:
            if monotonic() > until:
                return tuple(chosen)
            rest = [one for one in chosen if one != out]
            _, best = _best(problem, rest)
            if best != out:
                chosen, moved = sorted([*rest, best]), True
    return tuple(chosen)


def merit(problem: Problem, venues: Iterable[int]) -> tuple[float, ...]:
    """What plans are ordered by, the least first."""
    nearest = problem.walks[:, list(venues)].min(axis=1)
    return tuple(_merits(problem, nearest[:, None])[:, 0].tolist())


def _best(problem: Problem, chosen: list[int]) -> tuple[tuple[float, ...], int]:
    """The best venue to add to those chosen, with the merit of the plan that it makes."""
    others = np.array([one for one in problem.allowed if one not in chosen])
    walks = problem.walks[:, others]
    if chosen:
        walks = np.minimum(walks, problem.walks[:, chosen].min(axis=1, keepdims=True))
    merits = _merits(problem, walks)
    at = np.lexsort((others, *merits[::-1]))[0]
    return tuple(merits[:, at].tolist()), int(others[at])


def _merits(problem: Problem, walks: Array) -> Array:
    """For nearest walks (n, plans) what the goal orders plans by, the first row first.

    Walks are summed to a thousandth of a metre, so that plans which are equal are equal.
    """
    inside = (walks <= problem.within).astype(np.float64)
    people, worst = -(problem.weights @ inside), -(problem.worst_weights @ inside)
    metres = np.round(problem.weights @ walks, 3)
    return {
        "cover": np.array([people, metres]),
        "fair": np.array([worst, people, metres]),
        "median": np.array([metres, people]),
    }[problem.goal]
