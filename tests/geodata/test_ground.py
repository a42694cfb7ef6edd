"""Geography that is not where the authority is gets refused, with file, row, found and expected."""

from __future__ import annotations

import json
import re

import geopandas
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import build_tables, bundle
from geodata.build import make
from geodata.build_geometry import CRS84
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, load_authority
from geodata.errors import BundleError, TableError
from geodata.sources import england, read
from tests.geodata.conftest import CODE

AUTHORITY = load_authority(CODE)
LSOAS = AUTHORITY.table_for("lsoa_boundaries")
WARDS = AUTHORITY.table_for("ward_boundaries")
POSTCODES = AUTHORITY.table_for("postcodes")
PRACTICES = AUTHORITY.table_for("practices")


def rebuild(figures):
    return make(CODE, figures=figures, catalogue_dir=CATALOGUE_DIR, report=lambda _: None)


def change_features(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def move(content, places, how):
    """Move every corner of some features; `how` takes and gives arrays of corners."""
    for place in places:
        feature = content["features"][place]
        shape = shapely.transform(shapely.geometry.shape(feature["geometry"]), how)
        feature["geometry"] = json.loads(shapely.to_geojson(shape))


def to_grid(corners):
    moved = geopandas.GeoSeries(shapely.points(corners), crs=CRS84).to_crs(27700)
    return shapely.get_coordinates(moved.to_numpy())


def place_of(content, code):
    codes = [next(iter(feature["properties"].values())) for feature in content["features"]]
    return codes.index(code)


WRONG = {
    "eastings and northings": (to_grid, "look like eastings and northings in metres"),
    "latitude first": (lambda at: at[:, ::-1], "which are the wrong way round"),
    "another sign": (lambda at: at * [-1, 1], "expected longitude -6.5 to 1.8 and latitude"),
    "no sign": (abs, "and latitude 53."),
    "null island": (lambda at: abs(at * 0), "found longitude 0.0 and latitude 0.0, expected lon"),
    "no number": (lambda at: at, "which are not both numbers"),
}


@pytest.mark.parametrize("table", [LSOAS, WARDS], ids=lambda table: table.key)
@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("places", [range(21), [5]], ids=["all", "one"])
def test_shapes_that_are_not_in_england_are_refused(figures_copy, table, kind, places):
    how, words = WRONG[kind]
    path = figures_copy / CODE / table.file
    if kind == "no number":
        content = json.loads(path.read_text())
        content["features"][0]["geometry"]["coordinates"][0][1] = [float("nan"), 53.4]
        path.write_text(json.dumps(content))
        places = [0]
    else:
        change_features(path, lambda content: move(content, places, how))
    with pytest.raises(TableError, match=re.escape(words)) as refusal:
        read(figures_copy / CODE, table)
    assert (refusal.value.file, refusal.value.row) == (table.file, places[0] + 2)
    assert refusal.value.expected == england.EXPECTED


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("urn:ogc:def:crs:EPSG::27700", "EPSG:27700 (OSGB36 / British National Grid)"),
        ("EPSG:4258", "EPSG:4258 (ETRS89"),
        ("urn:ogc:def:crs:EPSG::3857", "EPSG:3857 (WGS 84 / Pseudo-Mercator)"),
    ],
)
def test_boundaries_in_another_reference_system_are_refused(figures_copy, name, words):
    crs = {"type": "name", "properties": {"name": name}}
    change_features(figures_copy / CODE / LSOAS.file, lambda content: content.update(crs=crs))
    with pytest.raises(TableError, match=re.escape(f"crs: found the reference system {words}")):
        read(figures_copy / CODE, LSOAS)


@pytest.mark.parametrize(
    "crs",
    [{"type": "name", "properties": {"name": "no system"}}, {"type": "link"}, "EPSG:27700", {}, []],
)
def test_a_reference_system_that_nobody_can_name_is_not_taken_for_wgs_84(figures_copy, crs):
    change_features(figures_copy / CODE / LSOAS.file, lambda content: content.update(crs=crs))
    with pytest.raises(TableError, match=r"column crs: found .*, which names no reference system"):
        read(figures_copy / CODE, LSOAS)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"])
def test_boundaries_that_name_longitude_and_latitude_are_read(figures_copy, name):
    before = read(FIGURES_DIR / CODE, LSOAS)
    crs = {"type": "name", "properties": {"name": name}}
    change_features(figures_copy / CODE / LSOAS.file, lambda content: content.update(crs=crs))
    assert read(figures_copy / CODE, LSOAS).equals(before)


@given(
    lon=st.floats(allow_nan=True, allow_infinity=True), lat=st.floats(min_value=-1e7, max_value=1e7)
)
def test_a_point_passes_exactly_when_it_is_in_england(lon, lat):
    inside = england.WEST <= lon <= england.EAST and england.SOUTH <= lat <= england.NORTH
    frame = pd.DataFrame({"lon": [lon], "lat": [lat]})
    if inside:
        england.check_points(frame, file="points.csv")
    else:
        with pytest.raises(TableError, match=r"points\.csv, row 2, column lat, lon: found longitu"):
            england.check_points(frame, file="points.csv")


@given(lon=st.floats(england.WEST, england.EAST), lat=st.floats(england.SOUTH, england.NORTH))
def test_a_point_of_england_with_its_axes_swapped_is_told_so(lon, lat):
    frame = pd.DataFrame({"lon": [lat], "lat": [lon]})
    with pytest.raises(TableError, match="the wrong way round"):
        england.check_points(frame, file="points.csv")


@pytest.mark.parametrize("east", [0.05, -0.3, 1.5])
def test_a_ward_that_lies_elsewhere_is_refused(figures_copy, east):
    def one_away(content):
        move(content, range(21), lambda at: at + np.array([east, 0.0]))

    change_features(figures_copy / CODE / WARDS.file, one_away)
    with pytest.raises(TableError, match=r"with \d+% of it outside the areas") as refusal:
        rebuild(figures_copy)
    assert refusal.value.file == WARDS.file
    assert refusal.value.row >= 2


def swap(content, one, other):
    a, b = (content["features"][place_of(content, code)] for code in (one, other))
    a["geometry"], b["geometry"] = b["geometry"], a["geometry"]


def test_wards_under_each_others_codes_are_refused(figures_copy):
    change_features(
        figures_copy / CODE / WARDS.file, lambda content: swap(content, "E05015014", "E05015030")
    )
    with pytest.raises(
        TableError, match=r"E010\d+ with 0\.0% of it in E050150(14|30), expected 1%"
    ):
        rebuild(figures_copy)


def test_an_area_whose_shape_misses_its_ward_is_refused_with_its_row(figures_copy):
    lookup = pd.read_csv(FIGURES_DIR / CODE / AUTHORITY.table_for("lookup").file)
    first = lookup.groupby("ward23_code")["lsoa21_code"].first()
    one, other = first["E05015014"], first["E05015030"]
    path = figures_copy / CODE / LSOAS.file
    change_features(path, lambda content: swap(content, one, other))
    with pytest.raises(TableError, match=r"with 0\.0% of it in E05015") as refusal:
        rebuild(figures_copy)
    content = json.loads(path.read_text())
    assert refusal.value.row in (place_of(content, one) + 2, place_of(content, other) + 2)


def test_areas_of_one_ward_under_each_others_codes_are_refused(figures_copy):
    lookup = pd.read_csv(FIGURES_DIR / CODE / AUTHORITY.table_for("lookup").file)
    ward = lookup[(lookup["ward23_code"] == "E05015014") & (lookup["change"] == "U")]
    one, other = ward["lsoa21_code"].iloc[[0, -1]]
    change_features(figures_copy / CODE / LSOAS.file, lambda content: swap(content, one, other))
    with pytest.raises(TableError, match=rf"postcodes of ({one}|{other}) \d+ m or more from its"):
        rebuild(figures_copy)


def edit_row(path, row, **cells):
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column, cell in cells.items():
        frame.loc[row - 2, column] = cell
    frame.to_csv(path, index=False)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"lat": "385894", "lon": "391053"}, "found 385894, expected a number from -90 to 90"),
        (
            {"lat": "-2.2137", "lon": "53.41609"},
            "which are the wrong way round, expected longitude",
        ),
        ({"lon": "2.2137"}, "found longitude 2.2137 and latitude 53.41609, expected longitude"),
        ({"lat": "53.48"}, r"found M19 1RR, [\d,]+ m from the authority, expected at most 100 m"),
        (
            {"lat": "53.40059", "lon": "-2.05332", "ward23_code": "E05015029"},
            r"found M19 1RR, of E01005858, [\d,]+ m from its lsoa11_code, expected at most 2,000 m",
        ),
        (
            {"ward23_code": "E05015029"},
            r"found M19 1RR, of E05015029, [\d,]+ m from its ward23_code, expected at most 100 m",
        ),
    ],
)
def test_a_postcode_that_is_not_where_it_belongs_is_refused(figures_copy, cells, words):
    edit_row(figures_copy / CODE / POSTCODES.file, 2, **cells)
    with pytest.raises(TableError, match=words) as refusal:
        rebuild(figures_copy)
    assert (refusal.value.file, refusal.value.row) == (POSTCODES.file, 2)


@pytest.mark.parametrize("file", [POSTCODES.file, PRACTICES.file])
def test_points_of_the_whole_file_with_swapped_axes_are_refused(figures_copy, file):
    frame = pd.read_csv(figures_copy / CODE / file, dtype=str, keep_default_na=False)
    frame[["lat", "lon"]] = frame[["lon", "lat"]].to_numpy()
    frame.to_csv(figures_copy / CODE / file, index=False)
    with pytest.raises(TableError, match="which are the wrong way round") as refusal:
        rebuild(figures_copy)
    assert (refusal.value.file, refusal.value.row) == (file, 2)


def test_a_practice_that_is_not_at_its_postcode_is_refused(figures_copy):
    edit_row(figures_copy / CODE / PRACTICES.file, 3, lat="53.41")
    with pytest.raises(TableError, match=r"found P88003, \d+ m from its postcode") as refusal:
        rebuild(figures_copy)
    assert (refusal.value.file, refusal.value.row) == (PRACTICES.file, 3)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    ("name", "column"),
    [
        (bundle.AREAS, "area_km2"),
        (bundle.POSTCODES, "lat"),
        (bundle.OBSERVATIONS, "value"),
        (bundle.CLUSTERS, "quadrant"),
    ],
)
def test_no_number_that_is_none_reaches_a_bundle(name, column, number):
    frame = pq.ParquetFile(bundle.BUNDLE_DIR / CODE / name).read().to_pandas()
    build_tables.parquet(frame, name)
    spoilt = frame.astype({column: object}) if column == "quadrant" else frame
    spoilt.loc[3, column] = None if column == "quadrant" else number
    with pytest.raises(BundleError, match=f"{name}.*found"):
        build_tables.parquet(spoilt, name)


def test_a_value_under_another_status_than_ok_is_refused():
    frame = pq.ParquetFile(bundle.BUNDLE_DIR / CODE / bundle.OBSERVATIONS).read().to_pandas()
    with pytest.raises(BundleError, match="with status suppressed for imd_2025 in E01005743"):
        build_tables.parquet(frame.assign(status="suppressed"), bundle.OBSERVATIONS)


def test_no_file_of_the_bundle_holds_a_nan():
    for name in bundle.FILES:
        table = pq.ParquetFile(bundle.BUNDLE_DIR / CODE / name).read()
        for column in table.column_names:
            cells = table.column(column).to_pylist()
            assert not any(isinstance(cell, float) and not np.isfinite(cell) for cell in cells)
