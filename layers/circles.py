"""Circles over the areas: how many people, whatever the shading says about shares.

A circle's surface is in proportion to its number. Only counts are drawn this way: a circle for a
share, a rank or an index would say nothing about how much there is.
"""

from __future__ import annotations

from geodata.catalogue import Indicator
from geodata.store import Store
from layers.areas import shaded


def counted(store: Store) -> tuple[Indicator, ...]:
    """The indicators of areas that are counts, of people or of households."""
    return tuple(one for one in shaded(store) if one.kind == "count")
