"""A figure split into groups of areas: fifths of deprivation or of ethnic mix, wards, or areas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from charts.estimates import Estimate, from_aggregate
from charts.groups import Array, level_of
from charts.msoas import quintiles_of
from geodata.aggregate import aggregate, parents
from geodata.catalogue import Indicator
from geodata.classify import local_group
from geodata.geography import LSOA
from geodata.levels import Level
from geodata.selection import quintiles
from geodata.stats import rank_competition
from geodata.store import Store

MAJORITY = "White"
FIFTH_ENDS = {1: "most deprived", 5: "least deprived"}
MIX_ENDS = {1: "most mixed", 5: "least mixed"}


@dataclass(frozen=True, eq=False)
class Split:
    """Groups by name with their figures, and the group of every area of the figure's own level.

    `number` is -1 for an area in no group. `people` live in each group. `ordered` says that the
    groups are from one end to the other, as fifths are; others are told apart by their figures.
    """

    subject: Indicator
    names: tuple[str, ...]
    values: tuple[Estimate, ...]
    number: Array
    people: tuple[int, ...]
    ordered: bool

    @property
    def ends(self) -> tuple[int, int] | None:
        """The groups at both ends, of concern first; None where fewer than two have a figure."""
        known = [at for at, one in enumerate(self.values) if one.known]
        if len(known) < 2:
            return None
        if self.ordered:
            return known[0], known[-1]
        order = sorted(known, key=lambda at: self.values[at].value)
        first, last = order[0], order[-1]
        return (last, first) if self.subject.of_concern == "more" else (first, last)


def split(store: Store, subject: Indicator, by: str, how: str) -> Split:
    """A figure split as asked: national, local, ward, msoa or mix; `by` is the index of fifths."""
    return SPLIT[how](store, subject, by)


def _fifths(basis: str) -> Callable[[Store, Indicator, str], Split]:
    def made(store: Store, subject: Indicator, by: str) -> Split:
        level = level_of(store, subject)
        if (level.name, level.vintage) == LSOA:
            number = quintiles(store, by=by, basis=basis)
        else:
            number = quintiles_of(store, level, by, basis)
        return _grouped(store, subject, level, number.astype(np.int64) - 1, _names(FIFTH_ENDS))

    return made


def _mix(store: Store, subject: Indicator, _: str) -> Split:
    """Fifths of areas by the share of people of any ethnic group but the majority."""
    level = level_of(store, subject)
    white = next(one for one in store.catalogue.role("ethnic mix") if one.category == MAJORITY)
    own = store.level(white.level, white.vintage)
    larger = np.arange(len(own.codes)) if own is level else parents(store, own, level)
    share = aggregate(store, white.key, larger, len(level.codes)).value
    number = local_group(rank_competition(share, largest_first=False), 5)
    return _grouped(store, subject, level, number.astype(np.int64) - 1, _names(MIX_ENDS))


def _larger(name: str) -> Callable[[Store, Indicator, str], Split]:
    def made(store: Store, subject: Indicator, _: str) -> Split:
        own, larger = level_of(store, subject), store.level(name)
        number = np.arange(len(own.codes)) if own is larger else parents(store, own, larger)
        return _grouped(store, subject, own, number, larger.names, ordered=False)

    return made


SPLIT = {
    "national": _fifths("national"),
    "local": _fifths("local"),
    "ward": _larger("ward"),
    "msoa": _larger("msoa"),
    "mix": _mix,
}


def _names(ends: dict[int, str]) -> tuple[str, ...]:
    return tuple(
        f"quintile {one} ({ends[one]})" if one in ends else f"quintile {one}" for one in range(1, 6)
    )


def _grouped(
    store: Store,
    subject: Indicator,
    level: Level,
    number: Array,
    names: tuple[str, ...],
    *,
    ordered: bool = True,
) -> Split:
    found = from_aggregate(aggregate(store, subject.key, number, len(names)), subject)
    people = np.bincount(
        number[number >= 0], weights=store.people(level)[number >= 0], minlength=len(names)
    )
    return Split(
        subject=subject,
        names=tuple(names),
        values=tuple(found),
        number=number,
        people=tuple(int(one) for one in people),
        ordered=ordered,
    )
