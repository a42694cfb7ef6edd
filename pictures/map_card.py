"""The map as a picture of its own: title, finding, legend and sources beside it.

One map is 1200 by 630: the size previews of links have, and a shape that fits on a slide. Two maps
side by side are wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts import svg
from charts.svg import Marks
from geodata.store import Store
from layers.palette import INK, LINE, PAPER
from pictures.card_legend import COLUMN, Lines, key_lines, legend, legend_fixed, legend_rows
from pictures.keys import Key
from pictures.lettering import Block, block
from pictures.map_picture import MapPanel, map_marks, view_box

_LEFT, _TOP = 36, 30
_ROW, _LEAST = 30.0, 17.0  # a legend's rows are as tall as there is room for
_FAMILY = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"


@dataclass(frozen=True)
class Frame:
    """The size of a picture, and of each map in it."""

    width: int
    height: int
    sheet: tuple[int, int]


FRAMES = (Frame(1200, 630, (620, 582)), Frame(1840, 760, (620, 712)))  # one map, two maps


@dataclass(frozen=True)
class Words:
    """What is said beside the maps: who says it, what is selected, and what is owed."""

    heading: str
    title: str
    finding: str
    credit: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    periods: tuple[str, ...]

    @property
    def source(self) -> str:
        """Where the figures come from and of when they are."""
        return f"Source: {'. '.join(self.sources)}. Period: {'; '.join(self.periods)}."


def map_card(
    store: Store, panels: tuple[MapPanel, ...], keys: tuple[Key, ...], words: Words
) -> str:
    """The whole file: SVG that needs no style sheet and no font.

    Where there is more to say than fits, everything is drawn a little smaller.
    """
    frame = FRAMES[len(panels) - 1]
    column = _column(store, panels, keys, words, float(frame.height))
    tall = column.height
    wide = frame.width * tall / frame.height
    left = (frame.width - wide) / 2
    maps = [
        svg.tag(
            "svg",
            map_marks(store, replace(one, view=replace(one.view, movable=False))),
            x=frame.width - (frame.sheet[0] + 20) * (len(panels) - at),
            y=20 + (tall - frame.height) / 2,
            width=frame.sheet[0],
            height=frame.sheet[1],
            viewBox=view_box(one.view.box),
        )
        for at, one in enumerate(panels)
    ]
    return svg.tag(
        "svg",
        svg.tag("title", text=words.title),
        svg.tag("desc", text=" ".join((words.finding, *words.notes, words.source))),
        svg.tag("path", d=f"M{left:.0f} 0h{wide:.0f}v{tall:.0f}h-{wide:.0f}z", fill=PAPER),
        column.marks,
        *maps,
        _foot(words, frame.width, tall),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{left:.0f} 0 {wide:.0f} {tall:.0f}",
        width=frame.width,
        height=frame.height,
        role="img",
        font_family=_FAMILY,
        fill=INK,
    )


def _column(
    store: Store, panels: tuple[MapPanel, ...], keys: tuple[Key, ...], words: Words, least: float
) -> Lines:
    """Titles, finding and legends from the top; keys, notes and sources from the bottom."""
    crowded = bool(keys) or len(panels) > 1 or panels[0].sheet.grid is not None
    size = 20 if crowded else 25
    head = block(words.heading, COLUMN, size=15, most=1, quiet=True)
    finding = block(words.finding, COLUMN, size=15, most=9)
    titles = [
        block(f"{side}{one.sheet.title}", COLUMN, size=size, most=4, bold=True)
        for side, one in zip(
            ("Left: ", "Right: ") if len(panels) > 1 else ("",), panels, strict=True
        )
    ]
    below: list[Block | Lines] = [*(key_lines(one) for one in keys), *_owed(words, crowded=crowded)]
    under = sum(one.height + 3 for one in below) + 40
    rows = sum(legend_rows(one.sheet) for one in panels)
    over = sum(one.height + 7 for one in (head, finding, *titles)) + _TOP
    fixed = over + under + sum(22 + legend_fixed(one.sheet) for one in panels)
    tall = max(least, fixed + _LEAST * rows)
    row = min(_ROW, (tall - fixed) / rows) if rows else _ROW
    marks, top = _stacked([head, titles[0], finding], _TOP, gap=7)
    for at, one in enumerate(panels):
        if at:
            more, top = _stacked([titles[at]], top, gap=7)
            marks += more
        marks.append(legend(one.sheet, one.counts(store), _LEFT, top + 8, row))
        top += 22 + legend_fixed(one.sheet) + row * legend_rows(one.sheet)
    more, _ = _stacked(below, tall - under, gap=3)
    return Lines(svg.join(*marks, *more), tall)


def _owed(words: Words, *, crowded: bool) -> list[Block]:
    """Notes and sources; in one paragraph where there is much else."""
    if crowded:
        every = (" ".join(words.notes), words.source)
        return [block(text, COLUMN, size=12, quiet=True) for text in every]
    return [
        block(text, COLUMN, size=13, most=4, quiet=True) for text in (*words.notes, words.source)
    ]


def _stacked(
    blocks: Sequence[Block | Lines], top: float, *, gap: float
) -> tuple[list[Marks], float]:
    marks = []
    for one in blocks:
        marks.append(one.draw(_LEFT, top))
        top += one.height + gap
    return marks, top


def _foot(words: Words, width: float, tall: float) -> Marks:
    line = svg.shortened(words.credit, width - 2 * _LEFT, size=11)
    return svg.join(
        svg.tag("path", d=f"M{_LEFT} {tall - 26:.0f}H{width - 20:.0f}", stroke=LINE),
        svg.label(_LEFT, tall - 10, line, size=11, quiet=True),
    )
