"""Counts and clusters over the areas: the twins of `assets/circles.js` and `assets/clusters.js`."""

from __future__ import annotations

import numpy as np

from charts import svg
from charts.svg import Marks
from geodata.store import Store
from layers.circles import Counts, Dot
from layers.clusters import Clusters, Kind
from layers.palette import CLUSTER, INK, PAPER
from pictures import mercator
from pictures.mercator import Box

DASHES = ("", "7 5", "1 6", "10 4 2 4")  # kinds differ in their dashes, not in colour alone


def count_marks(store: Store, counts: Counts, *, unit: float, seen: Box | None = None) -> Marks:
    """A white circle for each area that has somebody, the smaller on top; only where it is seen."""
    lon, lat = (np.array([getattr(one, name) for one in counts.dots]) for name in ("lon", "lat"))
    places = mercator.placed(store, lon, lat).tolist()
    return svg.join(
        *(
            _dot(one, x, y, unit)
            for one, (x, y) in zip(counts.dots, places, strict=True)
            if seen is None or seen.holds(x, y, reach=one.radius * unit)
        )
    )


def _dot(dot: Dot, x: float, y: float, unit: float) -> Marks:
    return svg.tag(
        "circle",
        class_="count",
        cx=round(x),
        cy=round(y),
        r=round(dot.radius * unit, 1),
        fill=PAPER,
        fill_opacity=".6" if dot.lit else ".15",
        stroke=INK,
        stroke_width=round(1.3 * unit, 1),
        stroke_opacity=None if dot.lit else ".3",
        data_radius=f"{dot.radius:.1f}",
    )


def cluster_marks(
    store: Store, clusters: Clusters, *, unit: float, seen: Box | None = None
) -> Marks:
    """Lines around the clusters on a pale casing, a dash for each kind; as far as they are seen."""
    found = [
        (_line(store, kind, seen), dash)
        for kind, dash in zip(clusters.kinds, DASHES, strict=False)
        if kind.areas
    ]
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
            data_dashes=dash or None,
        )
        for path, dash in lines
    )
    return svg.tag("g", *casing, *drawn, fill="none", pointer_events="none")


def _line(store: Store, kind: Kind, seen: Box | None) -> str:
    if seen is None:
        return mercator.outline(store, kind.shape)
    return mercator.cut(store, np.array([kind.shape], dtype=object), seen)[0]
