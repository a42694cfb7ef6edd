"""Uptake of every MSOA beside how deprived it is and whom it is home to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.estimates import Estimate, estimates, parts
from charts.groups import Array, main_index
from charts.model import Context
from charts.msoas import msoa_level, msoa_numbers
from geodata.aggregate import estimated
from geodata.catalogue import Indicator
from geodata.stats import Line, rank_competition, weighted_line
from geodata.store import Store

MAJORITY = "White"


@dataclass(frozen=True, eq=False)
class Uptake:
    """Every MSOA: its uptake, mean rank (1 most deprived), place by it, and ethnic groups in %.

    `other` is the share of residents in all ethnic groups but White. The lines are of uptake in per
    cent, weighted by the register.
    """

    subject: Indicator
    index: Indicator
    each: tuple[Estimate, ...]
    rank: Array
    order: Array
    groups: dict[str, Array]
    other: Array
    on_rank: Line
    on_other: Line

    @property
    def lowest(self) -> int:
        """The MSOA where uptake is lowest."""
        known = [at for at, one in enumerate(self.each) if one.known]
        return min(known, key=lambda at: self.each[at].value)


def subject_of(context: Context) -> Indicator:
    """The uptake shown, or that of the same age or of the widest ages."""
    return _subject(context.store, context.indicator.key)


@lru_cache(maxsize=256)
def _subject(store: Store, key: str) -> Indicator:
    shown = store.catalogue.indicator(key)
    if shown.role in ("first dose", "second dose"):
        return shown
    first = store.catalogue.role("first dose")
    return next((one for one in first if one.category == shown.category), first[0])


def uptake_of(context: Context) -> Uptake:
    """The points of the view's uptake and the view's index."""
    by = context.store.catalogue.indicator(context.selection.filter.by)
    index = by if by.total is not None else main_index(context.store)
    return _uptake(context.store, subject_of(context).key, index.key)


@lru_cache(maxsize=128)
def _uptake(store: Store, key: str, by: str) -> Uptake:
    values = store.values(key)
    above, below = parts(values)
    rank = estimated(store, by, msoa_level(store)).value
    groups = {
        one.category: msoa_numbers(store, one.key) for one in store.catalogue.role("ethnic mix")
    }
    other = 100 - groups[MAJORITY]
    share = 100 * above / np.where(below > 0, below, np.nan)
    weights = np.where(below > 0, below, 0.0)
    return Uptake(
        subject=values.indicator,
        index=store.catalogue.indicator(by),
        each=tuple(estimates(above, below)),
        rank=rank,
        order=rank_competition(rank, largest_first=False),
        groups=groups,
        other=other,
        on_rank=weighted_line(rank, share, weights),
        on_other=weighted_line(other, share, weights),
    )
