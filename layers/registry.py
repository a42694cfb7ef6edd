"""Every layer of the map, in drawing order from the bottom. A new layer is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from geodata.store import Store
from layers import areas, practices, venues, wards


@dataclass(frozen=True)
class Layer:
    """A component for the map and the GeoJSON the browser fetches for it, once.

    A layer without a component is of points and `lazy`: scripts fetch and draw it when a reader
    first turns on the overlay of its name.
    """

    key: str
    shapes: Callable[[Store], dict[str, Any]]
    component: Callable[[], Component] | None = None

    @property
    def lazy(self) -> bool:
        """Whether it is fetched only when asked for."""
        return self.component is None


LAYERS = (
    Layer("areas", areas.shapes, areas.component),
    Layer("wards", wards.shapes, wards.component),
    Layer("practices", practices.shapes),
    Layer("venues", venues.shapes),
)
