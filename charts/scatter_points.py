"""Two indicators on the areas of today, and how far they go together."""

from __future__ import annotations

from dataclasses import dataclass

from charts.groups import Array, level_of
from charts.model import Context
from charts.words import STATUS
from geodata.catalogue import Indicator
from geodata.selection import quintiles
from geodata.stats import spearman
from layers.words import full_label


@dataclass(frozen=True, eq=False)
class Axis:
    """One indicator on the areas of today: values, ranks (1 = the `more` end) and status words."""

    indicator: Indicator
    value: Array
    rank: Array
    status: tuple[str, ...]

    @property
    def shown(self) -> Array:
        """Which areas have something to show."""
        return self.rank > 0


@dataclass(frozen=True, eq=False)
class Points:
    """Everything the sentence, the picture and the table take from."""

    x: Axis
    y: Axis
    both: Array
    chosen: Array
    quintile: Array
    correlation: float

    @property
    def count(self) -> int:
        """Selected areas with both values."""
        return int(self.chosen.sum())


def find_points(context: Context) -> Points:
    """The two indicators of the view on every area, and their correlation where selected."""
    store, chosen = context.store, context.selection.filter
    x, y = _axis_values(context, context.x), _axis_values(context, context.y)
    both = x.shown & y.shown
    mask = context.selection.mask & both
    return Points(
        x=x,
        y=y,
        both=both,
        chosen=mask,
        quintile=quintiles(store, by=chosen.by, basis=chosen.basis),
        correlation=spearman(x.rank[mask], y.rank[mask]),
    )


def _axis_values(context: Context, key: str) -> Axis:
    values = context.store.values(key)
    of_area = level_of(context.store, values.indicator).of_area
    words = [STATUS.get(str(one), str(one)) for one in values.status]
    return Axis(
        indicator=values.indicator,
        value=values.value[of_area],
        rank=values.rank[of_area],
        status=tuple(words[index] for index in of_area.tolist()),
    )


def name(axis: Axis) -> str:
    """An axis by its indicator's full name."""
    return full_label(axis.indicator)


def colour_words(context: Context) -> str:
    """What the colours show: the quintiles of the quintile filter."""
    chosen = context.selection.filter
    index = full_label(context.store.catalogue.indicator(chosen.by))
    return f"{chosen.basis} quintiles of {index}"


def numbers(axis: Axis) -> Array:
    """What is drawn along an axis: ranks where they are published, otherwise values."""
    return axis.rank if axis.indicator.kind == "rank" else axis.value
