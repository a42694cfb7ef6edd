"""Where conditions meet: counted anew with sets, from the published ranks."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.catalogue import FIGURES_DIR
from geodata.errors import UnknownKeyError
from geodata.intersections import Condition, Count, Met, intersect, met
from tests.geodata.conftest import CODE


def of(*masks):
    return [Met(np.array(one, dtype=bool), np.ones(len(one), dtype=bool)) for one in masks]


def test_three_conditions_by_hand():
    found = intersect(
        of([1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 0, 0]), np.array([1, 2, 4, 8, 16])
    )
    assert found.all == Count(1, 4)
    assert found.any == Count(4, 15)
    assert found.each == (Count(3, 7), Count(3, 14), Count(1, 4))
    assert found.by_number == (Count(1, 16), Count(2, 9), Count(1, 2), Count(1, 4))
    assert (found.pair.first, found.pair.second) == (0, 1)
    assert found.pair.both == Count(2, 6)
    assert found.pair.jaccard == 2 / 4
    assert found.unknown == Count(0, 0)


def test_of_pairs_that_overlap_alike_the_first_is_named():
    found = intersect(of([1, 1], [1, 1], [1, 1]), np.ones(2))
    assert (found.pair.first, found.pair.second, found.pair.jaccard) == (0, 1, 1)


def test_conditions_that_nowhere_meet_have_no_pair():
    assert intersect(of([1, 0], [0, 1]), np.ones(2)).pair is None
    assert intersect(of([1, 0]), np.ones(2)).pair is None
    assert intersect(of([0, 0], [0, 0]), np.ones(2)).any == Count(0, 0)


def test_none_or_six_conditions_are_refused():
    for many in (0, 6):
        with pytest.raises(ValueError, match="One to 5"):
            intersect(of(*[[1]] * many), np.ones(1))


@settings(deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=12, max_size=12), min_size=1, max_size=5))
def test_areas_are_counted_as_sets_are(masks):
    sets = [{at for at, there in enumerate(one) if there} for one in masks]
    people = np.arange(12) + 1
    found = intersect(of(*masks), people)
    assert found.all.areas == len(set.intersection(*sets))
    assert found.any.people == sum(at + 1 for at in set.union(*sets))
    assert sum(one.people for one in found.by_number) == people.sum()
    jaccards = [len(a & b) / len(a | b) for i, a in enumerate(sets) for b in sets[i + 1 :] if a | b]
    assert (found.pair.jaccard if found.pair else 0) == max(jaccards, default=0)


def test_the_most_deprived_fifth_of_two_kinds_is_that_of_the_published_ranks(store):
    path = FIGURES_DIR / CODE / "imd_2025_lsoa21.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["lsoa21_code"]: row for row in csv.DictReader(file)}
    fifth = {
        name: {code for code, row in rows.items() if int(row[f"{name}_decile"]) <= 2}
        for name in ("income", "health")
    }
    masks = [met(store, Condition(f"{name}_2025", "most")) for name in fifth]
    found = intersect(masks, store.areas.population)
    codes = {code for code, there in zip(store.areas.code, found.all_mask, strict=True) if there}
    assert codes == fifth["income"] & fifth["health"]
    assert found.each[0].areas == len(fifth["income"])


def test_an_end_is_that_of_the_figure_and_not_of_concern(store):
    """Most uptake is high uptake, whose class on the map is the last; most aged 60 the last too."""
    for key in ("uptake_first_16_plus", "age_60_plus_share_2022", "idaci_2025"):
        values = store.values(key)
        level = store.level(values.indicator.level, values.indicator.vintage)
        most, least = (met(store, Condition(key, end, "local")).mask for end in ("most", "least"))
        inside = values.value[level.of_area]
        if values.indicator.kind.is_rank:
            inside = -inside
        assert inside[most].min() > inside[least].max()


def test_a_class_is_that_of_the_map_and_unknown_areas_are_said(store):
    concern = met(store, Condition("uptake_first_16_plus", 1, "local"))
    least = met(store, Condition("uptake_first_16_plus", "least", "local"))
    assert concern.mask.tolist() == least.mask.tolist()
    half = Met(concern.mask, np.arange(concern.mask.size) > 0)
    assert intersect([concern, half], store.areas.population).unknown == Count(
        1, int(store.areas.population[0])
    )


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (Condition("imd_2025", 6), "classes 1 to 5, not 6"),
        (Condition("uptake_first_16_plus", "most", "national"), "no measure 'national-quintile'"),
        (Condition("nothing", "most"), "nothing"),
    ],
)
def test_a_fifth_that_does_not_exist_is_refused(store, condition, why):
    with pytest.raises(UnknownKeyError, match=why):
        met(store, condition)


def test_figures_of_practices_are_refused(store):
    key = next(one.key for one in store.catalogue.indicators if one.level == "practice")
    with pytest.raises(UnknownKeyError, match="of practices"):
        met(store, Condition(key, "most"))
