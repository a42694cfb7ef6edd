"""How much better a plan could be at most, known soon even where nothing can be proved in time."""

from __future__ import annotations

from time import monotonic

import numpy as np

from geodata.reach.problem import Problem

ROUNDS = 300
PATIENCE = 15  # rounds without a better bound before steps are halved
CLOSE = 1e-4  # of the walk: no closer is looked for


def least_walk(problem: Problem, walk: float, *, until: float) -> float:
    """People times metres that no plan goes below, given the walk of some plan.

    The Lagrangian bound of the p-median problem by subgradients: Narula, Ogbu and Samuelsson,
    Operations Research 25 (1977), 709-713; Cornuejols, Fisher and Nemhauser, Management Science 23
    (1977), 789-810. `until` is a time of `monotonic`.
    """
    costs = problem.walks[:, problem.allowed] * problem.weights[:, None]
    pinned = np.isin(problem.allowed, problem.pinned)
    prices = np.partition(costs, min(1, costs.shape[1] - 1), axis=1)[:, min(1, costs.shape[1] - 1)]
    best, step, waited = float(costs.min(axis=1).sum()), 1.0, 0
    for _ in range(ROUNDS):
        saved = np.minimum(costs - prices[:, None], 0).sum(axis=0)
        chosen = np.argsort(np.where(pinned, -np.inf, saved), kind="stable")[: problem.count]
        bound = float(prices.sum() + saved[chosen].sum())
        best, waited = (bound, 0) if bound > best else (best, waited + 1)
        slope = 1 - (costs[:, chosen] < prices[:, None]).sum(axis=1)
        steep = float(slope @ slope)
        if not steep or walk - best <= CLOSE * walk or monotonic() > until:
            break
        if waited == PATIENCE:
            step, waited = step / 2, 0
        prices = prices + step * (walk - bound) / steep * slope
    return best
