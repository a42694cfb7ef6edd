"""Ranks over draws: against closed forms, with ties, with what is not known, and in time."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from geodata.reach.ranks import DRAWS, draws, not_reached, rank_intervals


def below(x1: float, n1: float, x2: float, n2: float) -> float:
    """The probability that the uptake of the first is below that of the second, by integration."""
    first, second = (beta(x + 0.5, n - x + 0.5) for x, n in ((x1, n1), (x2, n2)))
    return quad(lambda p: second.pdf(p) * first.cdf(p), 0, 1, limit=200)[0]


@pytest.mark.parametrize(
    ("x", "n"),
    [((30, 33), (50, 50)), ((400, 300), (500, 400)), ((4, 5), (8, 6)), ((70, 70), (100, 100))],
)
def test_draws_order_two_areas_as_often_as_the_closed_form_says(x, n):
    found = draws(np.array(x), np.array(n), count=40_000)
    share = (found[:, 0] < found[:, 1]).mean()
    expected = below(x[0], n[0], x[1], n[1])
    assert abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / 40_000)


@pytest.mark.parametrize(("x", "n"), [(0, 12), (12, 12), (7, 12), (6000, 8000)])
def test_draws_have_the_mean_and_the_spread_of_the_posterior(x, n):
    found = draws(np.array([x]), np.array([n]), count=40_000)[:, 0]
    exact = beta(x + 0.5, n - x + 0.5)
    assert abs(found.mean() - exact.mean()) < 4 * exact.std() / 200
    assert found.std() == pytest.approx(exact.std(), rel=0.03)


def test_the_same_numbers_are_drawn_each_time_and_others_for_another_seed():
    x, n = np.array([5.0, 9.0]), np.array([10.0, 10.0])
    assert np.array_equal(draws(x, n), draws(x, n))
    assert not np.array_equal(draws(x, n), draws(x, n, seed=1))
    assert draws(x, n).shape == (DRAWS, 2)


def test_an_uptake_over_everybody_is_drawn_as_everybody():
    over, all_of_it = (draws(np.array([x]), np.array([40.0])) for x in (55.0, 40.0))
    assert np.array_equal(over, all_of_it)
    assert over.max() <= 1


def test_what_is_not_known_is_nan_and_takes_no_rank_from_others():
    x, n = np.array([50, np.nan, 10, 90, 5]), np.array([100, 100, np.nan, 100, 0])
    scores = not_reached(draws(x, n), n)
    first, last = rank_intervals(scores)
    assert np.isnan(first).tolist() == np.isnan(last).tolist() == [False, True, True, False, True]
    assert (first[0], last[0], first[3], last[3]) == (1, 1, 2, 2)


def test_no_area_is_known_and_there_are_no_ranks():
    first, last = rank_intervals(np.full((50, 3), np.nan))
    assert np.isnan(first).all()
    assert np.isnan(last).all()


@pytest.mark.parametrize(("x", "n"), [([-1.0], [5.0]), ([1.0, 2.0], [5.0]), ([[1.0]], [[5.0]])])
def test_impossible_lists_are_refused(x, n):
    with pytest.raises(ValueError, match=r"found .* expected"):
        draws(np.array(x), np.array(n))


def test_no_draws_are_refused():
    with pytest.raises(ValueError, match="found 0"):
        draws(np.array([1.0]), np.array([2.0]), count=0)
    with pytest.raises(ValueError, match="found shape"):
        rank_intervals(np.zeros((0, 3)))


def test_ranks_are_those_of_sorting_each_draw():
    scores = np.random.default_rng(1).normal(np.arange(9), 2, (400, 9))
    first, last = rank_intervals(scores)
    ranks = np.array([[int((row > one).sum()) + 1 for one in row] for row in scores])
    ordered = np.sort(ranks, axis=0)
    assert first.tolist() == ordered[10].tolist()
    assert last.tolist() == ordered[389].tolist()
    assert (first <= last).all()
    assert (first < last).any()


def test_two_areas_alike_have_the_same_interval_whichever_comes_first():
    x, n = np.array([300.0, 300.0]), np.array([500.0, 500.0])
    first, last = rank_intervals(not_reached(draws(x, n), n))
    assert (first.tolist(), last.tolist()) == ([1, 1], [2, 2])


def test_ties_share_all_ranks_between_them():
    first, last = rank_intervals(np.tile([4.0, 7.0, 4.0, 1.0, 4.0], (100, 1)))
    assert first.tolist() == [2, 1, 2, 5, 2]
    assert last.tolist() == [4, 1, 4, 5, 4]
    first, last = rank_intervals(np.zeros((100, 3)))
    assert (first.tolist(), last.tolist()) == ([1, 1, 1], [3, 3, 3])


@pytest.mark.parametrize(("areas", "limit"), [(42, 0.04), (1702, 1.5)])
def test_drawing_and_ranking_are_quick(areas, limit):
    source = np.random.default_rng(2)
    n = source.integers(4000, 9000, areas).astype(float)
    x = np.floor(n * source.uniform(0.6, 0.95, areas))
    spent = []
    for _ in range(3):
        start = time.process_time()
        rank_intervals(not_reached(draws(x, n), n))
        spent.append(time.process_time() - start)
    assert min(spent) < limit
