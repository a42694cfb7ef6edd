"""The picture of practices: outcome up, deprivation of patients across, colour for the limits."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from charts import scene, svg
from charts.groups import Array
from charts.hit_areas import reaches
from charts.model import Context
from charts.practices import practice_link
from charts.scatter_picture import ticks_of
from charts.svg import Marks
from geodata.format import number, tick_words
from layers.palette import INK, MUTED, PAPER

if TYPE_CHECKING:
    from charts.practices_deprivation import Spread

TOP, BOTTOM, LEFT, RIGHT = 62, 330, 54, 410
FILLS = (PAPER, "#5694CA", "#003078")
KEY = (("inside", 0), ("outside 95%", 74), ("outside 99.8% limits", 188))


def picture(context: Context, found: Spread, inside: Array | None) -> scene.Picture:
    """A point a practice. `inside` marks those of the selection, None when there is none."""
    there = np.flatnonzero(found.there)
    values = found.value[there]
    end = float(found.line.at(found.score[there]).max())
    high, low = max(float(values.max()), end) * 1.04, float(values.min())
    start = 0.0 if low < 0.55 * high else low - (high - low) * 0.15
    x = svg.Scale(0, float(found.score[there].max()) * 1.05, LEFT, RIGHT)
    y = svg.Scale(start, high, BOTTOM, TOP)
    dots = [(x(float(found.score[at])), y(float(found.value[at]))) for at in there.tolist()]
    marks = [
        _point(context, found, at, inside, dot=dot, reach=reach)
        for at, dot, reach in zip(there.tolist(), dots, reaches(dots), strict=True)
    ]
    return scene.picture(
        _key(found, marked=inside is not None),
        _axes(found, x=x, y=y),
        _line(found, x=x, y=y),
        scene.group(*marks, class_="points", stroke=INK),
        height=BOTTOM + 44,
        labelled_by="panel-practices_deprivation-title",
    )


def _key(found: Spread, *, marked: bool) -> Marks:
    marks = []
    if not np.isnan(found.limits).all():
        for (text, x), fill in zip(KEY, FILLS, strict=True):
            marks.append(svg.tag("circle", cx=x + 6, cy=10, r=5, fill=fill, stroke=INK))
            marks.append(svg.label(x + 16, 14.5, text, size=svg.SMALL))
    if marked:
        marks.append(svg.tag("circle", cx=7, cy=31, r=6, fill=PAPER, stroke=INK, stroke_width=2.5))
        marks.append(svg.label(18, 35, "stands in the selected areas", size=svg.SMALL, bold=True))
    unit = f"↑ {found.outcome.indicator.label}, {found.outcome.indicator.unit}"
    words = svg.shortened(unit, svg.WIDTH, size=svg.SMALL)
    return svg.join(*marks, svg.label(0, TOP - 9, words, quiet=True, size=svg.SMALL))


def _axes(found: Spread, *, x: svg.Scale, y: svg.Scale) -> Marks:
    marks, small = [], svg.SMALL
    for tick in ticks_of(y):
        text = tick_words(tick, y.high - y.low)
        marks.append(svg.rule(LEFT, y(tick), RIGHT, y(tick), strong=tick == 0))
        marks.append(svg.label(LEFT - 6, y(tick) + 4, text, anchor="end", quiet=True, size=small))
    for tick in ticks_of(x):
        marks.append(svg.rule(x(tick), TOP, x(tick), BOTTOM, strong=tick == 0))
        marks.append(
            svg.label(x(tick), BOTTOM + 16, number(tick), anchor="middle", quiet=True, size=small)
        )
    score = found.by
    title = f"{score.short_label}, {score.unit}: higher is {score.more} →"
    marks.append(svg.label(RIGHT, BOTTOM + 36, title, anchor="end", size=small))
    whole = found.outcome.whole.value
    path = f"M{svg.at(LEFT, y(whole))}H{RIGHT}"
    dash = svg.tag("path", d=path, stroke=INK, stroke_dasharray="4 3")
    return svg.join(*marks, dash)


def _line(found: Spread, *, x: svg.Scale, y: svg.Scale) -> Marks:
    across = found.score[found.there]
    steps = np.linspace(across.min(), across.max(), 9)
    bounds = [np.clip(one, y.low, y.high) for one in found.line.interval(steps)]
    upper, lower = (
        [f"{svg.at(x(at), y(value))}" for at, value in zip(steps, one, strict=True)]
        for one in bounds
    )
    ends = found.line.at(steps[[0, -1]])
    straight = f"M{svg.at(x(steps[0]), y(ends[0]))}L{svg.at(x(steps[-1]), y(ends[1]))}"
    shade = svg.tag(
        "path", d=f"M{'L'.join([*upper, *lower[::-1]])}z", fill=MUTED, fill_opacity=".18"
    )
    return svg.join(shade, svg.tag("path", d=straight, stroke=INK, stroke_width=1.4))


def _point(
    context: Context,
    found: Spread,
    at: int,
    inside: Array | None,
    *,
    dot: tuple[float, float],
    reach: str,
) -> scene.Node:
    store, one = context.store.practices, found.outcome.each[at]
    marked = inside is not None and bool(inside[at])
    cx, cy = (svg.plain(one) for one in dot)
    width = ' stroke-width="2.5"' if marked else ""
    fill = FILLS[int(found.beyond[at])]
    look = f'cx="{cx}" cy="{cy}" r="{6 if marked else 5}" fill="{fill}"{width}'
    link, of = practice_link(context, at), store.code[at]
    words = f"{store.name[at]}: {found.outcome.text(one)}, score {number(found.score[at], 1)}"
    if not link.href:
        return scene.Point(of, look, escape(words))
    circle = Marks(f"<circle {look}/>")
    return scene.link(link.href, circle, words=words, current=link.current, reach=reach, of=of)
