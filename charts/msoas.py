"""Figures of small areas (LSOAs) added up to MSOAs, and how deprived MSOAs are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from charts.groups import Array
from charts.model import Context, Link
from charts.picks import pick_link
from charts.words import the_noun
from geodata.aggregate import estimated, over
from geodata.catalogue import Indicator
from geodata.classify import local_group, national_quintile
from geodata.stats import rank_competition
from geodata.store import Level, Store

MEMBERS = (
    "Everybody in each neighbourhood that holds a selected small area is counted: smaller areas "
    "have no figures."
)


def quintile_note(store: Store) -> str:
    """How an MSOA comes to a quintile of deprivation, for the notes of a chart."""
    return (
        "A neighbourhood takes its quintile from the mean national rank of its small areas, "
        f"weighted by their people of {store.people_period}. The mean is no rank itself, "
        "and hides what differs inside a neighbourhood."
    )


def msoa_level(store: Store) -> Level:
    """The MSOAs that neighbourhood figures are published for."""
    return store.level("msoa")


def level_of(store: Store, indicator: Indicator) -> Level:
    """The areas that a figure is of."""
    return store.level(indicator.level, indicator.vintage)


def msoa_quintiles(store: Store, by: str, basis: str) -> Array:
    """The quintile of every MSOA by the people-weighted mean rank of its LSOAs; 0 without one."""
    return quintiles_of(store, msoa_level(store), by, basis)


@lru_cache(maxsize=64)
def quintiles_of(store: Store, level: Level, by: str, basis: str) -> Array:
    """The quintile of every area of a level by the people-weighted mean rank of its LSOAs.

    0 without one. An LSOA of 2011 that did not change has its own rank.
    """
    mean = estimated(store, by, level).value
    if basis == "local":
        return local_group(rank_competition(mean, largest_first=False), 5)
    total = store.values(by).total
    return national_quintile(np.nan_to_num(np.rint(mean), nan=0.0).astype(np.int64), total)


def msoa_numbers(store: Store, key: str) -> Array:
    """An indicator on MSOAs; one of LSOAs is added up by `geodata.aggregate`. nan without one."""
    return numbers_on(store, key, msoa_level(store))


def numbers_on(store: Store, key: str, level: Level) -> Array:
    """An indicator on a level, that of smaller areas added up; nan without one, and of larger."""
    values = store.values(key)
    own = level_of(store, values.indicator)
    if own is level:
        return np.where(values.status == "ok", values.value, np.nan)
    if len(own.codes) < len(level.codes):
        return np.full(len(level.codes), np.nan)
    return over(store, key, level).value


@lru_cache(maxsize=4)
def msoa_parts(store: Store) -> tuple[tuple[str, ...], ...]:
    """The codes of the LSOAs (2021) in each MSOA."""
    codes = store.areas.code
    return tuple(tuple(codes[one] for one in part) for part in msoa_level(store).parts)


def msoa_link(context: Context, at: int) -> Link:
    """The link that picks the small areas of an MSOA, or puts them back."""
    return pick_link(context, msoa_parts(context.store)[at])


def they_lie(context: Context) -> str:
    """What follows the MSOAs that hold the selection: "the selected areas lie in"."""
    return f"the selected {'area lies' if context.selection.count == 1 else 'areas lie'} in"


def larger_areas(context: Context, count: int) -> str:
    """The MSOAs, so many, that hold the selection."""
    return f"{the_noun(count, 'neighbourhood')} that {they_lie(context)}"


def holding(context: Context, indicator: Indicator, count: int) -> str:
    """The areas of a figure, so many, that are the selection or hold it."""
    if indicator.level == "msoa":
        return larger_areas(context, count)
    return the_noun(count, "selected area")
