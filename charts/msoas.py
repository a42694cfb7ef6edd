"""Figures of small areas (LSOAs) added up to MSOAs, and how deprived MSOAs are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from charts.groups import Array
from charts.model import Context, Link
from geodata.catalogue import Indicator
from geodata.classify import local_group, national_quintile
from geodata.stats import rank_competition, weighted_mean_by
from geodata.store import Level, Store

NOTE = (
    "An MSOA takes its quintile from the mean national rank of its small areas (LSOAs), each "
    "counted with its people of mid-2022. Such a mean is not itself a rank, and hides what differs "
    "inside an MSOA."
)

MEMBERS = (
    "Counted is every MSOA that holds at least one selected small area (LSOA), with everybody in "
    "it: figures are not known for smaller areas."
)


def msoa_level(store: Store) -> Level:
    """The MSOAs that neighbourhood figures are published for."""
    return store.level("msoa", 2011)


@lru_cache(maxsize=32)
def msoa_quintiles(store: Store, by: str, basis: str) -> Array:
    """The quintile of every MSOA by the people-weighted mean rank of its LSOAs; 0 without one."""
    mean = store.mean_rank(msoa_level(store), by)
    if basis == "local":
        return local_group(rank_competition(mean, largest_first=False), 5)
    total = store.values(by).total
    return national_quintile(np.nan_to_num(np.rint(mean), nan=0.0).astype(np.int64), total)


@lru_cache(maxsize=256)
def msoa_numbers(store: Store, key: str) -> Array:
    """An indicator on MSOAs; one of LSOAs is added up, as `how_added` says. nan without a value."""
    values = store.values(key)
    indicator, level = values.indicator, msoa_level(store)
    if indicator.level == "msoa":
        return values.value
    if indicator.kind.is_rank:
        return store.mean_rank(level, key)
    of_area = store.level(indicator.level, indicator.vintage).of_area
    size = len(level.codes)
    if indicator.has_parts:
        parts = (values.numerator, values.denominator)
        above, below = (np.bincount(level.of_area, one[of_area], size) for one in parts)
        return (indicator.per or 100) * above / np.where(below > 0, below, np.nan)
    if indicator.kind.is_count:
        return np.bincount(level.of_area, values.value[of_area], size)
    return weighted_mean_by(values.value[of_area], store.areas.population, level.of_area, size)


def how_added(indicator: Indicator) -> str:
    """How an indicator of LSOAs becomes one of MSOAs, in words."""
    if indicator.kind.is_rank:
        return "the mean rank of its small areas, weighted by people"
    if indicator.has_parts:
        return "numerators and denominators of its small areas added up"
    if indicator.kind.is_count:
        return "counts of its small areas added up"
    return "the mean of its small areas, weighted by people"


@lru_cache(maxsize=4)
def msoa_parts(store: Store) -> tuple[tuple[str, ...], ...]:
    """The codes of the LSOAs (2021) in each MSOA."""
    level = msoa_level(store)
    inside: list[list[str]] = [[] for _ in level.codes]
    for code, at in zip(store.areas.code, level.of_area.tolist(), strict=True):
        inside[at].append(code)
    return tuple(map(tuple, inside))


def msoa_link(context: Context, at: int) -> Link:
    """The link that picks the small areas of an MSOA, or puts them back."""
    codes, picked = set(msoa_parts(context.store)[at]), set(context.selection.filter.picked)
    current = picked >= codes
    after = picked - codes if current else picked | codes
    return Link(context.href(area=tuple(sorted(after))), current)
