"""The picture of shares with intervals, a row each: a diamond selected, a ring for the place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts import comparison, scene, svg
from charts.estimates import Estimate
from charts.svg import Marks
from geodata.catalogue import Indicator
from geodata.format import share_words, tick_words, with_sign

TOP, TOP_ALONE = 62, 40
VALUE = 350
WORD = 358


@dataclass(frozen=True)
class Row:
    """One row: its name, the selection's share, the place's, where it leads, what it stands for."""

    name: str
    below: str = ""
    chosen: Estimate | None = None
    whole: Estimate | None = None
    word: str = ""
    empty: str = "no value"
    href: str = ""
    words: str = ""
    current: bool = False
    of: str = ""


@dataclass(frozen=True)
class Look:
    """How the rows are drawn: the panel's key, the words of the marks, the place's line."""

    panel: str
    polarity: str
    selected: str = ""
    place: str = ""
    line: float = math.nan
    line_name: str = ""
    names: float = 132
    height: float = 30
    rings: bool = True
    indicator: Indicator | None = None

    def text(self, value: float) -> str:
        """A value in figures: a share in per cent, anything else as the indicator's kind asks."""
        return share_words(value) if self.indicator is None else with_sign(self.indicator, value)


def picture(rows: Sequence[Row], look: Look) -> scene.Picture:
    """All rows on one scale."""
    scale = _scale(rows, look)
    top = TOP if look.rings or _has_intervals(rows) else TOP_ALONE
    bottom = top + look.height * len(rows)
    value = _value_at(rows)
    drawn = (
        _row(one, look, y=top + look.height * index, scale=scale, value=value)
        for index, one in enumerate(rows)
    )
    return scene.picture(
        _key(rows, look),
        _grid(look, scale, top, bottom),
        _line(look, scale, top, bottom),
        scene.group(*drawn, font_size=None if rows and rows[0].below else svg.SMALL),
        height=max(bottom + 22, 202),
        labelled_by=f"panel-{look.panel}-title",
    )


def _value_at(rows: Sequence[Row]) -> float:
    """Where values end: at the right edge unless words follow them."""
    words = any(row.word for row in rows)
    over = any(one.over for row in rows for one in (row.chosen, row.whole) if one)
    return VALUE if words or over else svg.WIDTH - 2


def _scale(rows: Sequence[Row], look: Look) -> svg.Scale:
    """From nought, or from a round share under the lowest where all lie far away from nought."""
    every = [one for row in rows for one in (row.chosen, row.whole) if one and one.known]
    start, end = look.names + 8, _value_at(rows) - 74
    high = max([1.0 if look.indicator is None else 0.01, *(_top(one) for one in every)])
    low = min((one.low if one.low == one.low else one.value for one in every), default=0.0)
    if look.line == look.line:
        high, low = max(high, look.line), min(low, look.line)
    if low < 0.55 * high:
        return svg.Scale(min(0.0, low), high, start, end)
    step = (*svg.ticks(high - low, about=3), 5.0)[1]
    return svg.Scale(math.floor(low / step) * step, high, start, end)


def _top(one: Estimate) -> float:
    return one.high if one.high == one.high else one.value


def _key(rows: Sequence[Row], look: Look) -> Marks:
    marks, x = [], 0.0
    if look.rings:
        marks += [svg.ring(6, 10), svg.label(16, 14.5, look.place)]
        x = 16 + svg.text_width(look.place) + 18
    if look.selected:
        marks.append(svg.diamond(x + 6, 10))
        marks.append(svg.label(x + 17, 14.5, look.selected, bold=True))
    if any(row.word for row in rows):
        marks.append(comparison.key(0, 35, look.polarity))
        note = "lines: 95% intervals"
        marks.append(svg.label(svg.WIDTH, 35, note, anchor="end", quiet=True, size=svg.SMALL))
    elif _has_intervals(rows):
        marks.append(svg.label(0, 35, "Lines: 95% intervals", quiet=True, size=svg.SMALL))
    return svg.join(*marks)


def _has_intervals(rows: Sequence[Row]) -> bool:
    return any(one.low == one.low for row in rows for one in (row.chosen, row.whole) if one)


def _grid(look: Look, scale: svg.Scale, top: float, bottom: float) -> Marks:
    marks = []
    for tick in ticks_of(scale):
        x = scale(tick)
        text = tick_words(tick, scale.high - scale.low)
        if tick and (look.indicator is None or look.indicator.kind.is_share):
            text = f"{text}%"
        marks.append(svg.rule(x, top - 4, x, bottom, strong=tick == 0))
        marks.append(svg.label(x, bottom + 15, text, anchor="middle", quiet=True, size=svg.SMALL))
    return svg.join(*marks)


def ticks_of(scale: svg.Scale) -> tuple[float, ...]:
    """Three or so round shares along the scale, wherever it starts."""
    found = svg.ticks(scale.high - scale.low, about=3)
    step = found[1] if len(found) > 1 else scale.high - scale.low or 1
    first = math.ceil(scale.low / step - 1e-9) * step
    return tuple(first + step * at for at in range(int((scale.high - first) / step + 1e-9) + 1))


def _line(look: Look, scale: svg.Scale, top: float, bottom: float) -> Marks:
    """The line of the whole place, named above the rows."""
    if look.line != look.line:
        return svg.NONE
    return reference(scale(look.line), top, bottom, f"{look.line_name} {look.text(look.line)}")


def reference(x: float, top: float, bottom: float, text: str) -> Marks:
    """A dashed line with its name above it, kept inside the picture."""
    half = svg.text_width(text, size=svg.SMALL) / 2
    centre = min(max(x, half), svg.WIDTH - half)
    return svg.join(
        svg.dashed(x, top - 5, bottom),
        svg.label(centre, top - 8, text, anchor="middle", size=svg.SMALL),
    )


def _row(row: Row, look: Look, *, y: float, scale: svg.Scale, value: float) -> scene.Link:
    middle = y + look.height / 2
    name = svg.shortened(row.name, look.names, size=svg.SIZE if row.below else svg.SMALL)
    base = middle - 1.5 if row.below else middle + 4.5
    marks = [
        svg.label(0, base, name, bold=row.current),
    ]
    if row.below:
        below = svg.shortened(row.below, look.names, size=11)
        marks.append(svg.label(0, base + 13, below, quiet=True, size=11))
    marks += _marks(row, look, middle=middle, scale=scale)
    marks += _texts(row, look, middle=middle, value=value)
    hit = (0, y, svg.WIDTH, look.height)
    return scene.link(row.href, *marks, words=row.words, current=row.current, hit=hit, of=row.of)


def _marks(row: Row, look: Look, *, middle: float, scale: svg.Scale) -> list[Marks]:
    marks: list[Marks] = []
    for one, quiet in ((row.whole, row.chosen is not None), (row.chosen, False)):
        if one is None or not one.known:
            continue
        if one.low == one.low and not (quiet and look.rings):
            marks.append(svg.whisker(scale(one.low), scale(one.high), middle, quiet=quiet))
        if one is row.chosen:
            fill = comparison.colour(row.word, look.polarity) if row.word else ""
            marks.append(svg.diamond(scale(one.value), middle, fill=fill))
        else:
            marks.append(svg.ring(scale(one.value), middle))
    return marks


def _texts(row: Row, look: Look, *, middle: float, value: float) -> list[Marks]:
    """The share in figures and the word beside it; words where there is no share."""
    shown, y = row.chosen or row.whole, middle + 4.5
    if shown is None or not shown.known:
        return [svg.label(value, y, row.empty, anchor="end", quiet=True, size=svg.SMALL)]
    bold = row.chosen is not None and row.whole is not None
    marks = [svg.label(value, y, look.text(shown.value), anchor="end", bold=bold)]
    if row.word:
        marks.append(svg.label(WORD, y, row.word))
    elif shown.over:
        marks.append(svg.label(WORD, y, "over 100%", size=svg.SMALL))
    return marks
