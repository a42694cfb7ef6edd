"""What the browser receives about general practices."""

from __future__ import annotations

import json

import brotli
import numpy as np
import pytest

from geodata.store import Store
from layers import practices
from layers.palette import practice_ramp
from layers.registry import LAYERS

DIABETES = "qof_diabetes_2020_21"


def test_every_practice_of_the_list_has_a_circle_in_its_area(store: Store) -> None:
    features = practices.shapes(store)["features"]
    assert len(features) == 32
    sizes = {one["properties"]["code"]: one["properties"]["patients"] for one in features}
    assert sizes["P88026"] == 54_195
    for one in features:
        index = one["properties"]["index"]
        area = store.areas.code[store.practices.lsoa21[index]]
        assert one["properties"]["area"] == area


def test_practices_are_fetched_only_when_asked_for() -> None:
    assert [layer.key for layer in LAYERS if layer.lazy] == ["practices"]


def test_every_outcome_is_a_small_file_with_a_class_for_every_practice(store: Store) -> None:
    for indicator in store.catalogue.at("practice"):
        sent = practices.outcomes(store, indicator)
        text = json.dumps(sent, separators=(",", ":"), allow_nan=False).encode()
        assert len(brotli.compress(text)) < 4_000, indicator.key
        assert len(sent["classes"]) == len(store.practices.code)
        assert len(sent["labels"]) == len(sent["colours"])
        has_class = [letter != "0" for letter in sent["classes"]]
        assert has_class == (store.values(indicator.key).status == "ok").tolist()


def test_a_share_has_its_interval_and_a_recorded_illness_is_called_crude(store: Store) -> None:
    sent = practices.outcomes(store, store.catalogue.indicator(DIABETES))
    assert all(" to " in words and words.endswith(" %") for words in sent["intervals"])
    assert sent["crude"] == "Crude: not adjusted for age."
    waits = practices.outcomes(store, store.catalogue.indicator("wait_same_day_2025_04"))
    assert waits["crude"] == ""
    years = practices.outcomes(store, store.catalogue.indicator("life_expectancy_female"))
    assert years["intervals"] == []


def test_an_interval_holds_its_value(store: Store) -> None:
    indicator = store.catalogue.indicator(DIABETES)
    values = store.values(DIABETES).value
    for words, value in zip(practices.outcomes(store, indicator)["intervals"], values, strict=True):
        low, high = words.removesuffix(" %").split(" to ")
        assert float(low) <= round(float(value), 1) <= float(high)


def test_practices_without_a_place_are_named_where_they_have_a_figure(store: Store) -> None:
    sent = practices.outcomes(store, store.catalogue.indicator(DIABETES))
    assert sorted(sent["unlisted"].values()) == ["P88034", "P88607", "P88610"]
    later = practices.outcomes(store, store.catalogue.indicator("qof_smoking_2023_24"))
    assert later["unlisted"] == {}


def test_the_best_rating_comes_first_and_is_darkest(store: Store) -> None:
    sent = practices.outcomes(store, store.catalogue.indicator("cqc_rating"))
    assert sent["labels"] == ["Inadequate", "Requires improvement", "Good", "Outstanding"]
    words = store.values("cqc_rating").words
    for word, letter in zip(words, sent["classes"], strict=True):
        assert (sent["labels"][int(letter) - 1] if letter != "0" else "") == word


@pytest.mark.parametrize("classes", [4, 5])
def test_the_ramp_of_practices_runs_from_dark_to_light_where_the_first_class_is_of_concern(
    store: Store, classes: int
) -> None:
    ramp = practice_ramp(store.catalogue.indicator("qof_diabetes_2020_21"), classes)
    neutral = practice_ramp(store.catalogue.indicator("patients_2025_05"), classes)
    assert not set(ramp) & set(neutral)
    light = [sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in ramp]
    assert light == sorted(light)
    assert len(np.unique(light)) == classes
