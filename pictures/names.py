"""The names of wards on the map: from which zoom on each fits, and their drawing on a picture.

Names keep their size while the map grows, so two that meet at one zoom part at a larger one
(`pictures/placing.py`). A name that leads keeps its place; the others wait.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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
from pictures.placing import Placing

LETTERS, HALO = 12, 3  # pixels, of which HALO is around the letters too
_LINE = 1.15  # heights of letters from one line to the next


@dataclass(frozen=True)
class Name:
    """A ward's name in one or two lines around a point of the picture.

    `across` and `down` are half its width and height in pixels.
    """

    code: str
    lines: tuple[str, ...]
    x: float
    y: float
    across: float
    down: float


@lru_cache(maxsize=4)
def ward_names(store: Store) -> tuple[Name, ...]:
    """Every name at its place, in the order of the wards' codes."""
    level = store.level("ward")
    points = np.array(label_points(store))
    places = mercator.placed(store, points[:, 1], points[:, 0]).tolist()
    found = []
    for code, name, (x, y) in zip(level.codes, level.names, places, strict=True):
        lines = _two_lines(name)
        across = max(svg.text_width(line) for line in lines) / svg.SIZE * LETTERS / 2 + HALO
        found.append(Name(code, lines, x, y, across, LETTERS * _LINE * len(lines) / 2))
    return tuple(found)


@lru_cache(maxsize=64)
def _zooms(store: Store, first: tuple[str, ...]) -> tuple[tuple[int, ...], Array]:
    """Which names lead, those of the wards of the codes `first`, and from when each is shown."""
    leading = tuple(store.level("ward").indexes(first))
    return leading, _placing(store).zooms(leading)


def usual_zooms(store: Store) -> list[float]:
    """From which zoom on the name of each ward is shown while none comes first."""
    return list(map(_rounded, _placing(store).usual.tolist()))


def name_zooms(store: Store, first: tuple[str, ...]) -> dict[str, float]:
    """The same of those for which it differs, by code, because the wards of `first` come first."""
    names, zooms = ward_names(store), _zooms(store, first)[1]
    changed = np.flatnonzero(zooms != _placing(store).usual).tolist()
    return {names[at].code: _rounded(zooms[at]) for at in changed}


@lru_cache(maxsize=4)
def _placing(store: Store) -> Placing:
    names = ward_names(store)
    x, y, across, down = (
        np.array([getattr(one, side) for one in names]) for side in ("x", "y", "across", "down")
    )
    return Placing(x, y, across, down, zoom=ZOOM, fine=FINE)


def _rounded(zoom: float) -> float:
    return round(float(zoom) + 0.005, 2)


def name_marks(store: Store, box: Box, *, unit: float, first: Collection[str]) -> Marks:
    """The names that fit into a rectangle; none lies on another. `unit` is a pixel's size."""
    size, zoom = LETTERS * unit, mercator.zoom_of(unit)
    names, (leading, zooms) = ward_names(store), _zooms(store, tuple(first))
    marks = []
    for at in dict.fromkeys((*leading, *np.flatnonzero(zooms <= zoom).tolist())):
        name = names[at]
        across, down = name.across * unit, name.down * unit
        inside = box.left < name.x - across and name.x + across < box.right
        if zooms[at] > zoom or not inside or not box.top < name.y < box.bottom:
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
