"""Samples of what a map is drawn with, as small pictures for legends and tables."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from charts import svg
from layers.palette import INK
from layers.sheet import Entry, marked
from pictures.hatching import hatched
from pictures.keys import Sample

_BOX = (28, 16)


def swatch(entry: Entry) -> Markup:
    """A box of a class's colour, or hatched as the places without a value are."""
    return _box(entry.colour, "") if entry.number else _box("", marked(entry.status))


@lru_cache(maxsize=256)
def _box(colour: str, hatching: str) -> Markup:
    if colour:
        inside = svg.tag("path", d="M0 0h{}v{}H0z".format(*_BOX), fill=colour)
    else:
        inside = hatched(hatching, 0, 0, *_BOX)
    edge = svg.tag(
        "path",
        d="M.5.5h27v15H.5z",
        fill="none",
        stroke=INK,
        stroke_opacity=".35",
        vector_effect="non-scaling-stroke",
    )
    return Markup(
        svg.tag(
            "svg",
            inside,
            edge,
            class_="swatch",
            viewBox="0 0 {} {}".format(*_BOX),
            preserveAspectRatio="none" if colour else "xMidYMid slice",
            aria_hidden="true",
        )
    )


def sample(found: Sample) -> Markup:
    """The marks of a key in a picture of their own."""
    return Markup(
        svg.tag(
            "svg",
            found.marks,
            class_="sample",
            width=found.width,
            height=found.height,
            viewBox=f"0 0 {found.width:.1f} {found.height:.1f}",
            aria_hidden="true",
        )
    )
