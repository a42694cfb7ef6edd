"""The names of wards on the map: from which zoom on each fits, and their drawing on a picture.

Names keep their size while the map grows, so two that meet at one zoom part at a larger one: where
that is has a closed form. A name that leads keeps its place; the others wait.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from charts import svg
from charts.svg import Marks
from geodata.contents import Array
from geodata.store import Store
from layers.palette import INK, PAPER
from layers.wards import label_points
from pictures import mercator
from pictures.mercator import FINE, ZOOM, Box

LETTERS, HALO = 12, 3  # pixels, of which HALO is around the letters too
_LINE = 1.15  # heights of letters from one line to the next
_ALWAYS = 0.0


@dataclass(frozen=True)
class Name:
    """A ward's name in one or two lines around a point of the picture.

    `across` and `down` are half its width and height in pixels; it is shown from `zoom` on.
    """

    code: str
    lines: tuple[str, ...]
    x: float
    y: float
    across: float
    down: float
    zoom: float


@lru_cache(maxsize=64)
def ward_names(store: Store, first: tuple[str, ...]) -> tuple[Name, ...]:
    """Every name; those of the wards of the codes `first` take their places before the others."""
    every, parting = _placed(store), _partings(store)
    order = sorted(range(len(every)), key=lambda at: every[at].code not in first)
    zooms = np.zeros(len(every))
    for number, at in enumerate(order):
        before = order[:number]
        meets = parting[at, before]
        zooms[at] = meets[meets > zooms[before]].max(initial=_ALWAYS)
    return tuple(replace(every[at], zoom=float(zooms[at])) for at in order)


@lru_cache(maxsize=4)
def _placed(store: Store) -> tuple[Name, ...]:
    """Every name at its place, as if it were alone."""
    level = store.level("ward")
    points = np.array(label_points(store))
    places = mercator.placed(store, points[:, 1], points[:, 0]).tolist()
    found = []
    for code, name, (x, y) in zip(level.codes, level.names, places, strict=True):
        lines = _two_lines(name)
        across = max(svg.text_width(line) for line in lines) / svg.SIZE * LETTERS / 2 + HALO
        found.append(Name(code, lines, x, y, across, LETTERS * _LINE * len(lines) / 2, _ALWAYS))
    return tuple(found)


@lru_cache(maxsize=4)
def _partings(store: Store) -> Array:
    """The zoom from which on each two names do not meet, a row and a column a name."""
    x, y, across, down = (
        np.array([getattr(one, side) for one in _placed(store)])
        for side in ("x", "y", "across", "down")
    )
    with np.errstate(divide="ignore"):
        beside = np.add.outer(across, across) / abs(np.subtract.outer(x, x))
        below = np.add.outer(down, down) / abs(np.subtract.outer(y, y))
    zooms: Array = ZOOM + np.log2(FINE * np.minimum(beside, below))
    return zooms


@lru_cache(maxsize=64)
def name_zooms(store: Store, first: tuple[str, ...]) -> Mapping[str, float]:
    """From which zoom on the name of each ward, by its code, is shown; not to be changed."""
    return {one.code: round(one.zoom + 0.005, 2) for one in ward_names(store, first)}


def name_marks(store: Store, box: Box, *, unit: float, first: Collection[str]) -> Marks:
    """The names that fit into a rectangle; none lies on another. `unit` is a pixel's size."""
    size, zoom = LETTERS * unit, mercator.zoom_of(unit)
    marks = []
    for name in ward_names(store, tuple(first)):
        across, down = name.across * unit, name.down * unit
        inside = box.left < name.x - across and name.x + across < box.right
        if name.zoom > zoom or not inside or not box.top < name.y < box.bottom:
            continue
        for number, line in enumerate(name.lines):
            top = name.y - down + size * _LINE * number
            marks.append(svg.tag("text", text=line, x=name.x, y=top + size * 0.9))
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
