"""A line for each figure with a mark for each deprivation quintile: how wide the gap is, and where.

Known as an equiplot: International Center for Equity in Health, Federal University of Pelotas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts import scene, svg
from charts.columns import number_or_none
from charts.estimates import Estimate
from charts.findings import Finding
from charts.gaps import Gap, gap_of, unit_of_difference
from charts.model import Chart, Column, Table
from charts.rows_picture import ticks_of
from charts.svg import Marks
from charts.words import capital
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import source_words, tick_words, with_sign
from layers.palette import INK, MUTED, PAPER, ramp

TOP, ROW, NAMES = 58, 34, 132
LEFT, RIGHT = NAMES + 12, svg.WIDTH - 66
FIFTHS = 5
ENDS = {1: "most deprived", 5: "least deprived"}


@dataclass(frozen=True)
class Line:
    """A figure in each quintile, 1 (most deprived) to 5, and where the line leads.

    `name` is short and stands at the line, `below` in smaller letters under it.
    """

    name: str
    indicator: Indicator
    quintiles: tuple[Estimate, ...]
    below: str = ""
    href: str = ""
    current: bool = False


@dataclass(frozen=True)
class EquiplotView:
    """Lines of one unit over the quintiles of a basis ("national" or "local")."""

    title: str
    place: str
    basis: str
    lines: tuple[Line, ...]
    key: str = "equiplot"
    view: str = ""


def equiplot(view: EquiplotView) -> Chart:
    """All lines on one scale.

    ValueError where they are of several units or of none, or are numbers of people: larger
    quintiles hold more.
    """
    units = {one.indicator.kind.sign or one.indicator.unit for one in view.lines}
    if len(units) != 1 or any(one.indicator.kind.is_count for one in view.lines):
        raise ValueError(f"Lines on one scale have one unit, and are no counts: {units}.")
    gaps = tuple(gap_of(one.indicator, view.basis, one.quintiles) for one in view.lines)
    return Chart(
        key=view.key,
        title=view.title,
        finding=_finding(view, gaps),
        picture=_picture(view, gaps),
        table=_table(view, gaps),
        indicators=tuple(dict.fromkeys(one.indicator for one in view.lines)),
        notes=(
            "A gap is the least less the most deprived quintile. With a minus it is higher "
            "where it is deprived.",
            f"Quintiles are {view.basis}. They are about areas: not everybody in a deprived area "
            "is deprived.",
        ),
    )


def _finding(view: EquiplotView, gaps: Sequence[Gap | None]) -> Finding:
    """The line with the widest gap, both its ends, and the gap."""
    known = [(line, gap) for line, gap in zip(view.lines, gaps, strict=True) if gap]
    say = Writer(view.view, source_words(view.lines[0].indicator))
    if not known:
        return say.finding(f"No line of {view.place} has figures in two quintiles.")
    line, gap = max(known, key=lambda one: abs(one[1].size[0]))
    most, least = (say.put(gap.end(which, "place")) for which in (0, 1))
    say.put(gap.figure("place"))
    start = f"The gap is widest for {line.name}" if len(view.lines) > 1 else capital(line.name)
    return say.finding(
        f"{start}: {most} in quintile {quintile_words(gap.ends[0])}, {least} in quintile "
        f"{quintile_words(gap.ends[1])}. The gap is {gap.words}.",
        asked=gap.figure("place"),
    )


def quintile_words(quintile: int) -> str:
    """A quintile as it stands in a sentence; the ends say which they are."""
    return f"{quintile} ({ENDS[quintile]})" if quintile in ENDS else str(quintile)


def _picture(view: EquiplotView, gaps: Sequence[Gap | None]) -> scene.Picture:
    scale, bottom = _scale(view.lines), TOP + ROW * len(view.lines)
    rows = (
        _row(one, gap, y=TOP + ROW * at, scale=scale)
        for at, (one, gap) in enumerate(zip(view.lines, gaps, strict=True))
    )
    return scene.picture(
        _key(view.lines[0].indicator),
        _grid(view.lines[0].indicator, scale, bottom),
        *rows,
        height=bottom + 22,
        labelled_by=f"panel-{view.key}-title",
    )


def _scale(lines: Sequence[Line]) -> svg.Scale:
    """From nought, or from the lowest value where all lie far away from it."""
    values = [one.value for line in lines for one in line.quintiles if one.known]
    low, high = min(values, default=0.0), max(values, default=1.0)
    low = 0.0 if 0 <= low < 0.55 * high or low == high else low
    return svg.Scale(low, high, LEFT, RIGHT)


def _key(indicator: Indicator) -> Marks:
    marks, x = [], 6.0
    for quintile, text in ((1, "1 most deprived"), (3, "2 to 4"), (5, "5 least deprived")):
        marks += [_mark(quintile, x, 10), svg.label(x + 12, 14.5, text)]
        x += 12 + svg.text_width(text) + 22
    gap = f"Gap, {'points' if indicator.kind.is_share else indicator.unit}"
    gap = svg.shortened(gap, 100, size=svg.SMALL)
    return svg.join(
        *marks, svg.label(svg.WIDTH, TOP - 12, gap, anchor="end", quiet=True, size=svg.SMALL)
    )


def _mark(quintile: int, x: float, y: float) -> Marks:
    """The ends differ in shape too: a diamond the most, a ring the least deprived quintile."""
    colour = ramp(5)[quintile - 1]
    if quintile == 1:
        return svg.diamond(x, y, reach=6.5, fill=colour)
    if quintile == 5:
        return svg.tag("circle", cx=x, cy=y, r=5.5, fill=PAPER, stroke=INK, stroke_width=2)
    return svg.tag("circle", cx=x, cy=y, r=4, fill=colour, stroke=INK, stroke_width=0.8)


def _grid(indicator: Indicator, scale: svg.Scale, bottom: float) -> Marks:
    marks = []
    for tick in ticks_of(scale):
        x = scale(tick)
        text = tick_words(tick, scale.high - scale.low)
        if tick and indicator.kind.is_share:
            text = f"{text}%"
        marks.append(svg.rule(x, TOP - 4, x, bottom, strong=tick == 0))
        marks.append(svg.label(x, bottom + 15, text, anchor="middle", quiet=True, size=svg.SMALL))
    return svg.join(*marks)


def _row(line: Line, gap: Gap | None, *, y: float, scale: svg.Scale) -> scene.Link:
    middle = y + ROW / 2
    base = middle - 1.5 if line.below else middle + 4.5
    marks = [svg.label(0, base, svg.shortened(line.name, NAMES), bold=line.current)]
    if line.below:
        below = svg.shortened(line.below, NAMES, size=11)
        marks.append(svg.label(0, base + 13, below, quiet=True, size=11))
    at = {number: one.value for number, one in enumerate(line.quintiles, start=1) if one.known}
    if at:
        path = f"M{svg.at(scale(min(at.values())), middle)}H{svg.plain(scale(max(at.values())))}"
        marks.append(svg.tag("path", d=path, stroke=MUTED, stroke_width=2))
    for quintile in sorted(at, key=lambda one: one in ENDS):
        marks.append(_mark(quintile, scale(at[quintile]), middle))
    text = gap.printed.words if gap else "no gap known"
    size = svg.SIZE if gap else 11
    marks.append(svg.label(svg.WIDTH, middle + 4.5, text, anchor="end", quiet=not gap, size=size))
    hit = (0, y, svg.WIDTH, ROW)
    return scene.link(line.href, *marks, words=_words(line, gap), current=line.current, hit=hit)


def _words(line: Line, gap: Gap | None) -> str:
    each = ", ".join(
        f"quintile {quintile_words(at)} "
        + (with_sign(line.indicator, one.value) if one.known else "no figure")
        for at, one in enumerate(line.quintiles, start=1)
    )
    return f"{line.name}: {each}. " + (f"Gap {gap.words}." if gap else "No gap is known.")


def _table(view: EquiplotView, gaps: Sequence[Gap | None]) -> Table:
    first = view.lines[0].indicator
    unit = "%" if first.kind.is_share else first.unit
    points = unit_of_difference(first)
    columns = (
        Column("figure_key", "Key of the figure", shown="download"),
        Column("figure", "Figure"),
        *(
            Column(
                f"quintile_{at}", f"Quintile {quintile_words(at)}, {unit}", True, indicator=first
            )
            for at in range(1, len(view.lines[0].quintiles) + 1)
        ),
        Column("gap", f"Gap, {points}", numeric=True),
        Column("gap_low", "95% low", numeric=True, title="Gap, 95% low"),
        Column("gap_high", "95% high", numeric=True, title="Gap, 95% high"),
    )
    rows = tuple(
        (
            one.indicator.key,
            " ".join(part for part in (one.name, one.below) if part),
            *(number_or_none(each.value) for each in one.quintiles),
            *(map(number_or_none, gap.size) if gap else (None,) * 3),
        )
        for one, gap in zip(view.lines, gaps, strict=True)
    )
    return Table(columns, rows, f"By {view.basis} deprivation quintile, {view.place}")
