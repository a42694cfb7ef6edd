"""What the browser receives about the areas."""

from __future__ import annotations

import json

import brotli
import pytest
import shapely
from layers.figures import figures

from geodata.classify import MEASURES
from geodata.store import Store
from layers import areas, wards
from layers.palette import ramp


def test_every_polygon_is_sent_once_with_its_levels(store: Store) -> None:
    features = areas.shapes(store)["features"]
    codes = [one["properties"]["code"] for one in features]
    assert len(codes) == len(set(codes))
    for name, year in areas.LEVELS:
        valid = {
            one["properties"]["code"]
            for one in features
            if areas.level_key(name, year) in one["properties"]["levels"]
        }
        assert valid == set(store.level(name, year).codes)


def test_the_changed_area_stands_in_one_vintage_only(store: Store) -> None:
    levels = {
        one["properties"]["code"]: one["properties"]["levels"]
        for one in areas.shapes(store)["features"]
    }
    older = [code for code, valid in levels.items() if valid == ["lsoa_2011"]]
    newer = [code for code, valid in levels.items() if valid == ["lsoa_2021"]]
    assert older == ["E01005758"]
    assert newer == ["E01033947", "E01033948"]
    assert sum(valid == ["msoa_2011"] for valid in levels.values()) == 42


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_class_and_colour_for_every_area(store: Store, measure: str) -> None:
    for indicator in areas.shaded(store):
        sent = figures(store, indicator)
        shown = sent["measures"][measure]
        assert len(shown["classes"]) == len(sent["rank"]), indicator.key
        assert len(shown["ranges"]) in (0, len(shown["labels"]))
        assert len(shown["colours"]) == len(shown["labels"])
        assert max(int(letter, 16) for letter in shown["classes"]) <= len(shown["labels"])


def test_a_measure_without_national_ranks_says_so(store: Store) -> None:
    sent = figures(store, store.catalogue.indicator("population_2022"))
    shown = sent["measures"]["national-quintile"]
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


def test_every_indicator_is_a_small_file_and_none_is_in_the_first_load(store: Store) -> None:
    sizes = {one.key: packed(figures(store, one)) for one in areas.shaded(store)}
    assert max(sizes.values()) < 4_000, max(sizes, key=lambda key: sizes[key])
    addresses = {key: f"files/ind-{key}.0123456789ab.json" for key in sizes}
    assert packed(areas.facts(store, addresses, {})) < 9_000


def test_shares_travel_as_their_parts_and_come_back_the_same(store: Store) -> None:
    for indicator in areas.shaded(store):
        if indicator.kind.is_share:
            sent = figures(store, indicator)
            parts = zip(sent["numerator"], sent["denominators"], strict=True)
            again = [100 * part / whole for part, whole in parts]
            assert again == pytest.approx(store.values(indicator.key).value.tolist())


def test_a_class_of_shares_says_from_where_to_where_it_goes(store: Store) -> None:
    indicator = store.catalogue.indicator("ethnic_asian_share_2021")
    shown = figures(store, indicator)["measures"]["local-quintile"]
    value = store.values(indicator.key).value
    assert shown["labels"][0] == "1 (smallest share in the Asian group)"
    assert shown["labels"][-1] == "5 (largest share in the Asian group)"
    assert shown["ranges"][-1].endswith(f"to {max(value):.1f} %")
    assert shown["ranges"][0].startswith(f"{min(value):.1f} to")


def test_shares_are_said_with_the_name_of_their_whole(store: Store) -> None:
    def said(key: str) -> str:
        words: str = figures(store, store.catalogue.indicator(key))["said"]
        return words

    assert said("ethnic_asian_share_2021") == (
        "{value} % ({numerator} of {denominator} usual residents)"
    )
    assert (
        said("uptake_first_16_plus") == "{value} % ({numerator} of {denominator} on the register)"
    )
    assert said("population_2022") == "{value} people"
    assert said("imd_2025") == ""


def test_msoas_know_their_lsoas_and_neighbours_and_carry_no_seam(store: Store) -> None:
    level = areas.facts(store, {}, {})["levels"]["msoa_2011"]
    assert len(level["codes"]) == 42
    assert sorted(code for parts in level["parts"] for code in parts) == sorted(store.areas.code)
    assert level["changed"] == []
    assert sum(target >= 0 for targets in level["moves"] for target in targets) > 120
    assert all("MSOA E0" in place for place in level["places"])


def packed(value: object) -> int:
    return len(brotli.compress(json.dumps(value, separators=(",", ":")).encode()))
