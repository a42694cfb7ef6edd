"""Venues on a picture of the map."""

from __future__ import annotations

from charts import svg
from charts.svg import Marks
from geodata.contents import Array
from geodata.store import Store
from layers.palette import FADED, INK, PAPER, STROKES
from layers.sheet import spoken
from layers.venues import LETTER, SIDE, VenueMarks, offsets, venue_lines
from pictures import mercator
from pictures.mercator import Box
from pictures.strokes import stroked


def venue_squares(
    store: Store, found: VenueMarks, selected: Array, *, unit: float, seen: Box | None = None
) -> Marks:
    """A square for each venue, grey where it is not `selected`, yes or no for each.

    `unit` is a pixel's size. Where only a rectangle is `seen`, venues outside it are left out.
    """
    here, venues, lines = list(found.here), store.venues, venue_lines(store)
    places = mercator.placed(store, venues.lon[here], venues.lat[here]).tolist()
    moved = offsets(store)
    marks = []
    for number, (at, (x, y)) in enumerate(zip(here, places, strict=True)):
        across = x + moved[at] * unit
        if seen is not None and not seen.holds(across, y, reach=SIDE * unit):
            continue
        colour = found.colours[number] if selected[at] else FADED
        marks.append(square(across, y, found.letters[number], colour, unit, said=spoken(lines, at)))
    return svg.join(*marks)


def square(x: float, y: float, letters: str, colour: str, unit: float, *, said: str = "") -> Marks:
    """A square around a point with its letters, a white line around it; `said` is its title."""
    half, size = SIDE / 2 * unit, LETTER * unit
    (stroke,) = STROKES["venue"]
    title = svg.tag("title", text=said) if said else svg.NONE
    return svg.tag(
        "g",
        title,
        svg.tag(
            "path",
            d=svg.box(x - half, y - half, 2 * half, 2 * half),
            fill=colour,
            **stroked(stroke, unit),
        ),
        svg.tag(
            "text",
            text=letters,
            x=x,
            y=y + size * 0.36,
            fill=INK if colour == FADED else PAPER,
            font_size=size,
            font_weight=700,
            text_anchor="middle",
        ),
        class_="venue",
    )
