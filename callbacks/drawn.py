"""What the map of a view shows, for everything that is drawn on the server. Pure."""

from __future__ import annotations

from callbacks.answer import Answer, Explorer
from charts.headline import headline
from layers.practice_circles import Circles, circles
from layers.shading import Shading, shade
from layers.shading_pair import shade_pair
from pictures.map_card import SHAPE, Words, map_card
from pictures.map_picture import MapView, look_at
from pictures.still import chart_file

MAP = "map"


def name_of(explorer: Explorer) -> str:
    """What the explorer calls itself."""
    return f"{explorer.store.authority.name} Inequalities Explorer"


def shading(answer: Answer, explorer: Explorer) -> Shading:
    """How the areas of a view are shaded: by one figure or by two."""
    store, view, context = explorer.store, answer.view, answer.context
    mask = answer.selection.mask
    if view.second:
        second = store.catalogue.indicator(view.second)
        return shade_pair(store, context.indicator, second, mask=mask)
    return shade(store, context.indicator, context.measure, mask=mask)


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
