"""General practices on a picture of the map."""

from __future__ import annotations

import math

from charts import svg
from charts.svg import NONE, Marks
from geodata.contents import Array
from geodata.store import Store
from layers.apart import MOVED, Mark, apart
from layers.palette import INK, NO_VALUE, PAPER
from layers.practice_circles import PracticeCircles
from layers.practices import place_lines, radius
from layers.sheet import spoken
from pictures import mercator
from pictures.mercator import Box


def circle_marks(
    store: Store, found: PracticeCircles, mask: Array, *, unit: float, seen: Box | None = None
) -> Marks:
    """Every practice, with a line to its place where it had to move. `unit` is a pixel's size.

    Practices that do not stand in an LSOA (2021) of `mask` are faded.

    Where only a rectangle is `seen`, practices outside it are left out.
    """
    here = list(found.here)
    practices, radii = store.practices, [radius(store.practices.patients[at]) for at in here]
    homes = mercator.placed(store, practices.lon[here], practices.lat[here]) / unit
    marks = apart([(x, y) for x, y in homes.tolist()], radii)
    selected = store.practice_mask(mask)
    pairs = [
        (at, mark)
        for at, mark in zip(here, marks, strict=True)
        if seen is None or seen.holds(mark.x * unit, mark.y * unit, reach=mark.radius * unit)
    ]
    said = (*place_lines(store), *found.lines)
    return svg.join(
        *(_leader(mark, unit) for _, mark in pairs),
        *(
            _disc(found, at, mark, unit, selected=bool(selected[at]), words=spoken(said, at))
            for at, mark in pairs
        ),
    )


def _leader(mark: Mark, unit: float) -> Marks:
    (x, y) = mark.home
    if math.hypot(mark.x - x, mark.y - y) <= MOVED:
        return NONE
    path = f"M{x * unit:.0f} {y * unit:.0f}L{mark.x * unit:.0f} {mark.y * unit:.0f}"
    return svg.tag("path", d=path, stroke=INK, stroke_width=unit)


def _disc(
    found: PracticeCircles, at: int, mark: Mark, unit: float, *, selected: bool, words: str
) -> Marks:
    """A white ground, and the circle on it; dashed where there is no figure."""
    x, y = round(mark.x * unit), round(mark.y * unit)
    number = int(found.number[at])
    ground = svg.tag(
        "circle", cx=x, cy=y, r=(mark.radius + 2) * unit, fill=PAPER, fill_opacity=".9"
    )
    disc = svg.tag(
        "circle",
        svg.tag("title", text=words),
        class_="practice",
        cx=x,
        cy=y,
        r=mark.radius * unit,
        fill=found.colours[number - 1] if number else NO_VALUE,
        fill_opacity=None if selected else ".25",
        stroke=INK,
        stroke_width=1.2 * unit,
        stroke_opacity=None if selected else ".35",
        stroke_dasharray=None if number else f"{2 * unit:.0f}",
    )
    return svg.join(ground, disc)
