"""The sheet of a figure as it was at a date of its series."""

from __future__ import annotations

import numpy as np

from geodata.format import source_words, with_parts
from geodata.store import Store
from layers.choropleth import figure_lines
from layers.over_time import BANDS, Moment, bands, title
from layers.palette import ramp
from layers.sheet import Entry, Line, Sheet, in_order, same

WHY = "At a date the map shows bands that are the same at every date."


def choropleth_at(store: Store, moment: Moment) -> Sheet:
    """The bands of uptake at a date, which are the same at every date."""
    indicator = store.catalogue.indicator(moment.series.trend.indicator)
    level = store.level(indicator.level, indicator.vintage)
    size, colours = len(level.codes), ramp(len(BANDS))
    parts = zip(moment.share, moment.people, moment.series.denominator, strict=True)
    values = tuple(with_parts(indicator, *map(float, one)) for one in parts)
    lines = figure_lines(indicator, values, moment.people > moment.series.denominator)
    name = f"{title(indicator)}, by {moment.day}"
    return Sheet(
        level=level,
        number=np.array(bands(moment)),
        status=np.full(size, "ok"),
        colours=colours,
        title=f"{name}: bands of uptake, neighbourhoods",
        ends=indicator.class_ends,
        entries=tuple(
            Entry(colour, label, number=number)
            for number, (colour, label) in enumerate(zip(colours, BANDS, strict=True), start=1)
        ),
        lines=(same("label", name, size), *lines[1:], _band(moment)),
        order=in_order(store.values(indicator.key).rank),
        notes=("The bands are the same at every date.", f"Shares of: {indicator.denominator}."),
        named="Bands of uptake",
        why=WHY,
        sources=(source_words(indicator),),
    )


def _band(moment: Moment) -> Line:
    return Line("shown", tuple(f"Shaded as: {BANDS[at - 1]}" for at in bands(moment)))
