"""An indicator at earlier dates, shaded in bands that are the same at every date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import day
from geodata.store import Series, Store
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
    def out_of(self) -> Array:
        """The people that those are a share of, in each area."""
        out_of: Array = self.series.denominator[self.at]
        return out_of

    @property
    def status(self) -> Array:
        """Why an area has no figure; "ok" where it has one."""
        status: Array = self.series.status[self.at]
        return status

    @property
    def share(self) -> Array:
        """Percentages of those people; nan where there is no figure."""
        with np.errstate(invalid="ignore"):  # a share of nobody
            share: Array = 100 * self.people / self.out_of
        return share


def moments(store: Store, indicator: Indicator) -> dict[str, Moment]:
    """An indicator at each of its dates; empty for an indicator that has one date only."""
    series = store.series_of(indicator.key)
    if series is None:
        return {}
    return {series.dates[at]: Moment(series, at) for at in series.days}


def title(indicator: Indicator) -> str:
    """The name of an indicator that has dates, without the date of its latest figures."""
    if indicator.near:
        return indicator.short_label
    return f"{full_label(indicator).partition(',')[0]}, aged {indicator.age}"


def label_at(store: Store, indicator: Indicator, date: str) -> str:
    """The name of an indicator as it was at a date, or with its edition for one it has not."""
    moment = moments(store, indicator).get(date)
    return f"{title(indicator)}, by {moment.day}" if moment else full_label(indicator)


def bands(moment: Moment) -> list[int]:
    """The band of each area's share at a date, 1 to 10 as in BANDS; 0 without a figure.

    A band holds its lower bound and not its upper one.
    """
    known = ~np.isnan(moment.share)
    steps = np.floor(np.round(np.where(known, moment.share, 0) / WIDTH, 9)).astype(int)
    found: list[int] = np.where(known, 1 + np.clip(steps, 0, len(BANDS) - 1), 0).tolist()
    return found
