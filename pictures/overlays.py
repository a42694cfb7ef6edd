"""Circles of counts and outlines of clusters on a picture of the map."""

from __future__ import annotations

import numpy as np

from charts import svg
from charts.svg import Marks
from geodata.contents import Array
from geodata.store import Store
from layers.circles import Circles
from layers.clusters import Clusters
from layers.levels import points
from layers.palette import CIRCLE_FILL, FADED_CIRCLE_FILL, PAPER, STROKES
from pictures import mercator
from pictures.mercator import Box
from pictures.strokes import lines, stroked


def count_marks(
    store: Store, circles: Circles, mask: Array, *, unit: float, seen: Box | None = None
) -> Marks:
    """A white circle for each area that has somebody, the smaller on top; only where it is seen.

    Those of areas outside the LSOAs (2021) of `mask` are faded.
    """
    there = points(circles.level)
    lon, lat = (np.array([getattr(one, axis) for one in there]) for axis in ("x", "y"))
    places = mercator.placed(store, lon, lat).tolist()
    selected = store.members(mask, circles.level)
    return svg.join(
        *(
            _circle(places[at], circles.radii[at], unit, selected=bool(selected[at]))
            for at in circles.order
            if seen is None or seen.holds(*places[at], reach=circles.radii[at] * unit)
        )
    )


def _circle(place: list[float], radius: float, unit: float, *, selected: bool) -> Marks:
    x, y = place
    (stroke,) = STROKES["circle" if selected else "fadedCircle"]
    return svg.tag(
        "circle",
        class_="count",
        cx=round(x),
        cy=round(y),
        r=round(radius * unit, 1),
        fill=PAPER,
        fill_opacity=str(CIRCLE_FILL if selected else FADED_CIRCLE_FILL),
        **stroked(stroke, unit),
    )


def cluster_marks(
    store: Store, clusters: Clusters, *, unit: float, seen: Box | None = None
) -> Marks:
    """Lines around the clusters on a pale casing, a dash for each kind; as far as they are seen."""
    found = [
        (mercator.seen_outline(store, kind.shape, seen), kind.dashes)
        for kind in clusters.kinds
        if kind.areas
    ]
    seen_ones = [one for one in found if one[0]]
    return lines(
        "clusters", [path for path, _ in seen_ones], unit, dashes=[dash for _, dash in seen_ones]
    )
