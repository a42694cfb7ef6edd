"""The sheet of a figure as it was at a date of its series."""

from __future__ import annotations

from functools import partial

import numpy as np

from geodata.catalogue import Indicator
from geodata.format import WITHOUT, source_words, with_parts
from geodata.store import Store
from layers.choropleth import figure_lines
from layers.levels import LEVELS
from layers.over_time import BANDS, Moment, bands, title
from layers.palette import ramp
from layers.sheet import Entry, Line, Sheet, in_order, same, without_value

WHY = "At a date the map shows bands that are the same at every date."


def choropleth_at(store: Store, moment: Moment) -> Sheet:
    """The bands of uptake at a date, which are the same at every date."""
    indicator = store.catalogue.indicator(moment.series.trend.indicator)
    level = store.level(indicator.level, indicator.vintage)
    colours = ramp(len(BANDS))
    number = np.array(bands(moment))
    of = "" if indicator.level == LEVELS[0][0] else ", neighbourhoods"
    name = f"{title(indicator)}, by {moment.day}"
    return Sheet(
        level=level,
        number=number,
        status=moment.status,
        colours=colours,
        title=f"{name}: bands of uptake{of}",
        ends=indicator.class_ends,
        entries=(
            *(
                Entry(colour, label, number=at)
                for at, (colour, label) in enumerate(zip(colours, BANDS, strict=True), start=1)
            ),
            *without_value(moment.status, number),
        ),
        words=partial(_lines, indicator, moment, name),
        order=in_order(store.values(indicator.key).rank),
        notes=("The bands are the same at every date.", f"Shares of: {indicator.denominator}."),
        named="Bands of uptake",
        why=WHY,
        sources=(source_words(indicator),),
    )


def _lines(indicator: Indicator, moment: Moment, name: str) -> tuple[Line, ...]:
    lines = figure_lines(indicator, _values(indicator, moment), moment.people > moment.out_of)
    return (same("label", name, len(lines[0].texts)), *lines[1:], _band(moment))


def _values(indicator: Indicator, moment: Moment) -> tuple[str, ...]:
    """The value of each area with its parts; why there is none where there is none."""
    parts = zip(moment.status, moment.share, moment.people, moment.out_of, strict=True)
    return tuple(
        with_parts(indicator, *map(float, numbers)) if status == "ok" else WITHOUT[str(status)]
        for status, *numbers in parts
    )


def _band(moment: Moment) -> Line:
    words = ("", *(f"Shaded as: {one}" for one in BANDS))
    return Line("shown", tuple(words[at] for at in bands(moment)))
