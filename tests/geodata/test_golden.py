"""Figures known from the publications, seen again in the committed bundle."""

from __future__ import annotations

import csv
import math

import geopandas
import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely

from geodata import bundle
from geodata.build_geometry import CRS84
from geodata.catalogue import FIGURES_DIR
from geodata.classify import classify
from tests.geodata.conftest import CODE


def sizes(store, indicator, measure):
    number = classify(store.values(indicator), measure, place="here").number
    return np.bincount(number, minlength=11).tolist()


def test_31_of_190_areas_are_in_national_quintile_1_of_2019(store):
    assert sizes(store, "imd_2019", "national-quintile")[1] == 31


def test_38_of_190_areas_are_in_local_quintile_1_of_2019(store):
    assert sizes(store, "imd_2019", "local-quintile")[1] == 38


def test_4_areas_are_in_the_first_per_cent_of_2019_then_10_then_17_cumulatively(store):
    bands = sizes(store, "imd_2019", "rank")
    assert bands[1] == 4
    assert sum(bands[1:3]) == 10
    assert sum(bands[1:4]) == 17
    assert sum(bands[1:5]) == 31
    assert sum(bands) == 190


def test_297191_people_lived_here_in_2022(store):
    assert store.areas.population.sum() == 297_191
    assert store.values("population_2022").value.sum() == 297_191
    assert store.people(store.level("borough", 2023)).tolist() == [297_191]


def test_the_authority_measures_126_square_kilometres(store):
    square_km = store.values("population_density_2022").denominator
    assert square_km.sum() == pytest.approx(126.07, abs=0.005)
    borough = geopandas.GeoSeries(store.level("borough", 2023).geometry, crs=CRS84)
    assert borough.to_crs(27700).area[0] / 1e6 == pytest.approx(126.07, abs=0.005)


def test_the_area_split_in_2021_is_the_only_one_that_changed(store):
    areas = store.areas
    changed = [code for code, on in zip(areas.code, areas.changed, strict=True) if on]
    parents = {areas.lsoa11_code[areas.code.index(code)] for code in changed}
    assert changed == ["E01033947", "E01033948"]
    assert parents == {"E01005758"}
    assert not set(changed) & set(store.level("lsoa", 2011).codes)


def test_every_published_decile_is_computed_again(store):
    ranked = [one for one in store.catalogue.indicators if one.total is not None]
    assert len(ranked) > 10
    for indicator in ranked:
        values = store.values(indicator.key)
        computed = classify(values, "decile", place="here").number
        expected = [math.ceil(10 * rank / values.total) for rank in values.rank.tolist()]
        assert computed.tolist() == expected


@pytest.fixture(scope="module")
def postcodes():
    return pq.ParquetFile(bundle.BUNDLE_DIR / CODE / bundle.POSTCODES).read()


def test_every_postcode_has_an_area_and_a_method(postcodes):
    methods = postcodes.column("method").to_pylist()
    assert methods.count("lookup") == 6490
    assert methods.count("point_in_polygon") == 333
    assert methods.count("nearest_polygon") == 1
    assert len(methods) == 6824
    assert len(set(postcodes.column("lsoa21_code").to_pylist())) == 191


def test_postcodes_of_the_split_area_are_shared_out_among_its_halves(postcodes):
    rows = postcodes.to_pylist()
    halves = {"E01033947": 154, "E01033948": 71}
    for code, count in halves.items():
        methods = [row["method"] for row in rows if row["lsoa21_code"] == code]
        assert len(methods) == count
        assert "lookup" not in methods


def test_a_postcode_just_over_a_generalised_edge_stays_with_what_its_area_became(postcodes):
    (row,) = [row for row in postcodes.to_pylist() if row["method"] == "nearest_polygon"]
    assert (row["postcode"], row["lsoa21_code"]) == ("SK1 1XB", "E01033947")


def test_placing_by_point_agrees_with_the_look_up_nearly_always(store, postcodes):
    rows = [row for row in postcodes.to_pylist() if row["method"] == "lookup"]
    level = store.level("lsoa", 2021)
    place = {code: index for index, code in enumerate(level.codes)}
    shapes = level.geometry[[place[row["lsoa21_code"]] for row in rows]]
    points = shapely.points([row["lon"] for row in rows], [row["lat"] for row in rows])
    assert shapely.intersects(shapes, points).mean() > 0.95


@pytest.mark.parametrize(
    ("indicator", "file", "column"),
    [
        ("imd_2019", "imd2019_england_lsoa11", "IMD"),
        ("imd_2025", "imd2025_england_lsoa21", "IMD"),
        ("income_2025", "imd2025_england_lsoa21", "Income"),
        ("employment_2025", "imd2025_england_lsoa21", "Employment"),
        ("education_2025", "imd2025_england_lsoa21", "Education"),
        ("health_2025", "imd2025_england_lsoa21", "Health"),
        ("crime_2025", "imd2025_england_lsoa21", "Crime"),
        ("barriers_2025", "imd2025_england_lsoa21", "Housing_and_Services"),
        ("environment_2025", "imd2025_england_lsoa21", "Environment"),
    ],
)
def test_ranks_and_deciles_are_those_of_the_national_file(store, fixtures, indicator, file, column):
    values = store.values(indicator)
    level = store.level(values.indicator.level, values.indicator.vintage)
    code = f"lsoa{level.vintage % 100}_code"
    columns = [code, f"{column}_rank", f"{column}_decile"]
    table = pq.ParquetFile(fixtures / "imd" / f"{file}.parquet").read(columns=columns)
    national = {row[code]: (row[columns[1]], row[columns[2]]) for row in table.to_pylist()}
    assert len(national) == values.total
    deciles = classify(values, "decile", place="here").number.tolist()
    ours = dict(zip(level.codes, zip(values.rank.tolist(), deciles, strict=True), strict=True))
    assert ours == {code: national[code] for code in level.codes}


def test_the_best_fit_wards_are_those_of_the_national_look_up(store, fixtures):
    path = fixtures / "lookups" / "lsoa21_wd24_lad24_stockport.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        national = {row["LSOA21CD"]: row["WD24CD"] for row in csv.DictReader(file)}
    assert dict(zip(store.areas.code, store.areas.ward_code, strict=True)) == national


def test_three_editions_stand_side_by_side_as_they_were_published(store):
    for key, name, column in (
        ("imd_2015", "imd_2015_lsoa11.csv", "imd_rank"),
        *(
            (f"{one}_2019", "iod_2019_domains_lsoa11.csv", f"{one}_rank")
            for one in ("income", "employment", "education", "health", "crime")
        ),
        ("barriers_2019", "iod_2019_domains_lsoa11.csv", "barriers_rank"),
        ("environment_2019", "iod_2019_domains_lsoa11.csv", "environment_rank"),
    ):
        with (FIGURES_DIR / "E08000007" / name).open(newline="") as file:
            ranks = {row["lsoa11_code"]: int(row[column]) for row in csv.DictReader(file)}
        values = store.values(key)
        assert dict(zip(values.codes, values.rank.tolist(), strict=True)) == ranks
        assert "not of deprivation" in values.indicator.caveat


def test_three_areas_were_in_the_most_deprived_1_per_cent_in_2015(store):
    """As paragraph 3.2.3 of the inequalities report says, beside four in 2019."""
    assert sizes(store, "imd_2015", "rank")[1] == 3
    assert sizes(store, "imd_2019", "rank")[1] == 4
