"""Two figures on one map: thirds of each, and small areas' figures as MSOAs would have them.

A figure that is published for MSOAs is never shown as if it were known for smaller areas. Paired
with one of LSOAs both are drawn on MSOAs, and the smaller areas are added up.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from geodata.aggregate import over
from geodata.catalogue import Indicator
from geodata.classify import local_group
from geodata.contents import Array
from geodata.format import WITHOUT, number, with_parts
from geodata.stats import rank_competition
from geodata.store import Store

MEAN = "people-weighted mean of its LSOAs"
THIRDS = 3
LARGER = ("msoa", 2011)


def thirds(rank: Array) -> str:
    """The third of the authority's areas each is in, 1 where rank 1 is; 0 without a value."""
    return "".join(map(str, local_group(rank, THIRDS).tolist()))


@lru_cache(maxsize=256)
def added_up(store: Store, indicator: Indicator) -> dict[str, Any]:
    """An LSOA figure on MSOAs: thirds and values in words. Empty for figures of MSOAs."""
    if indicator.level == LARGER[0]:
        return {}
    found = over(store, indicator.key, store.level(*LARGER))
    largest_first = indicator.largest_first and not indicator.kind.is_rank
    rank = rank_competition(found.value, largest_first=largest_first)
    parts = zip(found.value, found.numerator, found.denominator, strict=True)
    return {"thirds": thirds(rank), "said": [_said(indicator, *map(float, one)) for one in parts]}


def _said(indicator: Indicator, value: float, numerator: float, denominator: float) -> str:
    if math.isnan(value):
        return WITHOUT["missing"]
    if indicator.kind.is_rank:
        return f"people-weighted mean rank {number(value)}"
    words = with_parts(indicator, value, numerator, denominator)
    return words if math.isfinite(numerator) or indicator.kind.is_count else f"{MEAN} {words}"
