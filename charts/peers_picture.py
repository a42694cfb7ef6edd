"""The picture of areas like an area: a row a figure, a ring for each of them, in deviations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from charts import scene, svg
from charts.model import Context
from charts.profile import LEVELS, area_name
from charts.svg import Marks
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import signed
from geodata.levels import Level
from geodata.peers import Standard
from layers.words import full_label

ROW, TOP = 28, 56
NAMES = 168.0


class Compared(Protocol):
    """What is drawn: the level, its standardised figures, and those of the area."""

    @property
    def level(self) -> Level:
        """The level of the areas."""

    @property
    def scale(self) -> Standard:
        """The figures of all of them."""

    @property
    def z(self) -> Array:
        """The area's own, standardised."""


def picture(
    context: Context, figures: Sequence[Indicator], peers: Sequence[int], found: Compared
) -> scene.Picture:
    """Every figure on one scale, in standard deviations from the average of the level."""
    drawn = found.scale.z[list(peers)]
    every = np.concatenate([drawn.ravel(), found.z])
    reach = max(1.0, float(np.nanmax(np.abs(every))))
    scale = svg.Scale(-reach, reach, NAMES + 10, svg.WIDTH - 10)
    bottom = TOP + ROW * len(figures)
    rows = (
        _row(context, one, TOP + ROW * at, scale, (float(found.z[at]), drawn[:, at].tolist()))
        for at, one in enumerate(figures)
    )
    return scene.picture(
        _key(context, found, len(peers)),
        _grid(scale, bottom),
        *rows,
        height=max(bottom + 22, 202),
        labelled_by="panel-peers-title",
    )


def _key(context: Context, found: Compared, count: int) -> Marks:
    name = svg.shortened(area_name(context), 200)
    x = 16 + svg.text_width(name) + 24
    nouns = LEVELS[found.level.name, found.level.vintage]
    words = f"Standard deviations from the average of {nouns}"
    return svg.join(
        svg.diamond(6, 10),
        svg.label(16, 14.5, name, bold=True),
        svg.ring(x, 10),
        svg.label(
            x + 10, 14.5, "the one most like it" if count == 1 else f"the {count} most like it"
        ),
        svg.label(
            0, 35, svg.shortened(words, svg.WIDTH, size=svg.SMALL), quiet=True, size=svg.SMALL
        ),
    )


def _grid(scale: svg.Scale, bottom: float) -> Marks:
    marks = []
    steps = svg.ticks(scale.high, about=2)
    for tick in (*(-one for one in steps[:0:-1]), *steps):
        x = scale(tick)
        marks.append(svg.rule(x, TOP - 8, x, bottom, strong=tick == 0))
        text = signed(tick, 0 if float(tick).is_integer() else 1)
        marks.append(svg.label(x, bottom + 15, text, anchor="middle", quiet=True, size=svg.SMALL))
    return svg.join(*marks)


def _row(
    context: Context, one: Indicator, y: float, scale: svg.Scale, found: tuple[float, list[float]]
) -> scene.Link:
    own, others = found
    middle = y + ROW / 2
    marks = [
        svg.label(
            0, middle + 4.5, svg.shortened(one.short_label, NAMES, size=svg.SMALL), size=svg.SMALL
        )
    ]
    marks += [svg.ring(scale(each), middle) for each in others if each == each]
    if own == own:
        marks.append(svg.diamond(scale(own), middle, reach=5))
    words = f"{full_label(one)}. Show this figure"
    return scene.link(context.href(ind=one.key), *marks, words=words, hit=(0, y, svg.WIDTH, ROW))
