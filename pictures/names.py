"""The names of wards on a picture of the map: the twin of `assets/declutter.js`."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from charts import svg
from charts.svg import Marks
from geodata.store import Store
from layers.palette import INK, PAPER
from layers.wards import shapes as ward_shapes
from pictures import mercator
from pictures.mercator import Box

LETTERS, HALO = 11.5, 3  # pixels


@lru_cache(maxsize=4)
def _ward_names(store: Store) -> tuple[tuple[str, str, float, float], ...]:
    features = [one["properties"] for one in ward_shapes(store)["features"]]
    points = np.array([one["point"] for one in features])
    where = mercator.placed(store, points[:, 1], points[:, 0]).tolist()
    return tuple(
        (one["code"], one["name"], x, y) for one, (x, y) in zip(features, where, strict=True)
    )


def ward_names(store: Store, first: Collection[str]) -> list[tuple[str, float, float]]:
    """Names with their places in the picture's coordinates; wards of the codes `first` lead."""
    every = sorted(_ward_names(store), key=lambda one: one[0] not in first)
    return [(name, x, y) for _, name, x, y in every]


def name_marks(store: Store, box: Box, *, unit: float, first: Collection[str]) -> Marks:
    """The names that fit into a rectangle; none lies on another. `unit` is a pixel's size."""
    size = LETTERS * unit
    taken: list[Box] = []
    marks = []
    for name, x, y in ward_names(store, first):
        lines = _two_lines(name)
        half = max(svg.text_width(line) for line in lines) / svg.SIZE * size / 2
        space = Box(x - half, y - size * len(lines) / 2, x + half, y + size * len(lines) / 2)
        inside = box.left < space.left and space.right < box.right and box.top < y < box.bottom
        if not inside or any(_meet(space, other) for other in taken):
            continue
        taken.append(space)
        for number, line in enumerate(lines):
            marks.append(svg.tag("text", text=line, x=x, y=space.top + size * (number + 0.85)))
    return svg.tag(
        "g",
        *marks,
        font_size=size,
        font_weight=600,
        text_anchor="middle",
        fill=INK,
        stroke=PAPER,
        stroke_width=HALO * unit,
        stroke_linejoin="round",
        paint_order="stroke",
        pointer_events="none",
    )


def _two_lines(name: str) -> tuple[str, ...]:
    """A long name broken at the space nearest its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) < 14 or not spaces:
        return (name,)
    at = min(spaces, key=lambda one: abs(one - len(name) / 2))
    return name[:at], name[at + 1 :]


def _meet(one: Box, other: Box) -> bool:
    return not (
        one.right < other.left
        or one.left > other.right
        or one.bottom < other.top
        or one.top > other.bottom
    )
