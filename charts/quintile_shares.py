"""The share of a group in each deprivation quintile, and the slope from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.estimates import Estimate, parts, together
from charts.groups import Array
from charts.model import Context
from charts.msoas import msoa_level, msoa_quintiles
from geodata.catalogue import Indicator
from geodata.selection import quintiles
from geodata.stats import Slope, slope_index
from geodata.store import Store


@dataclass(frozen=True, eq=False)
class ByQuintile:
    """The share in each quintile, 1 to 5, of the selection and of the whole place."""

    subject: Indicator
    chosen: tuple[Estimate, ...]
    chosen_areas: tuple[int, ...]
    whole: tuple[Estimate, ...]
    whole_areas: tuple[int, ...]
    everyone: Estimate


def find_shares(context: Context, subject: Indicator) -> ByQuintile:
    """The quintiles of the view's filter, counted for the selection and for the whole place."""
    store, chosen = context.store, context.selection.filter
    whole, everyone = _whole(store, subject.key, chosen.by, chosen.basis)
    number_of = _classes(store, subject, by=chosen.by, basis=chosen.basis)
    level = store.level(subject.level, subject.vintage)
    members = store.members(context.selection.mask, level)
    masks = [members & (number_of == one) for one in range(1, 6)]
    return ByQuintile(
        subject=subject,
        chosen=tuple(together(store.values(subject.key), masks)),
        chosen_areas=tuple(int(mask.sum()) for mask in masks),
        whole=whole,
        whole_areas=tuple(int((number_of == one).sum()) for one in range(1, 6)),
        everyone=everyone,
    )


def _classes(store: Store, subject: Indicator, *, by: str, basis: str) -> Array:
    if subject.level == "msoa":
        return msoa_quintiles(store, by, basis)
    return _area_classes(store, by, basis)


@lru_cache(maxsize=32)
def _area_classes(store: Store, by: str, basis: str) -> Array:
    return quintiles(store, by=by, basis=basis)


@lru_cache(maxsize=256)
def _whole(store: Store, key: str, by: str, basis: str) -> tuple[tuple[Estimate, ...], Estimate]:
    """Each quintile of the whole place, and all of it; remembered."""
    values = store.values(key)
    number_of = _classes(store, values.indicator, by=by, basis=basis)
    masks = [number_of == one for one in range(1, 6)]
    *each, everyone = together(values, [*masks, np.ones(len(number_of), dtype=np.bool_)])
    return tuple(each), everyone


@lru_cache(maxsize=256)
def slope_of(store: Store, key: str, by: str) -> Slope:
    """The slope index of inequality of a share, in percentage points, over all its areas."""
    values = store.values(key)
    above, below = parts(values)
    rank = store.values(by)
    if values.indicator.level == "msoa":
        position = store.mean_rank(msoa_level(store), by)
    else:
        of_area = store.level(rank.indicator.level, rank.indicator.vintage).of_area
        position = np.where(rank.rank > 0, rank.rank, np.nan)[of_area]
    share = 100 * above / np.where(below > 0, below, np.nan)
    return slope_index(share, np.where(below > 0, below, np.nan), position)
