"""General practices on a picture of the map."""

from __future__ import annotations

import math

from charts import svg
from charts.svg import NONE, Marks
from geodata.contents import Array
from geodata.store import Store
from layers.apart import MOVED, Mark, apart
from layers.palette import DISC_EDGE, DISC_FILL, FADED, NO_VALUE, PAPER, STROKES
from layers.practice_circles import PracticeCircles
from layers.practices import place_lines, radius
from layers.sheet import spoken
from pictures import mercator
from pictures.mercator import Box
from pictures.strokes import stroked


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


def practice_stroke(*, known: bool, selected: bool) -> str:
    """The name of a practice's line in `STROKES`."""
    if not selected:
        return "fadedPractice"
    return "practice" if known else "unknownPractice"


def _leader(mark: Mark, unit: float) -> Marks:
    (x, y) = mark.home
    if math.hypot(mark.x - x, mark.y - y) <= MOVED:
        return NONE
    path = f"M{x * unit:.0f} {y * unit:.0f}L{mark.x * unit:.0f} {mark.y * unit:.0f}"
    return svg.tag("path", d=path, **stroked(STROKES["leader"][0], unit))


def _disc(
    found: PracticeCircles, at: int, mark: Mark, unit: float, *, selected: bool, words: str
) -> Marks:
    """A white ground, and the circle on it; dashed without a figure, grey if not selected."""
    x, y = round(mark.x * unit), round(mark.y * unit)
    number = int(found.number[at])
    (stroke,) = STROKES[practice_stroke(known=bool(number), selected=selected)]
    colour = found.colours[number - 1] if number else NO_VALUE
    ground = svg.tag(
        "circle",
        cx=x,
        cy=y,
        r=(mark.radius + DISC_EDGE) * unit,
        fill=PAPER,
        fill_opacity=str(DISC_FILL),
    )
    disc = svg.tag(
        "circle",
        svg.tag("title", text=words),
        class_="practice",
        cx=x,
        cy=y,
        r=mark.radius * unit,
        fill=colour if selected else FADED,
        **stroked(stroke, unit),
    )
    return svg.join(ground, disc)
