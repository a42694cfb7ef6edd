"""The picture of the domain profile: a row a domain, a ring for the place, a diamond selected."""

from __future__ import annotations

from charts import scene, svg
from charts.domains_positions import Position
from charts.groups import compares, main_index, place_key, selected_key
from charts.model import Context
from charts.svg import Marks
from geodata.format import number, percent
from layers.palette import MUTED
from layers.words import full_label

ROW = 36
TOP = 58
GAP = 10
LEFT = 158
CHOSEN = 348


def picture(context: Context, found: tuple[Position, ...]) -> scene.Picture:
    """Chart 3 as SVG."""
    bottom = TOP + ROW * len(found) + GAP
    scale = svg.Scale(0, 1, LEFT, 300 if compares(context) else 362)
    rows = (
        _row(context, one, y=TOP + ROW * index + (GAP if index else 0), scale=scale)
        for index, one in enumerate(found)
    )
    line = TOP + ROW + GAP / 2
    return scene.picture(
        _heads(context),
        _axis(scale, bottom),
        svg.rule(0, line, svg.WIDTH, line),
        *rows,
        height=bottom + 22,
        labelled_by="panel-domains-title",
    )


def _heads(context: Context) -> Marks:
    marks = [svg.ring(6, 10), svg.label(17, 14.5, place_key(context, main_index(context.store)))]
    words = "% of areas that rank more deprived: 0 is most deprived, 100 least"
    marks.append(svg.label(0, 33, svg.shortened(words, svg.WIDTH, size=12), quiet=True, size=12))
    if compares(context):
        shift = 17 + svg.text_width(place_key(context, main_index(context.store))) + 22
        marks += [
            svg.diamond(shift, 10),
            svg.label(
                shift + 12, 14.5, selected_key(context, main_index(context.store)), bold=True
            ),
            svg.label(CHOSEN, TOP - 6, "Selected", anchor="end", bold=True, size=svg.SMALL),
        ]
    room = svg.WIDTH - CHOSEN - 6 if compares(context) else 110
    whole = svg.shortened(context.place, room, size=svg.SMALL)
    marks.append(svg.label(svg.WIDTH - 1, TOP - 6, whole, anchor="end", size=svg.SMALL))
    return svg.join(*marks)


def _axis(scale: svg.Scale, bottom: float) -> Marks:
    marks = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, text = scale(tick), number(100 * tick)
        marks.append(svg.rule(x, TOP, x, bottom, strong=tick == 0))
        marks.append(svg.label(x, bottom + 15, text, anchor="middle", quiet=True, size=svg.SMALL))
    return svg.join(*marks)


def _row(context: Context, one: Position, *, y: float, scale: svg.Scale) -> scene.Link:
    indicator, middle = one.indicator, y + ROW / 2
    current = indicator.key == context.indicator.key
    main = main_index(context.store)
    weight = "overall index" if indicator.weight is None else f"weight {indicator.weight:g}%"
    marks = [
        svg.label(0, y + 15, svg.shortened(indicator.short_label, LEFT - 12), bold=current),
        svg.label(0, y + 30, weight, quiet=True, size=svg.SMALL),
        svg.rule(scale(0), middle, scale(1), middle),
        *_marks(context, one, middle=middle, scale=scale),
        svg.label(svg.WIDTH - 1, middle + 4.5, number(100 * one.whole, 1), anchor="end"),
    ]
    return scene.link(
        context.href(ind=main.key if current else indicator.key),
        *marks,
        words=_words(context, one, current),
        current=current,
        hit=(0, y, svg.WIDTH, ROW),
    )


def _marks(context: Context, one: Position, *, middle: float, scale: svg.Scale) -> list[Marks]:
    whole = svg.ring(scale(one.whole), middle)
    if not compares(context) or one.chosen != one.chosen:
        return [whole]
    text = svg.label(CHOSEN, middle + 4.5, number(100 * one.chosen, 1), anchor="end", bold=True)
    joint = svg.tag(
        "path",
        d=f"M{svg.plain(scale(one.whole))} {middle}H{svg.plain(scale(one.chosen))}",
        stroke=MUTED,
        stroke_width=2,
        fill="none",
    )
    return [joint, whole, svg.diamond(scale(one.chosen), middle), text]


def _words(context: Context, one: Position, current: bool) -> str:
    country = one.indicator.ranked_in
    text = f"{full_label(one.indicator)}: "
    if compares(context) and one.chosen == one.chosen:
        text += (
            f"{percent(one.chosen)} of {country}'s areas rank more deprived than the selection, "
        )
        text += f"{percent(one.whole)} than {context.place}. "
    else:
        text += (
            f"{percent(one.whole)} of {country}'s areas rank more deprived than {context.place}. "
        )
    return text + ("Shown now" if current else "Show this figure")
