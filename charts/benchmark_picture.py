"""The picture of a benchmark: a strip a figure, each on a scale of its own that fills the width."""

from __future__ import annotations

import numpy as np

from charts import comparison, scene, svg
from charts.groups import compares
from charts.model import Context
from charts.profile import Row, area_name, basis_words
from charts.svg import Marks
from charts.words import COUNTRY
from geodata.format import with_sign
from layers.palette import BOROUGH, MUTED
from layers.words import full_label

ROW, TOP, BAR = 58, 62, 12
LEFT, RIGHT = 8.0, svg.WIDTH - 8.0
VALUE, WORD = 350, 358
FINE = 11


def picture(context: Context, rows: tuple[Row, ...]) -> scene.Picture:
    """All rows, in the order of the catalogue."""
    drawn = (_row(context, one, TOP + ROW * at) for at, one in enumerate(rows))
    return scene.picture(
        _key(context, rows),
        *drawn,
        height=max(TOP + ROW * len(rows), 202),
        labelled_by="panel-benchmark-title",
    )


def _key(context: Context, rows: tuple[Row, ...]) -> Marks:
    marks, x = [], 0.0
    if compares(context):
        name = svg.shortened(area_name(context), 190)
        marks += [svg.diamond(6, 10), svg.label(16, 14.5, name, bold=True)]
        x = 16 + svg.text_width(name) + 22
    place = svg.shortened(context.place, 110)
    marks += [svg.dashed(x + 4, 2, 18), svg.label(x + 12, 14.5, place)]
    x += 12 + svg.text_width(place) + 16
    if any(row.national == row.national for row in rows):
        marks += [svg.ring(x + 5, 10), svg.label(x + 14, 14.5, COUNTRY)]
    return svg.join(
        *marks,
        svg.label(
            0,
            34,
            "Strips: lowest to highest area. Grey: middle half. Lines: 95% intervals.",
            quiet=True,
            size=FINE,
        ),
        svg.label(
            0,
            50,
            "What is of concern lies at the left. All else runs from low to high.",
            quiet=True,
            size=FINE,
        ),
    )


def _row(context: Context, row: Row, y: float) -> scene.Link:
    one = row.indicator
    text = with_sign(one, row.here.value) if row.here.known else row.why
    room = (VALUE if row.here.known else svg.WIDTH) - svg.text_width(text) - 12
    label = full_label(one)
    name = svg.shortened(label if svg.text_width(label) <= room else one.label, room)
    marks = [
        svg.label(0, y + 14, name),
        *_values(context, row, text, y + 14),
        *_strip(context, row, y),
    ]
    word = f", {row.word}" if row.word else ""
    return scene.link(
        context.href(ind=one.key),
        *marks,
        words=f"{full_label(one)}: {text}{word}. {context.place}: {_text(row, row.whole.value)}. "
        "Show this figure",
        hit=(0, y, svg.WIDTH, ROW),
    )


def _values(context: Context, row: Row, text: str, y: float) -> list[Marks]:
    """The value in figures and the tested word; why there is none."""
    if not row.here.known:
        return [svg.label(svg.WIDTH, y, text, anchor="end", quiet=True, size=svg.SMALL)]
    marks = [svg.label(VALUE, y, text, anchor="end", bold=True)]
    if row.word:
        marks.append(svg.label(WORD, y, row.word))
    elif compares(context):
        marks.append(svg.label(svg.WIDTH, y, "not tested", anchor="end", quiet=True, size=FINE))
    return marks


def _strip(context: Context, row: Row, y: float) -> list[Marks]:
    """The areas of the level, the whole place's line, and the area with its interval."""
    one, here, middle = row.indicator, row.here, y + 29
    every = [x for x in (here.value, here.low, here.high, row.whole.value, row.national) if x == x]
    every += row.known.tolist()
    if not every:
        return []
    scale = _scale(row, min(every), max(every))
    marks = [_bar(row, scale, middle)] if row.known.size else []
    if row.whole.known:
        marks.append(svg.dashed(scale(row.whole.value), middle - 10, middle + 10))
    if row.national == row.national:
        marks.append(svg.ring(scale(row.national), middle))
    if compares(context) and here.known:
        fill = comparison.colour(row.word, one.polarity) if row.word else ""
        if here.low == here.low:
            marks.append(svg.whisker(scale(here.low), scale(here.high), middle, reach=5))
        marks.append(svg.diamond(scale(here.value), middle, fill=fill))
    return [*marks, *_ends(row, scale, y + 48)]


def _scale(row: Row, low: float, high: float) -> svg.Scale:
    """What is of concern lies at the left: low ranks, and high values where more is of concern."""
    turned = row.indicator.of_concern == "more" and not row.indicator.kind.is_rank
    return svg.Scale(low, high, *((RIGHT, LEFT) if turned else (LEFT, RIGHT)))


def _bar(row: Row, scale: svg.Scale, middle: float) -> Marks:
    found = np.quantile(row.known, (0, 0.25, 0.75, 1)).tolist()
    a, b, c, d = sorted(map(scale, found))
    top = middle - BAR / 2
    return svg.join(
        svg.tag(
            "path",
            d=svg.box(a, top, max(d - a, 1), BAR),
            fill=svg.PALE,
            stroke=MUTED,
            stroke_width=0.8,
        ),
        svg.tag("path", d=svg.box(b, top, max(c - b, 1), BAR), fill=BOROUGH),
    )


def _ends(row: Row, scale: svg.Scale, y: float) -> list[Marks]:
    """The two ends of the strip in figures, and what a figure of neighbourhoods is made of."""
    left, right = sorted((scale.low, scale.high), key=scale)
    concern = ", of concern" if row.indicator.of_concern else ""
    made = svg.shortened(basis_words(row), 264, size=FINE)
    return [
        svg.label(0, y, f"{_text(row, left)}{concern}", quiet=True, size=FINE),
        svg.label(svg.WIDTH, y, _text(row, right), anchor="end", quiet=True, size=FINE),
        *([svg.label(240, y, made, anchor="middle", quiet=True, size=FINE)] if made else []),
    ]


def _text(row: Row, value: float) -> str:
    return with_sign(row.indicator, value) if value == value else "no figure"
