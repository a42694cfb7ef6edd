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
from layers.wards import shapes as ward_shapes
from pictures import mercator
from pictures.circles import circle_marks
from pictures.mercator import Box
from pictures.overlays import cluster_marks, count_marks

HATCH = "without-value"
FADED = 0.17
FAINT = ".4"
_LETTERS = 11.5
_HALO = 3


@dataclass(frozen=True, eq=False)
class MapView:
    """What of a map is asked for: where it looks, what lies over the areas, which are picked.

    `pixels` is how wide the map will stand on a page: strokes and names are sized for it. `over`
    is what lies over the areas, the topmost first; of that, `faint` is drawn faintly. The names of
    `wards` take their places first.
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


def map_marks(store: Store, shading: Shading, view: MapView, *, named: bool = True) -> Marks:
    """Everything on the map. `named` gives each area a title that says its figure in words."""
    unit, level = view.unit, shading.level
    paths = mercator.outlines(store, level.name, level.vintage)
    areas = svg.join(
        *(_area(shading, index, path, unit=unit, named=named) for index, path in enumerate(paths))
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


def _area(shading: Shading, index: int, path: str, *, unit: float, named: bool) -> Marks:
    number, lit = int(shading.number[index]), bool(shading.lit[index])
    title = svg.tag("title", text=shading.words[index]) if named else NONE
    return svg.tag(
        "path",
        title,
        d=path,
        data_area=shading.level.codes[index] if named else None,
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
    paths = svg.join(*(svg.tag("path", d=one) for one in mercator.outlines(store, "ward", 2023)))
    return svg.tag(
        "g",
        paths,
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
    chosen = [paths[index] for index in sorted(held)]
    casing = (svg.tag("path", d=one, stroke=PAPER, stroke_width=5 * view.unit) for one in chosen)
    lines = (svg.tag("path", d=one, stroke=INK, stroke_width=2.5 * view.unit) for one in chosen)
    return svg.tag("g", *casing, *lines, class_="picked", fill="none") if chosen else NONE


@lru_cache(maxsize=4)
def _ward_names(store: Store) -> tuple[tuple[str, str, float, float], ...]:
    features = [one["properties"] for one in ward_shapes(store)["features"]]
    points = np.array([one["point"] for one in features])
    where = mercator.placed(store, points[:, 1], points[:, 0]).tolist()
    return tuple(
        (one["code"], one["name"], x, y) for one, (x, y) in zip(features, where, strict=True)
    )


def ward_names(store: Store, first: Collection[str]) -> list[tuple[str, float, float]]:
    """Names with their places in the picture's coordinates; wards of the codes `first` lead."""
    every = sorted(_ward_names(store), key=lambda one: one[0] not in first)
    return [(name, x, y) for _, name, x, y in every]


def _names(store: Store, view: MapView) -> Marks:
    """The names that fit; none lies on another."""
    size, box = _LETTERS * view.unit, view.box
    taken: list[Box] = []
    marks = []
    for name, x, y in ward_names(store, view.wards):
        lines = _two_lines(name)
        half = max(svg.text_width(line) for line in lines) / svg.SIZE * size / 2
        space = Box(x - half, y - size * len(lines) / 2, x + half, y + size * len(lines) / 2)
        inside = box.left < space.left and space.right < box.right and box.top < y < box.bottom
        if not inside or any(_meet(space, other) for other in taken):
            continue
        taken.append(space)
        for number, line in enumerate(lines):
            marks.append(svg.tag("text", text=line, x=x, y=space.top + size * (number + 0.85)))
    return svg.tag(
        "g",
        *marks,
        font_size=size,
        font_weight=600,
        text_anchor="middle",
        fill=INK,
        stroke=PAPER,
        stroke_width=_HALO * view.unit,
        stroke_linejoin="round",
        paint_order="stroke",
        pointer_events="none",
    )


def _two_lines(name: str) -> tuple[str, ...]:
    """A long name broken at the space nearest its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) < 14 or not spaces:
        return (name,)
    at = min(spaces, key=lambda one: abs(one - len(name) / 2))
    return name[:at], name[at + 1 :]


def _meet(one: Box, other: Box) -> bool:
    return not (
        one.right < other.left
        or one.left > other.right
        or one.bottom < other.top
        or one.top > other.bottom
    )


def _practices(store: Store, view: MapView) -> Marks:
    return circle_marks(store, view.practices, unit=view.unit) if view.practices else NONE


def _counts(store: Store, view: MapView) -> Marks:
    return count_marks(store, view.counts, unit=view.unit) if view.counts else NONE


def _clusters(store: Store, view: MapView) -> Marks:
    return cluster_marks(store, view.clusters, unit=view.unit) if view.clusters else NONE


OVERLAYS: dict[str, Callable[[Store, MapView], Marks]] = {
    "practices": _practices,
    "names": _names,
    "wards": _ward_lines,
    "circles": _counts,
    "clusters": _clusters,
}
