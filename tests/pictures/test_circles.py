"""Practices on pictures of the map: apart, named, and never coloured where there is no figure."""

from __future__ import annotations

import math
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from callbacks.answer import Explorer
from callbacks.map_file import picture_file
from geodata.store import Store
from layers.apart import apart
from layers.palette import NO_VALUE
from layers.practice_circles import practice_circles
from layers.practices import listed
from page.map_data import practice_data

SVG = "{http://www.w3.org/2000/svg}"


def test_circles_that_would_lie_on_each_other_are_moved_apart() -> None:
    marks = apart([(x, 50.0) for x in (50.0, 50.0, 55.0, 200.0)], [10, 10, 10, 10])
    for one, other in combinations(marks, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    assert (marks[3].x, marks[3].y) == (200, 50)


def test_practices_outside_the_selection_are_counted_in_words(store: Store) -> None:
    ward = np.array([code == "E05015025" for code in store.areas.ward_code])
    found = practice_circles(store, store.catalogue.indicator("qof_diabetes_2020_21"))
    assert found.faded(store.practice_mask(ward)) == (
        "2 of 32 practices stand in the areas selected; the others are grey.",
    )


@pytest.mark.parametrize("key", ["qof_diabetes_2020_21", "cqc_rating", "patients_2025_05"])
def test_practices_are_coloured_and_counted_as_the_page_does(explorer: Explorer, key: str) -> None:
    store = explorer.store
    page = practice_data(store, store.catalogue.indicator(key))
    text = picture_file("map", explorer.answer(f"over=practices&practice={key}"), explorer)
    discs = [
        one.get("fill")
        for one in ElementTree.fromstring(text).iter(f"{SVG}circle")
        if one.get("class") == "practice"
    ]
    numbers = [int(page["classes"][at], 16) for at in listed(store)]
    assert sorted(map(str, discs)) == sorted(
        page["colours"][number - 1] if number else NO_VALUE for number in numbers
    )
    found = practice_circles(store, store.catalogue.indicator(key))
    counted = zip(found.entries, found.counts, strict=True)
    assert sum(int(count) for one, count in counted if one.number) == sum(map(bool, numbers))


def test_a_practice_says_the_figure_of_the_table(explorer: Explorer) -> None:
    answer = explorer.answer("over=practices")
    text = picture_file("map", answer, explorer)
    table = explorer.chart("practices", answer).table
    keys = [column.key for column in table.columns]
    titles = [
        one[0].text or ""
        for one in ElementTree.fromstring(text).iter(f"{SVG}circle")
        if one.get("class") == "practice"
    ]
    found = {title.split(".")[0]: title for title in titles}
    checked = 0
    for row in table.rows:
        name, parts = str(row[keys.index("practice_name")]), row[keys.index("numerator")]
        if name in found and isinstance(parts, int):
            assert f"({parts:,} of {row[keys.index('denominator')]:,}" in found[name]
            checked += 1
    assert checked > 25


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
