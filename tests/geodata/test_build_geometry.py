from __future__ import annotations

import json

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata import bundle
from geodata.build_geometry import (
    CRS84,
    DECIMALS,
    GRID,
    check_coverage,
    dissolve,
    label_points,
    locate,
    mend,
    points,
    tidy,
)
from geodata.errors import GeographyError
from tests.geodata.conftest import CODE


def frame(*shapes):
    codes = [chr(ord("A") + place) for place in range(len(shapes))]
    return geopandas.GeoDataFrame({"code": codes, "name": codes}, geometry=list(shapes), crs=CRS84)


def boxes(*corners):
    return frame(*(shapely.box(*corner) for corner in corners))


def names(*codes):
    return pd.DataFrame({"code": codes, "name": codes})


def test_a_ring_that_touches_itself_becomes_two_polygons_and_is_reported():
    bow_tie = shapely.Polygon([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 1)])
    shapes, mended = mend(frame(bow_tie, shapely.box(5, 5, 6, 6)))
    assert [item.code for item in mended] == ["A"]
    assert "Self-intersection" in mended[0].reason
    assert shapes.geometry[0].geom_type == "MultiPolygon"
    assert shapes.is_valid.all()
    assert shapes.geometry[0].area == pytest.approx(2.0)


def test_mending_leaves_no_lines_behind():
    spike = shapely.Polygon([(0, 0), (2, 0), (2, 2), (2, 4), (2, 2), (0, 2)])
    shapes, mended = mend(frame(spike))
    assert len(mended) == 1
    assert shapes.geometry[0].geom_type == "Polygon"
    assert shapes.geometry[0].area == pytest.approx(4.0)


def test_a_shape_with_no_area_is_refused():
    flat = shapely.Polygon([(0, 0), (1, 0), (2, 0)])
    with pytest.raises(
        GeographyError, match="boundaries, A: found a MultiLineString, expected a polygon"
    ):
        mend(frame(flat))


def test_coordinates_are_rounded_to_six_decimals():
    shapes, _ = mend(boxes((0.123456789, 0, 1, 1)))
    assert 0.123457 in shapely.get_coordinates(shapes.geometry.to_numpy())[:, 0]


def test_shapes_come_by_code():
    shapes, _ = mend(boxes((0, 0, 1, 1), (1, 0, 2, 1)).iloc[::-1])
    assert shapes["code"].tolist() == ["A", "B"]
    assert shapes.index.tolist() == [0, 1]


def test_a_tidy_shape_does_not_depend_on_where_its_ring_starts():
    one = shapely.Polygon([(0, 0), (2, 0), (2, 2), (0, 2)])
    two = shapely.Polygon([(2, 2), (2, 0), (0, 0), (0, 2)])
    tidied = tidy(frame(one, two)).geometry.to_numpy()
    assert shapely.to_wkb(tidied[0]) == shapely.to_wkb(tidied[1])
    assert shapely.is_ccw(shapely.get_exterior_ring(tidied)).all()


def test_neighbours_dissolve_into_exactly_their_area():
    whole = dissolve(boxes((0, 0, 1, 1), (1, 0, 2, 1), (2, 0, 3, 1)), names("west", "west", "east"))
    assert whole["code"].tolist() == ["east", "west"]
    assert [shape.area for shape in whole.geometry] == [1.0, 2.0]


def test_a_code_with_two_names_is_refused():
    into = names("west", "west").assign(name=["West", "Wild West"])
    with pytest.raises(
        GeographyError, match="found the names West and Wild West of west, expected one"
    ):
        dissolve(boxes((0, 0, 1, 1), (1, 0, 2, 1)), into)


def test_pieces_that_overlap_do_not_dissolve():
    with pytest.raises(GeographyError, match="overlap cannot be dissolved"):
        dissolve(boxes((0, 0, 2, 2), (1, 1, 3, 3)), names("everything", "everything"))


@pytest.mark.parametrize(
    "shapes",
    [
        boxes((0, 0, 1, 1), (0.9, 0, 2, 1)),
        boxes((0, 0, 1, 1), (1, 0, 2, 2)),
    ],
    ids=["overlap", "edges that do not match"],
)
def test_neighbours_that_do_not_fit_are_refused(shapes):
    with pytest.raises(
        GeographyError,
        match="towns: found neighbours that overlap or whose edges differ, A, B; expected",
    ):
        check_coverage(shapes, what="towns")


def test_a_hole_between_neighbours_is_refused():
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    left, right = ring & shapely.box(0, 0, 1.5, 3), ring & shapely.box(1.5, 0, 3, 3)
    with pytest.raises(GeographyError, match="1 gaps between neighbours"):
        check_coverage(frame(left, right), what="towns")


def test_a_label_lies_inside_even_a_crescent_and_in_the_larger_of_two_parts():
    crescent = shapely.Point(0, 0).buffer(1) - shapely.Point(0.3, 0).buffer(0.95)
    parts = shapely.MultiPolygon([shapely.box(10, 0, 11, 1), shapely.box(20, 0, 25, 5)])
    labels = label_points(frame(crescent, parts))
    assert crescent.contains(labels[0])
    assert shapely.box(20, 0, 25, 5).contains(labels[1])


def test_a_point_is_located_inside_on_an_edge_or_outside():
    places = points(pd.DataFrame({"lon": [-1.5, -2.0, -2.2], "lat": [53.5] * 3}, index=[7, 3, 5]))
    west, east = shapely.box(-2, 53, -1, 54), shapely.box(-1, 53, 0, 54)
    found = locate(places, frame(west, east))
    assert found.index.tolist() == [7, 3, 5]
    assert found["code"].tolist() == ["A", "A", "A"]
    assert found["method"].tolist() == ["point_in_polygon"] * 2 + ["nearest_polygon"]
    (edge,) = locate(points(pd.DataFrame({"lon": [-1.0], "lat": [53.5]})), frame(east, west)).code
    assert edge == "A"


def test_labels_lie_inside_their_area(store):
    points = shapely.points(store.areas.label_point)
    assert shapely.contains_properly(store.level("lsoa", 2021).geometry, points).all()


def test_the_whole_country_moves_to_the_grid_within_ten_metres_of_the_standard():
    places = shapely.points([-2.1575, -5.5, 1.7, -0.1], [53.41, 50.1, 52.6, 51.5])
    whole = geopandas.GeoSeries(places, crs=CRS84)
    assert (
        shapely.distance(whole.to_crs(GRID).to_numpy(), whole.to_crs(27700).to_numpy()).max() < 10
    )


@pytest.mark.parametrize("level", [("lsoa", 2021), ("lsoa", 2011), ("msoa", 2011), ("ward", 2023)])
def test_areas_of_a_level_fit_together(store, level):
    check_coverage(frame(*store.level(*level).geometry), what=str(level))


def test_all_levels_but_wards_cover_the_same_ground(store):
    borough = store.level("borough", 2023).geometry[0]
    for level in (("lsoa", 2021), ("lsoa", 2011), ("msoa", 2011)):
        union = shapely.union_all(store.level(*level).geometry)
        assert union.symmetric_difference(borough).area == pytest.approx(0, abs=1e-15)


def test_every_area_lies_in_its_parents_shape(store):
    shapes = store.level("lsoa", 2021).geometry
    for level in (("lsoa", 2011), ("msoa", 2011), ("borough", 2023)):
        parent = store.level(*level)
        outside = shapely.area(shapely.difference(shapes, parent.geometry[parent.of_area]))
        assert outside.max() < 1e-15


def test_shapes_keep_six_decimals(store):
    for level in (("lsoa", 2021), ("msoa", 2011), ("ward", 2023), ("borough", 2023)):
        points = shapely.get_coordinates(store.level(*level).geometry)
        assert (points == np.round(points, DECIMALS)).all()


@pytest.mark.parametrize("name", [n for n in bundle.FILES if n.startswith("boundaries_")])
def test_geopandas_reads_the_boundaries(name):
    frame = geopandas.read_parquet(bundle.BUNDLE_DIR / CODE / name)
    assert list(frame.columns) == ["code", "name", "geometry"]
    assert frame.crs.equals("OGC:CRS84")
    assert frame.is_valid.all()


def publishers(fixtures, file, code):
    content = json.loads((fixtures / "boundaries" / file).read_text())
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in content["features"]]
    codes = [feature["properties"][code] for feature in content["features"]]
    return dict(zip(codes, shapely.make_valid(shapes), strict=True))


@pytest.mark.parametrize(
    ("level", "file", "code"),
    [
        (("lsoa", 2011), "stockport_lsoa11_bgc.geojson", "LSOA11CD"),
        (("msoa", 2011), "stockport_msoa11_bgc.geojson", "MSOA11CD"),
        (("ward", 2023), "stockport_ward23_bgc.geojson", "WD23CD"),
    ],
)
def test_our_shapes_are_those_of_the_publisher_but_for_generalising(
    store, fixtures, level, file, code
):
    theirs = publishers(fixtures, file, code)
    ours = dict(zip(store.level(*level).codes, store.level(*level).geometry, strict=True))
    assert ours.keys() == theirs.keys()
    for key, shape in ours.items():
        assert shape.symmetric_difference(theirs[key]).area / shape.area < 0.05, key
