"""Every mark and row that stands for a place says which; what is no place says nothing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest

from charts.model import Chart, Context
from charts.panel import panel
from charts.registry import CHARTS
from charts.table import html_table
from geodata.selection import Filter
from geodata.store import Store

from .conftest import HERE, View, state_of

UPTAKE, ASIAN = "uptake_first_16_plus", "ethnic_asian_share_2021"
# Charts whose marks stand for places: the view, the level of the places, how many marks there are.
PLACES = [
    ("wards", {}, "ward", 21),
    ("wards", {"indicator": ASIAN}, "ward", 21),
    ("concentration", {"indicator": ASIAN}, "ward", 21),
    ("scatter", {}, "lsoa", 191),
    ("scatter", {"y": UPTAKE}, "msoa", 42),
    ("unvaccinated", {"indicator": UPTAKE}, "msoa", 10),
    ("uptake_deprivation", {"indicator": UPTAKE}, "msoa", 2 * 42),
    ("practices", {"indicator": "qof_diabetes_2020_21"}, "practice", 35),
    ("practices_deprivation", {}, "practice", 32),
    ("waiting", {}, "practice", 32),
]
CLASSES = [
    ("deciles", {}, 10),
    ("deciles", {"indicator": "imd_2019"}, 10),
    ("deciles", {"indicator": UPTAKE}, 10),
    ("by_quintile", {"indicator": ASIAN}, 5),
    ("by_quintile", {"indicator": UPTAKE}, 5),
]
TABLES = [
    ("areas", {}),
    ("areas", {"indicator": "imd_2019"}),
    ("areas", {"indicator": UPTAKE}),
    *((key, asked) for key, asked, *_ in PLACES),
]
NO_PLACES = [
    ("benchmark", {}),
    ("composition", {"indicator": ASIAN}),
    ("domains", {}),
    ("uptake_age", {"indicator": UPTAKE}),
    ("uptake_time", {"indicator": UPTAKE}),
]
# Of the pages of areas: areas like a ward, each row a place.
LIKE_IT = ("peers",)
# Venues, each by its code; they are in no chart.
VENUES = ("venues",)
# Of the same, on pages that have no map to light.
ELSEWHERE = ("small_areas", "nearby_practices", "nearby_venues", "change")
ROW = re.compile(r'<tr(?: data-of="([^"]*)")?>')
FILTERS = [Filter(), Filter(wards=("E05015018",)), Filter(picked=("E01005744",))]


def codes_of(store: Store, level: str) -> tuple[str, ...]:
    """The codes of all places of a level."""
    return store.practices.code if level == "practice" else store.level(level).codes


def marks(chart: Chart) -> list[tuple[str, str]]:
    """What every mark of a picture stands for, and where it leads; "" for nothing."""
    root = ET.fromstring(str(chart.picture))
    found = [one for one in root.iter() if {"href", "data-of"} & one.attrib.keys()]
    return [(one.get("data-of", ""), one.get("href", "")) for one in found]


def rows(chart: Chart, context: Context) -> list[str]:
    """What every row of the body of a table stands for."""
    body = str(html_table(chart, context, chart.listing)).split("<tbody>")[1]
    return [unescape(found) for found in ROW.findall(body)]


def test_every_chart_is_known_here_to_stand_for_places_or_not() -> None:
    assert {key for key, *_ in (*TABLES, *CLASSES, *NO_PLACES)} | {
        *LIKE_IT,
        *VENUES,
        *ELSEWHERE,
    } == set(HERE)


@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize(("key", "asked", "level", "count"), PLACES)
def test_every_mark_of_a_place_has_its_code(
    view: View,
    store: Store,
    key: str,
    asked: dict[str, str],
    level: str,
    count: int,
    filter: Filter,
) -> None:
    found = [code for code, _ in marks(CHARTS[key](view(filter, **asked)))]
    assert len(found) == count if filter == Filter() else 0 < len(found) <= count
    assert set(found) <= set(codes_of(store, level))


@pytest.mark.parametrize(("key", "asked", "count"), CLASSES)
def test_every_mark_of_a_class_has_its_letter_and_every_area_its_class(
    view: View, store: Store, key: str, asked: dict[str, str], count: int
) -> None:
    chart = CHARTS[key](view(**asked))
    assert len(chart.classes) == len(store.areas.code)
    assert [letter for letter, _ in marks(chart)] == list("123456789A"[:count])
    assert f'data-classes="{chart.classes}"' in str(panel(chart, view(**asked)))


def test_the_areas_of_a_class_are_those_that_its_mark_picks(view: View, store: Store) -> None:
    for indicator in ("imd_2025", "imd_2019", UPTAKE):
        chart = CHARTS["deciles"](view(indicator=indicator))
        for letter, href in marks(chart):
            held = [
                code
                for code, one in zip(store.areas.code, chart.classes, strict=True)
                if one == letter
            ]
            assert held == (state_of(href)["area"].split(",") if href else [])


@pytest.mark.parametrize(("key", "asked"), TABLES)
def test_every_row_of_a_place_has_its_code(view: View, key: str, asked: dict[str, str]) -> None:
    context = view(rows="all", **asked)
    chart = CHARTS[key](context)
    table = chart.listing or chart.table
    at = next(i for i, one in enumerate(table.columns) if one.key.endswith("_code"))
    assert rows(chart, context) == [row[at] for row in table.rows]
    assert any(rows(chart, context))


@pytest.mark.parametrize(("key", "asked", "count"), CLASSES)
def test_every_row_of_a_class_has_its_letter(
    view: View, key: str, asked: dict[str, str], count: int
) -> None:
    found = rows(CHARTS[key](view(**asked)), view(**asked))
    assert [one for one in found if one] == list("123456789A"[:count])


@pytest.mark.parametrize(("key", "asked"), NO_PLACES)
def test_what_is_no_place_names_nothing(view: View, key: str, asked: dict[str, str]) -> None:
    assert "data-of" not in str(panel(CHARTS[key](view(**asked)), view(**asked)))


def test_a_picture_that_is_a_file_or_an_embed_has_no_hooks(view: View) -> None:
    for key, asked, *_ in (*PLACES, *CLASSES):
        picture = CHARTS[key](view(**asked)).picture  # type: ignore[arg-type]
        assert picture is not None
        assert "data-of" in picture.draw("page")
        assert "data-of" not in picture.draw("embed") + picture.inside("file")


@pytest.mark.parametrize("key", LIKE_IT)
def test_every_row_of_areas_like_a_ward_has_its_code(view: View, store: Store, key: str) -> None:
    context = view(Filter(wards=("E05015018",)), rows="all")
    chart = CHARTS[key](context)
    found = rows(chart, context)
    assert found == [row[0] for row in chart.table.rows]
    assert set(found) <= set(codes_of(store, "ward"))
