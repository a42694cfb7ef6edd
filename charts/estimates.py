"""Shares and other values with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from charts.groups import Array
from geodata.aggregate import Aggregate
from geodata.catalogue import Indicator
from geodata.stats import wilson
from geodata.store import Values


@dataclass(frozen=True)
class Estimate:
    """A value with its interval and the parts it is made of; nan where there is none.

    A share lies between 0 and 1. More than 1 is kept and flagged (`over`); it has no interval.
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


def estimates(counts: Array | Sequence[float], totals: Array | Sequence[float]) -> list[Estimate]:
    """Shares of totals, with Wilson's 95 % interval each."""
    above, below = np.asarray(counts, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    shares = above / np.where(below > 0, below, np.nan)
    low, high = wilson(above, below)
    return [
        Estimate(int(a), int(b), share, lower, upper, over=0 < b < a)
        for a, b, share, lower, upper in zip(
            above.tolist(),
            below.tolist(),
            shares.tolist(),
            low.tolist(),
            high.tolist(),
            strict=True,
        )
    ]


def estimates_of(indicator: Indicator, found: Aggregate) -> list[Estimate]:
    """The figures of an aggregate: shares as fractions, everything else in its own unit."""
    scale = 100 if indicator.kind.is_share else 1
    columns = (found.numerator, found.denominator, found.value, found.low, found.high)
    return [
        Estimate(
            count=int(above) if above == above else 0,
            total=int(below) if below == below else 0,
            value=value / scale,
            low=low / scale,
            high=high / scale,
            over=indicator.kind.is_share and 0 < below < above,
        )
        for above, below, value, low, high in zip(*(c.tolist() for c in columns), strict=True)
    ]


def parts(values: Values) -> tuple[Array, Array]:
    """Numerators and denominators, 0 where no value is published, so that they can be added."""
    ok = (values.status == "ok") & ~np.isnan(values.numerator) & ~np.isnan(values.denominator)
    return np.where(ok, values.numerator, 0.0), np.where(ok, values.denominator, 0.0)


def together(values: Values, masks: Sequence[Array]) -> list[Estimate]:
    """The share of each group of areas: their numerators over their denominators."""
    above, below = parts(values)
    return estimates([above[mask].sum() for mask in masks], [below[mask].sum() for mask in masks])
