"""An indicator at earlier dates, shaded in bands that are the same at every date."""

from __future__ import annotations

from typing import Any

import numpy as np

from geodata.catalogue import Indicator, Trend
from geodata.store import Series, Store
from layers.palette import ramp
from layers.words import day, full_label

WIDTH = 10  # percentage points
BANDS = (
    "90 %+",
    *(f"{low} to {low + WIDTH} %" for low in range(80, 0, -WIDTH)),
    "under 10 %",
)


def trend_of(store: Store, indicator: Indicator) -> Trend | None:
    """The trend whose last date is this indicator; None for an indicator without one."""
    return next((one for one in store.catalogue.trends if one.indicator == indicator.key), None)


def days_of(series: Series) -> list[int]:
    """Positions of the dates that publish the age group of a series."""
    return np.flatnonzero(~np.isnan(series.people).any(axis=1)).tolist()


def over_time(store: Store, indicator: Indicator) -> dict[str, Any]:
    """Dates, people and bands at each; empty for an indicator that has one date only."""
    trend = trend_of(store, indicator)
    if trend is None:
        return {}
    series = store.series(trend.key)
    days = days_of(series)
    return {
        "title": f"{full_label(indicator).partition(',')[0]}, aged {trend.age_group}",
        "dates": [series.dates[one] for one in days],
        "days": [day(series.dates[one]) for one in days],
        "people": [series.people[one].astype(int).tolist() for one in days],
        "classes": ["".join(f"{band:X}" for band in bands(series, one)) for one in days],
        "labels": BANDS,
        "colours": ramp(len(BANDS)),
    }


def bands(series: Series, at: int) -> list[int]:
    """The band of each area at a date, 1 to 10 as in BANDS: shares of the register of July 2021.

    A band holds its lower bound and not its upper one.
    """
    share = 100 * series.people[at] / series.denominator
    steps = np.floor(np.round(share / WIDTH, 9)).astype(int)
    return [len(BANDS) - step for step in np.clip(steps, 0, len(BANDS) - 1).tolist()]
