"""Both tails of the ranking: how many areas are among the most, and among the least, deprived.

No definition of a polarised place is agreed. Those here are named, each with its formula, over the
areas that every authority has in both tails. All cuts are exact whole-number arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geodata.contents import Array
from geodata.facts import Facts
from geodata.stats import rank_competition
from geodata.store import Store

TABLE = "authority_deprivation_tails"
CUTS = (1, 2, 3, 5, 10, 20, 30, 50)  # per cent of the country's areas that the table counts
WIDEST = 50  # beyond it the tails would share areas


@dataclass(frozen=True)
class Tails:
    """Areas and people ranked from over `above` to `cut` per cent, from either end.

    `areas` and `people` are all that have a rank.
    """

    above: int
    cut: int
    areas: int
    people: int
    most_areas: int
    least_areas: int
    most_people: int
    least_people: int

    @property
    def expected_areas(self) -> float:
        """Areas in one tail of a place of that size that is like the country."""
        return self.areas * (self.cut - self.above) / 100

    @property
    def expected_people(self) -> float:
        """People in one tail of a place of that size that is like the country."""
        return self.people * (self.cut - self.above) / 100


@dataclass(frozen=True)
class Authority:
    """An authority's areas, and those in its two tails."""

    code: str
    name: str
    areas: int
    most: int
    least: int


@dataclass(frozen=True)
class Definition:
    """A definition of polarisation: name, formula in words, its measure; more is more polarised.

    The measure takes an authority and the fraction p of the country's areas that a tail holds.
    """

    key: str
    name: str
    formula: str
    measure: Callable[[Authority, float], float]


@dataclass(frozen=True)
class Place:
    """An authority's value by a definition, and its place among `of` authorities, 1 the highest.

    `tied` counts the others that have the very same value.
    """

    definition: Definition
    value: float
    place: int
    tied: int
    of: int


def tails(ranks: Array, total: int, people: Array, *, above: int = 0, cut: int) -> Tails:
    """Areas and people in the most and the least deprived `above` to `cut` per cent of the ranks.

    Most deprived: above n < 100 rank <= cut n. Least: the same from the other end,
    (100 - cut) n < 100 rank <= (100 - above) n. Rank 0 is no rank. With `above` 0 it is cumulative.
    """
    if not 0 <= above < cut <= WIDEST:
        raise ValueError(f"A tail goes from 0 up to {WIDEST} per cent, not from {above} to {cut}.")
    hundred = 100 * np.asarray(ranks, dtype=np.int64)
    if bool(((hundred < 0) | (hundred > 100 * total)).any()):
        raise ValueError(f"Ranks must lie between 1 and {total}, or be 0 where there is no value.")
    ranked, heads = hundred > 0, np.asarray(people, dtype=np.int64)
    most = ranked & (hundred > above * total) & (hundred <= cut * total)
    least = ranked & (hundred > (100 - cut) * total) & (hundred <= (100 - above) * total)
    counted = [
        int(one) for mask in (ranked, most, least) for one in (mask.sum(), heads[mask].sum())
    ]
    areas, all_people, most_areas, most_people, least_areas, least_people = counted
    return Tails(above, cut, areas, all_people, most_areas, least_areas, most_people, least_people)


def ladder(store: Store, key: str, cuts: Sequence[int] = CUTS) -> tuple[Tails, ...]:
    """The cumulative tails of the place by an indicator of ranks, at each cut."""
    return tuple(tails_of(store, key, cut=cut) for cut in cuts)


def tails_of(store: Store, key: str, *, above: int = 0, cut: int) -> Tails:
    """The tails of the place by an indicator of national ranks, with people of its areas."""
    values = store.values(key)
    people = store.people(store.level(values.indicator.level, values.indicator.vintage))
    return tails(values.rank, values.total, people, above=above, cut=cut)


def authorities(facts: Facts, edition: str, *, above: int = 0, cut: int) -> tuple[Authority, ...]:
    """Every authority's tails in an edition; ValueError for a cut that the table has not."""
    if not (cut in CUTS and (above == 0 or above in CUTS) and above < cut):
        raise ValueError(f"The table counts tails at {CUTS} per cent, not {above} to {cut}.")
    return tuple(
        Authority(
            code=str(row["authority_code"]),
            name=str(row["authority_name"]),
            areas=_count(row["areas"]),
            most=_count(row[f"most_{cut}"]) - (_count(row[f"most_{above}"]) if above else 0),
            least=_count(row[f"least_{cut}"]) - (_count(row[f"least_{above}"]) if above else 0),
        )
        for row in facts.where(edition=edition)
    )


def places(every: Sequence[Authority], code: str, *, above: int = 0, cut: int) -> tuple[Place, ...]:
    """An authority's place by each definition; nothing where it is not among them."""
    at = next((at for at, one in enumerate(every) if one.code == code), None)
    if at is None:
        return ()
    part, found = (cut - above) / 100, []
    for one in DEFINITIONS:
        values = np.array([one.measure(each, part) for each in every])
        place = int(rank_competition(values, largest_first=True)[at])
        tied = int((values == values[at]).sum()) - 1
        found.append(Place(one, float(values[at]), place, tied, len(every)))
    return tuple(found)


def _count(cell: str | float | None) -> int:
    return int(cell or 0)


def _smaller(one: Authority, _: float) -> float:
    return min(one.most, one.least) / one.areas


def _both(one: Authority, _: float) -> float:
    return (one.most + one.least) / one.areas


def _beyond(one: Authority, part: float) -> float:
    return _both(one, part) - 2 * part


def _over(one: Authority, part: float) -> float:
    """Whole numbers first, so that equal shares are equal to the last digit."""
    return math.sqrt(one.most * one.least / one.areas**2) / part


DEFINITIONS = (
    Definition(
        "smaller",
        "Smaller of the two tails",
        "the smaller of the shares of areas in either tail",
        _smaller,
    ),
    Definition("both", "Both tails together", "the share of areas in one of the two tails", _both),
    Definition(
        "beyond",
        "Both tails beyond what is expected",
        "the share of areas in both tails, less twice the share that a tail holds in the country",
        _beyond,
    ),
    Definition(
        "over",
        "Over-representation in both tails",
        "the geometric mean of each tail's share of areas over the share that it holds in the "
        "country",
        _over,
    ),
)
