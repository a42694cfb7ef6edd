"""What the map says is the same wherever it is said: files, table, CSV, picture, page, embed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape

import pytest
from flask.testing import FlaskClient

import pictures.map_picture as map_picture_module
from callbacks import map_model
from callbacks.answer import Explorer
from callbacks.map_file import map_picture, picture_file
from charts.file_csv import csv_text
from charts.svg import NONE
from geodata.classify import MEASURES, usable_measure
from geodata.format import WITHOUT
from geodata.store import Store
from layers.areas import shaded
from layers.choropleth import choropleth
from layers.columns import packed
from layers.over_time import moments
from layers.sheet import Line, Sheet, class_letters
from page import embed_document
from page.map_data import indicator_data
from pictures import mercator
from tests.map_surfaces import (
    LEGEND,
    Said,
    Truth,
    csv_cells,
    embedded,
    legend_rows,
    looked_up,
    painted,
    table_classes,
)
from tests.sample import first_of_each_kind, without_siblings
from tests.served import client_of

FILTERS = ("", "&ward=E05015018", "&q=1,2", "&area=E01005744,E01005745")


def agrees(sheet: Sheet, data: dict[str, object], columns: list[list[object]]) -> None:
    """A sheet in a file holds the classes and words of the model."""
    assert data["classes"] == class_letters(sheet.number)
    lines = [line for line in sheet.lines if any(line.texts)]
    found = [columns[at] for at in data["lines"]]  # type: ignore[attr-defined]
    assert [one[0] for one in found] == [line.kind for line in lines]
    for column, line in zip(found, lines, strict=True):
        texts = [looked_up(column, index) for index in range(len(line.texts))]
        assert texts == list(line.texts)


def test_every_file_says_what_the_model_says_for_each_measure_and_date(explorer: Explorer) -> None:
    store = explorer.store
    for one in shaded(store):
        data = indicator_data(store, one)
        for measure in MEASURES:
            agrees(choropleth(store, one, measure), data["sheets"][measure], data["columns"])
        assert list(data["at"]) == list(moments(store, one))


def test_a_column_gives_every_text_back() -> None:
    ranks = tuple(f"rank {at} of 40" for at in range(1, 41))
    for texts in (
        ("a",) * 3,
        ("a", "b", "a"),
        tuple(map(str, range(40))),
        ("", "1.5%", ""),
        ranks,
        (*ranks, "", *WITHOUT.values()),
        tuple("a" * at for at in range(1, 41)),
    ):
        column = packed(Line("value", texts))
        assert [looked_up(column, at) for at in range(len(texts))] == list(texts)


def test_what_all_areas_are_told_alike_and_an_order_of_them_is_sent_once(store: Store) -> None:
    data = indicator_data(store, store.catalogue.indicator("ethnic_asian_share_2021"))
    sent = json.dumps(data["columns"], ensure_ascii=False)
    for kind in ("value", "rank"):
        (column, *_) = (one for one in data["columns"] if one[0] == kind)
        start, end = column[1]
        assert max(len(start), len(end)) > len(" residents)")
        assert sent.count(end) < 3, kind  # of small areas, of neighbourhoods
    assert len(data["sheets"]) == len(MEASURES)
    assert len(data["orders"]) == 1
    assert {sheet["order"] for sheet in data["sheets"].values()} == {0}


@pytest.fixture
def flat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what costs most and is not looked at here: shapes, outlines, tables of embeds.

    Sheets do not depend on the selection: each is worked out once.
    """
    real = mercator.outlines
    monkeypatch.setattr(mercator, "outlines", lambda *level: ("M0 0z",) * len(real(*level)))
    monkeypatch.setattr(map_picture_module, "_chosen", lambda *_: NONE)
    monkeypatch.setattr(embed_document, "tables", lambda _: None)
    for name in ("choropleth", "choropleth_at"):
        monkeypatch.setattr(map_model, name, lru_cache(maxsize=4)(getattr(map_model, name)))


def views(store: Store) -> Iterator[str]:
    """Every figure, and each kind of them with each measure it has and each date.

    The first of a kind once under every filter, its other measures under one filter each, which
    take turns: what a filter selects does not depend on how the figure is shown. So do all dates,
    and the measures and filters of the other figures, of which each is shown once. A measure that
    an indicator has not got is shown as one it has (`usable_measure`).
    """
    figures = shaded(store)
    first = {one.key for one in first_of_each_kind(figures)}
    for at, one in enumerate(figures):
        measures = dict.fromkeys(usable_measure(one, measure) for measure in MEASURES)
        shown = [f"measure={key}" for key in measures if key in MEASURES] or ["measure="]
        if one.key not in first:
            shown = [shown[at // len(FILTERS) % len(shown)]]
        parts = (*shown, *(f"date={day}" for day in moments(store, one)))
        for number, part in enumerate(parts, start=at):
            for turn, filter in enumerate(FILTERS):
                whole = one.key in first and part == shown[0]
                if whole or turn == number % len(FILTERS):
                    yield f"ind={one.key}&{part}{filter}&over=none"


def test_every_figure_and_date_is_looked_at_and_each_measure_under_every_filter(
    store: Store,
) -> None:
    walked = list(views(store))
    assert {one.partition("&")[0] for one in walked} == {f"ind={one.key}" for one in shaded(store)}
    for filter in FILTERS:
        for measure in MEASURES:
            assert any(f"&measure={measure}{filter}&over" in one for one in walked)
    for one in shaded(store):
        for day in moments(store, one):
            assert any(view.startswith(f"ind={one.key}&date={day}&") for view in walked)


def seen(found: Said, truth: Said) -> Said:
    """The part of a truth that is on a picture, which may look at a part of the place."""
    assert found
    return {code: said for code, said in truth.items() if code in found}


@pytest.mark.usefixtures("flat")
def test_page_legend_table_and_csv_say_what_the_card_says(explorer: Explorer) -> None:
    for query in views(explorer.store):
        answer = explorer.answer(f"{query}&rows=all")
        found = map_picture(answer, (600, 500))
        truth = Truth.of(found)
        legend = str(found.model.fragments()["legend"])
        assert found.model.sheets[0].title in unescape(legend), query
        assert legend_rows(legend) == truth.legend, query
        chart = explorer.chart("areas", answer)
        classes = table_classes(chart, {code: said for code, (_, said) in truth.areas.items()})
        if "date=" not in query:  # the table's classes are those of the edition
            assert classes == {code: truth.labels[code] for code in classes}, query
        cells = csv_cells(csv_text(chart, answer.context))
        heading = cells.pop("").index("class")
        assert {code: row[heading] for code, row in cells.items()} == classes, query
        svg = picture_file("map", answer, explorer)
        areas = painted(svg)
        assert areas == seen(areas, truth.areas), query
        assert all(escape(label) in svg for _, label, _, _ in truth.legend), query


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.mark.usefixtures("flat")
def test_embeds_say_what_the_card_says(explorer: Explorer, client: FlaskClient) -> None:
    """As a picture, as the model that a script makes a map of, and in the legend."""
    for query in views(explorer.store):
        document = client.get(f"/embed?show=map&{query}").get_data(as_text=True)
        found = map_picture(explorer.answer(query), (600, 500))
        truth, areas = Truth.of(found), painted(document)
        assert areas == seen(areas, truth.areas), query
        assert embedded(document, found.panels[0].sheet.level) == truth.areas, query
        (legend,) = LEGEND.findall(document)
        assert legend_rows(legend) == truth.legend, query


@pytest.mark.usefixtures("flat")
def test_a_second_map_says_what_its_card_says(explorer: Explorer, client: FlaskClient) -> None:
    every = tuple(without_siblings(shaded(explorer.store)))
    for turn, (one, other) in enumerate(zip(every, (*every[7:], *every[:7]), strict=True)):
        query = f"ind={one.key}&with={other.key}&as=beside{FILTERS[turn % 4]}&over=none"
        document = client.get(f"/embed?show=map&{query}").get_data(as_text=True)
        found = map_picture(explorer.answer(query), (600, 500))
        fragments = found.model.fragments()
        pages = (fragments["legend"], fragments["second-legend"])
        legends = LEGEND.findall(document)
        for number, page in enumerate(pages):
            truth = Truth.of(found, number)
            level = found.panels[number].sheet.level
            assert embedded(document, level, number) == truth.areas, query
            assert legend_rows(legends[number]) == legend_rows(str(page)) == truth.legend, query


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
