"""Practices on pictures of the map: apart, named, and never coloured where there is no figure."""

from __future__ import annotations

import math
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from callbacks.answer import Explorer
from callbacks.map_file import drawn, picture_file
from geodata.store import Store
from layers.palette import NO_VALUE
from layers.practice_circles import circles
from layers.practices import outcomes
from pictures.circles import Mark, apart

SVG = "{http://www.w3.org/2000/svg}"


def test_circles_that_would_lie_on_each_other_are_moved_apart() -> None:
    marks = [Mark((x, 50.0), x, 50.0, 10) for x in (50.0, 50.0, 55.0, 200.0)]
    apart(marks)
    for one, other in combinations(marks, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    assert (marks[3].x, marks[3].y) == (200, 50)


def test_practices_outside_the_selection_are_counted_in_words(store: Store) -> None:
    ward = np.array([code == "E05015025" for code in store.areas.ward_code])
    said = circles(store, store.catalogue.indicator("qof_diabetes_2020_21"), mask=ward).notes
    assert "2 of 32 practices stand in the areas selected; the others are faded." in said


@pytest.mark.parametrize("key", ["qof_diabetes_2020_21", "cqc_rating", "patients_2025_05"])
def test_practices_are_coloured_and_counted_as_the_page_does(store: Store, key: str) -> None:
    mask = np.ones(len(store.areas.code), dtype=np.bool_)
    found = circles(store, store.catalogue.indicator(key), mask=mask)
    page = outcomes(store, store.catalogue.indicator(key))
    listed = [index for index, known in enumerate(store.practices.listed) if known]
    assert len(found.circles) == len(listed)
    colours = sorted(one.colour for one in found.circles)
    assert colours == sorted(
        page["colours"][int(page["classes"][index]) - 1]
        if page["classes"][index] != "0"
        else NO_VALUE
        for index in listed
    )
    assert sum(int(one.counted) for one in found.entries if one.colour) == sum(
        one.known for one in found.circles
    )


def test_a_practice_says_the_figure_of_the_table(explorer: Explorer) -> None:
    answer = explorer.answer("over=practices")
    found = drawn(answer, explorer, (600, 500)).sheets[0].view.practices
    assert found is not None
    table = explorer.chart("practices", answer).table
    keys = [column.key for column in table.columns]
    words = {one.words.split(",")[0]: one.words for one in found.circles}
    for row in table.rows:
        name, parts = str(row[keys.index("practice_name")]), row[keys.index("numerator")]
        if name in words and isinstance(parts, int):
            assert f"({parts:,} of {row[keys.index('denominator')]:,}" in words[name]


def test_a_picture_draws_practices_only_where_the_view_shows_them(explorer: Explorer) -> None:
    for query, count in (("over=wards", 0), ("over=wards,practices", 32)):
        text = picture_file("map", explorer.answer(query), explorer)
        discs = [
            one
            for one in ElementTree.fromstring(text).iter(f"{SVG}circle")
            if one.get("class") == "practice"
        ]
        assert len(discs) == count
        assert all((one[0].text or "") for one in discs)
