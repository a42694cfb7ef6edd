"""Circles over the areas: how many people, whatever the shading says about shares.

A circle's surface is in proportion to its number. Only counts are drawn this way: a circle for a
share, a rank or an index would say nothing about how much there is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number, source_words
from geodata.store import Level, Store
from layers.levels import NOUNS
from layers.words import full_label

ROOM = 110  # pixels: the largest radius is this over the root of how many areas there are
_STEPS = (1, 2, 5)


@dataclass(frozen=True, eq=False)
class Circles:
    """The circles of one count on its own level.

    `radii` are pixels, one an area and 0 for no circle; `sizes` samples of radii with their words.
    """

    level: Level
    radii: tuple[float, ...]
    title: str
    sizes: tuple[tuple[float, str], ...]
    notes: tuple[str, ...]
    source: str

    @property
    def order(self) -> tuple[int, ...]:
        """Indexes of the areas that have a circle, the largest first, so that none is hidden."""
        first = sorted(range(len(self.radii)), key=lambda at: -self.radii[at])
        return tuple(at for at in first if self.radii[at])


@lru_cache(maxsize=32)
def circles(store: Store, indicator: Indicator) -> Circles:
    """Circles for a count."""
    level = store.level(indicator.level, indicator.vintage)
    value = store.values(indicator.key).value
    most, size = float(np.nanmax(value)), len(level.codes)
    return Circles(
        level=level,
        radii=tuple(_radius(count, most, size) for count in np.nan_to_num(value).tolist()),
        title=f"Plain circles: {full_label(indicator)}, by {NOUNS[indicator.level][0]}",
        sizes=tuple((_radius(each, most, size), number(each)) for each in _samples(most)),
        notes=(
            "The surface of a plain circle is in proportion to its number.",
            _without_circle(value, indicator.level),
        ),
        source=source_words(indicator),
    )


def _radius(count: float, most: float, size: int) -> float:
    return round(ROOM * math.sqrt(max(count, 0) / (most * size)), 2)


def _without_circle(value: Array, level: str) -> str:
    unknown, nobody = int(np.isnan(value).sum()), int((value == 0).sum())
    rest = f" and {unknown} without a figure" if unknown else ""
    return f"No circle: {nobody} {NOUNS[level][nobody != 1]} with nobody{rest}."


def _samples(most: float) -> list[int]:
    """Three round numbers from small to nearly the largest."""
    tens = [10**power for power in range(int(math.log10(max(most, 1))) + 1)]
    fitting = [step * ten for ten in tens for step in _STEPS if step * ten <= most]
    return [fitting[at] for at in (-4, -2, -1) if -at <= len(fitting)]
