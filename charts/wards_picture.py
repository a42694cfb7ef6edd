"""The picture of the wards in order: a row a ward, and a line for the whole place."""

from __future__ import annotations

from charts import scene, svg
from charts.divisions import Division
from charts.long_rows import IN_THE_TABLE, Gap, rows_drawn, whole_table
from charts.model import Context
from charts.svg import Marks
from charts.wards_ranking import Ranking, Ward, rank_words
from geodata.format import number, percent

ROW = 26
TOP = 40
NAMES = 250
END = 366


def picture(context: Context, found: Ranking, what: Division) -> scene.Picture:
    """Chart 2 as SVG."""
    chosen = found.indexes(what.chosen(context))
    known = found.with_people if context.rank_by == "share" else found.with_rank
    drawn = rows_drawn(len(found.wards), chosen, known=known)
    bottom = TOP + ROW * len(drawn)
    scale = _scale(context, found)
    rows = (
        _gap(context, one, what, y=TOP + ROW * line)
        if isinstance(one, Gap)
        else _row(context, found, found.wards[one], what, y=TOP + ROW * line, scale=scale)
        for line, one in enumerate(drawn)
    )
    return scene.picture(
        _grid(context, scale, bottom),
        *rows,
        _whole(context, found, scale, bottom),
        height=bottom + 22,
        labelled_by=f"panel-{what.chart}-title",
    )


def _scale(context: Context, found: Ranking) -> svg.Scale:
    if context.rank_by == "rank":
        return svg.Scale(0, found.indicator.total or 1, NAMES, END)
    return svg.Scale(0, max(0.1, found.largest_part), NAMES, END)


def _grid(context: Context, scale: svg.Scale, bottom: float) -> Marks:
    marks = []
    if context.rank_by == "share":
        for tick in svg.ticks(scale.high, about=3):
            text = number(100 * tick) + ("%" if tick else "")
            marks += _tick(scale(tick), text, bottom, strong=tick == 0)
        return svg.join(*marks)
    for part in (0, 0.5, 1):
        marks += _tick(scale(part * scale.high), "", bottom, strong=part == 0)
    small = svg.SMALL
    marks.append(
        svg.label(NAMES - 6, bottom + 15, "most deprived", anchor="end", quiet=True, size=small)
    )
    marks.append(
        svg.label(svg.WIDTH, bottom + 15, "least deprived", anchor="end", quiet=True, size=small)
    )
    return svg.join(*marks)


def _tick(x: float, text: str, bottom: float, *, strong: bool) -> list[Marks]:
    words = svg.label(x, bottom + 15, text, anchor="middle", quiet=True, size=svg.SMALL)
    return [svg.rule(x, TOP - 4, x, bottom, strong=strong), *([words] if text else [])]


def _row(
    context: Context, found: Ranking, ward: Ward, what: Division, *, y: float, scale: svg.Scale
) -> scene.Link:
    chosen = what.chosen(context)
    current = ward.code in chosen
    dark = current or not chosen
    name = svg.shortened(ward.name, NAMES - 18, size=svg.SMALL)
    tick = svg.label(NAMES - 16, y + 16.5, "✓") if current else svg.NONE
    marks = [
        tick,
        svg.label(NAMES - 18, y + 16.5, name, anchor="end", size=svg.SMALL),
        *_mark(context, ward, y=y, scale=scale, dark=dark, bold=current),
    ]
    href = what.link(context, ward.code)
    words, hit = _words(found, ward, what, current), (0, y, svg.WIDTH, ROW)
    return scene.link(href, *marks, words=words, current=current, hit=hit, of=ward.code)


def _gap(context: Context, gap: Gap, what: Division, *, y: float) -> scene.Link:
    marks = (
        svg.label(NAMES - 18, y + 16.5, gap.text, anchor="end", quiet=True, size=svg.SMALL),
        svg.label(svg.WIDTH, y + 16.5, IN_THE_TABLE, anchor="end", quiet=True, size=svg.SMALL),
    )
    hit = (0, y, svg.WIDTH, ROW)
    return scene.link(whole_table(context, what.chart), *marks, words=gap.words, hit=hit)


def _mark(
    context: Context, ward: Ward, *, y: float, scale: svg.Scale, dark: bool, bold: bool
) -> list[Marks]:
    if context.rank_by == "share":
        draw = svg.bar if dark else svg.pale_bar
        text = percent(ward.part)
        width = scale(ward.part) - NAMES if ward.people else 0
        shape = [draw(NAMES, y + 4, width, ROW - 8)]
    elif ward.rank == ward.rank:
        text, x = number(ward.rank), scale(ward.rank)
        line = svg.rule(NAMES, y + ROW / 2, x, y + ROW / 2)
        shape = [line, svg.diamond(x, y + ROW / 2) if dark else svg.ring(x, y + ROW / 2)]
    else:
        text, shape = "no rank", []
    return [*shape, svg.label(svg.WIDTH, y + 16.5, text, anchor="end", bold=bold)]


def _whole(context: Context, found: Ranking, scale: svg.Scale, bottom: float) -> Marks:
    """The line of the whole place, named above the bars."""
    whole = found.whole
    if context.rank_by == "share":
        x, text = scale(whole.part), f"{whole.name} {percent(whole.part)}"
    elif whole.rank == whole.rank:
        x, text = scale(whole.rank), f"{whole.name} {number(whole.rank)}"
    else:
        return svg.NONE
    half = svg.text_width(text) / 2
    centre = min(max(x, half), svg.WIDTH - half)
    return svg.join(
        svg.dashed(x, TOP - 16, bottom), svg.label(centre, TOP - 22, text, anchor="middle")
    )


def _words(found: Ranking, ward: Ward, what: Division, current: bool) -> str:
    out = f"Take this {what.one} out of the selection"
    action = out if current else f"Select this {what.one}"
    return (
        f"{number(found.place(ward))} of {number(len(found.wards))}, {ward.name}: "
        f"{percent(ward.part)} of {number(ward.people)} people in the most deprived fifth, average "
        f"{rank_words(ward, found)}. {action}"
    )
