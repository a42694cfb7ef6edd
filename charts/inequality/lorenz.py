"""The concentration curve: what part of a total the most deprived hold, from them to all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts import scene, svg
from charts.findings import Finding
from charts.model import Chart, Column, Table
from charts.svg import Marks
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number, share_words, source_words
from geodata.stats import concentration_curve, concentration_index
from layers.palette import INK, MUTED, PAPER, SELECTION
from layers.words import full_label

TOP, BOTTOM, LEFT = 48, 300, 46
RIGHT = LEFT + (BOTTOM - TOP)  # a square: even is at 45 degrees
FIFTH = 0.2


@dataclass(frozen=True, eq=False)
class LorenzView:
    """Amounts (counts, not rates) and people of areas, and their position: most deprived first.

    `amount` and `among` name them: "people without a dose", "people on the register".
    """

    indicator: Indicator
    place: str
    amount: str
    among: str
    amounts: Array
    people: Array
    position: Array
    key: str = "lorenz"
    view: str = ""


def lorenz(view: LorenzView) -> Chart:
    """The curve, the line of an even spread, and what the most deprived fifth holds.

    ValueError where there are no people or nothing to share out.
    """
    x, y = concentration_curve(view.amounts, view.people, view.position)
    index = concentration_index(view.amounts, view.people, view.position)
    held = float(np.interp(FIFTH, x, y))
    return Chart(
        key=view.key,
        title=f"Do the most deprived have more than their share? {full_label(view.indicator)}",
        finding=_finding(view, held),
        picture=_picture(view, x, y, held),
        table=_table(view, x, y),
        indicators=(view.indicator,),
        notes=(
            "Areas stand in order, the most deprived first. On the dashed line everybody would "
            "have the same; above it the most deprived have more than their share.",
            f"Concentration index: {number(index, 2)} (0 is even, below 0 the most deprived have "
            "more). It is one less twice the area under the curve.",
            "Between two areas the curve is straight: people of one area are taken to be alike.",
        ),
    )


def _finding(view: LorenzView, held: float) -> Finding:
    say = Writer(view.view, source_words(view.indicator))
    part, amount = share_words(100 * FIFTH), share_words(100 * held)
    concept = f"part of {view.indicator.key} held by the most deprived fifth"
    say.value(concept, "place", 100 * held, amount)
    printed = number(100 * held, 1) == number(100 * FIFTH, 1)
    word = "just" if printed else "more than" if held > FIFTH else "less than"
    return say.finding(
        f"In {view.place}, {amount} of {view.amount} are in the most deprived fifth of "
        f"{view.among}. That is {word} an even share, {part}."
    )


def _picture(view: LorenzView, x: Array, y: Array, held: float) -> scene.Picture:
    across, up = svg.Scale(0, 1, LEFT, RIGHT), svg.Scale(0, 1, BOTTOM, TOP)
    steps = "L".join(svg.at(across(a), up(b)) for a, b in zip(x.tolist(), y.tolist(), strict=True))
    even = f"M{svg.at(LEFT, BOTTOM)}L{svg.at(RIGHT, TOP)}"
    return scene.picture(
        svg.label(0, 16, f"↑ Part of {view.amount}, so far", quiet=True, size=svg.SMALL),
        _axes(view, across, up),
        svg.tag("path", d=f"M{steps}z", fill=SELECTION, fill_opacity=0.12),
        svg.tag("path", d=even, stroke=MUTED, stroke_width=1.2, stroke_dasharray="4 3"),
        svg.tag("path", d=f"M{steps}", fill="none", stroke=SELECTION, stroke_width=2),
        _fifth(across, up, held),
        height=BOTTOM + 42,
        labelled_by=f"panel-{view.key}-title",
        role="img",
    )


def _axes(view: LorenzView, across: svg.Scale, up: svg.Scale) -> Marks:
    marks, small = [], svg.SMALL
    for tick in (0, 20, 40, 60, 80, 100):
        x, y = across(tick / 100), up(tick / 100)
        text = f"{tick}%" if tick else "0"
        marks += [
            svg.rule(LEFT, y, RIGHT, y, strong=tick == 0),
            svg.label(LEFT - 6, y + 4, text, anchor="end", quiet=True, size=small),
            svg.label(x, BOTTOM + 16, text, anchor="middle", quiet=True, size=small),
        ]
    words = svg.shortened(f"Part of {view.among}, most deprived first →", svg.WIDTH, size=small)
    marks.append(svg.label(0, BOTTOM + 36, words, size=small))
    marks.append(svg.label(across(0.62), up(0.55), "even", quiet=True, size=small, halo=True))
    return svg.join(*marks)


def _fifth(across: svg.Scale, up: svg.Scale, held: float) -> Marks:
    """The most deprived fifth: an upright line to the curve, a point, and both parts in words."""
    x, y = across(FIFTH), up(held)
    line = svg.tag(
        "path", d=f"M{svg.at(x, BOTTOM)}V{svg.plain(y)}", stroke=INK, stroke_dasharray="2 3"
    )
    point = svg.tag("circle", cx=x, cy=y, r=5, fill=SELECTION, stroke=PAPER)
    side = RIGHT + 10
    leader = svg.tag("path", d=f"M{svg.at(x + 7, y)}H{side - 6}", stroke=INK, stroke_width=0.8)
    return svg.join(
        line,
        leader,
        point,
        svg.label(side, y - 2, f"{share_words(100 * held)} of it", bold=True),
        svg.label(side, y + 14, "in the most", size=svg.SMALL),
        svg.label(side, y + 28, "deprived fifth", size=svg.SMALL),
    )


def _table(view: LorenzView, x: Array, y: Array) -> Table:
    columns = (
        Column("step", "Areas so far", numeric=True, decimals=0),
        Column("people_so_far_percent", f"Of {view.among}, so far, %", numeric=True),
        Column("amount_so_far_percent", f"Of {view.amount}, so far, %", numeric=True),
    )
    pairs = zip((100 * x).tolist(), (100 * y).tolist(), strict=True)
    rows = tuple((at, *pair) for at, pair in enumerate(pairs) if at)
    caption = f"Areas of {view.place}, the most deprived first, {full_label(view.indicator)}"
    return Table(columns, rows, caption)
