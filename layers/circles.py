"""Circles over the areas: how many people, whatever the shading says about shares.

A circle's surface is in proportion to its number. Only counts are drawn this way: a circle for a
share, a rank or an index would say nothing about how much there is. The twin of
`assets/circles.js`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number
from geodata.store import Store
from layers.areas import NOUNS, points
from layers.shading import source_words
from layers.words import full_label

ROOM = 110  # pixels: the largest radius is this over the root of how many areas there are
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Dot:
    """The circle of one area: where it stands, its radius in pixels, and whether it is selected."""

    lon: float
    lat: float
    radius: float
    lit: bool


@dataclass(frozen=True)
class Counts:
    """The circles of one count, the largest first, and samples of their sizes with their words."""

    dots: tuple[Dot, ...]
    title: str
    sizes: tuple[tuple[float, str], ...]
    notes: tuple[str, ...]
    source: str


def counted(store: Store) -> tuple[Indicator, ...]:
    """The indicators of areas that are counts, of people or of households."""
    return store.catalogue.counts


def counts(store: Store, indicator: Indicator, *, mask: Array) -> Counts:
    """Circles for a count. `mask` says which LSOAs of 2021 are selected."""
    level = store.level(indicator.level, indicator.vintage)
    value, lit = store.values(indicator.key).value, store.members(mask, level)
    most, size = float(np.nanmax(value)), len(level.codes)
    there = points(level)
    drawn = [
        Dot(there[at].x, there[at].y, _radius(float(value[at]), most, size), bool(lit[at]))
        for at in np.argsort(-np.nan_to_num(value), kind="stable").tolist()
        if value[at] > 0
    ]
    one, many = NOUNS[indicator.level]
    return Counts(
        dots=tuple(drawn),
        title=f"White circles: {full_label(indicator)}, by {one}",
        sizes=tuple((_radius(each, most, size), number(each)) for each in _samples(most)),
        notes=(
            "The surface of a white circle is in proportion to its number.",
            _without_circle(value, many),
        ),
        source=source_words(indicator),
    )


def _radius(number: float, most: float, size: int) -> float:
    return ROOM * math.sqrt(number / (most * size))


def _without_circle(value: Array, many: str) -> str:
    unknown = int(np.isnan(value).sum())
    rest = f" and {unknown} without a figure" if unknown else ""
    return f"No circle: {int((value == 0).sum())} {many} with nobody{rest}."


def _samples(most: float) -> list[int]:
    """Three round numbers from small to nearly the largest."""
    tens = [10**power for power in range(int(math.log10(max(most, 1))) + 1)]
    fitting = [step * ten for ten in tens for step in _STEPS if step * ten <= most]
    return [fitting[at] for at in (-4, -2, -1) if -at <= len(fitting)]
