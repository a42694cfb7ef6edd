"""The picture of uptake over time: a line a quintile, and one for the selection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from charts import scene, svg
from charts.estimates import Estimate
from charts.model import Context
from charts.svg import Marks
from geodata.format import day, number, share_words
from layers.palette import ACCENT, INK, LINE, MUTED, ramp

TOP, BOTTOM, LEFT, RIGHT = 46, 290, 40, 270
Line = Sequence[Estimate]
ENDS = {1: "1 most deprived", 5: "5 least deprived"}
APART = 15.0
MOST_NAMED = 12  # dates that are named


def picture(
    context: Context, dates: Sequence[str], quintiles: Sequence[Line], chosen: Line, *, of: str
) -> scene.Picture:
    """Lines over the dates of what `of` says; their names stand at the last date.

    A line has a gap at a date at which there is no figure.
    """
    days = [date.fromisoformat(one).toordinal() for one in dates]
    x = svg.Scale(days[0], days[-1], LEFT, RIGHT - 8)
    every = [one for line in (*quintiles, chosen) for one in line if one.known]
    y = svg.Scale(0, max([100.0, *(one.value for one in every)]), BOTTOM, TOP)
    lines = [
        _line(line, days, x=x, y=y, colour=colour)
        for line, colour in zip(quintiles, ramp(5), strict=True)
    ]
    if chosen:
        lines.append(_line(chosen, days, x=x, y=y, colour=ACCENT, dashed=True))
    return scene.picture(
        svg.label(0, 16, f"↑ {of}", quiet=True, size=svg.SMALL),
        _axes(dates, days, x=x, y=y, shown=context.date),
        *lines,
        _names(quintiles, chosen, y=y),
        height=BOTTOM + 38,
        labelled_by="panel-uptake_time-title",
        role="img",
    )


def _axes(
    dates: Sequence[str], days: Sequence[int], *, x: svg.Scale, y: svg.Scale, shown: str
) -> Marks:
    lines = "".join(f"M{svg.at(LEFT, y(part))}H{RIGHT}" for part in (25, 50, 75, 100))
    marks, small = [svg.tag("path", d=lines, stroke=LINE)], svg.SMALL
    marks.append(svg.rule(LEFT, BOTTOM, RIGHT, BOTTOM, strong=True))
    for part in (0, 25, 50, 75, 100):
        text = f"{number(part)}%" if part else "0"
        marks.append(svg.label(LEFT - 5, y(part) + 4, text, anchor="end", quiet=True, size=small))
    ticks = "".join(f"M{svg.at(x(one), BOTTOM)}V{BOTTOM + 4}" for one in days)
    marks.append(svg.tag("path", d=ticks, stroke=MUTED))
    step = 1 + (len(days) - 1) // MOST_NAMED
    for at, (text, ordinal) in enumerate(zip(dates[::-step], days[::-step], strict=True)):
        words = " ".join(part[:3] for part in day(text).split()[:2])
        base = BOTTOM + 16 + (14 if at % 2 else 0)
        bold = text == shown
        marks.append(svg.label(x(ordinal), base, words, anchor="middle", size=small, bold=bold))
        if bold:
            marks.append(svg.rule(x(ordinal), TOP, x(ordinal), BOTTOM, strong=True))
    return svg.join(*marks)


def _line(
    line: Line,
    days: Sequence[int],
    *,
    x: svg.Scale,
    y: svg.Scale,
    colour: str,
    dashed: bool = False,
) -> Marks:
    """The line, with the interval of each date as an upright."""
    places = [one for part in _parts(line, days, x) for one in part]
    if not places:
        return svg.NONE
    path = "M".join(
        "L".join(f"{svg.at(at, y(one.value))}" for at, one in part)
        for part in _parts(line, days, x)
    )
    bars = "".join(
        f"M{svg.at(at, y(one.low))}V{svg.plain(y(one.high))}"
        for at, one in places
        if one.low == one.low
    )
    dots = (svg.tag("circle", cx=at, cy=y(one.value), r=3) for at, one in places)
    return svg.tag(
        "g",
        svg.tag("path", d=f"M{path}", fill="none", stroke_dasharray="6 3" if dashed else None),
        svg.tag("path", d=bars, stroke=INK, stroke_width=1),
        *dots,
        stroke=colour,
        fill=colour,
        stroke_width=2,
    )


def _parts(line: Line, days: Sequence[int], x: svg.Scale) -> list[list[tuple[float, Estimate]]]:
    """The places of a line between its gaps."""
    places = zip(map(x, days), line, strict=True)
    return [list(part) for known, part in groupby(places, lambda one: one[1].known) if known]


def _names(quintiles: Sequence[Line], chosen: Line, *, y: svg.Scale) -> Marks:
    """Names at the ends of the lines, moved apart so that none covers another."""
    ends = [
        (line[-1].value, ENDS.get(at, str(at)), False) for at, line in enumerate(quintiles, start=1)
    ]
    if chosen:
        ends.append((chosen[-1].value, "Selected", True))
    ends = [one for one in ends if one[0] == one[0]]
    marks, before = [], TOP - APART
    ordered = sorted(ends, reverse=True)
    for at, (value, name, bold) in enumerate(ordered, start=1):
        room = BOTTOM + 4 - APART * (len(ordered) - at)
        place = max(min(y(value) + 4, room), before + APART)
        before = place
        text = f"{share_words(value)}, {name}"
        marks.append(svg.label(RIGHT + 4, place, text, size=svg.SMALL, bold=bold))
    return svg.join(*marks)
