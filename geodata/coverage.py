"""Which larger areas an area of LSOAs covers, and which of them a figure of that area is made of.

A larger area is covered when more than half of its people live in the area, or all its LSOAs lie
in it. Nothing is apportioned: what is covered counts whole, everything else not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from geodata.aggregate import Aggregate, aggregate
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.geography import LSOA
from geodata.levels import Level
from geodata.store import Store

How = Literal["its own", "covered", "lies in", "none"]


@dataclass(frozen=True, eq=False)
class Coverage:
    """How an area of LSOAs and the areas of a larger level share their people.

    `covered` and `touched` are masks of the level: covered by the area, and home to some of its
    people. `people` live in the area, `held` of them in covered areas; `beyond` live in covered
    areas and outside the area.
    """

    level: Level
    covered: Array
    touched: Array
    people: int
    held: int
    beyond: int

    @property
    def share(self) -> float:
        """Share of the area's people that the covered areas hold, 0 to 1; nan without people."""
        return self.held / self.people if self.people else float("nan")

    @property
    def beyond_share(self) -> float:
        """Share of the people of the covered areas that live outside the area; nan without."""
        both = self.held + self.beyond
        return self.beyond / both if both else float("nan")


@dataclass(frozen=True, eq=False)
class Basis:
    """What a figure of an area is made of: a mask of areas of the figure's own level, and how.

    "its own": the small areas that make the area up. "covered": larger areas that it covers.
    "lies in": the one larger area in which all its people live. "none": there is no figure, since
    it covers no larger area and its people live in several.
    """

    how: How
    members: Array
    coverage: Coverage

    @property
    def count(self) -> int:
        """How many areas the figure is made of."""
        return int(self.members.sum())


def coverage(store: Store, mask: Array, level: Level) -> Coverage:
    """Which areas of a level the masked LSOAs cover."""
    mask = np.asarray(mask, dtype=np.bool_)
    inside, size = np.where(mask, store.areas.population, 0), len(level.codes)
    here = np.bincount(level.of_area, weights=inside, minlength=size)
    every = np.bincount(level.of_area, weights=store.areas.population, minlength=size)
    some = np.bincount(level.of_area[mask], minlength=size)
    whole = (some > 0) & (some == np.bincount(level.of_area, minlength=size))
    covered = (2 * here > every) | whole
    people, held = int(inside.sum()), int(here[covered].sum())
    return Coverage(
        level=level,
        covered=covered,
        touched=here > 0 if people else some > 0,
        people=people,
        held=held,
        beyond=int(every[covered].sum()) - held,
    )


def basis(store: Store, indicator: Indicator, mask: Array) -> Basis:
    """What the figure of an area, a mask of LSOAs, is made of."""
    found = coverage(store, mask, store.level(indicator.level, indicator.vintage))
    if (indicator.level, indicator.vintage) == LSOA:
        return Basis("its own", found.covered, found)
    if found.covered.any():
        return Basis("covered", found.covered, found)
    if int(found.touched.sum()) == 1:
        return Basis("lies in", found.touched, found)
    return Basis("none", found.covered, found)


def figure(store: Store, key: str, found: Basis) -> Aggregate:
    """The figure made of what it rests on: arrays of one."""
    return aggregate(store, key, np.where(found.members, 0, -1), 1)


def covering(store: Store, own: Level, larger: Level) -> Array:
    """For each area of a level the larger area that covers it, or -1 where none does."""
    people = np.zeros((len(own.codes), len(larger.codes)))
    np.add.at(people, (own.of_area, larger.of_area), store.areas.population)
    lsoas = np.zeros_like(people)
    np.add.at(lsoas, (own.of_area, larger.of_area), 1)
    covers = (2 * people > people.sum(axis=1, keepdims=True)) | (
        lsoas == lsoas.sum(axis=1, keepdims=True)
    )
    found: Array = np.where(covers.any(axis=1), covers.argmax(axis=1), -1)
    return found


@lru_cache(maxsize=512)
def spread(store: Store, key: str, level: Level) -> Aggregate:
    """The figure of each area of a level, from the areas it covers; nan where it covers none.

    A figure of the level itself is as published. The level must not be smaller than the figure's.
    """
    indicator = store.values(key).indicator
    own = store.level(indicator.level, indicator.vintage)
    groups = np.arange(len(own.codes)) if own is level else covering(store, own, level)
    return aggregate(store, key, groups, len(level.codes))
