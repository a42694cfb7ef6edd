"""The picture of areas and people by decile: two panels on one scale, a row a decile."""

from __future__ import annotations

from charts import scene, svg
from charts.deciles_counts import Deciles, shares
from charts.groups import choosable_codes, compares, place_key, selected_key, without_picks
from charts.model import Context
from charts.svg import Marks
from charts.words import areas_of
from geodata.format import number
from layers.sheet import LETTERS

TOP = 62
ROW = 26
BARS = 98
LEFT = 26
RIGHT = 206


def picture(context: Context, found: Deciles) -> scene.Picture:
    """Chart 1 as SVG."""
    parts = shares(found)
    high = max(0.1, *(part for row in parts for pair in row for part in pair))
    scale = svg.Scale(0, high, 0, BARS)
    bottom = TOP + ROW * 10
    base = without_picks(context)
    codes = {d: choosable_codes(context.store, base & (found.areas == d)) for d in range(1, 11)}
    rows = (
        _row(context, found, d, codes=codes[d], bars=_bars(context, parts[d - 1], scale=scale, d=d))
        for d in codes
    )
    return scene.picture(
        _key(context),
        _heads(context),
        _grid(scale, bottom),
        *rows,
        height=bottom + 22,
        labelled_by="panel-deciles-title",
    )


def _key(context: Context) -> Marks:
    name = place_key(context, context.indicator)
    draw = svg.bar if context.selection.is_everything else svg.pale_bar
    whole = (draw(1, 3, 14, 14), svg.label(22, 14.5, name))
    if not compares(context):
        return svg.join(*whole)
    shift = 22 + svg.text_width(name) + 22
    chosen = svg.label(shift + 21, 14.5, selected_key(context, context.indicator), bold=True)
    return svg.join(*whole, svg.bar(shift, 6, 14, 8), chosen)


def _heads(context: Context) -> Marks:
    ends = "Decile 1 is {}, 10 {}".format(*context.indicator.class_ends)
    return svg.join(
        svg.label(0, 33, ends, quiet=True, size=svg.SMALL),
        svg.label(LEFT, 54, "Share of areas", bold=True),
        svg.label(RIGHT, 54, "Share of people", bold=True),
    )


def _grid(scale: svg.Scale, bottom: float) -> Marks:
    marks = []
    for left in (LEFT, RIGHT):
        for tick in svg.ticks(scale.high, about=2):
            x = left + scale(tick)
            marks.append(svg.rule(x, TOP, x, bottom, strong=tick == 0))
            text = number(100 * tick) + ("%" if tick else "")
            marks.append(
                svg.label(x, bottom + 15, text, anchor="middle", quiet=True, size=svg.SMALL)
            )
    return svg.join(*marks)


def _row(
    context: Context, found: Deciles, decile: int, *, codes: tuple[str, ...], bars: Marks
) -> scene.Link:
    """One decile; a link that picks its areas, unless it has none or too many for an address."""
    y = _top(decile)
    current = bool(codes) and codes == tuple(sorted(context.selection.filter.picked))
    marks = [
        svg.label(17, y + 17.5, str(decile), anchor="end", bold=current),
        bars,
    ]
    counts = (
        (RIGHT - 16, found.chosen.areas[decile], found.whole.areas[decile]),
        (svg.WIDTH, found.chosen.people[decile], found.whole.people[decile]),
    )
    for right, chosen, whole in counts:
        text = f"{number(chosen)} of {number(whole)}" if compares(context) else number(whole)
        marks.append(svg.label(right, y + 17.5, text, anchor="end", bold=current))
    href = context.href(area=() if current else codes) if codes else ""
    words = _words(context, found, decile, current=current)
    hit = (0, y, svg.WIDTH, ROW)
    of = LETTERS[decile]
    return scene.link(href, *marks, words=words, current=current, hit=hit, of=of)


def _bars(
    context: Context,
    row: tuple[tuple[float, float], tuple[float, float]],
    *,
    scale: svg.Scale,
    d: int,
) -> Marks:
    """Bars of one decile in both panels: the selection, thin and dark, over the whole, pale."""
    y, marks = _top(d), []
    for left, (chosen, whole) in zip((LEFT, RIGHT), row, strict=True):
        if context.selection.is_everything:
            marks.append(svg.bar(left, y + 5, scale(whole), ROW - 10))
            continue
        marks.append(svg.pale_bar(left, y + 4, scale(whole), ROW - 8))
        if compares(context):
            marks.append(svg.bar(left, y + 9, scale(chosen), ROW - 18))
    return svg.join(*marks)


def _top(decile: int) -> int:
    return TOP + ROW * (decile - 1)


def _words(context: Context, found: Deciles, decile: int, *, current: bool) -> str:
    ends = {at: f", {end}" for at, end in zip((1, 10), context.indicator.class_ends, strict=True)}
    start = f"Decile {decile}{ends.get(decile, '')}: "
    whole = found.whole
    areas, people = areas_of(context.indicator, whole.areas[decile]), number(whole.people[decile])
    if compares(context):
        start += f"{number(found.chosen.areas[decile])} selected of "
        people = f"{number(found.chosen.people[decile])} of {people}"
    action = "Clear this choice" if current else "Select these areas"
    return f"{start}{areas}, {people} people. {action}"
