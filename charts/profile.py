"""The rows of a profile: what the pages of areas say of each figure that the catalogue marks.

An area is a ward, a neighbourhood, a small area, a selection or the whole place. Figures of
neighbourhoods are those of the neighbourhoods that it covers (`geodata/coverage.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import nan

import numpy as np

from charts.comparison import verdict
from charts.estimates import Estimate, from_aggregate, of_place
from charts.groups import compares, selection_words
from charts.model import Context
from charts.words import STATUS, capital, joined, noun, with_noun
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.coverage import Basis, basis, figure, spread
from geodata.format import number, percent
from geodata.geography import LAD, LSOA, MSOA, WARD
from geodata.levels import Level
from geodata.stats import SMALL, cohens_h, in_deviations, nearest
from geodata.store import Store

LEVELS = {
    LSOA: "small areas (LSOAs)",
    MSOA: "neighbourhoods (MSOAs)",
    WARD: "wards",
    LAD: "local authorities",
}
_SIZES = tuple(name for name, _ in LEVELS)


@dataclass(frozen=True, eq=False)
class Row:
    """A figure of an area beside the whole place's.

    `here` and `whole` are estimates in the unit of `indicator`, `national` England's figure
    (nan where none is held), `word` the tested word ("" where nothing is tested). `basis` says what
    `here` is made of, `left_out` how many of those areas have no figure, and `why` why there is no
    figure at all ("" where there is one). `each` are the figures of the areas of `level`.
    """

    indicator: Indicator
    here: Estimate
    whole: Estimate
    national: float
    word: str
    basis: Basis
    left_out: int
    why: str
    level: Level
    each: Array

    @property
    def known(self) -> Array:
        """The figures of the areas of its level that have one."""
        found: Array = self.each[~np.isnan(self.each)]
        return found

    @cached_property
    def effect(self) -> float:
        """How far the area differs, in Cohen's terms: 0 where it does not, nan untold.

        Of shares it is Cohen's h, of everything else standard deviations of the areas of its
        level. The end of the interval that is nearest to the whole place's figure is taken; a
        figure without an interval differs where that is more than small. An indicative one is
        never told apart: chance alone may move it as far.
        """
        if self.indicator.indicative:
            return nan
        one, other = self.here, self.whole.value
        value = nearest(one.value, one.low, one.high, other)
        if self.indicator.kind.is_share and one.low == one.low:
            return cohens_h(value / 100, other / 100)
        deviation = float(self.known.std()) if self.known.size else nan
        found = in_deviations(value, other, deviation)
        return 0.0 if one.low != one.low and abs(found) < SMALL else found


def figures(store: Store) -> tuple[Indicator, ...]:
    """The figures of a profile, in the order of the catalogue: those that it marks."""
    return tuple(one for one in store.catalogue.of_areas if one.profile)


@lru_cache(maxsize=8)  # by identity: a page asks three times for the rows of one view
def rows(context: Context) -> tuple[Row, ...]:
    """The rows of the selection of a view; where nothing is selected all without a figure."""
    among = level_of(context)
    return tuple(_row(context, one, among) for one in figures(context.store))


def _row(context: Context, indicator: Indicator, among: Level) -> Row:
    store, key = context.store, indicator.key
    found = basis(store, indicator, context.selection.mask)
    here = figure(store, key, found)
    whole = of_place(store, key)
    everywhere = context.selection.is_everything
    one = whole if everywhere else from_aggregate(here, indicator)[0]
    level = spread_level(store, indicator, among)
    return Row(
        indicator=indicator,
        here=one,
        whole=whole,
        national=store.values(key).national,
        word=verdict(one, whole.value, indicator.polarity) if compares(context) else "",
        basis=found,
        left_out=int(here.left_out[0]),
        why="" if one.known else _why(store, indicator, found),
        level=level,
        each=spread(store, key, level).value,
    )


def levels(store: Store) -> list[Level]:
    """The levels of LEVELS, the smallest areas first; authorities where there are several."""
    return [store.level(*one) for one in LEVELS if one != LAD or store.authorities]


def own_level(context: Context) -> Level | None:
    """The level that the selection is exactly one area of; None for anything else."""
    mask, every = context.selection.mask, levels(context.store)
    for level in every if context.selection.filter.picked else every[::-1]:
        inside = set(level.of_area[mask].tolist())
        if len(inside) == 1 and len(level.parts[inside.pop()]) == context.selection.count:
            return level
    return None


def level_of(context: Context) -> Level:
    """The areas that the selection is set among: of its own level; of a selection LSOAs.

    The whole place is shown by its wards.
    """
    if context.selection.is_everything:
        return context.store.level("ward")
    return own_level(context) or context.store.level("lsoa")


def spread_level(store: Store, indicator: Indicator, level: Level) -> Level:
    """The level that a figure is set among: the asked one, or its own where that is larger."""
    if _SIZES.index(indicator.level) >= _SIZES.index(level.name):
        return store.level(indicator.level, indicator.vintage)
    return level


def _why(store: Store, indicator: Indicator, found: Basis) -> str:
    """Why there is no figure: statuses of what it would be made of, or that there is nothing."""
    touched = int(found.coverage.touched.sum())
    if found.how == "none" and touched:
        return f"covers no {noun(indicator)} and lies in {touched}"
    statuses = store.values(indicator.key).status[found.members].tolist()
    words = dict.fromkeys(STATUS[one] for one in statuses if one != "ok")
    return joined(list(words)) or "no areas"


def basis_words(row: Row) -> str:
    """What a figure of neighbourhoods is made of, for beside it; "" where it is the area's own."""
    found, one = row.basis, row.indicator
    if found.how == "lies in":
        return f"of the {noun(one)} it lies in"
    if found.how != "covered":
        return ""
    share = found.coverage.share
    some = with_noun(found.count, noun(one))
    return some if share != share else f"{some}, {percent(share)} of its people"


def spread_words(row: Row) -> str:
    """How many areas of which level a figure is set among: "21 wards"."""
    names = {(name, year): words for (name, year), words in LEVELS.items()}
    words = names.get((row.level.name, row.level.vintage), f"areas of {row.level.vintage}")
    return f"{number(len(row.known))} {words}"


def area_name(context: Context) -> str:
    """What the selection is called, for the start of a sentence or a heading."""
    store, chosen = context.store, context.selection
    level = own_level(context)
    if chosen.is_everything:
        return context.place
    if level is not None:
        return level.names[int(level.of_area[chosen.mask][0])]
    return capital(selection_words(store, chosen.filter, count=chosen.count))
