"""Circles on a map that lie apart from each other: the twin of `assets/apart.js`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from charts import svg
from charts.svg import NONE, Marks
from geodata.store import Store
from layers.palette import INK, PAPER
from layers.practice_circles import Circle, Circles
from pictures import mercator
from pictures.mercator import Box

ROUNDS, GAP, PULL, GOLDEN = 80, 4, 0.04, 2.399963
_MOVED = 3


@dataclass
class Mark:
    """A circle's home, where it is now, and its radius, in pixels."""

    home: tuple[float, float]
    x: float
    y: float
    radius: float


def circle_marks(store: Store, found: Circles, *, unit: float, seen: Box | None = None) -> Marks:
    """Every practice, with a line to its place where it had to move. `unit` is a pixel's size.

    Where only a rectangle is `seen`, practices outside it are left out.
    """
    lon = np.array([one.lon for one in found.circles])
    lat = np.array([one.lat for one in found.circles])
    homes = (mercator.placed(store, lon, lat) / unit).tolist()
    marks = [
        Mark((x, y), x, y, one.radius) for (x, y), one in zip(homes, found.circles, strict=True)
    ]
    apart(marks)
    pairs = [
        (one, mark)
        for one, mark in zip(found.circles, marks, strict=True)
        if seen is None or seen.holds(mark.x * unit, mark.y * unit, reach=mark.radius * unit)
    ]
    return svg.join(
        *(_leader(mark, unit) for _, mark in pairs),
        *(_disc(one, mark, unit) for one, mark in pairs),
    )


def apart(marks: list[Mark]) -> None:
    """Push circles apart, each as little as it can be from its home; always the same way."""
    for turn in range(ROUNDS):
        pulling = turn < ROUNDS / 2
        if pulling:
            for mark in marks:
                mark.x += (mark.home[0] - mark.x) * PULL
                mark.y += (mark.home[1] - mark.y) * PULL
        pushed = False
        for number, one in enumerate(marks):
            for other in marks[number + 1 :]:
                pushed |= _push(one, other, number * GOLDEN)
        if not pushed and not pulling:
            return


def _push(one: Mark, other: Mark, angle: float) -> bool:
    across, down = other.x - one.x, other.y - one.y
    reach = one.radius + other.radius + GAP
    if abs(across) >= reach or abs(down) >= reach:
        return False
    distance = math.hypot(across, down)
    lacking = reach - distance
    if lacking <= 0:
        return False
    right = across / distance if distance > 0.01 else math.cos(angle)
    below = down / distance if distance > 0.01 else math.sin(angle)
    share = other.radius / (one.radius + other.radius)  # the larger one moves less
    one.x -= right * lacking * share
    one.y -= below * lacking * share
    other.x += right * lacking * (1 - share)
    other.y += below * lacking * (1 - share)
    return True


def _leader(mark: Mark, unit: float) -> Marks:
    (x, y) = mark.home
    if math.hypot(mark.x - x, mark.y - y) <= _MOVED:
        return NONE
    path = f"M{x * unit:.0f} {y * unit:.0f}L{mark.x * unit:.0f} {mark.y * unit:.0f}"
    return svg.tag("path", d=path, stroke=INK, stroke_width=unit)


def _disc(one: Circle, mark: Mark, unit: float) -> Marks:
    """A white ground, and the circle on it; dashed where there is no figure."""
    x, y = round(mark.x * unit), round(mark.y * unit)
    ground = svg.tag("circle", cx=x, cy=y, r=(one.radius + 2) * unit, fill=PAPER, fill_opacity=".9")
    disc = svg.tag(
        "circle",
        svg.tag("title", text=one.words),
        class_="practice",
        cx=x,
        cy=y,
        r=one.radius * unit,
        fill=one.colour,
        fill_opacity=None if one.lit else ".25",
        stroke=INK,
        stroke_width=1.2 * unit,
        stroke_opacity=None if one.lit else ".35",
        stroke_dasharray=None if one.known else f"{2 * unit:.0f}",
        data_radius=f"{one.radius:.1f}",
    )
    return svg.join(ground, disc)
