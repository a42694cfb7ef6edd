"""The ground of places without a value: stripes where it is missing, crossed where suppressed.

No class has such a ground; `assets/renderer.js` draws the same on maps that move.
"""

from __future__ import annotations

from charts import svg
from charts.svg import Marks
from layers.palette import NO_VALUE, PAPER

GROUNDS = ("striped", "crossed")
_STEP, _WIDTH = 6, 2.5  # pixels from stripe to stripe, and of a stripe


def ground(mark: str) -> str:
    """What fills a place that is hatched."""
    return f"url(#{mark})"


def patterns(unit: float) -> Marks:
    """The definitions of the grounds; `unit` is a pixel's size."""
    return svg.tag("defs", *(_pattern(mark, unit) for mark in GROUNDS))


def _pattern(mark: str, unit: float) -> Marks:
    size = _STEP * unit
    lines = f"M0 0H{size:.1f}" + (f"M0 0V{size:.1f}" if mark == "crossed" else "")
    return svg.tag(
        "pattern",
        svg.tag("path", d=f"M0 0h{size:.1f}v{size:.1f}h-{size:.1f}z", fill=PAPER),
        svg.tag("path", d=lines, stroke=NO_VALUE, stroke_width=2 * _WIDTH * unit),
        id=mark,
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(-45)",
    )


def hatched(mark: str, x: float, y: float, width: float, height: float) -> Marks:
    """A box of a legend with such a ground."""
    steps = range(0, int(width - height) + 1, _STEP)
    lines = "".join(f"M{x + at:.1f} {y + height:.1f}l{height:.1f}-{height:.1f}" for at in steps)
    if mark == "crossed":
        lines += "".join(f"M{x + at:.1f} {y:.1f}l{height:.1f} {height:.1f}" for at in steps)
    box = f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"
    return svg.join(
        svg.tag("path", d=box, fill=PAPER, stroke=NO_VALUE),
        svg.tag("path", d=lines, stroke=NO_VALUE, stroke_width=_WIDTH, fill="none", class_=mark),
    )
