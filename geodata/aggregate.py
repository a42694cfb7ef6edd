"""Figures of small areas as one of a larger area or a selection. Nothing adds up elsewhere.

Shares and rates come from numerators and denominators added up, counts are sums, and what has no
parts is a mean weighted by people (by patients for practices), which is said wherever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array, Values
from geodata.levels import Level
from geodata.stats import interval_by, weighted_mean_by
from geodata.store import Store


@dataclass(frozen=True, eq=False)
class Aggregate:
    """One figure for each group of areas, all arrays of the length asked for.

    `value`, `low` and `high` (a 95% interval) are in the indicator's unit, shares in per cent; nan
    where there is none. `numerator` and `denominator` are nan for what has no parts. `left_out`
    counts the areas of a group that have no figure.
    """

    value: Array
    numerator: Array
    denominator: Array
    low: Array
    high: Array
    left_out: Array


def aggregate(store: Store, key: str, groups: Array, size: int) -> Aggregate:
    """One figure for each of `size` groups.

    `groups` holds, for each area of the indicator's own level (or each practice), the number of
    the group that it belongs to, from 0, or -1 where it belongs to none.
    """
    values, groups = store.values(key), np.asarray(groups)
    adding = values.indicator.kind.adding
    inside = groups >= 0
    known = np.flatnonzero(inside & values.known)
    numbers = groups[known]
    counts = np.bincount(groups[inside & ~values.known], minlength=size)
    if values.indicator.has_parts or _measured(values, known):
        return _from_parts(values, known, numbers, size, left_out=counts)
    if adding == "none":
        value = np.full(size, np.nan)
    elif adding == "change in parts":
        value = _change(values, known, numbers, size)
    elif adding == "sum":
        sums = np.bincount(numbers, weights=values.value[known], minlength=size)
        value = np.where(np.bincount(numbers, minlength=size) > 0, sums, np.nan)
    else:
        weights = _weights(store, values.indicator)[known]
        value = weighted_mean_by(values.number[known], weights, numbers, size)
    nothing = np.full(size, np.nan)
    return Aggregate(value, nothing, nothing, nothing, nothing, counts)


def _from_parts(
    values: Values, known: Array, numbers: Array, size: int, *, left_out: Array
) -> Aggregate:
    """Counts are sums of their numerators; shares and rates are divided after adding up."""
    indicator = values.indicator
    above, below = (
        np.bincount(numbers, weights=part[known], minlength=size)
        for part in (values.numerator, values.denominator)
    )
    there = below > 0
    wholes = np.where(there, below, np.nan)
    per = indicator.per or indicator.kind.scale
    value = np.where(there, above, np.nan) if indicator.kind.is_count else per * above / wholes
    low, high = interval_by(indicator.interval, above, below, per=per)
    return Aggregate(value, np.where(there, above, np.nan), wholes, low, high, left_out)


def _change(values: Values, known: Array, numbers: Array, size: int) -> Array:
    """A share after less the share before, each of counts added up first; nan without counts."""
    after = values.numerator, values.denominator
    every = (*after, values.before_numerator, values.before_denominator)
    parts = np.array([part[known] for part in every])
    counted = ~np.isnan(parts).any(axis=0)
    above, below, above_before, below_before = (
        np.bincount(numbers[counted], weights=part[counted], minlength=size) for part in parts
    )
    now, then = (np.where(one > 0, one, np.nan) for one in (below, below_before))
    found: Array = values.indicator.kind.scale * (above / now - above_before / then)
    return found


def _measured(values: Values, known: Array) -> bool:
    """Whether every value known comes with the numbers it was divided from (densities do)."""
    quotient = values.indicator.kind.adding == "parts"
    return quotient and not bool(np.isnan(values.denominator[known]).any())


def _weights(store: Store, indicator: Indicator) -> Array:
    if indicator.level == "practice":
        return np.nan_to_num(store.practices.patients, nan=0.0)
    return store.people(store.level(indicator.level, indicator.vintage)).astype(np.float64)


@lru_cache(maxsize=512)
def whole(store: Store, key: str) -> Aggregate:
    """The figure of the whole authority, as published where it is: arrays of length 1.

    UnknownKeyError for another key.
    """
    values = store.values(key)
    found = aggregate(store, key, np.zeros(len(values.codes), dtype=np.int64), 1)
    if isnan(values.published_whole):
        return found
    return replace(found, value=np.array([values.published_whole]))


def selected(store: Store, key: str, mask: Array) -> Aggregate:
    """The figure of the areas (or practices standing there) that hold a selected LSOA: of one.

    `mask` says which LSOAs of the newest vintage are selected. A larger area counts whole as soon
    as one of its LSOAs is selected.
    """
    inside = members(store, store.values(key).indicator, mask)
    if inside.all():
        return whole(store, key)
    return aggregate(store, key, np.where(inside, 0, -1), 1)


def members(store: Store, indicator: Indicator, mask: Array) -> Array:
    """Which areas (or practices) of an indicator a selection of LSOAs takes in.

    `mask` has one truth for each LSOA of the newest year, the answer one for each area of the
    indicator's level, or practice, in the order of its codes.
    """
    if indicator.level == "practice":
        return store.practice_mask(mask)
    return store.members(mask, store.level(indicator.level, indicator.vintage))


@lru_cache(maxsize=512)
def over(store: Store, key: str, level: Level) -> Aggregate:
    """The figure of each area of a larger level, in the order of its codes.

    Every area counts whole in the larger one that most of its people live in (best fit), so it
    suits levels that nest or nearly do; `estimated` is for others. UnknownKeyError for another key
    or for practices, which lie in no level.
    """
    indicator = store.values(key).indicator
    own = store.level(indicator.level, indicator.vintage)
    return aggregate(store, key, parents(store, own, level), len(level.codes))


@lru_cache(maxsize=512)
def estimated(store: Store, key: str, level: Level) -> Aggregate:
    """An estimate for areas that the indicator's own do not fit into, as wards and MSOAs.

    Each LSOA takes the figure of the area it lies in, and the larger area the mean of them,
    weighted by people. It has no parts and no interval. nan for kinds that do not add up.
    """
    values = store.values(key)
    of_area = store.level(values.indicator.level, values.indicator.vintage).of_area
    size, adds = len(level.codes), values.indicator.kind.adding in ("parts", "mean", "mean rank")
    known = values.ok[of_area] & adds
    number = np.where(known, values.number[of_area], np.nan)
    value = weighted_mean_by(number, store.areas.population, level.of_area, size)
    nothing = np.full(size, np.nan)
    left_out = np.bincount(level.of_area[~known], minlength=size)
    return Aggregate(value, nothing, nothing, nothing, nothing, left_out)


def parents(store: Store, own: Level, larger: Level) -> Array:
    """For each area of a level the index of the larger area that most of its people live in.

    People are those of the LSOAs of the newest year that both share; between equals the first by
    code.
    """
    pairs, at = np.unique(own.of_area * len(larger.codes) + larger.of_area, return_inverse=True)
    people = np.bincount(at, weights=store.areas.population)
    one, other = np.divmod(pairs, len(larger.codes))
    order = np.lexsort((-other, people))  # the last that is written stands
    found = np.zeros(len(own.codes), dtype=np.int64)
    found[one[order]] = other[order]
    return found


def method(indicator: Indicator, noun: str = "its small areas", *, whole: bool = False) -> str:
    """How the figure of a larger area, or of the whole, is found, in words to follow "is"."""
    if whole and indicator.whole_table:
        return "published for the whole authority"
    if indicator.kind.adding == "change in parts":
        return f"the share of one date less the other, each from the counts of {noun} added up"
    if indicator.kind.adding == "mean rank":
        return f"the mean rank of {noun}, weighted by people"
    if indicator.has_parts and not indicator.kind.is_count:
        return f"found from the counts of {noun}, added up and then divided"
    if indicator.kind.adding == "sum":
        return f"the sum of the counts of {noun}"
    return f"the mean of {noun}, weighted by people"
