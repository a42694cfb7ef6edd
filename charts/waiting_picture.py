"""The picture of times from booking: a stacked bar a practice, those of the selection marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts import scene, svg
from charts.groups import Array
from charts.model import Context
from charts.practices import practice_link
from charts.svg import Marks
from geodata.format import number, share_words
from layers.palette import INK, PAPER

if TYPE_CHECKING:
    from charts.estimates import Estimate
    from charts.waiting import Waits

COLOURS = ("#12436D", "#28A197", "#A285D1", "#F46A25")
NAMES, ROW, TOP = 178, 19, 52
KEY = (("same day", 0), ("1 to 7 days", 88), ("8 to 14", 186), ("over 14 days", 258))


def picture(context: Context, found: Waits, inside: Array | None) -> scene.Picture:
    """All practices; `inside` marks those of the selection, None when there is none."""
    scale = svg.Scale(0, 100, NAMES, svg.WIDTH)
    bottom = TOP + ROW * (len(found.order) + 1)
    name = svg.label(0, TOP + 14, f"All of {context.place}", size=svg.SMALL, bold=True)
    rows = (
        _row(context, found, at, TOP + ROW * row, inside)
        for row, at in enumerate(found.order, start=1)
    )
    return scene.picture(
        _key(marked=inside is not None),
        _grid(scale, bottom),
        name,
        _bars([found.whole, *(found.shares[at] for at in found.order)], scale),
        scene.group(*rows, font_size=svg.SMALL),
        height=bottom + 22,
        labelled_by="panel-waiting-title",
    )


def _key(*, marked: bool) -> Marks:
    marks = []
    for (text, x), colour in zip(KEY, COLOURS, strict=True):
        marks.append(svg.tag("path", d=f"M{x} 3h13v13h-13z", fill=colour))
        marks.append(svg.label(x + 18, 14, text, size=svg.SMALL))
    if marked:
        text = "◆ stands in the selected areas"
        marks.append(svg.label(0, 38, text, size=svg.SMALL, bold=True))
    return svg.join(*marks)


def _grid(scale: svg.Scale, bottom: float) -> Marks:
    marks = []
    for part in (0, 25, 50, 75, 100):
        text, anchor = number(part), "middle"
        if part == 100:
            text, anchor = "100%", "end"
        marks.append(svg.rule(scale(part), TOP - 4, scale(part), bottom))
        marks.append(
            svg.label(scale(part), bottom + 15, text, anchor=anchor, quiet=True, size=svg.SMALL)
        )
    return svg.join(*marks)


def _bars(rows: list[tuple[Estimate, ...]], scale: svg.Scale) -> Marks:
    """All bars, one path a colour."""
    paths: list[list[str]] = [[] for _ in COLOURS]
    for row, shares in enumerate(rows):
        start, y = 0.0, TOP + ROW * row + 3
        for one, path in zip(shares, paths, strict=True):
            left, width = svg.plain(scale(start)), svg.plain(scale(one.value) - scale.start)
            path.append(f"M{left} {y}h{width}v13h-{width}z")
            start += one.value
    marks = (
        svg.tag("path", d="".join(path), fill=colour)
        for path, colour in zip(paths, COLOURS, strict=True)
    )
    return svg.tag("g", *marks, stroke=PAPER, stroke_width=0.8)


def _row(context: Context, found: Waits, at: int, y: float, inside: Array | None) -> scene.Link:
    store, shares = context.store.practices, found.shares[at]
    marked = inside is not None and bool(inside[at])
    name = svg.shortened(store.name[at], NAMES - (38 if marked else 8), size=svg.SMALL)
    marks = [
        svg.label(14 if marked else 0, y + 14, name, bold=marked),
    ]
    if marked:
        marks.append(svg.diamond(5, y + 10, reach=4.5, fill=INK))
    link = practice_link(context, at)
    action = "Clear this area" if link.current else "Select the area it stands in"
    words = (
        f"{store.name[at]}: {share_words(shares[0].value)} on the day, "
        f"{share_words(shares[3].value)} over 14 days. {action}"
    )
    hit = (0, y, svg.WIDTH, ROW)
    of = store.code[at]
    return scene.link(link.href, *marks, words=words, current=link.current, hit=hit, of=of)
