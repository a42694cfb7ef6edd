"""What the browser receives about general practices."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import brotli
import numpy as np
import pytest

from geodata.store import Store
from layers import practices
from layers.mercator import pixels
from layers.palette import practice_ramp
from layers.practice_circles import practice_circles
from layers.registry import LAYERS
from page.files import QUICK
from page.map_data import practice_data
from pictures.legends import practice_fragments

DIABETES = "qof_diabetes_2020_21"


def test_every_practice_of_the_list_has_a_circle_in_its_area(store: Store) -> None:
    features = practices.shapes(store)["features"]
    assert len(features) == 32
    radii = {one["properties"]["code"]: one["properties"]["radius"] for one in features}
    assert radii["P88026"] == max(radii.values()) == practices.radius(54_195)
    for one in features:
        about = one["properties"]
        assert about["area"] == store.practices.lsoa21[about["index"]]
        assert len(about["offsets"]) == len(practices.ZOOMS)


def test_practices_stand_apart_at_every_zoom_and_at_home_where_there_is_room(store: Store) -> None:
    here = list(practices.listed(store))
    found, radii = store.practices, [practices.radius(store.practices.patients[at]) for at in here]
    for zoom, moved in zip(practices.ZOOMS, practices.offsets(store), strict=True):
        homes = pixels(found.lon[here], found.lat[here], zoom=zoom)
        places = homes + np.array(moved)
        if zoom < 11:
            continue
        for one, other in combinations(range(len(here)), 2):
            distance = np.hypot(*(places[one] - places[other]))
            assert distance >= radii[one] + radii[other], (zoom, one, other)
    assert sum(offset == (0, 0) for offset in practices.offsets(store)[-1]) > 16


def test_practices_and_venues_are_fetched_only_when_asked_for() -> None:
    assert [layer.key for layer in LAYERS if layer.lazy] == ["practices", "venues"]


def test_every_outcome_is_a_small_file_with_a_class_for_every_practice(store: Store) -> None:
    for indicator in store.catalogue.at("practice"):
        found = practice_circles(store, indicator)
        text = json.dumps(practice_data(store, indicator), separators=(",", ":"), allow_nan=False)
        assert len(brotli.compress(text.encode(), quality=QUICK)) < 8_000, indicator.key
        assert len(found.number) == len(store.practices.code)
        known = store.values(indicator.key).status == "ok"
        assert (found.number > 0).tolist() == known.tolist()


def line(store: Store, key: str, kind: str) -> tuple[str, ...]:
    lines = practice_circles(store, store.catalogue.indicator(key)).lines
    return next((one.texts for one in lines if one.kind == kind), ())


def test_a_share_has_its_interval_and_a_recorded_illness_is_called_crude(store: Store) -> None:
    around = line(store, DIABETES, "interval")
    assert all(" to " in words and words.endswith("%") for words in around if words)
    assert any(around)
    assert set(line(store, DIABETES, "crude")) == {"Not adjusted for age"}
    assert line(store, "wait_same_day_2025_04", "crude") == ()
    assert not any(line(store, "life_expectancy_female", "interval"))


def test_an_interval_holds_its_value(store: Store) -> None:
    values = store.values(DIABETES).value
    texts = line(store, DIABETES, "interval")
    assert [bool(words) for words in texts] == (~np.isnan(values)).tolist()
    for words, value in zip(texts, values, strict=True):
        if not words:
            continue
        low, high = words.removeprefix("95% interval ").removesuffix("%").split(" to ")
        assert float(low) <= round(float(value), 1) <= float(high)


def test_practices_without_a_place_are_named_where_they_have_a_figure(store: Store) -> None:
    notes = " ".join(practice_circles(store, store.catalogue.indicator(DIABETES)).notes)
    assert all(code in notes for code in ("P88034", "P88607", "P88610"))
    later = practice_circles(store, store.catalogue.indicator("qof_smoking_2023_24")).notes
    assert not any("Not on the map" in one for one in later)


def test_ratings_of_concern_come_first_and_are_darkest(store: Store) -> None:
    found = practice_circles(store, store.catalogue.indicator("cqc_rating"))
    labels = [one.label for one in found.entries if one.number]
    assert labels == ["Inadequate", "Requires improvement", "Good", "Outstanding"]
    words = store.values("cqc_rating").words
    for word, number in zip(words, found.number.tolist(), strict=True):
        assert (labels[number - 1] if number else "") == word


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


@pytest.mark.parametrize("known", ["all", "some", "none"])
def test_the_key_shows_sizes_where_the_patients_of_a_practice_are_known(
    store: Store, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    patients = store.practices.patients.copy()
    first = practices.listed(store)[:3] if known == "some" else range(len(patients))
    if known != "all":
        patients[list(first)] = np.nan
    monkeypatch.setattr(store, "practices", replace(store.practices, patients=patients))
    found = practice_circles.__wrapped__(store, store.catalogue.indicator(DIABETES))
    key = practice_fragments(store.practices.name, store.practices.code, found, ~np.isnan(patients))
    assert bool(found.sizes) == (known != "none")
    assert ("Patients on the list:" in key["practice-legend"]) == (known != "none")
    note = key["practice-note"]
    assert ("The larger the circle" in note) == (known != "none")
    assert ("Of 3 that is not known: theirs are the smallest." in note) == (known == "some")
    assert ("is not known: all circles are of one size." in note) == (known == "none")
