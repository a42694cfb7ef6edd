"""The map as a picture of its own: title, finding, legend and sources beside it, 1200 by 630.

That is the size previews of links have, and a shape that fits on a slide.
"""

from __future__ import annotations

from dataclasses import dataclass

from charts import svg
from charts.svg import Marks
from geodata.store import Store
from layers.palette import INK, LINE, NO_VALUE, PAPER
from layers.shading import Entry, Shading
from pictures.lettering import Block, block
from pictures.map_picture import HATCH, MapView, map_marks, view_box

WIDTH, HEIGHT = 1200, 630
SHAPE = (620, 582)
_LEFT, _TOP, _COLUMN = 36, 30, 500
_SWATCH = 30
_FAMILY = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"


@dataclass(frozen=True)
class Words:
    """What is said beside the map: who says it, what is selected, and what is owed."""

    heading: str
    finding: str
    credit: str


def map_card(store: Store, shading: Shading, view: MapView, words: Words) -> str:
    """The whole file: SVG that needs no style sheet and no font."""
    described = f"{words.finding} {' '.join(shading.notes)} Source: {'; '.join(shading.sources)}."
    body = svg.join(
        svg.tag("title", text=shading.title),
        svg.tag("desc", text=described),
        svg.tag("path", d=f"M0 0h{WIDTH}v{HEIGHT}H0z", fill=PAPER),
        _column(shading, words),
        svg.tag(
            "svg",
            map_marks(store, shading, view),
            x=WIDTH - SHAPE[0] - 20,
            y=20,
            width=SHAPE[0],
            height=SHAPE[1],
            viewBox=view_box(view.box),
        ),
        _foot(words),
    )
    return svg.tag(
        "svg",
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        font_family=_FAMILY,
        fill=INK,
    )


def _column(shading: Shading, words: Words) -> Marks:
    sources = [f"Source: {'; '.join(shading.sources)}."]
    foot = [
        block(text, _COLUMN, size=13, most=4, quiet=True) for text in (*shading.notes, *sources)
    ]
    bottom = HEIGHT - 40 - sum(one.height + 3 for one in foot)
    head = [
        block(words.heading, _COLUMN, size=15, most=1, quiet=True),
        block(shading.title, _COLUMN, size=25, most=4, bold=True),
        block(words.finding, _COLUMN, size=16, most=3),
    ]
    marks, top = _stacked(head, _TOP, gap=7)
    if shading.grid is None:
        marks.append(_legend(shading, top + 8, bottom - 10))
    else:
        marks.append(_grid(shading, top + 12))
    more, _ = _stacked(foot, bottom, gap=3)
    return svg.join(*marks, *more)


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
        head = svg.shortened(grid.across[at], across, size=11)
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


def _foot(words: Words) -> Marks:
    line = svg.shortened(words.credit, WIDTH - 2 * _LEFT, size=11)
    return svg.join(
        svg.tag("path", d=f"M{_LEFT} {HEIGHT - 26}H{WIDTH - 20}", stroke=LINE),
        svg.label(_LEFT, HEIGHT - 10, line, size=11, quiet=True),
    )
