"""Where the selection and the whole place stand on each kind of deprivation.

Positions are the share of all ranked areas that are more deprived than the average rank of the
people in question: 0 is the most deprived end, 1 the least.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from charts.findings import Where
from charts.groups import everywhere, level_of, main_index, ranks_or_nan, share_ranked_above
from charts.model import Context
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import Difference, difference, percent
from geodata.stats import Weighted, weighted
from geodata.store import Store


@dataclass(frozen=True)
class Position:
    """One domain: mean ranks and positions (0 to 1) of the selection and of the whole place."""

    indicator: Indicator
    chosen_rank: float
    whole_rank: float

    @property
    def chosen(self) -> float:
        """Position of the selection; nan when it is empty."""
        return share_ranked_above(self.chosen_rank, self.indicator.total or 1)

    @property
    def whole(self) -> float:
        """Position of the whole place."""
        return share_ranked_above(self.whole_rank, self.indicator.total or 1)

    @property
    def ahead(self) -> float:
        """How far the selection is towards the least deprived end; below 0 it is worse off."""
        return self.chosen - self.whole

    @property
    def distance(self) -> Difference:
        """How far they lie apart, in percentage points, as it is printed."""
        return difference(100 * self.chosen, 100 * self.whole)


def positions(context: Context) -> tuple[Position, ...]:
    """The overall index and then its domains, in the catalogue's order; those with values."""
    store = context.store
    chosen = _ranks(store).means(context.selection.mask).tolist()
    every = map(Position, _kinds(store), chosen, _mean_ranks(store))
    return tuple(one for one in every if one.whole_rank == one.whole_rank)


def _kinds(store: Store) -> tuple[Indicator, ...]:
    return (main_index(store), *(one for one in store.catalogue.indicators if one.domain))


@lru_cache(maxsize=4)
def _ranks(store: Store) -> Weighted:
    """The ranks of the small areas on each kind, or of the areas they lie in, with their people."""
    ranks = [
        ranks_or_nan(store.values(one.key))[level_of(store, one).of_area] for one in _kinds(store)
    ]
    return weighted(ranks, store.areas.population)


@lru_cache(maxsize=4)
def _mean_ranks(store: Store) -> list[float]:
    """The mean ranks of the whole place."""
    found: list[float] = _ranks(store).means(everywhere(store)).tolist()
    return found


def by_gap(found: tuple[Position, ...]) -> tuple[Position, ...]:
    """The domains on which the selection has a position, the one it does worst on first."""
    domains = (one for one in found if one.indicator.domain and one.chosen == one.chosen)
    return tuple(sorted(domains, key=lambda one: one.ahead))


def worst_words(context: Context, worst: Position, say: Writer) -> str:
    """Sentence about the domain on which the selection does worst."""
    place, label = context.place, worst.indicator.label
    country = worst.indicator.ranked_in
    here, there = place_at(worst, "selection", say), place_at(worst, "place", say)
    numbers = f"{here} of {country}'s areas rank more deprived than it, against {there} for {place}"
    if worst.distance.is_nothing:
        return (
            f"On {label}, where it is worst, the selection is about the same as {place}. {numbers}."
        )
    if worst.ahead < 0:
        return (
            f"Compared with {place}, the selection is worst on {label}. {numbers} "
            f"({distance_words(worst, say)} nearer the most deprived end)."
        )
    return (
        f"On no kind of deprivation is the selection more deprived than {place}; "
        f"it comes nearest on {label}. {numbers}."
    )


def place_at(one: Position, where: Where, say: Writer) -> str:
    """The position of the selection or of the place in words, in per cent."""
    at = one.chosen if where == "selection" else one.whole
    return say.value(f"position on {one.indicator.key}", where, 100 * at, percent(at))


def distance_words(one: Position, say: Writer) -> str:
    """How far the selection is from the place, in percentage points, in words."""
    words = one.distance.in_unit("percentage points")
    return say.value(f"distance on {one.indicator.key}", "selection", 100 * one.ahead, words)
