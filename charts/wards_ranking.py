"""The wards, or the local authorities, in order, counted from the areas that lie in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from charts.divisions import Division, InOrder
from charts.groups import Array, level_of, national, ranks_or_nan
from charts.model import Context, RankBy
from geodata.catalogue import Indicator
from geodata.classify import national_quintile
from geodata.format import rank_of
from geodata.stats import share, weighted_mean
from geodata.store import Store


@dataclass(frozen=True)
class Ward:
    """One ward (or authority) and its figures; `rank` is nan where no area has one."""

    code: str
    name: str
    people: int
    people_first: int
    areas: int
    rank: float

    @property
    def part(self) -> float:
        """Share of its people living in the most deprived fifth."""
        return share(self.people_first, self.people)


@dataclass(frozen=True, eq=False)
class Ranking(InOrder[Ward]):
    """The wards in the order shown, and the whole place as one of them."""

    indicator: Indicator
    whole: Ward

    def place(self, ward: Ward) -> int:
        """A ward's place in the order, from 1."""
        return self.index[ward.code] + 1

    @cached_property
    def with_people(self) -> int:
        """How many have people."""
        return sum(bool(one.people) for one in self.wards)

    @cached_property
    def with_rank(self) -> int:
        """How many have an area with a rank."""
        return sum(one.rank == one.rank for one in self.wards)

    @cached_property
    def largest_part(self) -> float:
        """The largest share in the most deprived fifth; 0 without people."""
        return max((one.part for one in self.wards if one.people), default=0.0)

    @cached_property
    def without_first(self) -> int:
        """How many have nobody in the most deprived fifth."""
        return sum(not one.people_first for one in self.wards)


def ranking(context: Context, what: Division) -> Ranking:
    """The wards by the national indicator of the view, in the order asked for."""
    found = _ranked(context.store, national(context), context.rank_by, what)
    return what.compared(context, found)


@lru_cache(maxsize=64)
def _ranked(store: Store, indicator: Indicator, by: RankBy, what: Division) -> Ranking:
    """Whole wards do not depend on what is selected, so the answer is remembered."""
    values = store.values(indicator.key)
    of_area, level = level_of(store, indicator).of_area, store.level(what.level)
    ranks = ranks_or_nan(values)[of_area]
    first = (national_quintile(values.rank, values.total) == 1)[of_area]
    people = store.areas.population

    def ward(code: str, name: str, inside: Array) -> Ward:
        return Ward(
            code=code,
            name=name,
            people=int(people[inside].sum()),
            people_first=int((people[inside] * first[inside]).sum()),
            areas=len(inside),
            rank=weighted_mean(ranks[inside], people[inside]),
        )

    parts = [np.array(one, dtype=np.int64) for one in level.parts]
    every = list(map(ward, level.codes, level.names, parts))
    return Ranking(
        indicator=indicator,
        wards=tuple(sorted(every, key=_by_share if by == "share" else _by_rank)),
        whole=ward("", store.authority.name, np.arange(len(people))),
    )


def _by_share(ward: Ward) -> tuple[float, float, str]:
    return (-ward.part if ward.people else 1.0, *_by_rank(ward))


def _by_rank(ward: Ward) -> tuple[float, str]:
    return (ward.rank if ward.rank == ward.rank else float("inf"), ward.name)


def rank_words(ward: Ward, found: Ranking) -> str:
    """A ward's average rank in words."""
    if ward.rank != ward.rank:
        return "no rank"
    return rank_of(ward.rank, found.indicator.total or 0)
