"""The picture of uptake against deprivation and ethnic mix: two panels, one scale upwards."""

from __future__ import annotations

import math
from html import escape

import numpy as np

from charts import scene, svg
from charts.groups import Array, compares, place_key, selected_key
from charts.model import Context
from charts.msoas import msoa_level
from charts.svg import Marks
from charts.uptake_points import MAJORITY, Uptake
from geodata.format import number, share_words
from geodata.stats import Line
from layers.palette import INK, MUTED, PAPER, SELECTION

TOP, BOTTOM = 62, 262
PANELS = ((40.0, 222.0), (238.0, 414.0))


def picture(context: Context, found: Uptake) -> scene.Picture:
    """Both panels."""
    shares = np.array([one.value for one in found.each])
    low = math.floor(np.nanmin(shares) / 5) * 5
    y = svg.Scale(low, max(100.0, float(np.nanmax(shares))), BOTTOM, TOP)
    panels = (
        (found.rank, found.on_rank, f"Mean rank, 1 {found.index.more} →", 10_000),
        (found.other, found.on_other, f"% other than {MAJORITY} →", 10),
    )
    marks: list[scene.Node] = []
    for (left, right), (across, line, title, step) in zip(PANELS, panels, strict=True):
        x = svg.Scale(0, float(np.nanmax(across)) * 1.05, left, right)
        marks.append(_axes(x, y, title, step, first=left == PANELS[0][0]))
        marks.append(_line(line, across, x=x, y=y))
        named = left == PANELS[0][0]
        marks.append(_points(context, found, across, x=x, y=y, named=named))
        marks.append(_lowest(found, across, x=x, y=y))
    return scene.picture(
        _key(context, found),
        *marks,
        height=BOTTOM + 40,
        labelled_by="panel-uptake_deprivation-title",
        role="img",
    )


def _key(context: Context, found: Uptake) -> Marks:
    marks = [svg.label(0, 48, "↑ Uptake, % of the register", quiet=True, size=svg.SMALL)]
    name = place_key(context, found.subject)
    if not compares(context):
        return svg.join(_dot(6, 10, fill=SELECTION), svg.label(16, 14.5, name), *marks)
    shift = 16 + svg.text_width(name) + 20
    marks += [_dot(6, 10, fill=PAPER), svg.label(16, 14.5, name)]
    marks += [
        _dot(shift, 10, fill=SELECTION),
        svg.label(shift + 10, 14.5, selected_key(context, found.subject), bold=True),
    ]
    return svg.join(*marks)


def _dot(x: float, y: float, *, fill: str) -> Marks:
    return svg.tag("circle", cx=x, cy=y, r=4, fill=fill, stroke=SELECTION)


def _axes(x: svg.Scale, y: svg.Scale, title: str, step: int, *, first: bool) -> Marks:
    marks, small = [], svg.SMALL
    for tick in range(int(y.low), int(y.high) + 1, 10 if y.high - y.low > 30 else 5):
        marks.append(svg.rule(x.start, y(tick), x.end, y(tick)))
        if first:
            text = f"{tick}%" if tick == 100 else str(tick)
            marks.append(
                svg.label(x.start - 5, y(tick) + 4, text, anchor="end", quiet=True, size=small)
            )
    for tick in range(0, int(x.high) + 1, step):
        text = number(tick)
        marks.append(svg.rule(x(tick), TOP, x(tick), BOTTOM, strong=tick == 0))
        marks.append(svg.label(x(tick), BOTTOM + 16, text, anchor="middle", quiet=True, size=small))
    marks.append(svg.label(x.end, BOTTOM + 34, title, anchor="end", size=small))
    return svg.join(*marks)


def _line(line: Line, across: Array, *, x: svg.Scale, y: svg.Scale) -> Marks:
    steps = np.linspace(np.nanmin(across), np.nanmax(across), 9)
    low, high = line.interval(steps)
    upper = [f"{svg.at(x(at), y(top))}" for at, top in zip(steps, high, strict=True)]
    lower = [f"{svg.at(x(at), y(under))}" for at, under in zip(steps, low, strict=True)]
    ends = line.at(steps[[0, -1]])
    straight = f"M{svg.at(x(steps[0]), y(ends[0]))}L{svg.at(x(steps[-1]), y(ends[1]))}"
    shade = svg.tag(
        "path", d=f"M{'L'.join([*upper, *lower[::-1]])}z", fill=MUTED, fill_opacity=".18"
    )
    return svg.join(shade, svg.tag("path", d=straight, stroke=INK, stroke_width=1.4))


def _points(
    context: Context, found: Uptake, across: Array, *, x: svg.Scale, y: svg.Scale, named: bool
) -> scene.Group:
    """The MSOAs, named in the first panel; the list of people without a dose leads to them."""
    level = msoa_level(context.store)
    members = context.store.members(context.selection.mask, level)
    marks = []
    for at in sorted(range(len(across)), key=lambda one: bool(members[one])):
        one = found.each[at]
        cx, cy = svg.plain(x(float(across[at]))), svg.plain(y(one.value))
        fill = "" if members[at] else f' fill="{PAPER}"'
        words = escape(f"{level.names[at]}: {share_words(one.value)}") if named else ""
        marks.append(scene.Point(level.codes[at], f'cx="{cx}" cy="{cy}" r="4"{fill}', words))
    return scene.group(*marks, fill=SELECTION, stroke=SELECTION)


def _lowest(found: Uptake, across: Array, *, x: svg.Scale, y: svg.Scale) -> Marks:
    """A ring around the lowest."""
    at = found.lowest
    return svg.tag(
        "circle",
        cx=x(float(across[at])),
        cy=y(found.each[at].value),
        r=7,
        fill="none",
        stroke=INK,
        pointer_events="none",
    )
