from __future__ import annotations

import numpy as np
import pytest

from geodata.errors import UnknownKeyError
from geodata.selection import Filter, quintiles, select


def test_no_filter_selects_everything(store):
    selection = select(store, Filter())
    assert selection.is_everything
    assert not selection.is_empty
    assert selection.count == 191


def test_a_ward_selects_its_best_fit_areas(store):
    code = store.wards[0][0]
    selection = select(store, Filter(wards=(code,)))
    chosen = [ward for ward, on in zip(store.areas.ward_code, selection.mask, strict=True) if on]
    assert set(chosen) == {code}
    assert selection.count == store.areas.ward_code.count(code)


def test_the_wards_together_select_every_area_once(store):
    counts = [select(store, Filter(wards=(code,))).count for code, _ in store.wards]
    assert sum(counts) == 191
    assert min(counts) > 0


def test_wards_and_quintiles_must_both_hold(store):
    wards = tuple(code for code, _ in store.wards[:6])
    both = select(store, Filter(wards=wards, quintiles=(1, 2), by="imd_2025")).mask
    first = select(store, Filter(wards=wards)).mask
    second = select(store, Filter(quintiles=(1, 2), by="imd_2025")).mask
    assert (both == (first & second)).all()
    assert both.sum() < min(first.sum(), second.sum())


def test_picked_areas_are_exactly_the_selection_and_other_filters_wait(store):
    picked = store.areas.code[3:6]
    ward = store.areas.ward_code[100]
    selection = select(store, Filter(wards=(ward,), quintiles=(5,), picked=picked))
    assert tuple(np.array(store.areas.code)[selection.mask]) == picked


def test_all_five_quintiles_are_everything(store):
    for basis in ("national", "local"):
        for by in ("imd_2025", "imd_2019", "health_2025"):
            chosen = Filter(quintiles=(1, 2, 3, 4, 5), basis=basis, by=by)
            assert select(store, chosen).is_everything


def test_codes_that_do_not_exist_select_nothing(store):
    for chosen in (
        Filter(wards=("E05999999",)),
        Filter(picked=("E01999999",)),
        Filter(quintiles=(9,), by="imd_2025"),
    ):
        assert select(store, chosen).is_empty


def test_both_halves_of_a_split_area_take_the_class_of_2011(store):
    changed = np.array(store.areas.changed)
    number = quintiles(store, by="imd_2019", basis="national")
    assert changed.sum() == 2
    assert len(set(number[changed].tolist())) == 1
    level = store.level("lsoa", 2011)
    assert len(set(level.of_area[changed].tolist())) == 1


def test_quintile_one_of_2019_is_31_areas_of_2011(store):
    level = store.level("lsoa", 2011)
    national = select(store, Filter(quintiles=(1,), by="imd_2019"))
    local = select(store, Filter(quintiles=(1,), by="imd_2019", basis="local"))
    assert store.members(national.mask, level).sum() == 31
    assert store.members(local.mask, level).sum() == 38


def test_quintiles_of_a_count_are_refused(store):
    with pytest.raises(UnknownKeyError, match="no ranks"):
        select(store, Filter(quintiles=(1,), by="population_2022"))


def test_an_unknown_basis_is_refused(store):
    with pytest.raises(UnknownKeyError, match="national and local"):
        select(store, Filter(quintiles=(1,), basis="regional", by="imd_2025"))


def test_an_unknown_indicator_is_refused_with_the_ones_there_are(store):
    with pytest.raises(UnknownKeyError, match="imd_2025"):
        select(store, Filter(quintiles=(1,), by="imd_1066"))
