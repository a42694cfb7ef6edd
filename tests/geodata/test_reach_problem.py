"""Problems that check themselves, what plans reach, and who is worst served."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.reach.interchange import exchange, first_plan, merit
from geodata.reach.problem import GOALS, Problem, evaluate, short, worst_fifth
from tests.geodata.reach_problems import pharmacies, problems

SMALL = Problem(
    people=(10, 20, 30),
    worst=(True, False, False),
    metres=((100.0, 900.0), (500.0, 500.0), (900.0, 100.0)),
    within=500.0,
    count=1,
    goal="cover",
)
NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"metres": ((NAN, 1.0), (1.0, 1.0), (1.0, 1.0))}, "metres: found nan"),
        ({"metres": ((-5.0, 1.0), (1.0, 1.0), (1.0, 1.0))}, "metres: found -5.0"),
        ({"metres": ((INF, 1.0), (1.0, 1.0), (1.0, 1.0))}, "metres: found inf"),
        ({"metres": ((1.0,), (1.0, 1.0), (1.0, 1.0))}, "metres: found rows of different"),
        ({"metres": ((), (), ())}, "metres: found rows"),
        ({"people": (10, 20)}, "found 2, 3 and 3 areas"),
        ({"people": (), "worst": (), "metres": ()}, "found 0, 0 and 0 areas"),
        ({"people": (10, -1, 30)}, "people: found"),
        ({"people": (10, NAN, 30)}, "people: found"),
        ({"people": (10, 2.5, 30)}, "people: found"),
        ({"worst": (1, 0, 0)}, "worst: found"),
        ({"within": NAN}, "within: found nan"),
        ({"within": -1.0}, "within: found -1.0"),
        ({"within": INF}, "within: found inf"),
        ({"count": 3}, "count: found 3, expected 1 to the 2"),
        ({"count": 0}, "count: found 0"),
        ({"count": -1}, "count: found -1"),
        ({"count": 1.5}, "count: found 1.5"),
        ({"count": 2, "excluded": (0,)}, "count: found 2, expected 1 to the 1"),
        ({"pinned": (2,)}, "pinned: found venue 2"),
        ({"pinned": (-1,)}, "pinned: found venue -1"),
        ({"excluded": (9,)}, "excluded: found venue 9"),
        ({"pinned": (0, 0), "count": 2}, "pinned: found .*each venue once"),
        ({"pinned": (0,), "excluded": (0,)}, "found venue 0 in both"),
        ({"pinned": (0, 1)}, "pinned: found 2 venues"),
        ({"excluded": (0, 1)}, "excluded: found all 2 venues"),
        ({"goal": "near"}, "goal: found 'near'"),
    ],
)
def test_a_problem_that_cannot_be_is_refused_with_what_was_found(changes, words):
    with pytest.raises(ValueError, match=words) as refusal:
        replace(SMALL, **changes)
    assert "expected" in str(refusal.value)


@given(st.sampled_from(GOALS).flatmap(problems))
@settings(max_examples=50)
def test_json_brings_a_problem_back(problem):
    assert Problem.from_json(problem.to_json()) == problem
    assert "\n" not in problem.to_json()


@pytest.mark.parametrize("text", ["", "[]", "{}", "3", '{"metres": 3}', "{"])
def test_what_is_no_problem_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are json's own for some
        Problem.from_json(text)


def test_a_problem_with_another_field_or_nan_is_refused():
    fields = json.loads(SMALL.to_json())
    with pytest.raises(ValueError, match="expected its fields"):
        Problem.from_json(json.dumps(fields | {"more": 1}))
    with pytest.raises(ValueError, match="within: found nan"):
        Problem.from_json(json.dumps(fields | {"within": NAN}))


def test_what_venues_reach_is_added_up():
    plan = evaluate(SMALL, [0])
    assert (plan.venues, plan.covered) == ((0,), (True, True, False))
    assert (plan.people, plan.worst) == (30, 10)
    assert plan.metres == pytest.approx((10 * 100 + 20 * 500 + 30 * 900) / 60)
    assert (plan.proved, plan.gap) == (False, 0.5)
    both = evaluate(replace(SMALL, count=2), np.array([1, 0, 1]))
    assert (both.venues, both.people, both.proved, both.gap) == ((0, 1), 60, True, 0)


def test_a_walk_is_as_long_as_allowed_and_still_covered():
    assert evaluate(replace(SMALL, within=500.0), [1]).covered == (False, True, True)
    assert evaluate(replace(SMALL, within=499.9), [1]).covered == (False, False, True)


def test_nobody_to_reach_is_nobody_reached():
    plan = evaluate(replace(SMALL, people=(0, 0, 0)), [0])
    assert (plan.people, plan.metres, plan.proved) == (0, 0, True)


@pytest.mark.parametrize("venues", [[], [2], [-1]])
def test_no_venue_and_unknown_venues_are_refused(venues):
    with pytest.raises(ValueError, match=r"venues: found .*expected"):
        evaluate(SMALL, venues)


@given(st.sampled_from(GOALS).flatmap(problems))
@settings(max_examples=60)
def test_a_plan_at_once_is_allowed_and_no_exchange_betters_it(problem):
    venues = first_plan(problem, until=monotonic() + 60)
    assert len(set(venues)) == problem.count
    assert set(problem.pinned) <= set(venues) <= set(problem.allowed)
    for out in set(venues) - set(problem.pinned):
        for other in set(problem.allowed) - set(venues):
            exchanged = tuple(sorted({*venues, other} - {out}))
            assert (merit(problem, venues), venues) <= (merit(problem, exchanged), exchanged)


def test_equal_plans_end_in_the_same_one():
    alike = replace(SMALL, metres=((100.0,) * 4,) * 3, count=2)
    for chosen in combinations(range(4), 2):
        assert exchange(alike, chosen, until=monotonic() + 60) == (0, 1)


def test_exchange_ends_when_its_time_is_over(store):
    assert exchange(pharmacies(store), [5, 6, 7], until=monotonic() - 1) == (5, 6, 7)


def test_the_worst_fifth_are_the_lowest_that_hold_a_fifth():
    uptake = np.array([0.9, 0.5, np.nan, 0.6, 0.5])
    people = np.array([40, 10, 500, 40, 10])
    assert worst_fifth(uptake, people) == (False, True, False, False, True)
    assert worst_fifth(uptake, np.array([40, 10, 500, 40, 9])) == (False, True, False, True, True)
    assert worst_fifth(uptake, np.zeros(5)) == (False,) * 5


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 900)), min_size=1, max_size=30))
def test_the_worst_fifth_holds_a_fifth_and_without_its_best_less(areas):
    uptake, people = (np.array(one) for one in zip(*areas, strict=True))
    found = np.array(worst_fifth(uptake, people))
    order = np.argsort(uptake, kind="stable")[: found.sum()]
    assert found[order].all()
    assert people[order].sum() >= people.sum() / 5 > people[order[:-1]].sum()


def test_short_is_a_share_of_the_larger():
    assert (short(10, 8), short(8, 10), short(0, 0)) == (0.2, 0, 0)
