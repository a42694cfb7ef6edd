"""What the browser receives about the areas."""

from __future__ import annotations

import pytest
import shapely

from geodata.classify import MEASURES
from geodata.store import Store
from layers import areas, wards
from layers.palette import ramp


def test_every_polygon_is_sent_once_with_its_years(store: Store) -> None:
    features = areas.shapes(store)["features"]
    codes = [one["properties"]["code"] for one in features]
    assert len(codes) == len(set(codes))
    for name, year in areas.LEVELS:
        valid = {
            one["properties"]["code"] for one in features if year in one["properties"]["years"]
        }
        assert valid == set(store.level(name, year).codes)


def test_the_changed_area_stands_in_one_vintage_only(store: Store) -> None:
    years = {
        one["properties"]["code"]: one["properties"]["years"]
        for one in areas.shapes(store)["features"]
    }
    assert [code for code, valid in years.items() if valid == [2011]] == ["E01005758"]
    assert [code for code, valid in years.items() if valid == [2021]] == ["E01033947", "E01033948"]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_class_and_colour_for_every_area(store: Store, measure: str) -> None:
    for key, indicator in areas.facts(store)["indicators"].items():
        shown = indicator["measures"][measure]
        assert len(shown["classes"]) == len(indicator["rank"]), key
        assert len(shown["colours"]) == len(shown["labels"])
        assert max(int(letter, 16) for letter in shown["classes"]) <= len(shown["labels"])


def test_a_measure_without_national_ranks_says_so(store: Store) -> None:
    shown = areas.facts(store)["indicators"]["population_2022"]["measures"]["national-quintile"]
    assert "No national rank" in shown["note"]
    assert store.authority.name in shown["title"]


def test_sequential_ramps_run_from_dark_to_light() -> None:
    for size in (5, 6, 10):
        lightness = [sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in ramp(size)]
        assert lightness == sorted(lightness)
        assert len(set(ramp(size))) == size


def test_ward_labels_stand_inside_their_ward(store: Store) -> None:
    for feature in wards.shapes(store)["features"]:
        lat, lon = feature["properties"]["point"]
        assert shapely.geometry.shape(feature["geometry"]).contains(shapely.Point(lon, lat))
