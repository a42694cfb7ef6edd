"""The picture of two indicators against each other: a point an area."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from charts import scene, svg
from charts.groups import Array
from charts.hit_areas import reaches
from charts.model import Context
from charts.msoas import msoa_level, msoa_link
from charts.scatter_points import Axis, Points, colour_words
from charts.svg import Marks
from charts.words import capital, short_label
from geodata.catalogue import Indicator
from geodata.format import amount, tick_words
from geodata.store import Areas
from layers.palette import INK, MUTED, NO_VALUE, ramp

TOP, BOTTOM, LEFT, RIGHT = 62, 350, 54, 410
Wrap = Callable[[int, str, str], scene.Node]


def picture(context: Context, found: Points) -> scene.Picture:
    """Chart 4 as SVG. Coordinates are the viewBox's own, so that a box drawn on it can be read."""
    x, y = _scale(found.x, LEFT, RIGHT), _scale(found.y, BOTTOM, TOP)
    titles = _titles(context.store.areas, found)
    return scene.picture(
        _legend(context, found),
        _x_axis(found.x, x),
        _y_axis(found.y, y),
        _line(found, x, y),
        _marks(context, found, titles, x=x, y=y, chosen=False),
        _marks(context, found, titles, x=x, y=y, chosen=True),
        height=BOTTOM + 44,
        labelled_by="panel-scatter-title",
        role="group" if found.by_msoa else "img",
        hook="data-roving" if found.by_msoa else "data-box",
    )


def _scale(axis: Axis, start: float, end: float) -> svg.Scale:
    if axis.indicator.kind.is_rank:
        return svg.Scale(0, axis.indicator.total or 1, start, end)
    values = axis.number[axis.shown]
    high = float(values.max()) * 1.03 if values.size else 1.0
    low = float(values.min()) if values.size else 0.0
    return svg.Scale(_start(low, high), high, start, end)


def _start(low: float, high: float) -> float:
    """Nought, or a round number under the lowest value where all are far away from nought."""
    if low < 0.55 * high:
        return min(0.0, low)
    step = (*svg.ticks(high - low, about=4), 1.0)[1]
    return math.floor(low / step) * step


def _line(found: Points, x: svg.Scale, y: svg.Scale) -> Marks:
    """The fitted line over the selected points, its interval shaded."""
    if found.line is None:
        return svg.NONE
    across = found.x.number[found.chosen]
    steps = np.linspace(across.min(), across.max(), 13)
    low, high = found.line.interval(steps)
    heights = found.line.at(steps[[0, -1]]).tolist()

    def clamped(value: float) -> float:
        return min(max(y(value), TOP), BOTTOM)

    upper = [(x(one), clamped(top)) for one, top in zip(steps, high, strict=True)]
    lower = [(x(one), clamped(under)) for one, under in zip(steps, low, strict=True)]
    outline = "L".join(f"{svg.at(a, b)}" for a, b in [*upper, *lower[::-1]])
    straight = f"M{svg.at(upper[0][0], y(heights[0]))}L{svg.at(upper[-1][0], y(heights[1]))}"
    return svg.tag(
        "g",
        svg.tag("path", d=f"M{outline}z", fill=MUTED, fill_opacity=".18"),
        svg.tag("path", d=straight, stroke=INK, stroke_width=1.6, fill="none"),
        class_="line",
    )


def ticks_of(scale: svg.Scale) -> tuple[float, ...]:
    """Round numbers along an axis, wherever it starts."""
    if not scale.low:
        return svg.ticks(scale.high, about=4)
    found = svg.ticks(scale.high - scale.low, about=4)
    step = found[1] if len(found) > 1 else scale.high
    first = math.ceil(scale.low / step - 1e-9) * step
    return tuple(first + step * at for at in range(int((scale.high - first) / step + 1e-9) + 1))


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
    width = scale.high - scale.low
    for tick in ticks_of(scale):
        x = scale(tick)
        marks.append(svg.rule(x, TOP, x, BOTTOM, strong=tick == 0))
        marks.append(
            svg.label(
                x,
                BOTTOM + 16,
                tick_words(tick, width),
                anchor="middle",
                quiet=True,
                size=small,
            )
        )
    title = svg.shortened(f"{_axis_title(axis)} →", svg.WIDTH - 10)
    marks.append(svg.label(RIGHT, BOTTOM + 36, title, anchor="end"))
    return svg.join(*marks)


def _y_axis(axis: Axis, scale: svg.Scale) -> Marks:
    small, marks = svg.SMALL, []
    width = scale.high - scale.low
    for tick in ticks_of(scale):
        y = scale(tick)
        marks.append(svg.rule(LEFT, y, RIGHT, y, strong=tick == 0))
        marks.append(
            svg.label(
                LEFT - 7,
                y + 4.5,
                tick_words(tick, width),
                anchor="end",
                quiet=True,
                size=small,
            )
        )
    marks.append(svg.label(0, TOP - 8, svg.shortened(f"↑ {_axis_title(axis)}", svg.WIDTH)))
    return svg.join(*marks)


def _axis_title(axis: Axis) -> str:
    indicator = axis.indicator
    if indicator.kind.is_rank:
        mean = "mean rank" if axis.added else "rank"
        return f"{short_label(indicator)}, {mean}, 1 {indicator.rank_ends[0]}"
    return f"{indicator.label} {indicator.edition}, {indicator.unit}"


def _marks(
    context: Context,
    found: Points,
    titles: tuple[str, ...],
    *,
    x: svg.Scale,
    y: svg.Scale,
    chosen: bool,
) -> scene.Group:
    """Points of the selection, or the fainter and smaller ones of the rest, grouped by colour."""
    indexes = np.flatnonzero(found.chosen if chosen else found.both & ~found.chosen)
    across = _placed(x, found.x.number[indexes])
    down = _placed(y, found.y.number[indexes])
    wrap = _msoa_links(context, found, x=x, y=y) if found.by_msoa else _area_points(context)
    size = "4.5" if chosen else "3"
    by_colour: dict[int, list[scene.Node]] = {}
    for index, cx, cy in zip(indexes.tolist(), across, down, strict=True):
        mark = f'cx="{cx}" cy="{cy}" r="{size}"'
        by_colour.setdefault(int(found.quintile[index]), []).append(
            wrap(index, mark, titles[index])
        )
    colours = (NO_VALUE, *ramp(5))
    return scene.group(
        *(
            scene.group(*by_colour[number], fill=colours[number])
            for number in sorted(by_colour, reverse=True)
        ),
        class_="points selected" if chosen else "points",
        stroke=INK if chosen else MUTED,
        stroke_width=".9" if chosen else ".5",
        opacity=None if chosen else ".45",
    )


def _placed(scale: svg.Scale, values: Array) -> list[int]:
    width = scale.high - scale.low
    placed = scale.start + (scale.end - scale.start) * (values - scale.low) / (width or 1)
    return [round(one) for one in placed.tolist()]


def _area_points(context: Context) -> Wrap:
    codes = svg.escaped(context.store.areas.code)
    return lambda index, mark, title: scene.Point(codes[index], mark, title)


def _msoa_links(context: Context, found: Points, *, x: svg.Scale, y: svg.Scale) -> Wrap:
    """Points that are links: an MSOA picks the small areas in it."""
    codes, there = msoa_level(context.store).codes, np.flatnonzero(found.both)
    across, down = _placed(x, found.x.number[there]), _placed(y, found.y.number[there])
    dots = list(zip(across, down, strict=True))
    reach = dict(zip(there.tolist(), reaches(dots), strict=True))

    def wrap(index: int, mark: str, title: str) -> scene.Node:
        link = msoa_link(context, index)
        dot = Marks(f"<circle {mark}/>")
        return scene.link(
            link.href,
            dot,
            words=title,
            current=link.current,
            reach=reach[index],
            of=codes[index],
        )

    return wrap


@lru_cache(maxsize=4)
def _short_names(names: tuple[str, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """The last word of each area's name, which tells it from others, and its neighbourhood."""
    last = (name.rpartition(" ")[2] for name in names)
    return tuple(f"{name}, {place}" for name, place in zip(last, places, strict=True))


def _titles(areas: Areas, found: Points) -> tuple[str, ...]:
    """What a point says: its name and its values; escaped where it is no link."""
    names = found.level.names
    if not found.by_msoa:
        names = svg.escaped(_short_names(names, areas.msoa_name))

    def words(indicator: Indicator, value: float) -> str:
        return "no figure" if value != value else amount(indicator, value)

    x, y = found.x.indicator, found.y.indicator
    return tuple(
        f"{name}: {words(x, across)}; {words(y, up)}"
        for name, across, up in zip(
            names, found.x.number.tolist(), found.y.number.tolist(), strict=True
        )
    )
