"""The share of a group in each deprivation quintile, and the slope from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.estimates import Estimate, of_groups, of_place, parts
from charts.groups import Array
from charts.model import Context
from charts.msoas import quintiles_of
from geodata.aggregate import estimated
from geodata.catalogue import Indicator
from geodata.geography import LSOA
from geodata.selection import quintiles
from geodata.stats import Slope, slope_index
from geodata.store import Store

FEWEST = 3  # areas that a line needs


@dataclass(frozen=True, eq=False)
class ByQuintile:
    """The share in each quintile, 1 to 5, on a basis, of the selection and of the whole place.

    `areas` has the quintile of every small area, 0 for none.
    """

    subject: Indicator
    basis: str
    chosen: tuple[Estimate, ...]
    chosen_areas: tuple[int, ...]
    whole: tuple[Estimate, ...]
    whole_areas: tuple[int, ...]
    everyone: Estimate
    areas: Array


def find_shares(context: Context, subject: Indicator, *, basis: str = "") -> ByQuintile:
    """The quintiles of the view's filter, counted for the selection and for the whole place.

    They are on the basis of the filter unless another is asked for.
    """
    store, chosen = context.store, context.selection.filter
    basis = basis or chosen.basis
    every, everyone = _whole(store, subject.key, chosen.by, basis)
    number_of = _classes(store, subject, by=chosen.by, basis=basis)
    level = store.level(subject.level, subject.vintage)
    members = store.members(context.selection.mask, level)
    inside = np.where(members, number_of, 0).astype(np.int64)
    return ByQuintile(
        subject=subject,
        basis=basis,
        chosen=tuple(of_groups(store, subject.key, inside - 1, 5)),
        chosen_areas=tuple(np.bincount(inside, minlength=6)[1:].tolist()),
        whole=every,
        whole_areas=tuple(np.bincount(number_of, minlength=6)[1:].tolist()),
        everyone=everyone,
        areas=number_of[level.of_area],
    )


def _classes(store: Store, subject: Indicator, *, by: str, basis: str) -> Array:
    if (subject.level, subject.vintage) == LSOA:
        return quintiles(store, by=by, basis=basis)
    return quintiles_of(store, store.level(subject.level, subject.vintage), by, basis)


@lru_cache(maxsize=256)
def _whole(store: Store, key: str, by: str, basis: str) -> tuple[tuple[Estimate, ...], Estimate]:
    """Each quintile of the whole place, and all of it; remembered."""
    subject = store.values(key).indicator
    number_of = _classes(store, subject, by=by, basis=basis).astype(np.int64)
    each = of_groups(store, key, number_of - 1, 5)
    return tuple(each), of_place(store, key)


@lru_cache(maxsize=256)
def slope_of(store: Store, key: str, by: str) -> Slope | None:
    """The slope index of inequality in the indicator's unit, over all its areas.

    None where fewer than three areas have a figure and a place among the deprived, or all the same.
    """
    values = store.values(key)
    indicator = values.indicator
    level = store.level(indicator.level, indicator.vintage)
    position = estimated(store, by, level).value
    weights = parts(values)[1] if indicator.has_parts else store.people(level)
    known = values.ok & (weights > 0) & ~np.isnan(position)
    if int(known.sum()) < FEWEST or not np.ptp(position[known]):
        return None
    value, people = (np.where(known, one, np.nan) for one in (values.value, weights))
    return slope_index(value, people, position)
