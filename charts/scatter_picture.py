"""The picture of two indicators against each other: a point an area."""

from __future__ import annotations

import htpy as h
import numpy as np

from charts import svg
from charts.groups import Array
from charts.model import Context
from charts.scatter_points import Axis, Points, colour_words, numbers
from charts.svg import Marks
from charts.words import capital, short_label
from layers.palette import INK, MUTED, NO_VALUE, ramp

TOP, BOTTOM, LEFT, RIGHT = 62, 350, 54, 410


def picture(context: Context, found: Points) -> h.Element:
    """Chart 4 as SVG. Coordinates are the viewBox's own, so that a box drawn on it can be read."""
    x, y = _scale(found.x, LEFT, RIGHT), _scale(found.y, BOTTOM, TOP)
    titles = _titles(context, found)
    return svg.picture(
        _legend(context, found),
        _x_axis(found.x, x),
        _y_axis(found.y, y),
        _marks(context, found, titles, x=x, y=y, chosen=False),
        _marks(context, found, titles, x=x, y=y, chosen=True),
        height=BOTTOM + 44,
        labelled_by="panel-scatter-title",
        role="img",
        hook="data-box",
    )


def _scale(axis: Axis, start: float, end: float) -> svg.Scale:
    if axis.indicator.kind == "rank":
        return svg.Scale(0, axis.indicator.total or 1, start, end)
    values = axis.value[axis.shown]
    return svg.Scale(0, float(values.max()) * 1.03 if values.size else 1, start, end)


def _legend(context: Context, found: Points) -> Marks:
    colours, marks, x = ramp(5), [], 6.0
    marks.append(svg.label(0, 13, svg.shortened(capital(colour_words(context)), svg.WIDTH)))
    for number, colour in enumerate(colours, start=1):
        text = {1: "1 most deprived", 5: "5 least deprived"}.get(number, str(number))
        marks.append(_dot(x, 28, fill=colour))
        marks.append(svg.label(x + 9, 32, text, size=svg.SMALL))
        x += 9 + svg.text_width(text, size=svg.SMALL) + 18
    if bool((found.quintile == 0).any()):
        marks.append(_dot(x, 28, fill=NO_VALUE))
        marks.append(svg.label(x + 9, 32, "none", size=svg.SMALL))
    return svg.join(*marks)


def _dot(x: float, y: float, *, fill: str) -> Marks:
    return svg.tag("circle", cx=x, cy=y, r=4.5, fill=fill, stroke=INK, stroke_width=0.8)


def _x_axis(axis: Axis, scale: svg.Scale) -> Marks:
    small, marks = svg.SMALL, []
    for tick in svg.ticks(scale.high, about=4):
        x = scale(tick)
        marks.append(svg.rule(x, TOP, x, BOTTOM, strong=tick == 0))
        marks.append(
            svg.label(x, BOTTOM + 16, f"{tick:,.0f}", anchor="middle", quiet=True, size=small)
        )
    title = svg.shortened(f"{_axis_title(axis)} →", svg.WIDTH - 10)
    marks.append(svg.label(RIGHT, BOTTOM + 36, title, anchor="end"))
    return svg.join(*marks)


def _y_axis(axis: Axis, scale: svg.Scale) -> Marks:
    small, marks = svg.SMALL, []
    for tick in svg.ticks(scale.high, about=4):
        y = scale(tick)
        marks.append(svg.rule(LEFT, y, RIGHT, y, strong=tick == 0))
        marks.append(
            svg.label(LEFT - 7, y + 4.5, f"{tick:,.0f}", anchor="end", quiet=True, size=small)
        )
    marks.append(svg.label(0, TOP - 8, svg.shortened(f"↑ {_axis_title(axis)}", svg.WIDTH)))
    return svg.join(*marks)


def _axis_title(axis: Axis) -> str:
    indicator = axis.indicator
    if indicator.kind == "rank":
        return f"{short_label(indicator)}, rank, 1 {indicator.more}"
    return f"{indicator.label} {indicator.edition}, {indicator.unit}"


def _marks(
    context: Context,
    found: Points,
    titles: tuple[str, ...],
    *,
    x: svg.Scale,
    y: svg.Scale,
    chosen: bool,
) -> Marks:
    """Points of the selection, or the fainter and smaller ones of the rest, grouped by colour."""
    indexes = np.flatnonzero(found.chosen if chosen else found.both & ~found.chosen)
    across = _placed(x, numbers(found.x)[indexes])
    down = _placed(y, numbers(found.y)[indexes])
    codes = svg.escaped(context.store.areas.code)
    size = "4.5" if chosen else "3"
    by_colour: dict[int, list[str]] = {}
    for index, cx, cy in zip(indexes.tolist(), across, down, strict=True):
        by_colour.setdefault(int(found.quintile[index]), []).append(
            f'<circle data-area="{codes[index]}" cx="{cx}" cy="{cy}" r="{size}">'
            f"<title>{titles[index]}</title></circle>"
        )
    colours = (NO_VALUE, *ramp(5))
    return svg.tag(
        "g",
        *(
            svg.tag("g", Marks("".join(by_colour[number])), fill=colours[number])
            for number in sorted(by_colour, reverse=True)
        ),
        class_="points selected" if chosen else "points",
        stroke=INK if chosen else MUTED,
        stroke_width=".9" if chosen else ".5",
        opacity=None if chosen else ".45",
    )


def _placed(scale: svg.Scale, values: Array) -> list[float]:
    width = scale.high - scale.low
    placed = scale.start + (scale.end - scale.start) * (values - scale.low) / (width or 1)
    return [round(one, 1) for one in placed.tolist()]


def _titles(context: Context, found: Points) -> tuple[str, ...]:
    """What a point says when pointed at, ready to insert: the area and its two values."""
    areas = context.store.areas
    return tuple(
        f"{name}, {place}: across {across:,.0f}, up {up:,.0f}"
        for name, place, across, up in zip(
            svg.escaped(areas.name),
            svg.escaped(areas.msoa_name),
            numbers(found.x).tolist(),
            numbers(found.y).tolist(),
            strict=True,
        )
    )
