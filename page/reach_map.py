"""The map of a plan: uptake in the listed areas, venues by number, how far a walk goes."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
import numpy as np
import shapely

from charts import svg
from charts.svg import Marks
from geodata.candidates import Candidate
from geodata.contents import Array
from geodata.distance import ring
from geodata.store import Level, Store
from layers.choropleth import choropleth
from layers.choropleth_at import choropleth_at
from layers.over_time import moments
from layers.palette import INK, PAPER
from layers.sheet import Sheet
from page.area_map import picture_of
from page.embed_map import legend
from page.reach_asked import Asked
from pictures import mercator
from pictures.map_picture import MapPanel, MapView, map_marks
from pictures.mercator import Box

WIDTH, HEIGHT = 720.0, 560.0
MARK = 11.0  # pixels from the middle of a venue's mark to its edge


def reach_map(asked: Asked, chosen: Sequence[Candidate]) -> h.Renderable:
    """The picture, and the key of its classes."""
    store = asked.site.explorer.store
    sheet, mask = _sheet(asked), _listed(asked)
    view = MapView(
        box=_around(store, asked.ranking.level, mask, chosen),
        pixels=WIDTH,
        mask=mask,
        over=("names", "wards"),
        movable=False,
    )
    panel = MapPanel(sheet, (), view)
    title = f"Map. {sheet.title}, {len(chosen)} venues by number"
    marks = svg.join(
        map_marks(store, panel),
        *(_walk(asked, one, view) for one in chosen),
        *(_mark(store, one, number, view.unit) for number, one in enumerate(chosen, start=1)),
    )
    return h.figure(".area-map")[
        picture_of(marks, view.box, title, "reach-map-title"), h.figcaption[legend(panel, store)]
    ]


def _sheet(asked: Asked) -> Sheet:
    store, subject = asked.site.explorer.store, asked.ranking.subject
    moment = moments(store, subject).get(asked.view.date)
    if moment:
        return choropleth_at(store, moment)
    return choropleth(store, subject, asked.context.measure)


def _listed(asked: Asked) -> Array:
    """The LSOAs of the areas that are listed, and of those left out, which are marked as such."""
    ranking = asked.ranking
    return np.isin(ranking.level.of_area, (*ranking.listed, *ranking.left_out))


def _around(store: Store, level: Level, mask: Array, chosen: Sequence[Candidate]) -> Box:
    shapes: list[shapely.Geometry] = [*level.geometry[np.unique(level.of_area[mask])]]
    shapes += [shapely.Point(one.lon, one.lat) for one in chosen]
    if not shapes:
        return mercator.whole(store).shaped(WIDTH, HEIGHT)
    box = mercator.extent(store, np.array(shapes, dtype=object))
    return box.shaped(WIDTH, HEIGHT)


def _walk(asked: Asked, one: Candidate, view: MapView) -> Marks:
    """How far people may come from in a straight line."""
    radius = asked.view.walk / asked.view.detour
    path = mercator.seen_outline(
        asked.site.explorer.store, shapely.Polygon(ring(one.lat, one.lon, radius)), view.seen
    )
    return svg.tag(
        "path",
        d=path,
        fill="none",
        stroke=INK,
        stroke_width=round(1.5 * view.unit, 1),
        stroke_dasharray=f"{5 * view.unit:.0f}",
    )


def _mark(store: Store, one: Candidate, number: int, unit: float) -> Marks:
    """A numbered square where a venue stands."""
    ((x, y),) = mercator.placed(store, np.array([one.lon]), np.array([one.lat])).tolist()
    reach = MARK * unit
    return svg.join(
        svg.tag(
            "rect",
            x=x - reach,
            y=y - reach,
            width=2 * reach,
            height=2 * reach,
            rx=2 * unit,
            fill=INK,
            stroke=PAPER,
            stroke_width=round(2 * unit, 1),
        ),
        svg.tag(
            "text",
            text=str(number),
            x=x,
            y=y + 5 * unit,
            fill=PAPER,
            text_anchor="middle",
            font_size=round(14 * unit, 1),
            font_weight=700,
        ),
    )
