"""Legends and keys beside the map on a picture, in one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from charts import svg
from charts.svg import Marks
from layers.sheet import Entry, Grid, Sheet, marked
from pictures.hatching import hatched
from pictures.keys import Key, Row
from pictures.lettering import block

COLUMN = 500
SIZES = (15, 14, 13, 12)  # of letters: the largest in which every class fits
_SWATCH = 30
_COUNT = 80  # room for how many areas a class holds: "116 of 191"
_GRID = 178  # how tall the nine colours of two figures are, with their headings


@dataclass(frozen=True)
class Lines:
    """Marks placed from their own top, and how tall they are."""

    marks: Marks
    height: float

    def draw(self, x: float, top: float) -> Marks:
        """The marks with their head at `top`."""
        return svg.tag("g", self.marks, transform=f"translate({x:.0f} {top:.0f})")


def key_lines(key: Key) -> Lines:
    """What the marks of an overlay mean: samples and words, as many in a line as fit."""
    head = block(key.title, COLUMN, size=12, most=2, bold=True)
    marks, x, top = [head.draw(0, 0)] if key.title else [], 0.0, head.height if key.title else 0
    line = max((row.sample.height for row in key.rows), default=0) + 4
    line = max(line, 17)
    for row in key.rows:
        text = _short(row)
        width = row.sample.width + 5 + svg.text_width(text, size=11) + 14
        if x and x + width > COLUMN:
            x, top = 0, top + line
        marks.append(_sampled(row, text, x, top + line / 2))
        x += width
    top += line if key.rows else 0
    if key.below:
        under = block(key.below, COLUMN, size=11, quiet=True)
        marks.append(under.draw(0, top))
        top += under.height
    return Lines(svg.join(*marks), top + 4)


def _short(row: Row) -> str:
    words = row.range.replace(" to ", "–") or row.label.split(" (")[0]
    return f"{words}: {row.count}" if row.count and not row.range else words


def _sampled(row: Row, text: str, x: float, middle: float) -> Marks:
    place = f"translate({x:.0f} {middle - row.sample.height / 2:.1f})"
    return svg.join(
        svg.tag("g", row.sample.marks, transform=place),
        svg.label(x + row.sample.width + 5, middle + 4, text, size=11),
    )


def legend_rows(sheet: Sheet) -> int:
    """How many rows of a legend are as tall as there is room for."""
    return sum(map(_rows, sheet.entries[9 if sheet.grid else 0 :]))


def legend_fixed(sheet: Sheet) -> float:
    """How tall the rest of a legend is."""
    return _GRID if sheet.grid else 0


def legend(sheet: Sheet, counts: Sequence[str], left: float, top: float, row: float) -> Marks:
    """A row a class with its count; nine colours in a grid where there are two figures."""
    if sheet.grid is not None:
        return _grid(sheet, sheet.grid, counts, left, top + 4, row)
    sizes = SIZES if row > 19 else SIZES[-1:]
    in_a_row = [one for one in sheet.entries if _rows(one) == 1]
    size = next((s for s in sizes if all(_fits(one, s) for one in in_a_row)), SIZES[-1])
    tops = accumulate((row * _rows(one) for one in sheet.entries), initial=top)
    rows = zip(sheet.entries, counts, tops, strict=False)
    return svg.join(*(_entry(one, count, left, at, row, size=size) for one, count, at in rows))


def _fits(entry: Entry, size: int) -> bool:
    return svg.text_width(entry.label, size=size) <= _room(entry, size)


def _rows(entry: Entry) -> int:
    """One row, or two where a label that says what it means is too long beside its range."""
    return 1 if _fits(entry, SIZES[-1]) else len(entry.label.split(" (", 1))


def _room(entry: Entry, size: int) -> float:
    """How wide a label may be beside what follows it in its row."""
    span = svg.text_width(entry.range, size=size) + 12 if entry.range else 0
    return COLUMN - 30 - _SWATCH - _COUNT - span


def _entry(entry: Entry, count: str, left: float, top: float, row: float, *, size: int) -> Marks:
    base, rows = top + row / 2 + size * 0.36, _rows(entry)
    start, end = left + _SWATCH + 10, left + COLUMN - 20 - _COUNT
    name, *meaning = entry.label.split(" (", rows - 1)
    return svg.join(
        _swatch(entry, left, top + 1, _SWATCH, row * rows - 2),
        svg.label(start, base, svg.shortened(name, _room(entry, size), size=size), size=size),
        *(svg.label(start, base + row, f"({one}", size=size) for one in meaning),
        svg.label(end, base, entry.range, size=size, quiet=True, anchor="end"),
        svg.label(left + COLUMN - 20, base, count, size=size, anchor="end"),
    )


def _swatch(entry: Entry, x: float, y: float, width: float, height: float) -> Marks:
    if not entry.number:
        return hatched(marked(entry.status), x, y, width, height)
    box = f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"
    return svg.tag("path", d=box, fill=entry.colour)


def _grid(
    sheet: Sheet, grid: Grid, counts: Sequence[str], left: float, top: float, row: float
) -> Marks:
    """Nine colours: the first figure goes down, the second across."""
    across, down, names = 118, 34, 146
    marks = [
        block(f"Across: {grid.second}", COLUMN, size=13, most=1, bold=True).draw(left, top),
        block(f"Down: {grid.first}", COLUMN, size=13, most=1, bold=True).draw(left, top + 18),
    ]
    top += 62
    for at in range(3):
        head = svg.shortened(grid.across[at], across - 4, size=11)
        marks.append(svg.label(left + names + at * across, top - 6, head, size=11, quiet=True))
        side = svg.shortened(grid.down[at], names - 10, size=12)
        marks.append(svg.label(left, top + at * down + 21, side, size=12))
    for number, one in enumerate(sheet.entries[:9]):
        x, y = left + names + number % 3 * across, top + number // 3 * down
        marks.append(_swatch(one, x, y, 48, down - 4))
        marks.append(svg.label(x + 54, y + 20, counts[number], size=12))
    for number, one in enumerate(sheet.entries[9:]):
        marks.append(
            _entry(one, counts[9 + number], left, top + 3 * down + 2 + number * row, row, size=13)
        )
    return svg.join(*marks)
