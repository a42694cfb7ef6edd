"""Two indicators against each other, one point an area or MSOA, with their rank correlation."""

from __future__ import annotations

import numpy as np

from charts.findings import Finding
from charts.groups import seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.msoas import quintile_note
from charts.scatter_picture import picture
from charts.scatter_points import FEWEST, Axis, Points, colour_words, find_points, name
from charts.words import joined, short_label, with_noun
from geodata.catalogue import Indicator
from geodata.format import amount, number
from geodata.geography import MSOA
from layers.words import full_label

KEY = "scatter"
FEW = 20
AXES = {"x": "Across", "y": "Up"}


def scatter(context: Context) -> Chart:
    """Chart 4: do two indicators go together?"""
    found = find_points(context)
    pair = tuple(dict.fromkeys((found.x.indicator, found.y.indicator)))
    return Chart(
        key=KEY,
        title=f"{full_label(found.x.indicator)} and {full_label(found.y.indicator)}",
        finding=Finding(_sentence(context, found)),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=pair,
        notes=_notes(context, found, pair),
    )


def _notes(context: Context, found: Points, pair: tuple[Indicator, ...]) -> tuple[str, ...]:
    seams = dict.fromkeys(
        note for one in pair if one.level == "lsoa" for note in seam_note(context.store, one)
    )
    halves = ("Both current parts of a changed area take the value of the earlier area.",)
    added = tuple(f"{name(one)}: {one.added}." for one in (found.x, found.y) if one.added)
    return (
        "Spearman's rank correlation compares the order of the areas on the two axes, each "
        "area counting once. 0.7 or more is called strong, 0.4 moderate, 0.2 weak. It does "
        "not show that one causes the other.",
        *_line_note(found),
        f"Colours are {colour_words(context)}.",
        *(
            (f"A point is a whole MSOA ({MSOA[1]}). {quintile_note(context.store)}",)
            if found.by_msoa
            else ()
        ),
        *added,
        *seams,
        *(halves if seams and not found.by_msoa else ()),
    )


def _line_note(found: Points) -> tuple[str, ...]:
    """Where the fitted line starts and ends, with its interval, in words."""
    if found.line is None:
        return ()
    across = found.x.number[found.chosen]
    ends = np.array([across.min(), across.max()])
    low, high = found.line.interval(ends)
    heights = found.line.at(ends)
    x, y = found.x.indicator, found.y.indicator
    parts = [
        f"{amount(y, heights[at])} ({amount(y, low[at])} to {amount(y, high[at])}) "
        f"at {amount(x, ends[at])}"
        for at in (0, 1)
    ]
    return (
        "The line is the least squares line through the selected points, weighted by people, with "
        f"its 95 % interval shaded: {parts[0]}, {parts[1]}.".replace("−0.0", "0.0"),
    )


def strength(correlation: float) -> str:
    """A word for a correlation, whatever its sign."""
    size = abs(correlation)
    if size >= 0.7:
        return "strong"
    if size >= 0.4:
        return "moderate"
    return "weak" if size >= 0.2 else "no clear"


def _sentence(context: Context, found: Points) -> str:
    noun = "MSOA" if found.by_msoa else "area"
    left = int(found.selected.sum()) - found.count
    gap = f" {with_noun(left, noun)} without a value left out." if left else ""
    if found.x.indicator.key == found.y.indicator.key:
        return "Both axes show the same indicator; choose another to compare." + gap
    if context.selection.is_empty:
        return "No area is selected, so there is nothing to compare."
    n = with_noun(found.count, noun if context.selection.is_everything else f"selected {noun}")
    if found.count < FEWEST:
        return f"{n}: too few for a correlation, which needs {FEWEST}.{gap}"
    if found.correlation != found.correlation:
        return f"{n}, all alike on one axis, so there is no correlation to give.{gap}"
    word = strength(found.correlation)
    start = f"{word.capitalize()} rank correlation (Spearman {_signed(found.correlation)}, {n})"
    if word == "no clear":
        return f"{start} between {name(found.x)} and {name(found.y)}.{gap}"
    few = f" With so few {noun}s, one can change it." if found.count < FEW else ""
    return f"{start}: {_direction(found, noun)}.{few} This is no proof of cause.{gap}"


def _signed(correlation: float) -> str:
    return number(correlation, 2)


def _direction(found: Points, noun: str) -> str:
    x, y = found.x.indicator, found.y.indicator
    end = y.more if found.correlation > 0 else y.less
    return (
        f"{noun}s towards the {x.more} end of {name(found.x)} tend to be towards the {end} end "
        f"of {name(found.y)}"
    )


def _table(context: Context, found: Points) -> Table:
    level, areas = found.level, context.store.areas
    unit = f"{level.name}{level.vintage % 100}"
    columns = [
        Column(f"{unit}_code", "Code", shown="download"),
        Column(f"{unit}_name", "MSOA" if found.by_msoa else "Area"),
        Column("neighbourhood", "Neighbourhood", shown="when filled"),
        _value_column("x", found.x),
        _value_column("y", found.y),
        Column("quintile", "Quintile", numeric=True),
        Column("status", "Status", shown="download"),
    ]
    order = sorted(
        np.flatnonzero(found.selected).tolist(),
        key=lambda index: (found.x.order[index] == 0, found.x.order[index], level.codes[index]),
    )
    rows = tuple(
        (
            level.codes[index],
            level.names[index],
            "" if found.by_msoa else areas.msoa_name[index],
            _cell(found.x, index),
            _cell(found.y, index),
            int(found.quintile[index]) or None,
            joined(list(dict.fromkeys((found.x.status[index], found.y.status[index])))),
        )
        for index in order
    )
    caption = f"{name(found.x)} and {name(found.y)}; quintile: {colour_words(context)}"
    return Table(tuple(columns), rows, caption)


def _value_column(key: str, axis: Axis) -> Column:
    mean = "mean " if axis.added and axis.indicator.kind.is_rank else ""
    label = f"{short_label(axis.indicator)}, {mean}{axis.indicator.unit}"
    title = f"{AXES[key]}: {label}"
    return Column(
        f"{key}_{axis.indicator.key}", label, numeric=True, indicator=axis.indicator, title=title
    )


def _cell(axis: Axis, index: int) -> Cell:
    if not axis.order[index]:
        return None
    value = float(axis.number[index])
    return int(value) if value.is_integer() and axis.indicator.kind.is_count else value
