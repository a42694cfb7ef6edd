"""A figure as it was at a date of its series, shaded on the server: twin of `assets/areas.js`."""

from __future__ import annotations

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import with_parts
from geodata.store import Store
from layers.over_time import BANDS, Moment, bands, title
from layers.palette import ramp
from layers.shading import Entry, Shading, counted, counting, source_words, where


def shade_at(store: Store, moment: Moment, *, mask: Array) -> Shading:
    """The bands of uptake at a date. `mask` says which LSOAs of 2021 are selected."""
    indicator = store.catalogue.indicator(moment.series.trend.indicator)
    level = store.level(indicator.level, indicator.vintage)
    number = np.array(bands(moment))
    lit = store.members(mask, level)
    colours = ramp(len(BANDS))
    return Shading(
        level=level,
        number=number,
        colours=colours,
        lit=lit,
        title=f"{title(indicator)}, by {moment.day}: bands of uptake, MSOA",
        ends=indicator.class_ends,
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
            f"{where(store, level, index)}. {_said(indicator, moment, index)}."
            for index in range(len(level.codes))
        ),
    )


def _said(indicator: Indicator, moment: Moment, index: int) -> str:
    parts = (float(moment.people[index]), float(moment.series.denominator[index]))
    return with_parts(indicator, float(moment.share[index]), *parts)
