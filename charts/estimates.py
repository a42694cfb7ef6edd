"""Values with their intervals, each in its indicator's own unit: shares are in per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import nan

import numpy as np

from geodata.aggregate import Aggregate, aggregate, whole
from geodata.catalogue import Indicator
from geodata.contents import Array, Values
from geodata.format import interval, with_unit
from geodata.kinds import SHARE
from geodata.stats import interval_by
from geodata.store import Store


@dataclass(frozen=True)
class Estimate:
    """A value with its interval and the counts it is made of; nan where there is none.

    `count` and `total` are 0 for what has no parts. A share of more than 100 is kept and flagged
    (`over`); it has no interval.
    """

    count: int
    total: int
    value: float
    low: float
    high: float
    over: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return self.value == self.value

    def text(self, indicator: Indicator) -> str:
        """The value with the unit of its indicator; "no figure" without one."""
        return with_unit(indicator, self.value) if self.known else "no figure"

    def bounds(self, indicator: Indicator) -> str:
        """The interval as it stands in a sentence: "95% interval 1.2 to 3.4%"."""
        found = interval(indicator, self.low, self.high)
        return f"95% interval {found}" if found else "no interval"


UNKNOWN = Estimate(0, 0, nan, nan, nan)


def estimates(counts: Array | Sequence[float], totals: Array | Sequence[float]) -> list[Estimate]:
    """Shares of totals in per cent, with the 95% interval of shares each."""
    above, below = np.asarray(counts, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    shares = 100 * above / np.where(below > 0, below, np.nan)
    low, high = interval_by(SHARE.interval, above, below, per=SHARE.scale)
    over = (below > 0) & ((above > below) | (above < 0))
    return _listed(above, below, shares, low, high, over)


def of_groups(store: Store, key: str, groups: Array, size: int) -> list[Estimate]:
    """The figure of each of `size` groups of areas; `groups` as in `geodata.aggregate`."""
    return from_aggregate(aggregate(store, key, groups, size), store.values(key).indicator)


def from_aggregate(found: Aggregate, indicator: Indicator) -> list[Estimate]:
    """What an aggregate holds, group by group."""
    odd = (found.numerator > found.denominator) | (found.numerator < 0)
    return _listed(
        found.numerator,
        found.denominator,
        found.value,
        found.low,
        found.high,
        odd & indicator.kind.is_share,
    )


def of_place(store: Store, key: str) -> Estimate:
    """The figure of the whole place."""
    return from_aggregate(whole(store, key), store.values(key).indicator)[0]


def each(values: Values) -> list[Estimate]:
    """The figure of each area or practice as published, with the interval of its kind."""
    indicator = values.indicator
    per = indicator.per or indicator.kind.scale
    low, high = interval_by(indicator.interval, values.numerator, values.denominator, per=per)
    number = values.rank if indicator.kind.is_rank else values.value
    there = values.ok
    value, low, high = (np.where(there, one, np.nan) for one in (number, low, high))
    return _listed(values.numerator, values.denominator, value, low, high, values.over)


def _listed(*arrays: Array) -> list[Estimate]:
    return [
        Estimate(_count(above), _count(below), value, low, high, over=bool(over))
        for above, below, value, low, high, over in zip(
            *(np.asarray(one).tolist() for one in arrays), strict=True
        )
    ]


def _count(value: float) -> int:
    return 0 if value != value else int(value)


@lru_cache(maxsize=16)
def parts(values: Values) -> tuple[Array, Array]:
    """Numerators and denominators, 0 where no value is published, so that they can be added."""
    ok = values.ok & ~np.isnan(values.numerator) & ~np.isnan(values.denominator)
    return np.where(ok, values.numerator, 0.0), np.where(ok, values.denominator, 0.0)
