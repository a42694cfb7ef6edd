"""Lines, slopes of inequality, concentration against scipy and worked examples."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats

from geodata import stats


@pytest.fixture
def points():
    draw = np.random.default_rng(3)
    x = draw.normal(50, 10, 40)
    return x, 3 - 0.4 * x + draw.normal(0, 2, 40), draw.integers(100, 3000, 40).astype(float)


@pytest.mark.parametrize("freedom", [1, 2, 3, 10, 41, 189, 2000])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_students_quantile_is_that_of_scipy(freedom, confidence):
    expected = scipy.stats.t.ppf(0.5 + confidence / 2, freedom)
    assert stats.student_quantile(freedom, confidence=confidence) == pytest.approx(
        expected, rel=1e-7
    )


def test_a_line_without_weights_is_that_of_scipy(points):
    x, y, _ = points
    line, expected = stats.weighted_line(x, y, np.ones(40)), scipy.stats.linregress(x, y)
    assert (line.slope, line.intercept) == pytest.approx((expected.slope, expected.intercept))
    margin = scipy.stats.t.ppf(0.975, 38) * expected.stderr
    assert line.slope_high - line.slope == pytest.approx(margin)
    low, high = line.interval(np.array([0.0]))
    at_nought = scipy.stats.t.ppf(0.975, 38) * expected.intercept_stderr
    assert (high - low)[0] / 2 == pytest.approx(at_nought)


def test_a_weighted_line_is_that_of_numpy(points):
    x, y, weights = points
    line = stats.weighted_line(x, y, weights)
    (slope, intercept), covariance = np.polyfit(x, y, 1, w=np.sqrt(weights), cov=True)
    assert (line.slope, line.intercept) == pytest.approx((slope, intercept))
    assert line.variance_of_slope == pytest.approx(covariance[0, 0])
    at = np.array([1.0, 1.0])
    for x0 in (30.0, 70.0):
        at[0] = x0
        low, high = line.interval(np.array([x0]))
        margin = line.quantile * math.sqrt(at @ covariance @ at)
        assert (high - low)[0] / 2 == pytest.approx(margin)


def test_a_weighted_correlation_is_that_of_numpys_covariance(points):
    x, y, weights = points
    covariance = np.cov(x, y, aweights=weights)
    expected = covariance[0, 1] / math.sqrt(covariance[0, 0] * covariance[1, 1])
    assert stats.weighted_pearson(x, y, weights) == pytest.approx(expected)
    flat = np.ones(40)
    assert stats.weighted_pearson(x, y, flat) == pytest.approx(scipy.stats.pearsonr(x, y)[0])
    assert math.isnan(stats.weighted_pearson(x, flat, weights))


def test_two_points_or_one_place_make_no_line():
    with pytest.raises(ValueError, match="three points"):
        stats.weighted_line(np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.ones(2))
    with pytest.raises(ValueError, match="three points"):
        stats.weighted_line(np.ones(3), np.arange(3.0), np.ones(3))


def test_a_ridit_is_the_middle_of_the_people_of_a_place():
    found = stats.ridits(np.array([30.0, 10.0, 20.0, np.nan]), np.array([5.0, 3.0, 2.0, 9.0]))
    assert found[:3] == pytest.approx([0.75, 0.15, 0.4])
    assert math.isnan(found[3])


def test_places_of_one_rank_share_a_ridit():
    found = stats.ridits(np.array([1.0, 1.0, 2.0]), np.array([2.0, 4.0, 4.0]))
    assert found == pytest.approx([0.3, 0.3, 0.8])


def test_the_slope_index_of_a_straight_gradient_is_the_gradient():
    people = np.array([10.0, 30.0, 20.0, 40.0])
    position = np.array([1.0, 2.0, 3.0, 4.0])
    values = 60 + 25 * stats.ridits(position, people)
    found = stats.slope_index(values, people, position)
    assert (found.slope, found.at_most, found.at_least) == pytest.approx((25, 60, 85))
    assert found.ratio == pytest.approx(60 / 85)
    assert (found.slope_low, found.slope_high) == pytest.approx((25, 25))


def test_the_slope_index_is_the_weighted_line_on_ridits(points):
    position, noise, people = points
    values = 100 + noise
    ridit = stats.ridits(position, people)
    found = stats.slope_index(values, people, position)
    (slope, start), covariance = np.polyfit(ridit, values, 1, w=np.sqrt(people), cov=True)
    assert found.slope == pytest.approx(slope)
    assert found.slope_high - slope == pytest.approx(
        scipy.stats.t.ppf(0.975, 38) * math.sqrt(covariance[0, 0])
    )
    ends = np.array([start, start + slope])
    by_ends = np.array([[0, 1], [1, 1]]) @ covariance @ np.array([[0, 1], [1, 1]])
    gradient = np.array([1 / ends[0], -1 / ends[1]])
    spread = scipy.stats.t.ppf(0.975, 38) * math.sqrt(gradient @ by_ends @ gradient)
    assert found.ratio == pytest.approx(ends[0] / ends[1])
    assert math.log(found.ratio_high / found.ratio) == pytest.approx(spread)


def test_the_relative_index_is_nothing_when_the_line_falls_below_nought():
    found = stats.slope_index(np.array([-1.0, 0.0, 2.0]), np.ones(3), np.arange(3.0))
    assert math.isnan(found.ratio)


def test_the_concentration_index_of_the_world_banks_example():
    """Deaths under five in India by wealth: O. O'Donnell and others, "Analyzing Health Equity Using
    Household Survey Data" (World Bank, 2008), table 8.1."""
    births = np.array([29939, 28776, 26528, 24689, 19739])
    deaths = births * np.array([154.7, 152.9, 119.5, 86.9, 54.3]) / 1000
    found = stats.concentration_index(deaths, births, np.arange(5))
    assert found == pytest.approx(-0.1694, abs=5e-4)


def test_a_fair_share_lies_on_the_diagonal():
    people = np.array([5.0, 1.0, 4.0])
    x, y = stats.concentration_curve(3 * people, people, np.array([2.0, 1.0, 3.0]))
    assert x == pytest.approx([0, 0.1, 0.6, 1])
    assert y == pytest.approx(x)
    assert stats.concentration_index(3 * people, people, np.arange(3)) == pytest.approx(0)
    with pytest.raises(ValueError, match="needs people"):
        stats.concentration_curve(np.zeros(2), np.ones(2), np.arange(2))


def test_an_interval_without_end_is_none() -> None:
    """Of three places a line may lie anywhere: its ratio is said without an interval."""
    slope = stats.slope_index([90.0, 5.0, 95.0], [100, 100, 100], [1, 2, 3])
    assert slope.ratio == slope.ratio
    assert np.isnan([slope.ratio_low, slope.ratio_high]).all()
