"""Gaps: who makes them and whether they changed, against published examples and exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import stats

# Deaths under five in India by wealth, poorest first: O. O'Donnell and others, "Analyzing Health
# Equity Using Household Survey Data" (World Bank, 2008), table 8.1.
BIRTHS = np.array([29939.0, 28776.0, 26528.0, 24689.0, 19739.0])
RATES = np.array([154.7, 152.9, 119.5, 86.9, 54.3]) / 1000
DEATHS = BIRTHS * RATES


def test_the_attributable_fraction_is_that_of_levins_formula():
    """Fraction = sum p(RR - 1) / (1 + sum p(RR - 1)), p the part of people and RR the ratio of
    risks of each group: M. L. Levin (1953) for several levels, as in O. S. Miettinen, American
    Journal of Epidemiology 99 (1974), 325-332."""
    excess = float((BIRTHS / BIRTHS.sum() * (RATES / RATES[-1] - 1)).sum())
    found = stats.attributable(DEATHS, BIRTHS, 4)
    assert found.fraction == pytest.approx(excess / (1 + excess))
    assert found.fraction == pytest.approx(0.5433, abs=5e-5)
    assert found.risk == pytest.approx(0.0646, abs=5e-5)


def test_the_number_attributable_is_what_each_group_has_beyond_the_best():
    found = stats.attributable(DEATHS, BIRTHS, 4)
    each = BIRTHS * (RATES - RATES[-1])
    assert found.number == pytest.approx(each.sum())
    assert found.number == pytest.approx(8_377, abs=1)


def test_what_is_good_to_have_falls_short_of_the_best_group():
    found = stats.attributable(np.array([60.0, 90.0]), np.array([100.0, 100.0]), 1)
    assert found.number == pytest.approx(-30)
    assert found.risk == pytest.approx(-0.15)
    assert found.fraction == pytest.approx(-0.2)


def test_a_group_without_a_figure_is_left_out_and_a_best_one_without_gives_nothing():
    counts, totals = np.array([20.0, np.nan, 5.0]), np.array([100.0, 50.0, 100.0])
    assert stats.attributable(counts, totals, 2).number == pytest.approx(15)
    assert math.isnan(stats.attributable(counts, totals, 1).number)
    nobody = stats.attributable(np.zeros(2), np.array([10.0, 10.0]), 1)
    assert (nobody.risk, nobody.number) == (0, 0)
    assert math.isnan(nobody.fraction)


def test_the_poorest_fifth_bears_three_tenths_of_the_deaths():
    found = stats.shares_borne(DEATHS)
    assert found == pytest.approx([0.3004, 0.2854, 0.2056, 0.1391, 0.0695], abs=5e-5)
    assert found.sum() == pytest.approx(1)


def test_shares_are_of_what_is_known():
    found = stats.shares_borne(np.array([3.0, np.nan, 1.0]))
    assert found[[0, 2]].tolist() == [0.75, 0.25]
    assert math.isnan(found[1])
    assert np.isnan(stats.shares_borne(np.zeros(5))).all()
    with pytest.raises(ValueError, match="negative"):
        stats.shares_borne(np.array([1.0, -1.0]))


def test_isolation_is_that_of_three_neighbourhoods():
    """5, 10 and 10 among 100 others each: 0.2 x 5/105 + 0.4 x 10/110 + 0.4 x 10/110 = 0.082, the
    example of the article "Isolation index" (Wikipedia)."""
    group, others = np.array([5.0, 10.0, 10.0]), np.array([100.0, 100.0, 100.0])
    assert stats.isolation(group, others) == pytest.approx(0.082, abs=5e-4)


def test_isolation_lies_between_the_share_of_an_even_spread_and_all():
    assert stats.isolation(np.array([1.0, 2.0]), np.array([3.0, 6.0])) == pytest.approx(0.25)
    assert stats.isolation(np.array([7.0, 0.0]), np.array([0.0, 9.0])) == 1
    assert math.isnan(stats.isolation(np.zeros(2), np.ones(2)))
    assert stats.isolation(np.array([5.0, 0.0]), np.array([5.0, 0.0])) == pytest.approx(0.5)


AREAS = st.lists(
    st.tuples(st.integers(1, 3000), st.integers(0, 100), st.integers(0, 20)), min_size=1
)


@settings(deadline=None)
@given(AREAS, st.integers(0, 1000))
def test_the_parts_of_a_gap_add_up_to_it_exactly(areas, tenths):
    totals = [total for total, _, _ in areas]
    counts = [total * part // 100 for total, part, _ in areas]
    groups = [group for _, _, group in areas]
    found = stats.decompose(np.array(counts), np.array(totals), tenths / 10, np.array(groups))
    everybody, benchmark = sum(totals), Fraction(tenths, 10)
    parts = [Fraction(0)] * (max(groups) + 1)
    for count, total, group in zip(counts, totals, groups, strict=True):
        parts[group] += Fraction(100 * count - benchmark * total) / everybody
    gap = Fraction(100 * sum(counts), everybody) - benchmark
    assert sum(parts) == gap
    assert found.points == pytest.approx([float(one) for one in parts], abs=1e-10)
    assert found.gap == pytest.approx(float(gap), abs=1e-10)
    assert math.fsum(found.points) == pytest.approx(found.gap, abs=1e-10)


def test_a_part_is_the_groups_weight_times_its_own_gap():
    found = stats.decompose(
        np.array([30.0, 10.0, 5.0]), np.array([100.0, 100.0, 200.0]), 10.0, np.array([0, 0, 1])
    )
    assert found.weight.tolist() == [0.5, 0.5]
    assert found.value.tolist() == [20.0, 2.5]
    assert found.points.tolist() == [5.0, -3.75]
    assert found.gap == pytest.approx(1.25)


def test_a_group_of_nobody_adds_nothing_and_rates_are_per_so_many():
    found = stats.decompose(
        np.array([3.0, np.nan]), np.array([1000.0, 500.0]), 2.0, np.array([2, 0]), per=1000
    )
    assert found.points.tolist() == [0.0, 0.0, 1.0]
    assert np.isnan(found.value).tolist() == [True, True, False]


def test_parts_that_would_not_add_up_are_refused():
    with pytest.raises(ValueError, match="each in a group"):
        stats.decompose(np.array([1.0]), np.array([2.0]), 0.0, np.array([-1]))
    with pytest.raises(ValueError, match="count people"):
        stats.decompose(np.array([np.nan]), np.array([2.0]), 0.0, np.array([0]))


def test_a_change_of_gap_has_the_interval_of_newcombes_example():
    """The Bristol Antenatal Care Study in R. G. Newcombe, Statistics in Medicine 20 (2001),
    2885-2893: 17/65 and 17/75 beside 18/72 and 16/65, as worked out by the R package propint."""
    change, low, high = stats.change_of_gap((16, 65), (18, 72), (17, 75), (17, 65))
    assert float(change) == pytest.approx(0.03102564, abs=5e-9)
    assert float(low) == pytest.approx(-0.1686752, abs=5e-8)
    assert float(high) == pytest.approx(0.2343009, abs=5e-8)


def test_without_a_group_on_one_side_the_change_is_newcombes_difference_in_all_but_its_width():
    """Against certain groups (all of very many) the change is that of the other two alone."""
    many = (10**12, 10**12)
    change, low, high = stats.change_of_gap(many, (48, 80), many, (56, 70))
    assert float(change) == pytest.approx(0.2)
    assert (float(low), float(high)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_the_interval_of_a_change_holds_the_truth_as_often_as_it_says():
    draw, size = np.random.default_rng(8), 4000
    drawn = [
        (draw.binomial(many, part, 20_000), np.full(20_000, many))
        for many, part in ((size, 0.4), (size, 0.2), (size, 0.3), (size, 0.15))
    ]
    _, low, high = stats.change_of_gap(*drawn)
    truth = (0.15 - 0.3) - (0.2 - 0.4)
    assert float(((low <= truth) & (truth <= high)).mean()) == pytest.approx(0.95, abs=0.006)


def test_people_counted_twice_make_the_interval_narrower():
    groups = (400, 1000), (200, 1000), (300, 1000), (150, 1000)
    change, low, high = stats.change_of_gap(*groups)
    same, inner_low, inner_high = stats.change_of_gap(*groups, correlation=0.6)
    assert same == change
    assert low < inner_low < change < inner_high < high


def test_a_gap_of_a_figure_without_counts_is_of_means_weighted_by_people():
    found = stats.weighted_gap(
        np.array([72.0, 78.0, 80.0, np.nan, 84.0, 50.0]),
        np.array([1000.0, 3000.0, 500.0, 100.0, 200.0, 900.0]),
        np.array([1, 1, 3, 4, 5, 0]),
    )
    assert found.means[[0, 2, 4]].tolist() == [76.5, 80.0, 84.0]
    assert np.isnan(found.means[[1, 3]]).all()
    assert (found.gap, found.ends) == (7.5, (1, 5))


def test_one_quintile_alone_has_no_gap():
    found = stats.weighted_gap(np.array([72.0]), np.array([10.0]), np.array([2]))
    assert math.isnan(found.gap)
    assert found.ends == (0, 0)
