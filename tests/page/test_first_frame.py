"""The picture in the first response is as fine as the pixels of the map that it stands for."""

from __future__ import annotations

import re

import pytest

from callbacks.answer import Explorer
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
