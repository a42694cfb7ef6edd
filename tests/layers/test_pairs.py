"""Two figures on one map."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.store import Store
from layers.areas import shaded
from layers.choropleth_pair import choropleth_pair
from layers.pairs import added_up, thirds
from layers.palette import PAIR


def test_thirds_hold_a_third_of_the_areas_each_and_begin_at_the_more_end(store: Store) -> None:
    rank = store.values("imd_2025").rank
    found = thirds(rank)
    assert [found.tolist().count(one) for one in range(4)] == [0, 63, 64, 64]
    assert found[int(np.argmin(rank))] == 1
    assert found[int(np.argmax(rank))] == 3


def test_a_place_without_a_value_is_in_no_third() -> None:
    assert thirds(np.array([3, 0, 1, 2])).tolist() == [3, 0, 1, 2]


def test_every_small_area_figure_can_be_drawn_on_msoas(store: Store) -> None:
    for indicator in shaded(store):
        if indicator.level == "msoa":
            continue
        larger = added_up(store, indicator)
        assert len(larger.third) == len(larger.texts) == 42
        assert larger.third.all(), indicator.key
        assert not any("nan" in words for words in larger.texts), indicator.key


def test_shares_are_added_up_by_their_parts(store: Store) -> None:
    indicator = store.catalogue.indicator("ethnic_asian_share_2021")
    values, level = store.values(indicator.key), store.level("msoa", 2011)
    inside = level.of_area == 0
    part, whole = values.numerator[inside].sum(), values.denominator[inside].sum()
    assert added_up(store, indicator).texts[0] == (
        f"{100 * part / whole:.1f}% ({part:,.0f} of {whole:,.0f} usual residents)"
    )


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("imd_2025", "people-weighted mean rank "),
        ("ethnic_diversity_2021", "people-weighted mean of its small areas "),
    ],
)
def test_what_cannot_be_added_up_is_called_a_mean(store: Store, key: str, start: str) -> None:
    said = added_up(store, store.catalogue.indicator(key)).texts
    assert len(said) == 42
    assert all(words.startswith(start) for words in said)


def test_nine_colours_stand_for_nine_classes(store: Store) -> None:
    assert len(set(PAIR)) == 9
    find = store.catalogue.indicator
    shown = choropleth_pair(store, find("imd_2019"), find("health_2025"))
    assert shown.colours == PAIR
    assert set(shown.number.tolist()) <= set(range(1, 10))


def test_where_both_concerns_meet_the_corner_is_named_in_words(store: Store) -> None:
    find = store.catalogue.indicator
    both = choropleth_pair(store, find("uptake_first_16_plus"), find("imd_2025"))
    corner = int((both.number == 1).sum())
    assert both.notes[0] == (
        f"Darkest, lowest uptake and most deprived: {corner} of 42 neighbourhoods."
    )
    assert both.grid is not None
    assert both.grid.down == ("1 (lowest uptake)", "2", "3 (highest uptake)")
    plain = choropleth_pair(store, find("imd_2025"), find("ethnic_asian_share_2021"))
    assert plain.notes[0].startswith("In the first third of both (most deprived and largest share")
