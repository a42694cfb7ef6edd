"""A figure as it was at a date of its series, shaded on the server: twin of `assets/areas.js`."""

from __future__ import annotations

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.store import Series, Store
from layers.over_time import BANDS, bands, days_of, trend_of
from layers.palette import ramp
from layers.shading import Entry, Shading, counted, counting, source_words, where
from layers.words import day, figure, full_label, value_words


def dated(store: Store, indicator: Indicator, date: str) -> bool:
    """Whether an indicator has figures of a date."""
    trend = trend_of(store, indicator)
    if trend is None or not date:
        return False
    series = store.series(trend.key)
    return date in [series.dates[at] for at in days_of(series)]


def shade_at(store: Store, indicator: Indicator, date: str, *, mask: Array) -> Shading:
    """The bands of uptake at a date. Raises ValueError for a date without figures."""
    trend = trend_of(store, indicator)
    if trend is None or not dated(store, indicator, date):
        raise ValueError(f"{full_label(indicator)} has no figures of {date!r}.")
    series = store.series(trend.key)
    at = series.dates.index(date)
    level = store.level(indicator.level, indicator.vintage)
    number = np.array(bands(series, at))
    lit = store.members(mask, level)
    colours = ramp(len(BANDS))
    name = full_label(indicator).partition(",")[0]
    return Shading(
        level=level,
        number=number,
        colours=colours,
        lit=lit,
        title=f"{name}, aged {trend.age_group}, by {day(date)}: bands of uptake, MSOA",
        ends=(indicator.more, indicator.less),
        entries=tuple(
            Entry(colour, label, "", counted(number, lit, place))
            for place, (colour, label) in enumerate(zip(colours, BANDS, strict=True), start=1)
        ),
        notes=(
            *counting(level, lit),
            "The bands are the same at every date.",
            f"Shares of: {indicator.denominator}.",
        ),
        sources=(source_words(indicator),),
        words=tuple(
            f"{where(store, level, index)}. {_said(indicator, series, at, index)}."
            for index in range(len(level.codes))
        ),
    )


def _said(indicator: Indicator, series: Series, at: int, index: int) -> str:
    people, register = float(series.people[at, index]), float(series.denominator[index])
    return value_words(indicator).format(
        value=figure(indicator, 100 * people / register),
        numerator=f"{people:,.0f}",
        denominator=f"{register:,.0f}",
    )
