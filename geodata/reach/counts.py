"""Whom a figure counts and whom it does not reach, area by area: what is shown, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.levels import Level
from geodata.reach.floors import Floor, floor_of
from geodata.store import Store

Array = npt.NDArray[Any]
HIDDEN = "suppressed"


@dataclass(frozen=True, eq=False)
class Counts:
    """The people counted in each area of a level, and those they are counted among.

    Both are nan where the figure is not shown, and `status` says why; nothing stands in its place.
    A count can be up to `near` from the one that is shown.
    """

    level: Level
    numerator: Array
    denominator: Array
    status: Array
    near: int

    @cached_property
    def missing(self) -> Array:
        """People not reached in each area, never below nought; nan where unknown."""
        missing: Array = np.maximum(self.denominator - self.numerator, 0)
        return missing

    def floor(self, share: float) -> Floor:
        """How the areas stand to a floor of uptake, as `floor_of`."""
        return floor_of(self.numerator, self.denominator, share, near=self.near)


def counts_of(store: Store, key: str, date: str = "") -> Counts | None:
    """The counts of an indicator, the latest or those of a day of its trend (ISO 8601).

    None where it has no such day; UnknownKeyError for another key.
    """
    values = store.values(key)
    level = store.level(values.indicator.level, values.indicator.vintage)
    parts, status = (values.numerator, values.denominator), values.status
    if date:
        series = store.series_of(key)
        if series is None or date not in {series.dates[at] for at in series.days}:
            return None
        at = series.dates.index(date)
        parts, status = (series.people[at], series.denominator[at]), series.status[at]
    above, below = (np.where(status == "ok", one, np.nan) for one in parts)
    return Counts(level, above, below, status, values.indicator.near)
