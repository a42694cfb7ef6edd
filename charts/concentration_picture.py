"""The picture of where a group lives: its part in the first, the first two, ... wards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from charts import scene, svg
from charts.divisions import WARDS
from charts.model import Context
from charts.svg import Marks
from geodata.format import number, share_words
from layers.palette import INK, MUTED, PAPER, SELECTION

if TYPE_CHECKING:
    from charts.concentration import Held

TOP, BOTTOM, LEFT, RIGHT = 52, 262, 44, 412


def picture(context: Context, wards: Sequence[Held], *, half: int, named: int) -> scene.Picture:
    """A rising curve of the group over the wards, and a dashed one of everybody."""
    x = svg.Scale(0, len(wards), LEFT, RIGHT)
    y = svg.Scale(0, 100, BOTTOM, TOP)
    points = [_point(context, one, at, x=x, y=y) for at, one in enumerate(wards, start=1)]
    return scene.picture(
        _key(),
        _axes(wards, x=x, y=y),
        _curve([one.everyone_so_far.value for one in wards], x=x, y=y, dashed=True),
        _curve([one.group_so_far.value for one in wards], x=x, y=y),
        _half(wards, half, x=x, y=y),
        scene.group(*points, class_="points"),
        _named(wards, named, x=x, y=y),
        height=BOTTOM + 40,
        labelled_by="panel-concentration-title",
    )


def _key() -> Marks:
    solid = svg.tag("path", d="M0 10H22", stroke=SELECTION, stroke_width=2)
    dashed = svg.tag("path", d="M172 10H194", stroke=MUTED, stroke_dasharray="4 3")
    return svg.join(
        solid,
        svg.label(28, 14.5, "people of this group", bold=True, size=svg.SMALL),
        dashed,
        svg.label(200, 14.5, "everybody, in the same wards", size=svg.SMALL),
        svg.label(0, 38, "↑ Part that lives in the wards so far", quiet=True, size=svg.SMALL),
    )


def _axes(wards: Sequence[Held], *, x: svg.Scale, y: svg.Scale) -> Marks:
    marks, small = [], svg.SMALL
    for part in (0, 25, 50, 75, 100):
        marks.append(svg.rule(LEFT, y(part), RIGHT, y(part), strong=part == 0))
        text = f"{number(part)}%" if part else "0"
        marks.append(svg.label(LEFT - 6, y(part) + 4, text, anchor="end", quiet=True, size=small))
    for at in svg.ticks(len(wards), about=5):
        marks.append(
            svg.label(x(at), BOTTOM + 16, number(at), anchor="middle", quiet=True, size=small)
        )
    title = "Wards, the one where most live first →"
    marks.append(svg.label(RIGHT, BOTTOM + 34, title, anchor="end", size=small))
    return svg.join(*marks)


def _curve(shares: Sequence[float], *, x: svg.Scale, y: svg.Scale, dashed: bool = False) -> Marks:
    steps = "L".join(f"{svg.at(x(at), y(share))}" for at, share in enumerate([0.0, *shares]))
    return svg.tag(
        "path",
        d=f"M{steps}",
        fill="none",
        stroke=MUTED if dashed else SELECTION,
        stroke_width=1.2 if dashed else 2,
        stroke_dasharray="4 3" if dashed else None,
    )


def _half(wards: Sequence[Held], half: int, *, x: svg.Scale, y: svg.Scale) -> Marks:
    """The line at half of the group, and how many wards that takes."""
    across, up = x(half), y(wards[half - 1].group_so_far.value)
    path = f"M{svg.at(across, up)}V{BOTTOM}"
    line = svg.tag("path", d=path, stroke=INK, stroke_dasharray="2 3")
    text = f"half: {number(half)} wards" if half > 1 else "half: 1 ward"
    return svg.join(line, svg.label(across + 6, BOTTOM - 8, text, size=svg.SMALL, halo=True))


def _point(context: Context, one: Held, at: int, *, x: svg.Scale, y: svg.Scale) -> scene.Link:
    chosen = context.selection.filter.wards
    current = one.code in chosen
    words = f"{at}, {one.name}: {share_words(one.group.value)} of the group. " + (
        "Take out this ward" if current else "Select this ward"
    )
    across, up = x(at), y(one.group_so_far.value)
    mark = svg.tag(
        "circle",
        cx=across,
        cy=up,
        r=6 if current else 4,
        fill=PAPER if chosen and not current else SELECTION,
        stroke=SELECTION,
    )
    hit = (across - 8, TOP, 16, BOTTOM - TOP)
    return scene.link(
        WARDS.link(context, one.code), mark, words=words, current=current, hit=hit, of=one.code
    )


def _named(wards: Sequence[Held], named: int, *, x: svg.Scale, y: svg.Scale) -> Marks:
    """The first wards by name, beside their points."""
    marks = []
    for at, one in enumerate(wards[:named], start=1):
        room = RIGHT - x(at) - 20
        text = svg.shortened(f"{one.name} {share_words(one.group.value)}", room, size=svg.SMALL)
        marks.append(
            svg.label(x(at) + 9, y(one.group_so_far.value) + 9, text, size=svg.SMALL, halo=True)
        )
    return svg.join(*marks)
