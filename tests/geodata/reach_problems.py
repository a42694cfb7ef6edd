"""Problems to plan: the committed bundle's pharmacies, random ones, and every choice of venues."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from geodata.reach.problem import Problem, evaluate, worst_fifth
from geodata.reach.walks import centroids, distances, walked


def quiet(_):
    """Hear progress and say nothing."""


def pharmacies(store, **changes):
    """The whole place: people without a first dose, its pharmacies, three sessions."""
    indicator = store.catalogue.role("no first dose")[0]
    values = store.values(indicator.key)
    there = np.array([kind == "pharmacy" for kind in store.venues.kind])
    points = centroids(store, store.level(indicator.level, indicator.vintage))
    walks = walked(distances(points, store.venues.lat[there], store.venues.lon[there]))
    fields = {
        "people": tuple(int(one) for one in values.numerator),
        "worst": worst_fifth(1 - values.numerator / values.denominator, values.denominator),
        "metres": tuple(map(tuple, walks.tolist())),
        "within": 1600.0,
        "count": 3,
        "goal": "cover",
    }
    return Problem(**fields | changes)


def synthetic(areas, venues, *, seed=11, side=36_000.0, **changes):
    """SYNTHETIC areas and venues, strewn over a square: not of any place."""
    source = np.random.default_rng(seed)
    homes, places = (source.uniform(0, side, (size, 2)) for size in (areas, venues))
    walks = np.hypot(*(homes[:, None] - places[None]).transpose(2, 0, 1)) * 1.3
    people = source.integers(200, 2500, areas)
    fields = {
        "people": tuple(people.tolist()),
        "worst": worst_fifth(source.random(areas), people),
        "metres": tuple(map(tuple, walks.tolist())),
        "within": 1600.0,
        "count": 3,
        "goal": "cover",
    }
    return Problem(**fields | changes)


def hard():
    """SYNTHETIC walks without a geography: not proved for many minutes."""
    walks = np.random.default_rng(5).uniform(0, 9000, (300, 190))
    return synthetic(300, 190, count=12, goal="median", metres=tuple(map(tuple, walks.tolist())))


@st.composite
def problems(draw, goal):
    """Small problems: ties, nobody, everything near, pins and exclusions."""
    areas, venues = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    walks = st.lists(st.integers(0, 6), min_size=venues, max_size=venues)
    order = draw(st.permutations(range(venues)))
    count = draw(st.integers(1, venues))
    excluded = draw(st.integers(0, venues - count))
    pinned = draw(st.integers(0, count))
    return Problem(
        people=tuple(draw(st.lists(st.integers(0, 9), min_size=areas, max_size=areas))),
        worst=tuple(draw(st.lists(st.booleans(), min_size=areas, max_size=areas))),
        metres=tuple(
            tuple(map(float, row)) for row in draw(st.lists(walks, min_size=areas, max_size=areas))
        ),
        within=float(draw(st.integers(0, 4))),
        count=count,
        goal=goal,
        pinned=tuple(order[:pinned]),
        excluded=tuple(order[venues - excluded :]),
    )


def enumerated(problem):
    """The value of the best of all choices of venues, each looked at."""
    better = min if problem.goal == "median" else max
    return better(
        value_of(problem.goal, evaluate(problem, chosen))
        for chosen in combinations(problem.allowed, problem.count)
        if set(problem.pinned) <= set(chosen)
    )


def value_of(goal, plan):
    """What a goal holds a plan to be worth: people, those of the worst fifth and all, or metres."""
    return {"cover": plan.people, "fair": (plan.worst, plan.people), "median": plan.metres}[goal]


def enumerated_at_once(problem):
    """The same for tens of thousands of choices."""
    choices = np.array(list(combinations(problem.allowed, problem.count)))
    held = np.isin(choices, problem.pinned).sum(axis=1)
    nearest = problem.walks[:, choices[held == len(problem.pinned)]].min(axis=2)
    if problem.goal == "median":
        return float((problem.weights @ nearest).min() / problem.weights.sum())
    inside = nearest <= problem.within
    people, worst = problem.weights @ inside, problem.worst_weights @ inside
    if problem.goal == "cover":
        return int(people.max())
    return int(worst.max()), int(people[worst == worst.max()].max())
