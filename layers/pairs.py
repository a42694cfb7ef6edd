"""Two figures on one map: thirds of each, and small areas' figures as MSOAs would have them.

A figure that is published for MSOAs is never shown as if it were known for smaller areas. Paired
with one of LSOAs both are drawn on MSOAs, and the smaller areas are added up.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from geodata.catalogue import Indicator
from geodata.classify import local_group
from geodata.contents import Array
from geodata.stats import rank_competition, weighted_mean_by
from geodata.store import Level, Store
from layers.words import figure, value_words

THIRDS = 3
LARGER = ("msoa", 2011)


def thirds(rank: Array) -> str:
    """The third of the authority's areas each is in, 1 at the `more` end; 0 without a value."""
    return "".join(map(str, local_group(rank, THIRDS).tolist()))


def added_up(store: Store, indicator: Indicator) -> dict[str, Any]:
    """An LSOA figure on MSOAs: thirds and values in words. Empty for figures of MSOAs."""
    if indicator.level == LARGER[0]:
        return {}
    larger = store.level(*LARGER)
    if indicator.kind == "rank":
        value = store.mean_rank(larger, indicator.key)
        said = [f"people-weighted mean rank {figure(indicator, one)}" for one in value]
        rank = rank_competition(value, largest_first=False)
    else:
        value, said = _totals(store, indicator, larger)
        rank = rank_competition(value, largest_first=True)
    return {"thirds": thirds(rank), "said": said}


def _totals(store: Store, indicator: Indicator, larger: Level) -> tuple[Array, list[str]]:
    values = store.values(indicator.key)
    of_area, size = larger.of_area, len(larger.codes)
    value: Array
    if indicator.kind == "count":
        value = np.bincount(of_area, weights=values.value, minlength=size)
        return value, [f"{one:,.0f} {indicator.unit}" for one in value]
    if indicator.kind == "share" and indicator.has_parts:
        parts = np.bincount(of_area, weights=values.numerator, minlength=size)
        wholes = np.bincount(of_area, weights=values.denominator, minlength=size)
        value = 100 * parts / wholes
        pattern = value_words(indicator)
        return value, [
            pattern.format(
                value=figure(indicator, float(one)),
                numerator=f"{part:,.0f}",
                denominator=f"{whole:,.0f}",
            )
            for one, part, whole in zip(value, parts, wholes, strict=True)
        ]
    value = weighted_mean_by(values.value, store.areas.population, of_area, size)
    pattern = "people-weighted mean of its LSOAs " + value_words(indicator)
    return value, [pattern.format(value=figure(indicator, float(one))) for one in value]
