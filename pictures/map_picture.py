"""The map of areas as SVG: classes, ward outlines and names, picked areas, words of each area."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from charts import svg
from charts.svg import NONE, Marks
from geodata.contents import Array
from geodata.store import Store
from layers.circles import Circles
from layers.clusters import Clusters
from layers.palette import FADED, PAPER, between
from layers.practice_circles import PracticeCircles
from layers.sheet import Line, Sheet, marks, spoken
from layers.venues import VenueMarks
from layers.wards import LINE, outlined
from pictures import mercator
from pictures.circles import circle_marks
from pictures.hatching import ground, patterns
from pictures.mercator import Box
from pictures.names import name_marks
from pictures.overlays import cluster_marks, count_marks
from pictures.strokes import lines
from pictures.venues import venue_squares

FAINT = ".4"


@dataclass(frozen=True, eq=False)
class MapView:
    """What of a map is asked for: where it looks, what lies over the areas, which are picked.

    `pixels` is how wide the map will stand on a page: strokes and names are sized for it. `over`
    is what lies over the areas, the topmost first; of that, `faint` is drawn faintly. The names of
    `wards` take their places first. `movable` keeps what lies outside the box, for a map that will
    be moved. Outlines are rounded to `step` coordinates; of more than one, they are what a map has
    before finer shapes. `mask` says which LSOAs of 2021 are selected, `standing` which venues are:
    everything else is grey.
    """

    box: Box
    pixels: float
    mask: Array
    over: Sequence[str] = ("names", "wards")
    faint: Collection[str] = ()
    wards: Collection[str] = ()
    picked: Collection[str] = ()
    practices: PracticeCircles | None = None
    circles: Circles | None = None
    clusters: Clusters | None = None
    venues: VenueMarks | None = None
    standing: Array | None = None
    movable: bool = True
    step: int = 1

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
    divisions: Collection[str],
    shape: tuple[float, float],
) -> Box:
    """Where the map of a view looks: its position, or what `extent_of` says.

    The rectangle has the proportions of `shape`, a width and a height in pixels.
    """
    if at is not None:
        return mercator.around(store, at, width=shape[0], height=shape[1])
    return extent_of(store, divisions).padded(mercator.SPARE).shaped(*shape)


def extent_of(store: Store, divisions: Collection[str]) -> Box:
    """The rectangle that just holds some wards, or else some authorities, or else everything."""
    for level in store.divisions:
        chosen = [at for at, code in enumerate(level.codes) if code in divisions]
        if chosen:
            return mercator.extent(store, store.shapes(level, chosen), spare=0)
    ward = store.level("ward")
    return mercator.extent(store, store.shapes(ward, range(len(ward.codes))), spare=0)


@dataclass(frozen=True, eq=False)
class MapPanel:
    """One map: its sheet, the lines of each area's card, where it looks and what lies over it.

    Without `lines` the areas have no words and no codes: those that look alike are one path.
    """

    sheet: Sheet
    lines: tuple[Line, ...]
    view: MapView

    def counts(self, store: Store) -> tuple[str, ...]:
        """How many areas each entry of the legend holds."""
        return self.sheet.counts(store.members(self.view.mask, self.sheet.level))


def map_marks(store: Store, panel: MapPanel) -> Marks:
    """Everything on the map. Each area has a title that says what its card says, if it is given."""
    sheet, view = panel.sheet, panel.view
    paths = _outlines(store, view, sheet.level.name, sheet.level.vintage)
    return svg.join(
        NONE if sheet.number.all() else patterns(view.unit),
        svg.tag(
            "g",
            *(_areas(store, panel, paths) if panel.lines else _classes(store, panel, paths)),
            class_="areas",
            stroke=PAPER,
            stroke_width=between("border", len(store.areas.code)).width * view.unit,
            stroke_linejoin="round",
        ),
        _chosen(store, sheet, view),
        *(_overlay(store, name, view) for name in reversed(view.over)),
        _picked(store, sheet, paths, view),
    )


def _areas(store: Store, panel: MapPanel, paths: tuple[str, ...]) -> Iterator[Marks]:
    codes = panel.sheet.level.codes
    for index, look in enumerate(_looks(store, panel)):
        if paths[index]:
            said = svg.tag("title", text=spoken(panel.lines, index))
            yield svg.tag("path", said, d=paths[index], data_area=codes[index], **look)


def _classes(store: Store, panel: MapPanel, paths: tuple[str, ...]) -> Iterator[Marks]:
    """The areas that look alike as one path, as on the canvas of a Leaflet map."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for path, look in zip(paths, _looks(store, panel), strict=True):
        alike.setdefault(tuple(look.items()), []).append(path)
    for shared, found in alike.items():
        yield svg.tag("path", d=mercator.joined(found), **dict(shared))


def _looks(store: Store, panel: MapPanel) -> Iterator[dict[str, Any]]:
    """What fills each area of a map and how wide its line is."""
    sheet = panel.sheet
    selected = store.members(panel.view.mask, sheet.level).tolist()
    faint = between("fadedBorder", len(store.areas.code)).width * panel.view.unit
    for index, mark in enumerate(marks(sheet.number, sheet.status)):
        colour = ground(mark) if mark else sheet.colours[int(sheet.number[index]) - 1]
        bright = selected[index]
        yield {"fill": colour if bright else FADED, "stroke_width": None if bright else faint}


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


def _outlines(store: Store, view: MapView, name: str, vintage: int) -> tuple[str, ...]:
    """The outlines of a level; empty for an area that cannot be seen."""
    seen = view.seen
    if seen is None or seen.contains(mercator.whole(store)):
        return mercator.outlines(store, name, vintage, view.step)
    return mercator.cut_outlines(store, name, vintage, seen, view.step)


def _ward_lines(store: Store, view: MapView) -> Marks:
    return svg.join(
        *(
            lines(
                name,
                list(filter(None, _outlines(store, view, level.name, level.vintage))),
                view.unit,
                places=len(level.codes) if name == LINE else 0,
            )
            for name, level in outlined(store)
        )
    )


def _chosen(store: Store, sheet: Sheet, view: MapView) -> Marks:
    """A line around the selected areas together, where not all are and none is picked by itself."""
    selected = store.members(view.mask, sheet.level)
    if view.picked or selected.all() or not selected.any():
        return NONE
    shape = shapely.coverage_union_all(sheet.level.geometry[selected])
    path = mercator.seen_outline(store, shape, view.seen, view.step)
    return lines("chosen", [path], view.unit, group="chosen") if path else NONE


def _picked(store: Store, sheet: Sheet, paths: tuple[str, ...], view: MapView) -> Marks:
    """Dark outlines around the areas that hold a picked one, on a pale casing."""
    held = {
        int(sheet.level.of_area[index])
        for index, code in enumerate(store.areas.code)
        if code in view.picked
    }
    found = [paths[index] for index in sorted(held) if paths[index]]
    return lines("picked", found, view.unit, group="picked") if found else NONE


def _names(store: Store, view: MapView) -> Marks:
    return name_marks(store, view.box, unit=view.unit, first=view.wards)


def _practices(store: Store, view: MapView) -> Marks:
    if view.practices is None:
        return NONE
    return circle_marks(store, view.practices, view.mask, unit=view.unit, seen=view.seen)


def _venues(store: Store, view: MapView) -> Marks:
    if view.venues is None or view.standing is None:
        return NONE
    return venue_squares(store, view.venues, view.standing, unit=view.unit, seen=view.seen)


def _circles(store: Store, view: MapView) -> Marks:
    if view.circles is None:
        return NONE
    return count_marks(store, view.circles, view.mask, unit=view.unit, seen=view.seen)


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
    "circles": _circles,
    "clusters": _clusters,
    "venues": _venues,
}
