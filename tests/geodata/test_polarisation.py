"""Tails of the ranking against the published file, and authorities by each definition."""

from __future__ import annotations

import csv
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import polarisation
from geodata.catalogue import FIGURES_DIR
from geodata.polarisation import CUTS, DEFINITIONS, Authority, authorities, places, tails, tails_of
from tests.geodata.conftest import CODE

COUNTRY = 32_844


def published_ranks():
    path = FIGURES_DIR / CODE / "imd_2019_lsoa11.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return np.array([int(row["imd_rank"]) for row in csv.DictReader(file)])


@pytest.mark.parametrize(
    ("above", "cut", "most"), [(0, 1, 4), (1, 5, 6), (0, 5, 10), (0, 10, 17), (0, 20, 31)]
)
def test_the_most_deprived_areas_are_those_counted_by_hand(above, cut, most):
    ranks = published_ranks()
    found = tails(ranks, COUNTRY, np.ones(ranks.size), above=above, cut=cut)
    assert (found.areas, found.most_areas) == (190, most)
    assert found.most_people == most


@pytest.mark.parametrize(("key", "edition"), [("imd_2019", "2019"), ("imd_2025", "2025")])
def test_the_tails_of_the_place_are_those_of_the_published_table(store, key, edition):
    facts = store.facts(polarisation.TABLE)
    for at, one in enumerate(polarisation.ladder(store, key)):
        (here,) = (each for each in authorities(facts, edition, cut=CUTS[at]) if each.code == CODE)
        assert (one.areas, one.most_areas, one.least_areas) == (here.areas, here.most, here.least)
    band = tails_of(store, key, above=1, cut=5)
    (here,) = (x for x in authorities(facts, edition, above=1, cut=5) if x.code == CODE)
    assert (band.most_areas, band.least_areas) == (here.most, here.least)


def test_people_are_counted_once_and_expected_in_proportion(store):
    found = tails_of(store, "imd_2025", cut=50)
    assert found.people == int(store.areas.population.sum())
    assert found.most_people + found.least_people == found.people
    assert found.expected_areas == found.areas / 2
    band = tails_of(store, "imd_2025", above=1, cut=5)
    assert band.expected_people == pytest.approx(0.04 * band.people)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, COUNTRY), min_size=1, max_size=80),
    st.sampled_from(range(50)),
    st.data(),
)
def test_the_tails_mirror_each_other(ranks, above, data):
    cut = data.draw(st.integers(above + 1, 50))
    there, ones = np.array(ranks), np.ones(len(ranks))
    from_most = [one for one in ranks if above * COUNTRY < 100 * one <= cut * COUNTRY and one]
    found = tails(there, COUNTRY, ones, above=above, cut=cut)
    assert found.most_areas == len(from_most)
    high = (100 - cut) * COUNTRY, (100 - above) * COUNTRY
    assert found.least_areas == sum(high[0] < 100 * one <= high[1] for one in ranks)
    inner = tails(there, COUNTRY, ones, cut=cut)
    outer = tails(there, COUNTRY, ones, cut=above) if above else None
    assert found.most_areas == inner.most_areas - (outer.most_areas if outer else 0)


def test_a_rank_at_the_cut_is_in_and_the_next_one_is_not():
    ranks = np.array([328, 329, 32_515, 32_516])
    found = tails(ranks, COUNTRY, np.array([1, 2, 4, 8]), cut=1)
    assert (found.most_areas, found.most_people) == (1, 1)  # 1% of 32,844 is 328.44
    assert (found.least_areas, found.least_people) == (1, 8)  # over 32,515.56


@pytest.mark.parametrize(("above", "cut"), [(5, 5), (-1, 5), (0, 51)])
def test_tails_that_are_none_are_refused(above, cut):
    with pytest.raises(ValueError, match="A tail goes"):
        tails(np.array([1]), 10, np.array([1]), above=above, cut=cut)
    with pytest.raises(ValueError, match="between 1 and 10"):
        tails(np.array([11]), 10, np.array([1]), cut=5)


def test_the_definitions_are_their_formulas():
    one = Authority("E1", "A place", 200, 8, 18)
    values = {each.key: each.measure(one, 0.05) for each in DEFINITIONS}
    assert values == pytest.approx(
        {"smaller": 0.04, "both": 0.13, "beyond": 0.03, "over": math.sqrt(0.04 * 0.09) / 0.05}
    )


def test_equal_values_share_a_place():
    every = [
        Authority("A", "A", 100, 10, 10),
        Authority("B", "B", 30, 1, 1),
        Authority("C", "C", 90, 3, 3),
        Authority("D", "D", 50, 9, 0),
    ]
    found = {one.definition.key: (one.place, one.tied) for one in places(every, "C", cut=5)}
    assert found == {"smaller": (2, 1), "both": (3, 1), "beyond": (3, 1), "over": (2, 1)}
    assert places(every, "Z", cut=5) == ()


@pytest.mark.parametrize("cut", CUTS)
def test_the_authoritys_place_is_how_many_have_more(store, cut):
    """Counted anew from the file, in whole numbers."""
    with (FIGURES_DIR / CODE / "authority_deprivation_tails.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["edition"] == "2019"]
    numbers = {
        row["authority_code"]: [int(row[name]) for name in ("areas", f"most_{cut}", f"least_{cut}")]
        for row in rows
    }
    n, most, least = numbers[CODE]
    more = Counter(
        {
            "smaller": sum(min(b, c) * n > min(most, least) * a for a, b, c in numbers.values()),
            "both": sum((b + c) * n > (most + least) * a for a, b, c in numbers.values()),
            "over": sum(b * c * n**2 > most * least * a**2 for a, b, c in numbers.values()),
        }
    )
    more["beyond"] = more["both"]
    every = authorities(store.facts(polarisation.TABLE), "2019", cut=cut)
    found = places(every, CODE, cut=cut)
    assert {one.definition.key: one.place - 1 for one in found} == dict(more)
    assert {one.of for one in found} == {317}


def test_a_cut_that_the_table_has_not_is_refused(store):
    facts = store.facts(polarisation.TABLE)
    for above, cut in ((0, 4), (4, 10), (10, 5)):
        with pytest.raises(ValueError, match="The table counts"):
            authorities(facts, "2019", above=above, cut=cut)
