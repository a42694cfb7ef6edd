"""An indicator at earlier dates, shaded in bands that are the same at every date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from geodata.catalogue import Indicator, Trend
from geodata.contents import Array
from geodata.format import day
from geodata.store import Series, Store
from layers.palette import ramp
from layers.words import full_label

WIDTH = 10  # percentage points
BANDS = (
    "under 10%",
    *(f"{low} to {low + WIDTH}%" for low in range(WIDTH, 90, WIDTH)),
    "90%+",
)


@dataclass(frozen=True, eq=False)
class Moment:
    """A series at one of the dates that it publishes."""

    series: Series
    at: int

    @property
    def day(self) -> str:
        """The date as it is spoken."""
        return day(self.series.dates[self.at])

    @property
    def people(self) -> Array:
        """People with a dose in each area."""
        people: Array = self.series.people[self.at]
        return people

    @property
    def share(self) -> Array:
        """Percentages of the register of July 2021."""
        return 100 * self.people / self.series.denominator


def trend_of(store: Store, indicator: Indicator) -> Trend | None:
    """The trend whose last date is this indicator; None for an indicator without one."""
    return next((one for one in store.catalogue.trends if one.indicator == indicator.key), None)


def series_of(store: Store, indicator: Indicator) -> Series | None:
    """The series of that trend; None for an indicator without one."""
    trend = trend_of(store, indicator)
    return store.series(trend.key) if trend else None


def moments(store: Store, indicator: Indicator) -> dict[str, Moment]:
    """An indicator at each of its dates; empty for an indicator that has one date only."""
    series = series_of(store, indicator)
    if series is None:
        return {}
    return {series.dates[at]: Moment(series, at) for at in series.days}


def over_time(store: Store, indicator: Indicator) -> dict[str, Any]:
    """Dates, people and bands at each; empty for an indicator that has one date only."""
    found = moments(store, indicator)
    if not found:
        return {}
    return {
        "title": title(indicator),
        "dates": list(found),
        "days": [one.day for one in found.values()],
        "people": [one.people.astype(int).tolist() for one in found.values()],
        "classes": ["".join(f"{band:X}" for band in bands(one)) for one in found.values()],
        "labels": BANDS,
        "colours": ramp(len(BANDS)),
    }


def title(indicator: Indicator) -> str:
    """The name of an indicator that has dates, without the date of its latest figures."""
    return f"{full_label(indicator).partition(',')[0]}, aged {indicator.age}"


def bands(moment: Moment) -> list[int]:
    """The band of each area at a date, 1 to 10 as in BANDS: shares of the register of July 2021.

    A band holds its lower bound and not its upper one.
    """
    steps = np.floor(np.round(moment.share / WIDTH, 9)).astype(int)
    return [1 + step for step in np.clip(steps, 0, len(BANDS) - 1).tolist()]
