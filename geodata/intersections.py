"""Where conditions meet: small areas in the same end of several figures at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from geodata.catalogue import Indicator
from geodata.classify import CATEGORY, MEASURES, classify
from geodata.contents import Array
from geodata.errors import UnknownKeyError
from geodata.store import Store

Mask = npt.NDArray[np.bool_]
End = Literal["most", "least"]
Basis = Literal["national", "local"]

MOST_CONDITIONS = 5


@dataclass(frozen=True)
class Condition:
    """An indicator and which fifth of it: the end that has most or least of it, or a class.

    A class is numbered as on the map (`geodata.classify`); of a figure in words it is a category.
    """

    key: str
    end: End | int
    basis: Basis = "national"


@dataclass(frozen=True, eq=False)
class Met:
    """Which LSOAs 2021 meet a condition, and of which it is known whether they do."""

    mask: Mask
    known: Mask


@dataclass(frozen=True)
class Count:
    """Areas and people."""

    areas: int
    people: int


@dataclass(frozen=True)
class Overlap:
    """Two conditions, by their place from 0: what meets both, and the Jaccard index, 0 to 1."""

    first: int
    second: int
    both: Count
    jaccard: float


@dataclass(frozen=True, eq=False)
class Intersections:
    """What meets all, any and each of the conditions, and just so many of them (0 first).

    `pair` overlaps most, None where no two conditions are met by any area. `unknown` are areas for
    which a condition is not known.
    """

    all_mask: Mask
    any_mask: Mask
    all: Count
    any: Count
    each: tuple[Count, ...]
    by_number: tuple[Count, ...]
    pair: Overlap | None
    unknown: Count


def met(store: Store, condition: Condition) -> Met:
    """The LSOAs 2021 that meet a condition; each takes the class of the larger area it lies in.

    UnknownKeyError where the figure is one of practices, or has no such fifth.
    """
    values = store.values(condition.key)
    indicator = values.indicator
    if indicator.level == "practice":
        raise UnknownKeyError(f"{indicator.key} is a figure of practices, not of areas.")
    measure = CATEGORY if indicator.kind.categorical else f"{condition.basis}-quintile"
    number = classify(values, measure, place=store.authority.name).number
    of_area = store.level(indicator.level, indicator.vintage).of_area
    return Met((number == _class(indicator, condition.end))[of_area], (number > 0)[of_area])


def _class(indicator: Indicator, end: End | int) -> int:
    """The class of an end: class 1 is the first of `class_ends`."""
    last = MEASURES["local-quintile"].classes
    if isinstance(end, int):
        last = len(indicator.categories) if indicator.kind.categorical else last
        if not 1 <= end <= last:
            raise UnknownKeyError(f"{indicator.key} has classes 1 to {last}, not {end}.")
        return end
    if indicator.kind.categorical:
        raise UnknownKeyError(f"{indicator.key} has categories, and neither most nor least.")
    words = indicator.more if end == "most" else indicator.less
    return 1 if indicator.class_ends[0] == words else last


def intersect(conditions: Sequence[Met], people: Array) -> Intersections:
    """How one to five conditions meet, over masks of the same areas and the people in those."""
    if not 1 <= len(conditions) <= MOST_CONDITIONS:
        raise ValueError(f"One to {MOST_CONDITIONS} conditions can meet, not {len(conditions)}.")
    masks = np.array([one.mask for one in conditions], dtype=np.bool_)
    known = np.array([one.known for one in conditions], dtype=np.bool_)
    number = masks.sum(axis=0)
    everything: Mask = number == len(masks)
    anything: Mask = number > 0
    unsure: Mask = known.sum(axis=0) < len(known)
    return Intersections(
        all_mask=everything,
        any_mask=anything,
        all=_count(everything, people),
        any=_count(anything, people),
        each=tuple(_count(mask, people) for mask in masks),
        by_number=tuple(_count(number == many, people) for many in range(len(masks) + 1)),
        pair=_closest(masks, people),
        unknown=_count(unsure, people),
    )


def _closest(masks: Array, people: Array) -> Overlap | None:
    """The pair with the highest Jaccard index, the first one of equals.

    Areas that meet both over areas that meet either: P. Jaccard, "The distribution of the flora in
    the alpine zone", New Phytologist 11 (1912), 37-50.
    """
    best: Overlap | None = None
    for first, second in combinations(range(len(masks)), 2):
        both = masks[first] & masks[second]
        either = int((masks[first] | masks[second]).sum())
        jaccard = int(both.sum()) / either if either else 0.0
        if jaccard > (best.jaccard if best else 0.0):
            best = Overlap(first, second, _count(both, people), jaccard)
    return best


def _count(mask: Array, people: Array) -> Count:
    return Count(int(mask.sum()), int(np.asarray(people)[mask].sum()))
