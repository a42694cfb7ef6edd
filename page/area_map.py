"""The maps of an area page: where the area lies, and how deprived its parts are."""

from __future__ import annotations

import htpy as h
import numpy as np
import shapely
from markupsafe import Markup

from callbacks.answer import Answer
from charts import svg
from geodata.geography import LSOA, WARD
from geodata.selection import drawn
from geodata.store import Store
from layers.palette import FADED, INK, PAPER
from page.embed_map import legend
from pictures import mercator
from pictures.map_picture import MapPanel, MapView, map_marks, view_box
from pictures.mercator import Box

WIDTH, HEIGHT = 720.0, 540.0  # pixels that the map of an area is drawn for


def locator(answer: Answer, name: str, number: int = 0) -> h.Renderable:
    """The wards of the authority, and where the area lies among them; `number` keeps ids apart."""
    store = answer.context.store
    box = mercator.whole(store)
    unit = box.width / 240
    wards = (
        svg.tag("path", d=one) for one in mercator.outlines(store, *WARD, mercator.FINE) if one
    )
    chosen = mercator.outline(store, _together(store, answer), mercator.FINE)
    scaled = f"scale({mercator.FINE})"
    marks = svg.tag(
        "g",
        svg.tag("g", *wards, fill=FADED, stroke=PAPER, stroke_width=2 * unit / mercator.FINE),
        svg.tag("path", d=chosen, fill=INK, stroke=INK, stroke_width=2 * unit / mercator.FINE),
        transform=scaled,
    )
    words = f"Map of the wards of {answer.context.place} with {name} marked"
    return h.figure(".locator")[picture_of(marks, box, words, f"locator-title-{number}")]


def deprivation_map(answer: Answer, name: str) -> h.Renderable:
    """The small areas by decile, with what was drawn; `answer` is that of the main index."""
    context, model = answer.context, answer.model
    store, sheet = context.store, model.sheets[0]
    view = MapView(
        box=around(store, _together(store, answer)),
        pixels=WIDTH,
        mask=model.mask,
        over=("wards",),
        movable=False,
    )
    panel = MapPanel(sheet, (), view)
    marks = svg.join(map_marks(store, panel), _drawn(store, answer, view))
    title = f"{sheet.title}, {name} and around it"
    return h.figure(".area-map")[
        picture_of(marks, view.box, title, "area-map-title"),
        h.figcaption[legend(panel, store)],
    ]


def around(store: Store, shape: shapely.Geometry) -> Box:
    """A rectangle of the map's proportions around a shape, with a tenth of it to spare."""
    box = mercator.extent(store, np.array([shape], dtype=object), spare=0)
    return box.padded(max(box.width, box.height) / 10).shaped(WIDTH, HEIGHT)


def _together(store: Store, answer: Answer) -> shapely.Geometry:
    return shapely.coverage_union_all(store.level(*LSOA).geometry[answer.selection.mask])


def _drawn(store: Store, answer: Answer, view: MapView) -> svg.Marks:
    """The circle or the outline as it was drawn, dashed."""
    paths = [
        mercator.seen_outline(store, one.polygon, view.seen)
        for one in drawn(store, answer.selection.filter)
    ]
    width = 2 * view.unit
    return svg.join(
        *(
            svg.tag(
                "path",
                d=path,
                fill="none",
                stroke=INK,
                stroke_width=round(width, 1),
                stroke_dasharray=f"{3 * width:.0f} {2 * width:.0f}",
            )
            for path in paths
        )
    )


def picture_of(marks: svg.Marks, box: Box, words: str, name: str) -> Markup:
    """Marks as a picture with its words, which have the id `name`."""
    return Markup(
        svg.tag(
            "svg",
            svg.tag("title", text=words, id=name),
            marks,
            class_="picture",
            viewBox=view_box(box),
            role="img",
            aria_labelledby=name,
        )
    )
