"""Files of an area page: GeoJSON with its figures, and one workbook of all its tables."""

from __future__ import annotations

import io
import json

import geopandas as gpd
import openpyxl
import pytest
import shapely
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from geodata.store import Store
from tests.served import client_of
from views.question import AREA_CHARTS

WARD = "E05015018"
VIEWS = (f"ward={WARD}", "near=SK13XE,800", "area=E01005746", "q=1", "")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.mark.parametrize("query", VIEWS)
def test_small_areas_as_geojson_are_the_shapes_with_the_figures_of_the_list(
    client: FlaskClient, store: Store, explorer: Explorer, query: str
) -> None:
    reply = client.get(f"/download/small_areas.geojson?{query}")
    assert reply.mimetype == "application/geo+json"
    read = gpd.read_file(io.BytesIO(reply.data))
    table = explorer.chart("small_areas", explorer.answer(query)).table
    assert read.lsoa21_code.tolist() == [row[0] for row in table.rows]
    assert read["rank"].tolist() == [row[5] for row in table.rows]
    own = dict(zip(store.level("lsoa").codes, store.level("lsoa").geometry, strict=True))
    for code, shape in zip(read.lsoa21_code, read.geometry, strict=True):
        assert shapely.equals(shape, own[code])
        assert all(part.exterior.is_ccw for part in shapely.get_parts(shape))
    content = json.loads(reply.data)
    assert content["bbox"] == list(read.total_bounds)
    assert content["about"]["licence"] == "Open Government Licence v3.0"


@pytest.mark.parametrize("query", VIEWS[:4])
def test_an_area_as_geojson_is_one_shape_with_every_figure(
    client: FlaskClient, store: Store, explorer: Explorer, query: str
) -> None:
    read = gpd.read_file(io.BytesIO(client.get(f"/download/benchmark.geojson?{query}").data))
    answer = explorer.answer(query)
    mask = answer.selection.mask
    (shape,) = read.geometry
    assert shape.area == pytest.approx(shapely.area(store.level("lsoa").geometry[mask]).sum())
    table = explorer.chart("benchmark", answer).table
    at = [one.key for one in table.columns].index("here_value")
    for row in table.rows:
        assert read[row[0]][0] == pytest.approx(row[at], nan_ok=True)


@pytest.mark.parametrize("key", ["wards", "nearby_venues", "uptake_age"])
def test_what_is_not_about_areas_has_no_shapes(client: FlaskClient, key: str) -> None:
    assert client.get(f"/download/{key}.geojson").status_code == 404


def test_nothing_selected_is_a_collection_of_nothing(client: FlaskClient) -> None:
    content = json.loads(client.get("/download/areas.geojson?near=52,-1,500").data)
    assert content["features"] == []
    assert "bbox" not in content


@pytest.mark.parametrize("query", VIEWS)
def test_one_workbook_has_every_table_of_the_page(
    client: FlaskClient, explorer: Explorer, query: str
) -> None:
    reply = client.get(f"/download/area.xlsx?{query}")
    book = openpyxl.load_workbook(io.BytesIO(reply.data))
    assert book.sheetnames[0] == "Notes"
    sheets = book.sheetnames[1:-1]
    assert [one.lower().replace(" ", "_") for one in sheets] == list(AREA_CHARTS)
    answer = explorer.answer(query)
    for name, key in zip(sheets, AREA_CHARTS, strict=True):
        head, *rows = book[name].iter_rows(values_only=True)
        table = explorer.chart(key, answer).table
        assert len(rows) >= len(table.rows)
        for own, read in zip(table.rows, rows, strict=False):
            for cell, found in zip(own, read, strict=False):
                if isinstance(cell, float) and cell == cell:
                    assert found == pytest.approx(cell), (name, head)
    every = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert all(cell.data_type != "f" for cell in every)
