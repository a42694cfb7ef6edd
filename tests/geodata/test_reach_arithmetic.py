"""Floors, weights, walks and what sessions would change."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.distance import metres
from geodata.reach.floors import Standing, floor_of
from geodata.reach.impact import reached
from geodata.reach.rounded import counts_near, interval_near
from geodata.reach.walks import DETOUR, centroids, distances, walked
from geodata.reach.weights import need
from geodata.stats.intervals import wilson

PERCENT = st.integers(1, 100)
COUNTS = st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 9000)), min_size=1, max_size=12)


@given(COUNTS, PERCENT)
def test_those_needed_are_the_fewest_that_meet_the_floor_exactly(counts, percent):
    x, n = (np.array(one, dtype=float) for one in zip(*counts, strict=True))
    found = floor_of(x, n, percent / 100)
    floor = Fraction(percent, 100)
    for (count, total), needed in zip(counts, found.needed, strict=True):
        assert Fraction(count + int(needed), total) >= floor
        assert needed == 0 or Fraction(count + int(needed) - 1, total) < floor
    assert found.total == sum(found.needed)


def test_nine_of_ten_are_exactly_ninety_percent():
    x, n = np.array([9.0, 8.0, 63.0, 0.0]), np.array([10.0, 10.0, 70.0, 10.0])
    assert floor_of(x, n, 0.9).needed.tolist() == [0, 1, 0, 9]
    assert floor_of(np.array([7.0]), np.array([100.0]), 0.07).needed.tolist() == [0]


@given(COUNTS, PERCENT)
def test_standing_follows_the_interval(counts, percent):
    x, n = (np.array(one, dtype=float) for one in zip(*counts, strict=True))
    for word, low, high in zip(floor_of(x, n, percent / 100).standing, *wilson(x, n), strict=True):
        expected = {
            "below": high < percent / 100,
            "above": low >= percent / 100,
            "possibly below": low < percent / 100 <= high,
            "unknown": np.isnan(low),
        }
        assert expected.keys() == set(Standing)
        assert expected[word]


def test_what_is_not_known_stands_nowhere_and_is_not_in_the_total():
    x, n = np.array([np.nan, 5, 5, 60.0, 1.0]), np.array([10, np.nan, 0, 50.0, 10.0])
    found = floor_of(x, n, 0.5)
    assert found.standing == (*["unknown"] * 4, "below")
    assert np.isnan(found.needed).tolist() == [True, True, True, False, False]
    assert (found.needed[3], found.total) == (0, 4)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 4), st.integers(1, 99))
def test_an_interval_of_rounded_counts_holds_that_of_every_count_shown_so(x, left, near, percent):
    """A nought is exact; of others every count that is `near` may be the true one."""
    x, n = 5 * round((x + 5) / 5), 5 * round((x + left + 15) / 5)
    shown = np.array([float(x)]), np.array([float(n)])
    low, high = interval_near(*shown, near)
    for count in range(x - near, x + near + 1):
        for whole in range(max(n - near, count), n + near + 1):
            least, most = wilson(np.array([float(count)]), np.array([float(whole)]))
            assert low[0] <= least[0]
            assert high[0] >= most[0]
    (standing,) = floor_of(*shown, percent / 100, near=near).standing
    assert (standing == "below") == (high[0] < percent / 100)


def test_counts_that_are_not_rounded_have_their_own_interval_and_a_nought_stays_one():
    x, n = np.array([0.0, 30, np.nan, 5]), np.array([40.0, 50, 60, 0])
    assert np.array_equal(interval_near(x, n, 0), wilson(x, n), equal_nan=True)
    low, high = interval_near(x, n, 4)
    assert low[0] == 0 < high[0] == wilson([0.0], [36.0])[1][0]
    assert np.isnan([*low[2:], *high[2:]]).all()


def test_counts_are_drawn_among_all_that_would_be_shown_so():
    x, n = np.array([0.0, 30, 50, np.nan]), np.array([40.0, 50, 50, 60])
    counts, whole = counts_near(x, n, 4, count=2000, seed=1)
    assert np.unique(whole[:, 1]).tolist() == list(range(46, 55))
    assert np.unique(counts[:, 1]).tolist() == list(range(26, 35))
    assert (counts[:, :3] <= whole[:, :3]).all()
    assert not counts[:, 0].any()
    assert np.isnan(counts[:, 3]).all()
    assert counts_near(x, n, 0, count=5, seed=1)[0] is x


@pytest.mark.parametrize("floor", [0, -0.1, 1.1, float("nan"), float("inf")])
def test_floors_that_are_no_share_are_refused(floor):
    with pytest.raises(ValueError, match=r"found .* expected a share"):
        floor_of(np.array([1.0]), np.array([2.0]), floor)


def test_need_is_the_weighted_mean_of_scaled_criteria():
    criteria = np.array([[0.0, 10.0], [5.0, 30.0], [10.0, 20.0]])
    assert need(criteria, np.array([1, 3])) == pytest.approx([0, 0.875, 0.625])
    assert np.array_equal(need(criteria, np.array([1, 3])), need(criteria, np.array([2, 6])))


def test_need_of_draws_is_that_of_each_draw():
    draws = np.random.default_rng(3).normal(size=(20, 6, 3))
    draws[:, 2] = np.nan
    weights = np.array([1.0, 0, 2])
    found = need(draws, weights)
    assert found.shape == (20, 6)
    for one, row in zip(draws, found, strict=True):
        assert np.array_equal(need(one, weights), row, equal_nan=True)


def test_a_criterion_that_is_the_same_everywhere_adds_nothing():
    assert need(np.array([[2.0], [2.0]]), np.array([1.0])).tolist() == [0, 0]
    assert need(np.array([[2.0, 0], [2.0, 1]]), np.array([1.0, 1])).tolist() == [0, 0.5]


def test_an_area_that_is_not_known_has_no_part_in_scaling():
    criteria = np.array([[0.0, 1], [1.0, 2], [900.0, np.nan]])
    assert need(criteria, np.array([1, 1]))[:2].tolist() == [0, 1]
    assert np.isnan(need(criteria, np.array([1, 1]))[2])
    assert np.isnan(need(np.full((2, 2), np.nan), np.array([1, 1]))).all()


@given(st.lists(st.floats(0, 1e308), min_size=2, max_size=2).filter(any))
def test_need_stays_between_0_and_1_for_any_weights(weights):
    found = need(np.array([[0.0, 3], [1.0, 1], [5.0, 2]]), np.array(weights))
    assert ((found >= 0) & (found <= 1 + 1e-12)).all()


@pytest.mark.parametrize(
    "weights",
    [[np.nan, 1], [np.inf, 1], [-1, 2], [0, 0], [1], [1, 1, 1], []],
)
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match=r"weights: found .*expected"):
        need(np.ones((3, 2)), np.array(weights, dtype=float))


def test_an_infinite_criterion_is_refused():
    with pytest.raises(ValueError, match="infinite"):
        need(np.array([[np.inf], [1.0]]), np.array([1.0]))


def test_centroids_are_where_the_people_of_an_area_live(store):
    level = store.level("msoa", 2011)
    found = centroids(store, level)
    assert found.shape == (len(level.codes), 2)
    mine = level.of_area == 5
    people = store.areas.population[mine]
    assert found[5] == pytest.approx(people @ store.areas.centroid[mine] / people.sum())


def test_distances_are_those_from_each_point(store):
    points = centroids(store, store.level("msoa", 2011))[:4]
    lats, lons = store.venues.lat[:7], store.venues.lon[:7].copy()
    lons[3] = np.nan
    found = distances(points, lats, lons)
    assert found.shape == (4, 7)
    for (lon, lat), row in zip(points, found, strict=True):
        assert np.array_equal(row, metres(lat, lon, lats, lons), equal_nan=True)
    assert np.isnan(found[:, 3]).all()
    assert np.array_equal(walked(found), found * DETOUR, equal_nan=True)
    assert walked(np.array([100.0]), 1.5).tolist() == [150]


@given(COUNTS, st.integers(0, 100), st.booleans())
def test_nobody_is_added_elsewhere_or_beyond_everybody(counts, percent, here):
    x, n = (np.array(one, dtype=float) for one in zip(*counts, strict=True))
    found = reached(x, n, [here] * len(x), percent / 100)
    for (count, total), after in zip(counts, found, strict=True):
        exact = Fraction(percent, 100) * max(0, total - count) if here else 0
        assert after == count + round(exact)
        assert after <= max(count, total)


def test_a_half_is_rounded_to_the_even_number():
    x, n = np.array([0.0, 0, 0]), np.array([5.0, 15, 25])
    assert reached(x, n, [True] * 3, 0.1).tolist() == [0, 2, 2]
    assert np.isnan(reached(np.array([np.nan]), np.array([5.0]), [True], 0.5)).all()
    assert np.isnan(reached(np.array([1.0]), np.array([np.nan]), [True], 0.5)).all()


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_shares_outside_0_to_1_are_refused(share):
    with pytest.raises(ValueError, match=r"found .* expected 0 to 1"):
        reached(np.array([1.0]), np.array([2.0]), [True], share)
    with pytest.raises(ValueError, match="one length"):
        reached(np.array([1.0]), np.array([2.0]), [True, False], 0.5)
