"""What the browser receives about the areas."""

from __future__ import annotations

import json
import re

import brotli
import pytest
import shapely

from geodata.classify import MEASURES
from geodata.store import Store
from layers import areas, wards
from layers.choropleth import choropleth
from layers.columns import sent
from layers.geography import geography
from layers.palette import between, look, ramp
from page.files import QUICK
from page.map_data import indicator_data, name_data


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
        shown = choropleth(store, indicator, measure)
        assert len(shown.number) == len(shown.status) == len(shown.level.codes), indicator.key
        classes = [one for one in shown.entries if one.number]
        assert tuple(one.colour for one in classes) == shown.colours
        assert max(shown.number) <= len(classes)
        assert all(len(line.texts) == len(shown.level.codes) for line in shown.lines)
        assert sorted(shown.order) == list(range(len(shown.level.codes)))


def test_a_measure_without_national_ranks_says_so(store: Store) -> None:
    shown = choropleth(store, store.catalogue.indicator("population_2022"), "national-quintile")
    assert "No national rank" in shown.why
    assert store.authority.name in shown.title


def test_sequential_ramps_run_from_dark_to_light() -> None:
    for size in (5, 6, 10):
        lightness = [sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in ramp(size)]
        assert lightness == sorted(lightness)
        assert len(set(ramp(size))) == size


def test_ward_labels_stand_inside_their_ward(store: Store) -> None:
    points, level = wards.label_points(store), store.level("ward", 2023)
    for (lat, lon), shape in zip(points, level.geometry, strict=True):
        assert shape.contains(shapely.Point(lon, lat))


def test_every_indicator_is_a_small_file_and_none_is_in_the_first_load(store: Store) -> None:
    sizes = {one.key: packed(indicator_data(store, one)) for one in areas.shaded(store)}
    assert max(sizes.values()) < 8_000, max(sizes, key=lambda key: sizes[key])
    addresses = {key: f"files/ind-{key}.0123456789ab.json" for key in sizes}
    shared = {"figures": addresses, "names": name_data(store)}
    assert packed(sent(geography(store, shared))) < 9_000


def test_a_class_of_shares_says_from_where_to_where_it_goes(store: Store) -> None:
    indicator = store.catalogue.indicator("ethnic_asian_share_2021")
    first, *_, last = choropleth(store, indicator, "local-quintile").entries
    value = store.values(indicator.key).value
    assert first.label == "1 (smallest share in the Asian group)"
    assert last.label == "5 (largest share in the Asian group)"
    assert last.range.endswith(f"to {max(value):.2f}%")
    assert first.range.startswith(f"{min(value):.2f} to")


@pytest.mark.parametrize(
    ("key", "pattern"),
    [
        ("ethnic_asian_share_2021", r"\d+\.\d% \([\d,]+ of [\d,]+ usual residents\)"),
        ("uptake_first_16_plus", r"\d+\.\d% \([\d,]+ of [\d,]+ on the register\)"),
        ("population_2022", r"[\d,]+ people"),
        ("imd_2025", r"rank [\d,]+ of 33,755 areas in England \(1 = most deprived\)"),
    ],
)
def test_figures_are_said_with_the_name_of_their_whole(
    store: Store, key: str, pattern: str
) -> None:
    lines = choropleth(store, store.catalogue.indicator(key), "decile").lines
    values = next(line.texts for line in lines if line.kind == "value")
    assert all(re.fullmatch(pattern, text) for text in values)


def test_msoas_know_their_lsoas_and_neighbours_and_carry_no_seam(store: Store) -> None:
    level = geography(store, {})["levels"]["msoa_2011"]
    assert len(level["codes"]) == 42
    assert sorted(part for parts in level["parts"] for part in parts) == list(range(191))
    assert level["outlined"] == []
    assert sum(target >= 0 for targets in level["moves"] for target in targets) > 120
    assert all("Neighbourhood (MSOA) E0" in place for place in dict(level["before"])["place"])
    assert set(dict(level["after"])["seam"]) == {""}


def packed(value: object) -> int:
    text = json.dumps(value, separators=(",", ":"))
    return len(brotli.compress(text.encode(), quality=QUICK))


def test_lines_between_many_areas_leave_as_much_of_their_colours() -> None:
    assert between("border", 191).width == 1
    assert between("border", 1_600).width == 0.5
    assert between("fadedBorder", 1_600).width == 0.25
    assert look(1_600)["strokes"]["border"][0][1] == 0.5
