"""Two figures on one map: thirds of each, and small areas' figures as MSOAs would have them.

A figure that is published for MSOAs is never shown as if it were known for smaller areas. Paired
with one of LSOAs both are drawn on MSOAs, and the smaller areas are added up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from geodata.aggregate import over
from geodata.catalogue import Indicator
from geodata.classify import local_group
from geodata.contents import Array
from geodata.format import WITHOUT, number, with_parts
from geodata.geography import MSOA
from geodata.stats import rank_competition
from geodata.store import Store

MEAN = "people-weighted mean of its small areas"
THIRDS = 3
LARGER = MSOA


def thirds(rank: Array) -> Array:
    """The third of the authority's areas each is in, 1 where rank 1 is; 0 without a value."""
    return local_group(rank, THIRDS)


@dataclass(frozen=True, eq=False)
class AddedUp:
    """A figure of LSOAs on MSOAs: the rank and the third of each, and its value in words."""

    rank: Array
    third: Array
    texts: tuple[str, ...]


@lru_cache(maxsize=256)
def added_up(store: Store, indicator: Indicator) -> AddedUp:
    """An LSOA figure on MSOAs, ranked among them."""
    found = over(store, indicator.key, store.level(*LARGER))
    largest_first = indicator.largest_first and not indicator.kind.is_rank
    rank = rank_competition(found.value, largest_first=largest_first)
    parts = zip(found.value, found.numerator, found.denominator, strict=True)
    texts = tuple(_text(indicator, *map(float, one)) for one in parts)
    return AddedUp(rank, thirds(rank), texts)


def _text(indicator: Indicator, value: float, numerator: float, denominator: float) -> str:
    if math.isnan(value):
        return WITHOUT["missing"]
    if indicator.kind.is_rank:
        return f"people-weighted mean rank {number(value)}"
    words = with_parts(indicator, value, numerator, denominator)
    return words if math.isfinite(numerator) or indicator.kind.is_count else f"{MEAN} {words}"
