"""Every layer of the map, in drawing order from the bottom. A new layer is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from geodata.store import Store
from layers import areas, practices, wards
from layers.arcs import arcs


@dataclass(frozen=True)
class Layer:
    """A component for the map and the GeoJSON the browser fetches for it, once.

    Polygons are sent as arcs (`layers/arcs.py`). A `lazy` layer is fetched when a reader first
    turns on the overlay of its name.
    """

    key: str
    component: Callable[[], Component]
    shapes: Callable[[Store], dict[str, Any]]
    lazy: bool = False

    def sent(self, store: Store) -> dict[str, Any]:
        """The shapes as the browser receives them."""
        shapes = self.shapes(store)
        kinds = {one["geometry"]["type"] for one in shapes["features"]}
        return shapes if "Point" in kinds else arcs(shapes)


LAYERS = (
    Layer("areas", areas.component, areas.shapes),
    Layer("wards", wards.component, wards.shapes),
    Layer("practices", practices.component, practices.shapes, lazy=True),
)
