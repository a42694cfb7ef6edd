"""Which LSOAs (2021) a filter selects. Pure: the same store and filter give the same answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geodata.classify import local_group, national_quintile
from geodata.drawn import Drawn, inside, read_outline
from geodata.errors import UnknownKeyError
from geodata.geography import LAD, WARD
from geodata.landmarks import circle_of

if TYPE_CHECKING:
    from geodata.store import Store

Mask = npt.NDArray[np.bool_]

BASES = ("national", "local")
FIFTHS = 5


@dataclass(frozen=True)
class Filter:
    """What was asked for. Empty tuples do not filter.

    authorities: codes of local authorities, in a bundle of several. wards: codes of the newest
    wards. quintiles: 1 (most deprived) to 5, of the indicator `by`, which must be named with them,
    on the basis "national" or "local". picked: codes of the newest LSOAs. near: a circle as
    geodata/landmarks.py writes it; shape: an outline as an encoded polyline.
    """

    authorities: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    quintiles: tuple[int, ...] = ()
    basis: str = "national"
    by: str = ""
    picked: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    shape: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether a circle or an outline says where."""
        return bool((self.near or self.shape) and not self.picked)


@dataclass(frozen=True, eq=False)
class Selection:
    """The LSOAs (2021) selected: `mask` has one truth for each, in the order of Store.areas."""

    mask: Mask
    filter: Filter

    @property
    def count(self) -> int:
        """How many LSOAs are selected."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def is_everything(self) -> bool:
        """True when every LSOA is selected."""
        return bool(self.mask.all())

    @property
    def is_empty(self) -> bool:
        """True when no LSOA is selected."""
        return not self.mask.any()


def select(store: Store, filter: Filter) -> Selection:
    """Apply a filter.

    If any area is picked, the selection is exactly the picked areas, and the other filters wait.
    Otherwise it is the areas that lie in one of the authorities, in one of the wards (best fit), in
    one of the quintiles, and in what was drawn.
    Codes and quintiles that do not exist select nothing.
    """
    mask = np.ones(len(store.areas.code), dtype=np.bool_)
    if filter.picked:
        mask &= store.level("lsoa").of(filter.picked)
    else:
        if filter.authorities:
            mask &= _lying_in(store, LAD, filter.authorities)
        if filter.wards:
            mask &= _lying_in(store, WARD, filter.wards)
        if filter.quintiles:
            asked = np.isin(np.arange(FIFTHS + 1), filter.quintiles)
            mask &= asked[quintiles(store, by=filter.by, basis=filter.basis)]
        for one in drawn(store, filter):
            mask &= inside(store, one)
    return Selection(mask=mask, filter=filter)


def _lying_in(store: Store, kind: tuple[str, int], codes: tuple[str, ...]) -> Mask:
    """Which LSOAs lie in areas of a division; none where a bundle is not divided so."""
    for level in store.divisions:
        if (level.name, level.vintage) == kind:
            return level.of(codes)
    return np.zeros(len(store.areas.code), dtype=np.bool_)


def venues_in(store: Store, selection: Selection) -> Mask:
    """Which venues are selected. In a ward are those that stand in it, whatever their LSOA's is."""
    venues, asked = store.venues, selection.filter
    if asked.picked or not asked.wards:
        return venues.inside(selection.mask)
    elsewhere = select(store, replace(asked, wards=())).mask
    wards = frozenset(asked.wards)
    standing = [one in wards for one in venues.ward_code]
    return venues.inside(elsewhere) & np.array(standing, dtype=np.bool_)


def drawn(store: Store, filter: Filter) -> tuple[Drawn, ...]:
    """What a filter has drawn: a circle, an outline, both or nothing."""
    circle = (circle_of(store, filter.near),) if filter.near else ()
    return (*circle, read_outline(filter.shape)) if filter.shape else circle


@lru_cache(maxsize=32)
def quintiles(store: Store, *, by: str, basis: str) -> npt.NDArray[np.uint8]:
    """The quintile of every LSOA 2021 by an indicator of ranks; 0 where it has no value.

    By an indicator on areas of 2011, an LSOA 2021 takes the class of the 2011 area it lies in.
    """
    values = store.values(by)
    indicator = values.indicator
    if indicator.total is None:
        raise UnknownKeyError(f"{by} has no ranks to make quintiles from.")
    if basis not in BASES:
        raise UnknownKeyError(f"There is no basis {basis!r}, only {' and '.join(BASES)}.")
    if basis == "national":
        number = national_quintile(values.rank, values.total)
    else:
        number = local_group(values.rank, FIFTHS)
    found = number[store.level(indicator.level, indicator.vintage).of_area]
    found.setflags(write=False)  # it is remembered
    return found
