"""What the map of a view shows, for everything that is drawn on the server. Pure."""

from __future__ import annotations

from dataclasses import replace

from callbacks.answer import Answer, Explorer
from charts.headline import headline
from layers.practice_circles import Circles, circles
from layers.shading import Shading, shade
from layers.shading_date import dated, shade_at
from layers.shading_pair import shade_pair
from pictures.map_card import SHAPE, Words, map_card
from pictures.map_picture import MapView, look_at
from pictures.still import chart_file

MAP = "map"
BROWSER_ONLY = ("circles", "clusters")


def name_of(explorer: Explorer) -> str:
    """What the explorer calls itself."""
    return f"{explorer.store.authority.name} Inequalities Explorer"


def shading(answer: Answer, explorer: Explorer) -> Shading:
    """How the areas of a view are shaded: by one figure, at a date or not, or by two."""
    store, view, context = explorer.store, answer.view, answer.context
    mask = answer.selection.mask
    if view.second and view.as_ == "pair":
        second = store.catalogue.indicator(view.second)
        found = shade_pair(store, context.indicator, second, mask=mask)
    elif dated(store, context.indicator, view.date):
        found = shade_at(store, context.indicator, view.date, mask=mask)
    else:
        found = shade(store, context.indicator, context.measure, mask=mask)
    return replace(found, notes=(*found.notes, *_left_out(answer)))


def _left_out(answer: Answer) -> tuple[str, ...]:
    """What the map of a view shows in a browser only; nothing is left out in silence."""
    view = answer.view
    second = ("the second map",) if view.second and view.as_ == "beside" else ()
    missing = (*second, *(one for one in BROWSER_ONLY if one in view.over))
    return (f"In the full view only: {', '.join(missing)}.",) if missing else ()


def practices(answer: Answer, explorer: Explorer) -> Circles | None:
    """The practices on the map of a view; None while they are not shown."""
    if "practices" not in answer.view.over:
        return None
    indicator = explorer.store.catalogue.indicator(answer.view.practice)
    return circles(explorer.store, indicator, mask=answer.selection.mask)


def map_view(answer: Answer, explorer: Explorer, shape: tuple[float, float]) -> MapView:
    """Where the map of a view looks on a picture so many pixels wide and high."""
    view = answer.view
    box = look_at(explorer.store, at=view.at, wards=view.ward, shape=shape)
    return MapView(
        box=box,
        pixels=shape[0],
        over=view.over,
        picked=view.area,
        circles=practices(answer, explorer),
    )


def picture_file(key: str, answer: Answer, explorer: Explorer) -> str:
    """The map or a chart of a view as an SVG file.

    Raises KeyError for a chart that does not exist, NoPictureError for a table.
    """
    if key != MAP:
        chart = explorer.chart(key, answer)
        return chart_file(chart, answer.context, heading=name_of(explorer))
    words = Words(
        heading=name_of(explorer),
        finding=headline(answer.context)[0],
        credit=explorer.store.catalogue.source("lsoa_2021_boundaries").attribution,
    )
    found = shading(answer, explorer)
    return map_card(explorer.store, found, map_view(answer, explorer, SHAPE), words)
