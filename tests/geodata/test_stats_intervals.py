"""Intervals and funnels against published worked examples and scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats

from geodata import stats


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_intervals_of_newcombes_first_paper(count, total, low, high):
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert stats.wilson(count, total) == (
        pytest.approx(low, abs=5e-5),
        pytest.approx(high, abs=5e-5),
    )


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_wilson_is_that_of_scipy(confidence):
    for count, total in ((0, 7), (7, 7), (3, 9), (950, 1000)):
        expected = scipy.stats.binomtest(count, total).proportion_ci(confidence, method="wilson")
        assert stats.wilson(count, total, confidence=confidence) == pytest.approx(tuple(expected))


def test_there_is_no_interval_where_more_are_counted_than_registered():
    low, high = stats.wilson(np.array([11, 5, 0]), np.array([10, 10, 0]))
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_differences_have_the_intervals_of_newcombes_second_paper(one, other, low, high):
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    difference, *bounds = stats.newcombe_difference(*one, *other)
    assert difference == pytest.approx(one[0] / one[1] - other[0] / other[1])
    assert bounds == [pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5)]


def test_a_risk_ratio_is_that_of_scipy():
    ours = stats.risk_ratio(127, 5301, 58, 5301)
    theirs = scipy.stats.contingency.relative_risk(127, 5301, 58, 5301)
    interval = theirs.confidence_interval(0.95)
    assert ours == pytest.approx((theirs.relative_risk, interval.low, interval.high))
    assert all(math.isnan(part) for part in stats.risk_ratio(0, 10, 1, 10))


@pytest.mark.parametrize("count", [10, 25, 65, 300, 5000])
def test_byars_limits_are_close_to_the_exact_ones(count):
    """The exact limits are half quantiles of chi-square: Breslow and Day (1987), page 69."""
    exact_low = scipy.stats.chi2.ppf(0.025, 2 * count) / 2
    exact_high = scipy.stats.chi2.ppf(0.975, 2 * count + 2) / 2
    low, high = stats.byar_count(count)
    assert low == pytest.approx(exact_low, rel=2e-3)
    assert high == pytest.approx(exact_high, rel=2e-3)


def test_no_events_have_a_lower_limit_of_nought_and_an_upper_one_above():
    low, high = stats.byar_count(0)
    assert low == 0
    assert high == pytest.approx(-math.log(0.025), rel=0.03)


def test_a_rate_has_the_limits_of_its_count_per_so_many():
    low, high = stats.byar_rate(np.array([65.0, 3.0]), np.array([500.0, 0.0]), per=1000)
    assert low[0] == pytest.approx(2 * stats.byar_count(65)[0])
    assert high[0] == pytest.approx(2 * stats.byar_count(65)[1])
    assert np.isnan(low[1])
    assert np.isnan(high[1])


def test_comparing_says_higher_lower_similar_or_nothing():
    low, high = np.array([0.2, 0.1, 0.05, np.nan]), np.array([0.3, 0.2, 0.08, np.nan])
    assert stats.compare(low, high, 0.15).tolist() == ["higher", "similar", "lower", ""]


@pytest.mark.parametrize("tail", [stats.TAIL_95, stats.TAIL_998])
@pytest.mark.parametrize("upper", [True, False])
def test_funnel_limits_are_the_interpolated_exact_quantiles(tail, upper):
    """Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, with scipy's distributions."""
    sizes = np.array([1, 12, 350, 6302, 54195])
    wanted = 1 - tail if upper else tail
    for target in (0.005, 0.07, 0.9):
        found = stats.binomial_limit(target, sizes, tail=tail, upper=upper)
        for n, limit in zip(sizes.tolist(), found.tolist(), strict=True):
            law = scipy.stats.binom(n, target)
            r = int(law.ppf(wanted))
            expected = (r - (law.cdf(r) - wanted) / law.pmf(r)) / n
            assert limit == pytest.approx(min(max(expected, 0), 1), abs=1e-9)
    for n, limit in zip(
        sizes.tolist(), stats.poisson_limit(0.7, sizes, tail=tail, upper=upper), strict=True
    ):
        law = scipy.stats.poisson(0.7 * n)
        r = int(law.ppf(wanted))
        expected = max((r - (law.cdf(r) - wanted) / law.pmf(r)) / n, 0)
        assert limit == pytest.approx(expected, abs=1e-6)


def test_an_impossible_average_has_no_funnel():
    with pytest.raises(ValueError, match="between 0 and 1"):
        stats.binomial_limit(1.0, np.array([10.0]), tail=0.025, upper=True)
    with pytest.raises(ValueError, match="above 0"):
        stats.poisson_limit(0.0, np.array([10.0]), tail=0.025, upper=True)


def test_chance_alone_has_a_dispersion_near_one_and_more_than_chance_above():
    draw = np.random.default_rng(7)
    sizes = np.full(2000, 5000.0)
    chance = draw.binomial(5000, 0.07, 2000)
    spread = draw.binomial(5000, np.clip(draw.normal(0.07, 0.012, 2000), 0.01, 0.2))
    assert 0.6 < stats.dispersion(chance, sizes, 0.07) < 1.0
    assert stats.dispersion(spread, sizes, 0.07) > 5
    assert math.isnan(stats.dispersion(np.array([]), np.array([]), 0.5))
