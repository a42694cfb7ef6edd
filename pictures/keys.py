"""What the marks over the areas mean: a key for each overlay, with samples as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from charts import svg
from charts.svg import Marks
from geodata.contents import Array
from layers.circles import Circles
from layers.clusters import Clusters
from layers.palette import PAPER, STROKES
from layers.practice_circles import PracticeCircles
from layers.venues import SIDE, VenueMarks
from pictures.strokes import stroked
from pictures.venues import square

_DISC, _LINE = 7.0, 34.0


@dataclass(frozen=True)
class Sample:
    """Marks in a box of their own, in pixels."""

    marks: Marks
    width: float
    height: float


@dataclass(frozen=True)
class Row:
    """One line of a key: what is drawn, what it means, from where to where, and how many."""

    sample: Sample
    label: str
    range: str = ""
    count: str = ""


@dataclass(frozen=True)
class Key:
    """The key of one overlay and what is owed to whom; `sizes` where size means something too."""

    title: str
    rows: tuple[Row, ...]
    below: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    sizes: tuple[Row, ...] = ()


def practice_key(found: PracticeCircles, selected: Array) -> Key:
    """What the colours of practices mean; `selected` is yes or no for each practice."""
    rows = (
        Row(_disc(_DISC, one.colour, known=bool(one.number)), one.label, one.range, count)
        for one, count in zip(found.entries, found.counts, strict=True)
    )
    below = f"From {found.ends[0]} to {found.ends[1]}"
    notes = (*found.faded(selected), *found.notes)
    sizes = tuple(Row(_disc(radius, PAPER), words) for radius, words in found.sizes)
    return Key(found.title, tuple(rows), below, notes, found.source, sizes)


def count_key(found: Circles) -> Key:
    """How many people the sizes of circles mean."""
    rows = (Row(_disc(radius, PAPER), words) for radius, words in found.sizes)
    return Key(found.title, tuple(rows), "", found.notes, found.source)


def cluster_key(found: Clusters) -> Key:
    """What the lines around clusters mean."""
    rows = (
        Row(_line(kind.dashes), kind.label, count=str(kind.areas))
        for kind in found.kinds
        if kind.areas
    )
    return Key(found.title, tuple(rows), "", found.notes)


def venue_key(found: VenueMarks, selected: Array) -> Key:
    """What the letters and colours of venues mean; `selected` is yes or no for each venue."""
    rows = (
        Row(_square(one.letters, one.colour), one.label, count=count)
        for one, count in zip(found.kinds, found.counts(selected), strict=True)
    )
    notes = (*found.faded(selected), *found.notes)
    return Key("Venues", tuple(rows), "", notes, found.source)


def _square(letters: str, colour: str) -> Sample:
    room = SIDE + 2
    return Sample(square(room / 2, room / 2, letters, colour, 1), room, room)


def _disc(radius: float, fill: str, *, known: bool = True) -> Sample:
    """A circle; dashed where it stands for no figure."""
    box = 2 * radius + 2
    (stroke,) = STROKES["practice" if known else "unknownPractice"]
    marks = svg.tag(
        "circle",
        cx=box / 2,
        cy=box / 2,
        r=radius,
        fill=fill or PAPER,
        **stroked(stroke, 1),
    )
    return Sample(marks, box, box)


def _line(dash: str) -> Sample:
    line = stroked(STROKES["clusters"][-1], 1, dashes=dash)
    marks = svg.tag("path", d=f"M0 3h{_LINE:.0f}", **line)
    return Sample(marks, _LINE, 6)
