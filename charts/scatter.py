"""Two indicators against each other, one point an area (LSOA 2021), with their rank correlation."""

from __future__ import annotations

import numpy as np

from charts.groups import seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.scatter_picture import picture
from charts.scatter_points import Axis, Points, colour_words, find_points, name
from charts.words import counted, joined, short_label
from layers.words import full_label

KEY = "scatter"
FEWEST = 5
FEW = 20


def scatter(context: Context) -> Chart:
    """Chart 4: do two indicators go together?"""
    found = find_points(context)
    pair = tuple(dict.fromkeys((found.x.indicator, found.y.indicator)))
    seams = dict.fromkeys(note for one in pair for note in seam_note(context.store, one))
    halves = ("Both current parts of a changed area take the value of the earlier area.",)
    return Chart(
        key=KEY,
        title=f"{full_label(found.x.indicator)} and {full_label(found.y.indicator)}",
        sentence=_sentence(context, found),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=pair,
        notes=(
            "Spearman's rank correlation compares the order of the areas on the two axes, each "
            "area counting once. 0.7 or more is called strong, 0.4 moderate, 0.2 weak. It does "
            "not show that one causes the other.",
            f"Colours are {colour_words(context)}.",
            *seams,
            *(halves if seams else ()),
        ),
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
    left = context.selection.count - found.count
    gap = f" {counted(left, 'area')} without a value left out." if left else ""
    if found.x.indicator.key == found.y.indicator.key:
        return "Both axes show the same indicator; choose another to compare." + gap
    if context.selection.is_empty:
        return "No area is selected, so there is nothing to compare."
    n = counted(found.count, "selected area" if not context.selection.is_everything else "area")
    if found.count < FEWEST:
        return f"{n}: too few for a correlation, which needs {FEWEST}.{gap}"
    if found.correlation != found.correlation:
        return f"{n}, all alike on one axis, so there is no correlation to give.{gap}"
    word = strength(found.correlation)
    start = f"{word.capitalize()} rank correlation (Spearman {_signed(found.correlation)}, {n})"
    if word == "no clear":
        return f"{start} between {name(found.x)} and {name(found.y)}.{gap}"
    few = " With so few areas, one can change it." if found.count < FEW else ""
    return f"{start}: {_direction(found)}.{few} This is no proof of cause.{gap}"


def _signed(correlation: float) -> str:
    return f"{correlation:.2f}".replace("-", "−")


def _direction(found: Points) -> str:
    x, y = found.x.indicator, found.y.indicator
    end = y.more if found.correlation > 0 else y.less
    return (
        f"areas towards the {x.more} end of {name(found.x)} tend to be towards the {end} end "
        f"of {name(found.y)}"
    )


def _table(context: Context, found: Points) -> Table:
    areas = context.store.areas
    columns = (
        Column("lsoa21_code", "Code", shown="download"),
        Column("lsoa21_name", "Area"),
        Column("neighbourhood", "Neighbourhood"),
        _value_column("x", found.x),
        _value_column("y", found.y),
        Column("quintile", "Quintile", numeric=True),
        Column("status", "Status", shown="download"),
    )
    order = sorted(
        np.flatnonzero(context.selection.mask).tolist(),
        key=lambda index: (found.x.rank[index] == 0, found.x.rank[index], areas.code[index]),
    )
    rows = tuple(
        (
            areas.code[index],
            areas.name[index],
            areas.msoa_name[index],
            _cell(found.x, index),
            _cell(found.y, index),
            int(found.quintile[index]) or None,
            joined(list(dict.fromkeys((found.x.status[index], found.y.status[index])))),
        )
        for index in order
    )
    caption = f"{name(found.x)} and {name(found.y)}; quintile: {colour_words(context)}"
    return Table(columns, rows, caption)


def _value_column(key: str, axis: Axis) -> Column:
    label = f"{short_label(axis.indicator)}, {axis.indicator.unit}"
    return Column(f"{key}_{axis.indicator.key}", label, numeric=True)


def _cell(axis: Axis, index: int) -> Cell:
    if not axis.rank[index]:
        return None
    if axis.indicator.kind == "rank":
        return int(axis.rank[index])
    value = float(axis.value[index])
    return int(value) if axis.indicator.kind == "count" else round(value, 1)
