"""The lines over the areas on pictures, as `layers/palette.py` has them for scripts too."""

from __future__ import annotations

from collections.abc import Sequence

from charts import svg
from charts.svg import Marks
from layers.palette import COLOURS, STROKES, Stroke, between


def stroked(one: Stroke, unit: float, *, dashes: str = "") -> dict[str, str]:
    """The attributes of a line; `unit` is a pixel's size, `dashes` those of a kind, in pixels."""
    found = {"stroke": COLOURS[one.colour], "stroke_width": svg.plain(round(one.width * unit, 1))}
    if one.opacity != 1:
        found["stroke_opacity"] = str(one.opacity)
    dash = " ".join(f"{int(part) * unit:.0f}" for part in (dashes or one.dashes).split())
    return found | ({"stroke_dasharray": dash} if dash else {})


def lines(
    name: str,
    paths: Sequence[str],
    unit: float,
    *,
    dashes: Sequence[str] = (),
    group: str = "",
    places: int = 0,
) -> Marks:
    """Paths as each of the strokes of a name draws them, the casing of all below the line of any.

    `dashes` may hold those of each path; a casing has none. `group` is the class of them all.
    Lines between so many `places` are as `between` has them.
    """
    *casings, line = (between(name, places),) if places else STROKES[name]
    below = (svg.tag("path", d=path, **stroked(one, unit)) for one in casings for path in paths)
    above = (
        svg.tag("path", d=path, **stroked(line, unit, dashes=kind))
        for path, kind in zip(paths, dashes or [""] * len(paths), strict=True)
    )
    return svg.tag("g", *below, *above, class_=group or None, fill="none", pointer_events="none")
