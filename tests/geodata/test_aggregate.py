from __future__ import annotations

import numpy as np
import pytest

from geodata.aggregate import aggregate, estimated, over, selected, whole
from geodata.store import Store


def test_the_whole_comes_from_counts_wherever_there_are_counts(store: Store) -> None:
    seen = 0
    for indicator in store.catalogue.indicators:
        if not indicator.has_parts or indicator.kind.is_count:
            continue
        values, found = store.values(indicator.key), whole(store, indicator.key)
        ok = values.status == "ok"
        above, below = values.numerator[ok].sum(), values.denominator[ok].sum()
        assert found.value[0] == pytest.approx((indicator.per or 100) * above / below)
        assert found.numerator[0] == above
        assert found.denominator[0] == below
        seen += 1
    assert seen > 50


def test_parts_of_a_place_add_up_to_the_whole(store: Store) -> None:
    msoa = store.level("msoa", 2011)
    counts = [one for one in store.catalogue.at("lsoa") if one.kind.adding == "sum"]
    assert counts
    for indicator in counts:
        total = over(store, indicator.key, msoa).value.sum()
        assert total == pytest.approx(whole(store, indicator.key).value[0]), indicator.key


def test_ranks_added_up_and_estimated_for_neighbourhoods_agree(store: Store) -> None:
    msoa = store.level("msoa", 2011)
    for key in ("imd_2025", "imd_2019"):
        assert over(store, key, msoa).value == pytest.approx(estimated(store, key, msoa).value)


def test_selecting_everything_is_the_whole(store: Store) -> None:
    everything = np.ones(len(store.areas.code), dtype=np.bool_)
    for indicator in store.catalogue.indicators:
        if indicator.level != "practice":
            one = selected(store, indicator.key, everything)
            assert one.value == pytest.approx(whole(store, indicator.key).value, nan_ok=True)


def test_an_empty_group_has_no_figure_and_no_interval(store: Store) -> None:
    size = len(store.values("uptake_first_16_plus").codes)
    found = aggregate(store, "uptake_first_16_plus", np.full(size, -1), 2)
    for one in (found.value, found.numerator, found.denominator, found.low, found.high):
        assert np.isnan(one).all()
    assert found.left_out.tolist() == [0, 0]


def test_categories_do_not_add_up(store: Store) -> None:
    assert np.isnan(whole(store, "cqc_rating").value).all()
