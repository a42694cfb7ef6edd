"""What the marks over the areas mean: a key for each overlay, with samples as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from charts import svg
from charts.svg import Marks
from layers.circles import Counts
from layers.clusters import Clusters
from layers.palette import CLUSTER, INK, PAPER
from layers.practice_circles import Circles
from pictures.overlays import DASHES

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
    counted: str = ""


@dataclass(frozen=True)
class Key:
    """The key of one overlay, and what is owed to whom."""

    title: str
    rows: tuple[Row, ...]
    below: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""


def practice_key(found: Circles) -> Key:
    """What the colours of practices mean."""
    rows = (
        Row(_disc(_DISC, one.colour, known=bool(one.colour)), one.label, one.range, one.counted)
        for one in found.entries
    )
    below = f"From {found.ends[0]} to {found.ends[1]}"
    return Key(found.title, tuple(rows), below, found.notes, found.source)


def count_key(found: Counts) -> Key:
    """How many people the sizes of circles mean."""
    rows = (Row(_disc(radius, PAPER), words) for radius, words in found.sizes)
    return Key(found.title, tuple(rows), "", found.notes, found.source)


def cluster_key(found: Clusters) -> Key:
    """What the lines around clusters mean."""
    rows = (
        Row(_line(dash), kind.label, counted=str(kind.areas))
        for kind, dash in zip(found.kinds, DASHES, strict=False)
        if kind.areas
    )
    return Key(found.title, tuple(rows), "", found.notes)


def _disc(radius: float, fill: str, *, known: bool = True) -> Sample:
    """A circle; dashed where it stands for no figure."""
    box = 2 * radius + 2
    marks = svg.tag(
        "circle",
        cx=box / 2,
        cy=box / 2,
        r=radius,
        fill=fill or PAPER,
        stroke=INK,
        stroke_width=1.2,
        stroke_dasharray=None if known else "2 2",
    )
    return Sample(marks, box, box)


def _line(dash: str) -> Sample:
    marks = svg.tag(
        "path", d=f"M0 3h{_LINE:.0f}", stroke=CLUSTER, stroke_width=3, stroke_dasharray=dash or None
    )
    return Sample(marks, _LINE, 6)
