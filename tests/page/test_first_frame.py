"""The picture in the first response is as fine as the pixels of the map that it stands for."""

from __future__ import annotations

import re

import numpy as np
import pytest

from callbacks.answer import Explorer
from geodata.store import Store
from page import first_frame as module
from page.first_frame import first_frame
from pictures import mercator


def step_of(picture: str) -> int:
    (found,) = re.findall(r'<g transform="scale\((\d+)\)">', picture)
    return int(found)


def test_a_place_of_many_pixels_is_drawn_in_larger_steps(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, placed = explorer.answer(""), explorer.answer("at=53.4,-2.15,12")
    fine = first_frame(here)
    assert step_of(fine) == step_of(first_frame(placed)) == mercator.FINE
    monkeypatch.setattr(module, "USUAL", (250.0, 200.0))  # as if the place were four times as wide
    coarse = first_frame(here)
    assert step_of(coarse) == 4 * mercator.FINE
    assert coarse.count("<path") == fine.count("<path")
    assert len(coarse) < 0.9 * len(fine)
    assert step_of(first_frame(placed)) == mercator.FINE


def test_a_map_that_looks_close_is_drawn_in_its_own_pixels_as_far_as_it_reaches(
    explorer: Explorer,
) -> None:
    each = mercator.outlines(explorer.store, "lsoa", 2021)
    near = first_frame(explorer.answer("over=names&at=53.4,-2.15,15"))
    assert step_of(near) == 1
    assert 5 < near.count("z") < len(each)
    assert step_of(first_frame(explorer.answer("at=53.4,-2.15,9"))) == 8 * mercator.FINE


NUMBER = re.compile(r"-?\d+")


def rings(path: str) -> list[list[list[int]]]:
    """The corners of the rings of the `d` of a path."""
    found, before = [], np.zeros(2, dtype=int)
    for ring in re.findall("[Mm][^Mm]+", path):
        moves = np.array(NUMBER.findall(ring), dtype=int).reshape(-1, 2)
        points = moves.cumsum(axis=0) + (before if ring[0] == "m" else 0)
        before = points[0]
        found.append(points.tolist())
    return found


def ground(path: str) -> float:
    """What the rings of a path enclose, less their holes, which run the other way."""
    corners = [np.array(ring) for ring in rings(path)]
    return sum(
        (one[:, 0] * np.roll(one[:, 1], 1) - one[:, 1] * np.roll(one[:, 0], 1)).sum() / 2
        for one in corners
    )


def test_areas_of_a_class_are_one_path_that_draws_each_of_them(explorer: Explorer) -> None:
    frame = first_frame(explorer.answer("over=names"))
    assert 1 < frame.count("<path") <= 5
    each = mercator.outlines(explorer.store, "lsoa", 2021, mercator.FINE)
    drawn = re.findall(r'<path d="([^"]*)"', frame)
    found, wanted = ([ring for path in paths for ring in rings(path)] for paths in (drawn, each))
    assert sorted(found) == sorted(wanted)


def test_a_picture_in_pixels_that_hold_many_corners_leaves_them_out_and_no_ground(
    store: Store,
) -> None:
    step = 40 * mercator.FINE
    fine, coarse = (mercator.outlines(store, "lsoa", 2021, one) for one in (1, step))
    assert sum(map(len, coarse)) < 0.2 * sum(map(len, fine))
    whole, seen = (abs(sum(map(ground, paths))) for paths in (fine, coarse))
    assert seen * step**2 == pytest.approx(whole, rel=0.02)
