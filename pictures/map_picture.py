"""The shaded map as SVG: areas, ward outlines and names, picked areas, and a name for each area."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts import svg
from charts.svg import NONE, Marks
from geodata.store import Level, Store
from layers.areas import points
from layers.circles import Counts
from layers.clusters import Clusters
from layers.palette import INK, NO_VALUE, PAPER
from layers.practice_circles import Circles
from layers.shading import Shading
from layers.travel import moves
from pictures import mercator
from pictures.circles import circle_marks
from pictures.mercator import Box
from pictures.names import name_marks
from pictures.overlays import cluster_marks, count_marks

HATCH = "without-value"
FADED = 0.17
FAINT = ".4"


@dataclass(frozen=True, eq=False)
class MapView:
    """What of a map is asked for: where it looks, what lies over the areas, which are picked.

    `pixels` is how wide the map will stand on a page: strokes and names are sized for it. `over`
    is what lies over the areas, the topmost first; of that, `faint` is drawn faintly. The names of
    `wards` take their places first. `movable` keeps what lies outside the box, for a map that will
    be moved.
    """

    box: Box
    pixels: float
    over: Sequence[str] = ("names", "wards")
    faint: Collection[str] = ()
    wards: Collection[str] = ()
    picked: Collection[str] = ()
    practices: Circles | None = None
    counts: Counts | None = None
    clusters: Clusters | None = None
    movable: bool = True

    @property
    def seen(self) -> Box | None:
        """What can be seen and a little more; None for a map that will be moved.

        Marks far outside would cost a drawing program many times the picture's memory.
        """
        return None if self.movable else self.box.padded(self.box.width / 10)

    @property
    def unit(self) -> float:
        """Coordinates in a pixel."""
        return self.box.width / self.pixels


def look_at(
    store: Store,
    *,
    at: tuple[float, float, float] | None,
    wards: Collection[str],
    shape: tuple[float, float],
) -> Box:
    """Where the map of a view looks: its position, or the wards filtered by, or everything.

    The rectangle has the proportions of `shape`, a width and a height in pixels.
    """
    if at is not None:
        return mercator.around(store, at, width=shape[0], height=shape[1])
    level = store.level("ward", 2023)
    chosen = np.isin(level.codes, list(wards))
    box = mercator.extent(store, level.geometry[chosen]) if chosen.any() else mercator.whole(store)
    x, y = box.middle
    across = max(box.width, box.height * shape[0] / shape[1]) / 2
    down = across * shape[1] / shape[0]
    return Box(x - across, y - down, x + across, y + down)


def map_marks(store: Store, shading: Shading, view: MapView) -> Marks:
    """Everything on the map. Each area has a title that says its figure in words."""
    unit, level = view.unit, shading.level
    paths = _outlines(store, view, level.name, level.vintage)
    areas = svg.join(
        *(_area(shading, index, path, unit=unit) for index, path in enumerate(paths) if path)
    )
    return svg.join(
        _hatching(unit) if not shading.number.all() else NONE,
        svg.tag("g", areas, class_="areas", stroke=PAPER, stroke_linejoin="round"),
        *(_overlay(store, name, view) for name in reversed(view.over)),
        _picked(store, shading, paths, view),
    )


def _overlay(store: Store, name: str, view: MapView) -> Marks:
    """One overlay as a group; nothing for one that pictures do not have."""
    draw = OVERLAYS.get(name)
    if draw is None:
        return NONE
    return svg.tag(
        "g", draw(store, view), class_=name, opacity=FAINT if name in view.faint else None
    )


def view_box(box: Box) -> str:
    """The `viewBox` of a rectangle."""
    return f"{box.left:.0f} {box.top:.0f} {box.width:.0f} {box.height:.0f}"


@lru_cache(maxsize=8)
def steps(store: Store, name: str, vintage: int) -> list[list[int]]:
    """For each area of a level where the four arrow keys lead, as indexes."""
    level: Level = store.level(name, vintage)
    return moves(level, points(level))


def _outlines(store: Store, view: MapView, name: str, vintage: int) -> tuple[str, ...]:
    """The outlines of a level; empty for an area that cannot be seen."""
    seen = view.seen
    if seen is None or seen.contains(mercator.whole(store)):
        return mercator.outlines(store, name, vintage)
    return mercator.cut(store, store.level(name, vintage).geometry, seen)


def _area(shading: Shading, index: int, path: str, *, unit: float) -> Marks:
    number, lit = int(shading.number[index]), bool(shading.lit[index])
    return svg.tag(
        "path",
        svg.tag("title", text=shading.words[index]),
        d=path,
        data_area=shading.level.codes[index],
        fill=shading.colours[number - 1] if number else f"url(#{HATCH})",
        fill_opacity=None if lit else str(FADED),
        stroke_width=(1 if lit else 0.5) * unit,
    )


def _hatching(unit: float) -> Marks:
    """The ground of areas without a value: stripes, which no class has."""
    size = 6 * unit
    stripe = svg.tag("path", d=f"M0 0H{size:.0f}", stroke=NO_VALUE, stroke_width=8 * unit)
    ground = svg.tag("path", d=f"M0 0h{size:.0f}v{size:.0f}h-{size:.0f}z", fill=PAPER)
    pattern = svg.tag(
        "pattern",
        ground,
        stripe,
        id=HATCH,
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(-45)",
    )
    return svg.tag("defs", pattern)


def _ward_lines(store: Store, view: MapView) -> Marks:
    lines = _outlines(store, view, "ward", 2023)
    return svg.tag(
        "g",
        *(svg.tag("path", d=one) for one in lines if one),
        fill="none",
        stroke=INK,
        stroke_width=1.4 * view.unit,
        stroke_opacity=".85",
        pointer_events="none",
    )


def _picked(store: Store, shading: Shading, paths: tuple[str, ...], view: MapView) -> Marks:
    """Dark outlines around the areas that hold a picked one, on a pale casing."""
    held = {
        int(shading.level.of_area[index])
        for index, code in enumerate(store.areas.code)
        if code in view.picked
    }
    chosen = [paths[index] for index in sorted(held) if paths[index]]
    casing = (svg.tag("path", d=one, stroke=PAPER, stroke_width=5 * view.unit) for one in chosen)
    lines = (svg.tag("path", d=one, stroke=INK, stroke_width=2.5 * view.unit) for one in chosen)
    return svg.tag("g", *casing, *lines, class_="picked", fill="none") if chosen else NONE


def _names(store: Store, view: MapView) -> Marks:
    return name_marks(store, view.box, unit=view.unit, first=view.wards)


def _practices(store: Store, view: MapView) -> Marks:
    return (
        circle_marks(store, view.practices, unit=view.unit, seen=view.seen)
        if view.practices
        else NONE
    )


def _counts(store: Store, view: MapView) -> Marks:
    return count_marks(store, view.counts, unit=view.unit, seen=view.seen) if view.counts else NONE


def _clusters(store: Store, view: MapView) -> Marks:
    return (
        cluster_marks(store, view.clusters, unit=view.unit, seen=view.seen)
        if view.clusters
        else NONE
    )


OVERLAYS: dict[str, Callable[[Store, MapView], Marks]] = {
    "practices": _practices,
    "names": _names,
    "wards": _ward_lines,
    "circles": _counts,
    "clusters": _clusters,
}
