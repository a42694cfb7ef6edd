"""A finger reaches a dot of a chart from around it, and never takes another for it."""

from __future__ import annotations

import math
import re
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.answer import Explorer
from charts.hit_areas import REACH, Place, reaches
from charts.registry import CHARTS, LIST

DOTS = st.lists(st.tuples(st.integers(0, 420), st.integers(0, 330)), min_size=1, max_size=40)
ROUNDING = 2  # units, as far as corners are moved or left out


def corners(path: str) -> list[Place]:
    numbers = [int(one) for one in re.findall(r"-?\d+", path)]
    return list(accumulate(zip(numbers[::2], numbers[1::2], strict=True), _moved))


def _moved(one: Place, step: Place) -> Place:
    return one[0] + step[0], one[1] + step[1]


def holds(path: str, place: Place) -> bool:
    """Whether a place lies within a convex polygon, or nearly."""
    cell = corners(path)
    sides = [
        ((u - x) * (place[1] - y) - (v - y) * (place[0] - x)) / (math.hypot(u - x, v - y) or 1)
        for (x, y), (u, v) in pairwise([*cell, cell[0]])
    ]
    return all(one > -ROUNDING for one in sides)


@given(DOTS)
def test_a_dot_is_reached_and_nothing_is_nearer_to_another(dots: list[Place]) -> None:
    for dot, path in zip(dots, reaches(dots), strict=True):
        assert holds(path, dot)
        for corner in corners(path):
            nearest = min(math.dist(corner, one) for one in dots)
            assert math.dist(corner, dot) <= nearest + ROUNDING


def test_a_dot_by_itself_is_reached_from_all_around() -> None:
    assert reaches([(100, 50)]) == ["m72 22 56 0 0 56-56 0"]
    phone = 336 / 420
    assert 2 * REACH * phone >= 44


@pytest.mark.parametrize("indicator", ["registered_patients_2025", "uptake_first_16_plus"])
def test_every_mark_that_leads_somewhere_has_an_area_to_press(
    explorer: Explorer, indicator: str
) -> None:
    answer = explorer.answer(f"ind={indicator}")
    links = 0
    for key in CHARTS.keys() - {LIST}:
        picture = str(explorer.chart(key, answer).picture or "")
        found = re.findall(r"<a .*?</a>", picture)
        links += len(found)
        assert [one for one in found if '<path d="' not in one and 'class="hit"' not in one] == []
    assert links > 100
