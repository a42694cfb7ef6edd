"""Circles of counts and outlines of clusters on a picture of the map."""

from __future__ import annotations

import numpy as np

from charts import svg
from charts.svg import Marks
from geodata.contents import Array
from geodata.store import Store
from layers.circles import Circles
from layers.clusters import Clusters, Kind
from layers.levels import points
from layers.palette import CLUSTER, INK, PAPER
from pictures import mercator
from pictures.mercator import Box


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
    return svg.tag(
        "circle",
        class_="count",
        cx=round(x),
        cy=round(y),
        r=round(radius * unit, 1),
        fill=PAPER,
        fill_opacity=".6" if selected else ".15",
        stroke=INK,
        stroke_width=round(1.3 * unit, 1),
        stroke_opacity=None if selected else ".3",
    )


def cluster_marks(
    store: Store, clusters: Clusters, *, unit: float, seen: Box | None = None
) -> Marks:
    """Lines around the clusters on a pale casing, a dash for each kind; as far as they are seen."""
    found = [(_line(store, kind, seen), kind.dashes) for kind in clusters.kinds if kind.areas]
    lines = [(path, dash) for path, dash in found if path]
    casing = (
        svg.tag("path", d=path, stroke=PAPER, stroke_width=6 * unit, stroke_opacity=".9")
        for path, _ in lines
    )
    drawn = (
        svg.tag(
            "path",
            d=path,
            stroke=CLUSTER,
            stroke_width=3 * unit,
            stroke_dasharray=" ".join(f"{int(one) * unit:.0f}" for one in dash.split()) or None,
        )
        for path, dash in lines
    )
    return svg.tag("g", *casing, *drawn, fill="none", pointer_events="none")


def _line(store: Store, kind: Kind, seen: Box | None) -> str:
    if seen is None:
        return mercator.outline(store, kind.shape)
    return mercator.cut(store, np.array([kind.shape], dtype=object), seen)[0]
