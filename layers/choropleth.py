"""The sheet of one figure: its areas in the classes of a measure."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

from geodata.catalogue import Indicator
from geodata.classify import BANDS, Classes, classify, usable_measure
from geodata.format import source_words
from geodata.ranges import class_ranges
from geodata.store import Store, Values
from layers.levels import LEVELS
from layers.palette import class_colours
from layers.sheet import SEAM, Entry, Line, Sheet, in_order, same, without_value
from layers.texts import OVER, rank_texts, share_line, value_texts
from layers.words import classes_name, decile_words, full_label, legend_title

AROUND = "This figure stands around a reference, and is shown in bands around it."
GROUPS = {
    "decile": "decile",
    "national-quintile": "quintile",
    "local-quintile": "quintile",
    "rank": "",
}


@lru_cache(maxsize=512)
def choropleth(store: Store, indicator: Indicator, asked: str) -> Sheet:
    """One figure in the classes of a measure, or of local quintiles where it has no such ranks."""
    values = store.values(indicator.key)
    measure = usable_measure(indicator, asked)
    place = store.authority.name
    classes = classify(values, measure, place=place)
    none = f"No national rank exists for this figure: {place} alone is ranked."
    if indicator.indicative:
        none = f"Classes are {place}'s own. Places that differ may differ by chance."
    return Sheet(
        level=store.level(indicator.level, indicator.vintage),
        number=classes.number,
        status=values.status,
        colours=class_colours(indicator, len(classes.labels)),
        title=legend_title(indicator, classes),
        ends=indicator.class_ends,
        entries=(*_entries(values, classes), *without_value(values.status, classes.number)),
        words=partial(_lines, store, values, classes),
        order=in_order(values.rank),
        notes=_notes(indicator),
        named=classes_name(indicator, classes),
        why="" if measure == asked else AROUND if measure == BANDS else none,
        sources=(source_words(indicator),),
    )


def ranges(values: Values, classes: Classes) -> tuple[str, ...]:
    """From which value to which each class goes; "" of ranks, whose classes say it."""
    if values.indicator.kind.is_rank or values.indicator.reference is not None:
        return ("",) * len(classes.labels)
    inside = [values.value[classes.number == at] for at in range(1, len(classes.labels) + 1)]
    spans = [(float(one.min()), float(one.max())) if one.size else None for one in inside]
    return class_ranges(values.indicator, spans)


def figure_lines(indicator: Indicator, values: tuple[str, ...], odd: np.ndarray) -> list[Line]:
    """What is said of any figure first: its name, its value, what is odd, what it is a share of."""
    return [
        same("label", full_label(indicator), len(values)),
        Line("value", values),
        Line("odd", tuple(OVER if one else "" for one in odd.tolist())),
        same("whole", share_line(indicator), len(values)),
    ]


def _entries(values: Values, classes: Classes) -> tuple[Entry, ...]:
    colours = class_colours(values.indicator, len(classes.labels))
    return tuple(
        Entry(colour, label, span, number)
        for number, (colour, label, span) in enumerate(
            zip(colours, classes.labels, ranges(values, classes), strict=True), start=1
        )
    )


def _lines(store: Store, values: Values, classes: Classes) -> tuple[Line, ...]:
    """Value, rank and class; the decile of England stands for a class that is the same."""
    indicator, place = values.indicator, store.authority.name
    lines = [
        *figure_lines(indicator, value_texts(values, place=place), values.over),
        Line("rank", rank_texts(values, place=place)),
    ]
    if indicator.total:
        words = ("", *decile_words(indicator, indicator.ranked_in))
        decile = classify(values, "decile", place=place).number
        lines.append(Line("decile", tuple(words[at] for at in decile.tolist())))
    if not indicator.total or classes.measure.key != "decile":
        group = GROUPS.get(classes.measure.key, "")
        words = ("", *(f"Shaded as: {group} {one}".replace("  ", " ") for one in classes.labels))
        lines.append(Line("shown", tuple(words[at] for at in classes.number.tolist())))
    return tuple(lines)


def _notes(indicator: Indicator) -> tuple[str, ...]:
    notes = []
    if indicator.kind.is_fraction:
        notes.append(f"Shares of: {indicator.denominator}.")
    if indicator.level != LEVELS[0][0]:
        notes.append(
            "These figures are published for neighbourhoods (MSOAs) only, and drawn as such."
        )
    elif indicator.vintage != LEVELS[0][1]:
        notes.append(f"Areas are those of {indicator.vintage}. Dashed outline: {SEAM}")
    return tuple(notes)
