"""The map as a picture of its own: title, finding, legend and sources beside it, 1200 by 630.

That is the size previews of links have, and a shape that fits on a slide.
"""

from __future__ import annotations

from dataclasses import dataclass

from charts import svg
from charts.svg import Marks
from geodata.store import Store
from layers.palette import INK, LINE, NO_VALUE, PAPER
from layers.practice_circles import Circles
from layers.shading import Entry, Shading
from pictures.lettering import Block, block
from pictures.map_picture import HATCH, MapView, map_marks, view_box

WIDTH, HEIGHT = 1200, 630
SHAPE = (620, 582)
_LEFT, _TOP, _COLUMN = 36, 30, 500
_SWATCH = 30
_GRID = 166  # how tall the legend of two figures is
_FAMILY = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"


@dataclass(frozen=True)
class Words:
    """What is said beside the map: who says it, what is selected, and what is owed."""

    heading: str
    finding: str
    credit: str


@dataclass(frozen=True)
class Drawn:
    """Marks and how tall they are."""

    marks: Marks
    height: float


def map_card(store: Store, shading: Shading, view: MapView, words: Words) -> str:
    """The whole file: SVG that needs no style sheet and no font.

    Where there is more to say than fits, everything is drawn a little smaller.
    """
    described = f"{words.finding} {' '.join(shading.notes)} Source: {'; '.join(shading.sources)}."
    column = _column(shading, words, view.circles)
    tall = max(float(HEIGHT), column.height)
    wide = WIDTH * tall / HEIGHT
    left = (WIDTH - wide) / 2
    body = svg.join(
        svg.tag("title", text=shading.title),
        svg.tag("desc", text=described),
        svg.tag("path", d=f"M{left:.0f} 0h{wide:.0f}v{tall:.0f}h-{wide:.0f}z", fill=PAPER),
        column.marks,
        svg.tag(
            "svg",
            map_marks(store, shading, view),
            x=WIDTH - SHAPE[0] - 20,
            y=20 + (tall - HEIGHT) / 2,
            width=SHAPE[0],
            height=SHAPE[1],
            viewBox=view_box(view.box),
        ),
        _foot(words, tall),
    )
    return svg.tag(
        "svg",
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{left:.0f} 0 {wide:.0f} {tall:.0f}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        font_family=_FAMILY,
        fill=INK,
    )


def _column(shading: Shading, words: Words, circles: Circles | None) -> Drawn:
    """Title and finding from the top, notes and sources from the bottom, the legend between."""
    crowded = circles is not None or shading.grid is not None
    head = [
        block(words.heading, _COLUMN, size=15, most=1, quiet=True),
        block(shading.title, _COLUMN, size=20 if crowded else 25, most=4, bold=True),
        block(words.finding, _COLUMN, size=16, most=3),
    ]
    foot = _owed(shading, circles, crowded=crowded)
    circled = _circles(circles) if circles else Drawn(svg.NONE, 0)
    marks, top = _stacked(head, _TOP, gap=7)
    under = circled.height + sum(one.height + 3 for one in foot) + 40
    least = _GRID + 24 * len(shading.entries[9:]) if shading.grid else 17 * len(shading.entries)
    tall = max(float(HEIGHT), top + 12 + least + 10 + under)
    if shading.grid is None:
        marks.append(_legend(shading, top + 8, tall - under - 10))
    else:
        marks.append(_grid(shading, top + 12))
    place = f"translate(0 {tall - under:.0f})"
    marks.append(svg.tag("g", circled.marks, transform=place))
    more, _ = _stacked(foot, tall - under + circled.height, gap=3)
    return Drawn(svg.join(*marks, *more), tall)


def _owed(shading: Shading, circles: Circles | None, *, crowded: bool) -> list[Block]:
    """Notes and sources; in one paragraph where there is much else."""
    named = [*shading.sources, *([circles.source] if circles else [])]
    source = f"Source: {'; '.join(named)}."
    notes = (*shading.notes, *(circles.notes if circles else ()))
    if crowded:
        return [block(text, _COLUMN, size=12, quiet=True) for text in (" ".join(notes), source)]
    return [block(text, _COLUMN, size=13, most=4, quiet=True) for text in (*notes, source)]


def _circles(circles: Circles) -> Drawn:
    """What the colours of the circles mean, in one row."""
    head = block(circles.title, _COLUMN, size=12, most=2, bold=True)
    ends = block(f"From {circles.ends[0]} to {circles.ends[1]}", _COLUMN, size=11, quiet=True)
    marks = [head.draw(_LEFT, 0)]
    step, y = _COLUMN / len(circles.entries), head.height + 10
    for at, one in enumerate(circles.entries):
        x = _LEFT + at * step
        fill = one.colour or PAPER
        marks.append(svg.tag("circle", cx=x + 7, cy=y, r=6.5, fill=fill, stroke=INK))
        label = one.range.replace(" to ", "–") or one.label.split(" (")[0]
        marks.append(svg.label(x + 18, y + 4, svg.shortened(label, step - 20, size=11), size=11))
    marks.append(ends.draw(_LEFT, y + 10))
    return Drawn(svg.join(*marks), y + 10 + ends.height + 8)


def _stacked(blocks: list[Block], top: float, *, gap: float) -> tuple[list[Marks], float]:
    marks = []
    for one in blocks:
        marks.append(one.draw(_LEFT, top))
        top += one.height + gap
    return marks, top


def _legend(shading: Shading, top: float, bottom: float) -> Marks:
    """A row a class, as tall as there is room for."""
    row = min(30.0, (bottom - top) / max(1, len(shading.entries)))
    return svg.join(
        *(
            _entry(one, top + row * number, row, size=15 if row > 19 else 12)
            for number, one in enumerate(shading.entries)
        )
    )


def _entry(entry: Entry, top: float, row: float, *, size: int) -> Marks:
    base = top + row / 2 + size * 0.36
    return svg.join(
        _swatch(entry.colour, _LEFT, top + 1, _SWATCH, row - 2),
        svg.label(_LEFT + _SWATCH + 10, base, entry.label, size=size),
        svg.label(_LEFT + 330, base, entry.range, size=size, quiet=True, anchor="middle"),
        svg.label(_LEFT + _COLUMN - 20, base, entry.counted, size=size, anchor="end"),
    )


def _swatch(colour: str, x: float, y: float, width: float, height: float) -> Marks:
    path = f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"
    if colour:
        return svg.tag("path", d=path, fill=colour)
    stripes = "".join(
        f"M{x + at:.1f} {y + height:.1f}l{height:.1f}-{height:.1f}"
        for at in range(0, int(width - height), 5)
    )
    return svg.join(
        svg.tag("path", d=path, fill=PAPER, stroke=NO_VALUE),
        svg.tag("path", d=stripes, stroke=NO_VALUE, stroke_width=2.5, class_=HATCH),
    )


def _grid(shading: Shading, top: float) -> Marks:
    """Nine colours: the first figure goes down, the second across."""
    grid = shading.grid
    assert grid is not None
    across, down, names = 118, 34, 146
    marks = [
        block(f"Across: {grid.second}", _COLUMN, size=13, most=1, bold=True).draw(_LEFT, top),
        block(f"Down: {grid.first}", _COLUMN, size=13, most=1, bold=True).draw(_LEFT, top + 18),
    ]
    top += 62
    for at in range(3):
        head = svg.shortened(grid.across[at], across - 4, size=11)
        marks.append(svg.label(_LEFT + names + at * across, top - 6, head, size=11, quiet=True))
        side = svg.shortened(grid.down[at], names - 10, size=12)
        marks.append(svg.label(_LEFT, top + at * down + 21, side, size=12))
    for number, one in enumerate(shading.entries[:9]):
        x, y = _LEFT + names + number % 3 * across, top + number // 3 * down
        marks.append(_swatch(one.colour, x, y, 48, down - 4))
        marks.append(svg.label(x + 54, y + 20, one.counted, size=12))
    for number, one in enumerate(shading.entries[9:]):
        marks.append(_entry(one, top + (3 + number) * down + 2, 26, size=13))
    return svg.join(*marks)


def _foot(words: Words, tall: float) -> Marks:
    line = svg.shortened(words.credit, WIDTH - 2 * _LEFT, size=11)
    return svg.join(
        svg.tag("path", d=f"M{_LEFT} {tall - 26:.0f}H{WIDTH - 20}", stroke=LINE),
        svg.label(_LEFT, tall - 10, line, size=11, quiet=True),
    )
