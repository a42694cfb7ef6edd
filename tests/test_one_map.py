"""What the map says is the same wherever it is said: files, table, CSV, picture, page, embed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import cycle
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app import create_app
from callbacks.answer import Explorer
from callbacks.map_file import map_picture, picture_file
from charts.file_csv import csv_text
from geodata.classify import MEASURES
from layers.areas import shaded
from layers.choropleth import choropleth
from layers.over_time import moments
from layers.sheet import Line, Sheet, spoken
from page.map_data import DIGITS, Columns, indicator_data, packed, sheet_data
from settings import Settings

FILTERS = ("", "&ward=E05015018", "&q=1,2", "&area=E01005744,E01005745")
SVG = "{http://www.w3.org/2000/svg}"


def looked_up(column: list[object], index: int) -> str:
    """The text of a column as the renderer's script looks it up."""
    texts = column[1]
    if len(column) > 2:
        return str(texts[int(str(column[2])[index], 16)])  # type: ignore[index]
    return texts if isinstance(texts, str) else str(texts[index])  # type: ignore[index]


def glued(text: str) -> str:
    return text.replace(" %", "\u00a0%")


def agrees(sheet: Sheet, data: dict[str, object], columns: list[list[object]]) -> None:
    """A sheet in a file holds the classes and words of the model."""
    assert data["classes"] == "".join(DIGITS[number] for number in sheet.number.tolist())
    lines = [line for line in sheet.lines if any(line.texts)]
    found = [columns[at] for at in data["lines"]]  # type: ignore[attr-defined]
    assert [one[0] for one in found] == [line.kind for line in lines]
    for column, line in zip(found, lines, strict=True):
        texts = [looked_up(column, index) for index in range(len(line.texts))]
        assert texts == [glued(text) for text in line.texts]


def test_every_file_says_what_the_model_says_for_each_measure_and_date(explorer: Explorer) -> None:
    store = explorer.store
    for one in shaded(store):
        data = indicator_data(store, one)
        for measure in MEASURES:
            agrees(choropleth(store, one, measure), data["sheets"][measure], data["columns"])
        assert list(data["at"]) == list(moments(store, one))


def test_a_column_gives_every_text_back() -> None:
    for texts in (("a",) * 3, ("a", "b", "a"), tuple(map(str, range(40))), ("", "1.5 %", "")):
        column = packed(Line("value", texts))
        assert [looked_up(column, at) for at in range(len(texts))] == list(map(glued, texts))


def views(explorer: Explorer) -> Iterator[str]:
    """Every indicator with each measure and date, the filters taking turns."""
    turns = cycle(FILTERS)
    for one in shaded(explorer.store):
        for measure in MEASURES:
            yield f"ind={one.key}&measure={measure}{next(turns)}"
        for day in moments(explorer.store, one):
            yield f"ind={one.key}&date={day}{next(turns)}"


def test_every_view_counts_and_says_alike_on_page_legend_and_panel(explorer: Explorer) -> None:
    for query in views(explorer):
        answer = explorer.answer(query)
        model = map_picture(answer, (600, 500)).model
        (sheet,) = model.sheets
        selected = explorer.store.members(model.mask, sheet.level)
        legend = unescape(str(model.fragments()["legend"]))
        assert sheet.title in legend, query
        counts = re.findall(r'class="count">([^<]*)<', legend)
        assert tuple(counts) == sheet.counts(selected), query
        whole = [int(count.split(" of ")[-1]) for count in counts]
        assert sum(whole) == len(sheet.level.codes), query


SAMPLE = 9  # of the views, every so many


def test_table_download_and_picture_say_what_the_card_says(explorer: Explorer) -> None:
    for query in [*views(explorer)][::SAMPLE]:
        answer = explorer.answer(f"{query}&rows=all")
        (panel,) = map_picture(answer, (600, 500)).panels
        root = ElementTree.fromstring(picture_file("map", answer, explorer))
        titles = {one.get("data-area"): one[0].text for one in root.iter(f"{SVG}path") if len(one)}
        chart = explorer.chart("areas", answer)
        text = csv_text(chart, answer.context)
        rows = list(csv.reader(io.StringIO(text)))
        codes = {row[0]: row for row in rows if row and row[0] in panel.sheet.level.codes}
        assert len(codes) == len(chart.table.rows), query
        keys = [column.key for column in chart.table.columns]
        for row in chart.table.rows:
            code = str(row[0])
            said = spoken(panel.lines, panel.sheet.level.codes.index(code))
            assert titles[code] == said
            if "numerator" in keys and "date=" not in query:
                assert f"{row[keys.index('numerator')]:,} " in said
            assert code in codes


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    client: FlaskClient = create_app(Settings()).server.test_client()
    return client


def test_an_embed_holds_the_model_of_its_picture(explorer: Explorer, client: FlaskClient) -> None:
    for query in [*views(explorer)][:: 3 * SAMPLE]:
        document = client.get(f"/embed?show=map&{query}").get_data(as_text=True)
        found = re.search(r'<script class="model"[^>]*>(.*?)</script>', document, re.DOTALL)
        assert found, query
        data = json.loads(found[1])
        (panel,) = map_picture(explorer.answer(query), (600, 500)).panels
        assert data["classes"] == sheet_data(panel.sheet, Columns())["classes"]
        for index in range(len(panel.sheet.level.codes)):
            texts = [looked_up(data["columns"][at], index) for at in data["lines"]]
            lines = [line for line in panel.lines if any(line.texts)]
            assert texts == [glued(line.texts[index]) for line in lines]


def test_two_figures_have_a_file_and_others_none(explorer: Explorer, client: FlaskClient) -> None:
    edition = explorer.store.edition
    reply = client.get(f"/map/{edition}/imd_2025+uptake_first_16_plus.json")
    assert reply.status_code == 200
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    model = map_picture(explorer.answer("with=uptake_first_16_plus"), (600, 500)).model
    agrees(model.sheets[0], reply.json["sheet"], reply.json["columns"])
    for wrong in (
        f"{edition}/imd_2025+nothing.json",
        "old/imd_2025+health_2025.json",
        f"{edition}/imd_2025.json",
    ):
        assert client.get(f"/map/{wrong}").status_code == 404
