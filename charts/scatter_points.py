"""Two indicators on the same areas, how far they go together, and the line through them.

A point is a small area (LSOA of 2021), or an MSOA once one of the two is known for MSOAs only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.groups import Array, level_of, main_index
from charts.model import Context
from charts.msoas import msoa_level, msoa_numbers, msoa_quintiles
from charts.words import STATUS
from geodata.aggregate import method
from geodata.catalogue import Indicator
from geodata.selection import quintiles
from geodata.stats import Line, rank_competition, spearman, weighted_line
from geodata.store import Level, Store
from layers.words import full_label

FEWEST = 5


@dataclass(frozen=True, eq=False)
class Axis:
    """One indicator on the areas of the points: numbers, order (1 = `more`) and status words."""

    indicator: Indicator
    number: Array
    order: Array
    status: tuple[str, ...]
    added: str

    @property
    def shown(self) -> Array:
        """Which areas have something to show."""
        return self.order > 0


@dataclass(frozen=True, eq=False)
class Points:
    """Everything the sentence, the picture and the table take from."""

    level: Level
    x: Axis
    y: Axis
    both: Array
    chosen: Array
    selected: Array
    quintile: Array
    correlation: float
    line: Line | None

    @property
    def count(self) -> int:
        """Selected areas with both values."""
        return int(self.chosen.sum())

    @property
    def by_msoa(self) -> bool:
        """Whether a point is an MSOA."""
        return self.level.name == "msoa"


def find_points(context: Context) -> Points:
    """The two indicators of the view on every area, their correlation and line where selected."""
    store, chosen = context.store, context.selection.filter
    pair = [_of_areas(store, key) for key in (context.x, context.y)]
    by_msoa = any(one.level == "msoa" for one in pair)
    level = msoa_level(store) if by_msoa else store.level("lsoa")
    x, y = (_axis(store, one.key, by_msoa) for one in pair)
    both = x.shown & y.shown
    selected = store.members(context.selection.mask, level)
    mask = selected & both
    correlation, line = _fitted(store, x.indicator.key, y.indicator.key, by_msoa, mask.tobytes())
    quintile_of = msoa_quintiles if by_msoa else _area_quintiles
    return Points(
        level=level,
        x=x,
        y=y,
        both=both,
        chosen=mask,
        selected=selected,
        quintile=quintile_of(store, chosen.by, chosen.basis),
        correlation=correlation,
        line=line,
    )


def _of_areas(store: Store, key: str) -> Indicator:
    """The indicator of that key; the main index where it is of practices, or has no numbers."""
    one = store.catalogue.indicator(key)
    return main_index(store) if one.level == "practice" or one.kind.categorical else one


@lru_cache(maxsize=32)
def _area_quintiles(store: Store, by: str, basis: str) -> Array:
    return quintiles(store, by=by, basis=basis)


@lru_cache(maxsize=256)
def _axis(store: Store, key: str, by_msoa: bool) -> Axis:
    """What does not depend on the selection, remembered."""
    values = store.values(key)
    indicator = values.indicator
    if by_msoa:
        number = msoa_numbers(store, key)
        there = ~np.isnan(number)
        words = tuple(STATUS["ok" if one else "missing"] for one in there.tolist())
        added = method(indicator) if indicator.level == "lsoa" else ""
    else:
        of_area = level_of(store, indicator).of_area
        ranks = np.where(values.rank > 0, values.rank, np.nan)
        number = (ranks if indicator.kind.is_rank else values.value)[of_area]
        states = [STATUS.get(str(one), str(one)) for one in values.status]
        words, added = tuple(states[index] for index in of_area.tolist()), ""
    order = rank_competition(number, largest_first=not indicator.kind.is_rank)
    return Axis(indicator=indicator, number=number, order=order, status=words, added=added)


@lru_cache(maxsize=512)
def _fitted(
    store: Store, x_key: str, y_key: str, by_msoa: bool, chosen: bytes
) -> tuple[float, Line | None]:
    """Correlation and line of the chosen areas as they are drawn, remembered.

    Orders run from the most on; on the axis of a rank that is its low end.
    """
    mask = np.frombuffer(chosen, dtype=np.bool_)
    x, y = (_axis(store, key, by_msoa) for key in (x_key, y_key))
    level = msoa_level(store) if by_msoa else store.level("lsoa")
    drawn = 1 if x.indicator.kind.is_rank == y.indicator.kind.is_rank else -1
    return drawn * spearman(x.order[mask], y.order[mask]), _line(x, y, mask, store.people(level))


def _line(x: Axis, y: Axis, mask: Array, people: Array) -> Line | None:
    """The least squares line weighted by people; None where there is too little for one."""
    across = x.number[mask]
    if across.size < FEWEST or x.indicator.key == y.indicator.key or np.ptp(across) == 0:
        return None
    return weighted_line(across, y.number[mask], people[mask])


def name(axis: Axis) -> str:
    """An axis by its indicator's full name."""
    return full_label(axis.indicator)


def colour_words(context: Context) -> str:
    """What the colours show: the quintiles of the quintile filter."""
    chosen = context.selection.filter
    index = full_label(context.store.catalogue.indicator(chosen.by))
    return f"{chosen.basis} quintiles of {index}"
