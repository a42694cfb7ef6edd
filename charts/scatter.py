"""Two indicators against each other, one point an area or MSOA, with their rank correlation."""

from __future__ import annotations

import numpy as np

from charts.findings import Finding, Where
from charts.groups import seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.msoas import quintile_note
from charts.scatter_picture import picture
from charts.scatter_points import FEWEST, Axis, Points, colour_words, find_points, name
from charts.words import capital, fits, joined, short_label
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import amount, number, source_words
from geodata.geography import MSOA
from layers.words import both_labels

KEY = "scatter"
FEW = 20
AXES = {"x": "Across", "y": "Up"}


def scatter(context: Context) -> Chart:
    """Chart 4: do two indicators go together?"""
    found = find_points(context)
    pair = tuple(dict.fromkeys((found.x.indicator, found.y.indicator)))
    return Chart(
        key=KEY,
        title=f"Do they go together? {both_labels(found.x.indicator, found.y.indicator)}",
        finding=_finding(context, found),
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
        "The rank correlation (Spearman's) compares the order of the areas on the two axes as they "
        "are drawn, each area counting once. 0.7 or more is called strong, 0.4 moderate, 0.2 weak. "
        "It does not show that one causes the other.",
        *_line_note(found),
        f"Colours are {colour_words(context)}.",
        *(
            (
                f"A point is a whole neighbourhood (MSOA) of {MSOA[1]}. "
                f"{quintile_note(context.store)}",
            )
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
        "The line is least squares through the selected points, weighted by people. Its 95% "
        f"interval is shaded: {parts[0]}, {parts[1]}.".replace("−0.0", "0.0"),
    )


def strength(correlation: float) -> str:
    """A word for a correlation, whatever its sign."""
    size = abs(correlation)
    if size >= 0.7:
        return "strong"
    if size >= 0.4:
        return "moderate"
    return "weak" if size >= 0.2 else "no clear"


def _finding(context: Context, found: Points) -> Finding:
    """How strongly the two go together, over how many areas, and which way."""
    noun = "neighbourhood" if found.by_msoa else "area"
    everything = context.selection.is_everything
    here: Where = "place" if everything else "selection"
    say = Writer(context.href(), source_words(found.y.indicator))
    if found.x.indicator.key == found.y.indicator.key:
        gap = _left_out(found, noun, here, say)
        words = "Both axes show the same figure. Choose another to compare."
        return say.finding(words + gap)
    if context.selection.is_empty:
        return say.finding("No area is selected, so there is nothing to compare.")
    together = f"{found.x.indicator.key} and {found.y.indicator.key}"
    many = "" if found.count == 1 else "s"
    count = say.count(f"points of {together}", here, found.count)
    n = f"{count} {'' if everything else 'selected '}{noun}{many}"
    if found.count < FEWEST:
        need = say.count("fewest points of a correlation", here, FEWEST)
        few = f"{n}: too few to say whether the two go together, which needs {need}."
        return say.finding(few + _left_out(found, noun, here, say))
    if found.correlation != found.correlation:
        words = f"{n}, all alike on one axis, so nothing can be said of a link."
        return say.finding(words + _left_out(found, noun, here, say))
    together = f"rank correlation of {together}"
    shown = say.value(together, here, found.correlation, _signed(found.correlation))
    words = f"{_direction(found, noun, shown, n)}{_left_out(found, noun, here, say)}"
    return say.finding(words, asked=say.written[-1 if not _left(found) else -2])


def _left(found: Points) -> int:
    """Selected areas without both values."""
    return int(found.selected.sum()) - found.count


def _left_out(found: Points, noun: str, here: Where, say: Writer) -> str:
    left = _left(found)
    if not left:
        return ""
    count = say.count(
        f"left out of {found.x.indicator.key} and {found.y.indicator.key}", here, left
    )
    return f" {count} {noun}{'' if left == 1 else 's'} without a value left out."


def _signed(correlation: float) -> str:
    return number(correlation, 2)


def _direction(found: Points, noun: str, shown: str, n: str) -> str:
    """Strength and direction; the names stand in the title where they are too long for both."""
    x, y = found.x.indicator, found.y.indicator
    word = strength(found.correlation)
    kind = capital(word) if word == "no clear" else f"A {word}"
    start = f"{kind} link (rank correlation {shown}, {n})"
    if word == "no clear":
        return f"{start}."
    rises = found.correlation > 0
    end = y.more if rises == (x.kind.is_rank == y.kind.is_rank) else y.less
    named, short = (
        f'{capital(noun)}s nearer to "{x.more}"{on_x} tend to be nearer to "{end}"{on_y}.'
        for on_x, on_y in ((f" on {name(found.x)}", f" on {name(found.y)}"), ("", ""))
    )
    few = f" With so few {noun}s, one can change it." if found.count < FEW else ""
    return f"{start}. {named if fits(named) else short}{few} This is no proof of cause."


def _table(context: Context, found: Points) -> Table:
    level, areas = found.level, context.store.areas
    unit = f"{level.name}{level.vintage % 100}"
    columns = [
        Column(f"{unit}_code", "Code", shown="download"),
        Column(f"{unit}_name", "Neighbourhood" if found.by_msoa else "Area"),
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
