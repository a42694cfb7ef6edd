from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from geodata import stats

small = st.integers(-5, 5).map(float)
pairs = st.lists(st.tuples(small, small), min_size=2, max_size=60)


@given(st.lists(small, min_size=1, max_size=60))
def test_average_ranks_are_those_of_scipy(values):
    assert stats.rank_average(np.array(values)).tolist() == scipy.stats.rankdata(values).tolist()


@given(pairs)
def test_spearman_is_that_of_scipy_ties_and_all(points):
    x, y = (np.array(side) for side in zip(*points, strict=True))
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert math.isnan(stats.spearman(x, y))
    else:
        assert stats.spearman(x, y) == pytest.approx(scipy.stats.spearmanr(x, y).statistic)


def test_spearman_of_two_indicators_is_that_of_scipy(store):
    x, y = store.values("income_2025").value, store.values("barriers_2025").value
    expected = scipy.stats.spearmanr(x, y).statistic
    assert stats.spearman(x, y) == pytest.approx(expected, abs=1e-12)
    assert -1 < expected < 1


def test_spearman_leaves_out_pairs_with_a_missing_value():
    x = np.array([1.0, 2.0, 3.0, np.nan, 5.0])
    y = np.array([9.0, 7.0, np.nan, 1.0, 2.0])
    assert stats.spearman(x, y) == pytest.approx(-1.0)


def test_one_pair_has_no_correlation():
    assert math.isnan(stats.spearman(np.array([1.0]), np.array([2.0])))


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="one length"):
        stats.spearman(np.array([1.0]), np.array([1.0, 2.0]))


def test_competition_ranks_count_from_the_chosen_end_and_skip_what_is_missing():
    values = np.array([5.0, np.nan, 9.0, 5.0, 1.0])
    assert stats.rank_competition(values, largest_first=True).tolist() == [2, 0, 1, 2, 4]
    assert stats.rank_competition(values, largest_first=False).tolist() == [2, 0, 4, 2, 1]


@given(st.lists(small, min_size=1, max_size=40))
def test_competition_ranks_are_the_minimum_ranks_of_scipy(values):
    expected = scipy.stats.rankdata(values, method="min").tolist()
    assert stats.rank_competition(np.array(values), largest_first=False).tolist() == expected


def test_a_weighted_mean_weighs():
    assert stats.weighted_mean(np.array([1.0, 4.0]), np.array([3.0, 1.0])) == 1.75


def test_weighted_means_of_chosen_columns_are_those_of_each_row_alone():
    rows = np.array([[1.0, 4.0, np.nan], [np.nan, np.nan, 7.0]])
    weights, chosen = np.array([3.0, 1.0, 5.0]), np.array([True, True, False])
    found = stats.weighted(rows, weights).means(chosen)
    alone = [stats.weighted_mean(row[chosen], weights[chosen]) for row in rows]
    np.testing.assert_array_equal(found, alone)
    with pytest.raises(ValueError, match="negative"):
        stats.weighted(rows, -weights)


def test_a_weighted_mean_leaves_out_missing_values_and_their_weights():
    assert stats.weighted_mean(np.array([1.0, np.nan]), np.array([3.0, 100.0])) == 1.0


def test_nothing_has_no_mean():
    assert math.isnan(stats.weighted_mean(np.array([]), np.array([])))


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="negative"):
        stats.weighted_mean(np.array([1.0]), np.array([-1.0]))


def test_a_share_is_a_fraction_is_not_capped_and_of_nothing_is_nothing():
    assert stats.share(1, 4) == 0.25
    assert stats.share(11, 10) == 1.1
    assert math.isnan(stats.share(1, 0))


@given(st.lists(st.tuples(small, st.integers(0, 9)), min_size=1, max_size=30), st.floats(0, 1))
def test_a_weighted_quantile_is_that_of_numpy(points, quantile):
    values, weights = (np.array(side, dtype=float) for side in zip(*points, strict=True))
    found = stats.weighted_quantile(values, weights, quantile)
    if weights.sum() == 0:
        assert math.isnan(found)
        return
    reached = np.cumsum(weights[np.argsort(values, kind="stable")])
    if np.abs(reached - quantile * reached[-1]).min() > 1e-9 and quantile > 0:
        expected = np.quantile(values, quantile, weights=weights, method="inverted_cdf")
        assert found == expected
    assert found in values[weights > 0]


def test_half_the_people_live_at_or_below_the_weighted_median():
    values, weights = np.array([5.0, 1.0, 9.0]), np.array([10.0, 10.0, 100.0])
    assert stats.weighted_quantile(values, weights, 0.5) == 9.0
    assert stats.weighted_quantile(values, weights, 0.1) == 5.0
    assert stats.weighted_quantile(values, weights, 0.0) == 1.0


def test_a_quantile_outside_nought_to_one_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        stats.weighted_quantile(np.array([1.0]), np.array([1.0]), 1.5)


def test_means_by_place_are_the_means_of_each_place():
    values = np.array([1.0, 3.0, np.nan, 10.0])
    weights = np.array([1.0, 3.0, 50.0, 2.0])
    found = stats.weighted_mean_by(values, weights, np.array([0, 0, 0, 2]), 3)
    assert found[0] == 2.5
    assert math.isnan(found[1])
    assert found[2] == 10.0


def test_a_mixed_place_is_more_diverse_than_one_of_a_single_group():
    assert stats.diversity(np.array([5, 0, 0])) == 0
    assert stats.diversity(np.array([5, 5, 5, 5])) == pytest.approx(0.75)
    assert stats.concentration(np.array([3, 1])) == pytest.approx(0.625)
    assert math.isnan(stats.diversity(np.array([0, 0])))


@given(st.lists(st.integers(0, 40), min_size=2, max_size=9).filter(lambda counts: sum(counts) > 0))
def test_diversity_is_the_chance_of_drawing_two_groups(counts):
    people = [group for group, count in enumerate(counts) for _ in range(count)]
    different = sum(a != b for a in people for b in people)
    assert stats.diversity(np.array(counts)) == pytest.approx(different / len(people) ** 2)


def test_dissimilarity_is_nought_when_even_and_one_when_apart():
    assert stats.dissimilarity(np.array([1, 2]), np.array([10, 20])) == 0
    assert stats.dissimilarity(np.array([5, 0]), np.array([0, 7])) == 1
    assert stats.dissimilarity(np.array([3, 1]), np.array([1, 1])) == pytest.approx(0.25)
    assert math.isnan(stats.dissimilarity(np.array([0, 0]), np.array([1, 1])))


@pytest.mark.parametrize(
    ("one", "other", "h"),
    [(0.5, 0.4, 0.202), (0.65, 0.45, 0.405), (0.8, 0.8, 0), (0.05, 0.1, -0.193)],
)
def test_effects_of_proportions_are_cohens(one: float, other: float, h: float) -> None:
    """J. Cohen (1988), table 6.2.2 of phi: 1.571 for .50, 1.369 for .40, .644 for .10."""
    assert stats.cohens_h(one, other) == pytest.approx(h, abs=1.5e-3)


def test_what_an_interval_holds_is_no_difference() -> None:
    nan = float("nan")
    assert stats.nearest(5, 4, 6, 4.5) == 4.5
    assert stats.nearest(5, 4, 6, 1) == 4
    assert stats.nearest(5, 4, 6, 9) == 6
    assert stats.nearest(5, nan, nan, 9) == 5
    assert stats.in_deviations(5, 9, 2) == -2
    assert math.isnan(stats.in_deviations(5, 9, 0))
    assert math.isnan(stats.cohens_h(1.2, 0.5))
