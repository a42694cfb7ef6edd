from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import classify
from geodata.errors import UnknownKeyError


@st.composite
def ranked(draw: st.DrawFn) -> tuple[np.ndarray, int]:
    total = draw(st.integers(1, 40_000))
    return np.array(draw(st.lists(st.integers(0, total), min_size=1, max_size=50))), total


@given(ranked())
def test_a_decile_is_the_tenth_of_the_ranking_rounded_up(case):
    rank, total = case
    expected = [math.ceil(Fraction(10 * int(r), total)) for r in rank]
    assert classify.decile(rank, total).tolist() == expected


@given(ranked())
def test_a_national_quintile_is_two_deciles(case):
    rank, total = case
    expected = [math.ceil(d / 2) for d in classify.decile(rank, total).tolist()]
    assert classify.national_quintile(rank, total).tolist() == expected


@given(ranked())
def test_a_national_quintile_is_also_the_fifth_of_the_ranking_rounded_up(case):
    rank, total = case
    expected = [math.ceil(Fraction(5 * int(r), total)) for r in rank]
    assert classify.national_quintile(rank, total).tolist() == expected


@given(ranked())
def test_every_measure_keeps_the_order_of_the_ranks(case):
    rank, total = case
    order = np.argsort(rank, kind="stable")
    for number in (
        classify.decile(rank, total),
        classify.national_quintile(rank, total),
        classify.rank_band(rank, total),
        classify.local_group(rank, 5),
    ):
        assert (np.diff(number[order].astype(int)) >= 0).all()


@given(ranked())
def test_an_area_without_a_rank_is_in_class_nought_and_no_other_is(case):
    rank, total = case
    for number in (
        classify.decile(rank, total),
        classify.national_quintile(rank, total),
        classify.rank_band(rank, total),
        classify.local_group(rank, 5),
    ):
        assert ((number == 0) == (rank == 0)).all()


@given(ranked())
def test_a_rank_band_is_the_first_whose_share_the_rank_does_not_pass(case):
    rank, total = case
    bands = classify.rank_band(rank, total)
    for place, band in zip(rank.tolist(), bands.tolist(), strict=True):
        share = Fraction(100 * place, total)
        if place:
            assert band == 1 + sum(share > end for end in classify.BAND_ENDS)


@given(st.sets(st.integers(1, 10_000), min_size=1, max_size=200), st.integers(2, 10))
def test_local_groups_without_ties_differ_in_size_by_one_at_most(ranks, groups):
    number = classify.local_group(np.array(sorted(ranks)), groups)
    sizes = np.bincount(number, minlength=groups + 1)[1:]
    assert sizes.sum() == len(ranks)
    assert sizes.max() - sizes.min() <= 1


@given(st.lists(st.integers(1, 20), min_size=1, max_size=60), st.integers(2, 10))
def test_equal_ranks_share_a_local_group(ranks, groups):
    number = classify.local_group(np.array(ranks), groups)
    for rank in set(ranks):
        assert len(set(number[np.array(ranks) == rank].tolist())) == 1


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60), st.randoms())
def test_local_groups_do_not_depend_on_the_order_of_the_areas(ranks, random):
    order = list(range(len(ranks)))
    random.shuffle(order)
    straight = classify.local_group(np.array(ranks), 5)
    shuffled = classify.local_group(np.array(ranks)[order], 5)
    assert shuffled.tolist() == straight[order].tolist()


def test_the_edges_of_the_bands_of_2019_are_exact():
    edges = [328, 329, 1642, 1643, 3284, 3285, 6568, 6569, 16422, 16423, 32844]
    bands = classify.rank_band(np.array(edges), 32844).tolist()
    assert bands == [1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]


def test_no_area_has_a_rank_and_nothing_breaks():
    assert classify.local_group(np.zeros(3, dtype=int), 5).tolist() == [0, 0, 0]


@pytest.mark.parametrize("cut", [classify.decile, classify.rank_band])
@pytest.mark.parametrize("rank", [-1, 11])
def test_a_rank_outside_the_ranking_is_refused(cut, rank):
    with pytest.raises(ValueError, match="between 1 and 10"):
        cut(np.array([rank]), 10)


def test_the_words_at_both_ends_say_what_the_ends_mean(store):
    values = store.values("imd_2025")
    classes = classify.classify(values, "decile", place="here")
    assert classes.labels[0] == "1 (most deprived)"
    assert classes.labels[-1] == "10 (least deprived)"
    bands = classify.classify(values, "rank", place="here").labels
    assert bands[0] == "first 1% (most deprived)"
    assert bands[1] == "over 1% to 5%"
    assert bands[-1] == "over 50% to 100% (least deprived)"


def test_national_measures_name_the_nation_and_local_ones_the_authority(store):
    ranks, counts = store.values("imd_2025"), store.values("population_2022")
    assert classify.classify(ranks, "decile", place="here").basis == "England"
    assert classify.classify(ranks, "national-quintile", place="here").basis == "England"
    assert classify.classify(ranks, "rank", place="here").basis == "England"
    assert classify.classify(ranks, "local-quintile", place="here").basis == "here"
    for measure in classify.measures_for(counts.indicator):
        assert classify.classify(counts, measure, place="here").basis == "here"


def test_there_is_a_label_for_every_class(store):
    for indicator in store.catalogue.indicators:
        for key in classify.measures_for(indicator):
            classes = classify.classify(store.values(indicator.key), key, place="here")
            assert len(classes.labels) == classes.measure.classes
            assert classes.number.dtype == np.uint8
            assert classes.number.max() <= classes.measure.classes


def test_counts_have_no_national_quintile(store):
    values = store.values("population_2022")
    assert "national-quintile" not in classify.measures_for(values.indicator)
    with pytest.raises(UnknownKeyError, match="national-quintile"):
        classify.classify(values, "national-quintile", place="here")


def test_an_unknown_measure_is_refused_with_the_ones_there_are(store):
    with pytest.raises(UnknownKeyError, match="decile, national-quintile, local-quintile, rank"):
        classify.classify(store.values("imd_2025"), "ventile", place="here")


def test_figures_around_a_reference_have_it_in_their_middle_band(store):
    ratios = [one for one in store.catalogue.indicators if one.kind.key == "ratio"]
    assert ratios
    for one in ratios:
        assert classify.measures_for(one) == ("reference",)
        assert classify.usable_measure(one, "decile") == "reference"
        values = store.values(one.key)
        found = classify.classify(values, "reference", place="here")
        for value, band in zip(values.value.tolist(), found.number.tolist(), strict=True):
            edges = sum(value >= edge for edge in (80, 95, 105, 125))
            assert band == 5 - edges
        assert found.labels[2] == "95.0 to 104.9 (near 100)"
        assert found.labels[0] == "125.0 and over"
