"""The map in the first response: areas and outlines where Leaflet will put them."""

from __future__ import annotations

import math

from markupsafe import Markup

from callbacks.answer import Answer
from charts import svg
from layers.zooms import USUAL
from pictures import mercator
from pictures.map_picture import MapPanel, MapView, extent_of, map_marks, view_box

AROUND = (2560.0, 1600.0)  # pixels around a position: the largest map that the frame fills
SLENDER = 3  # times as wide as high, or as high as wide: a map around a rectangle at most


def first_frame(answer: Answer) -> Markup:
    """The picture, without words; the style sheet puts it where the map will be.

    Widths of lines are pixels of the screen: the style sheet keeps them from growing with it.
    """
    view, store = answer.view, answer.context.store
    model = answer.model
    if view.at is None:
        box = extent_of(store, view.ward or view.lad)
        around = box.shaped(SLENDER, 1).shaped(1, SLENDER)
        step = mercator.FINE * max(1, math.ceil(_pixel(box) / mercator.FINE))
    else:
        box = around = mercator.around(store, view.at, width=AROUND[0], height=AROUND[1])
        step = max(1, int(box.width / AROUND[0]))
    shown = MapView(
        box=around,
        pixels=around.width,
        mask=model.mask,
        over=tuple(one for one in view.over if one == "wards"),
        picked=view.area,
        movable=False,
        step=step,
    )
    marks = map_marks(store, MapPanel(model.sheets[0], (), shown))
    return Markup(
        svg.tag(
            "svg",
            svg.tag("g", marks, transform=f"scale({step})"),
            id="first-frame",
            class_="picture fitted" if view.at is None else "picture placed",
            viewBox=view_box(box),
            fill_opacity=view.fade / 100,
            aria_hidden="true",
        )
    )


def _pixel(box: mercator.Box) -> float:
    """How many coordinates wide a pixel is where a usual map shows a rectangle whole."""
    return max(box.width / USUAL[0], box.height / USUAL[1])
