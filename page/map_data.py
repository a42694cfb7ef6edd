"""What the scripts of the map are sent: the model of what is shown, as values for JSON.

Classes, colours, legends and every word are worked out in `layers/`; scripts look them up by the
index of an area. Texts are sent in the columns of `layers/columns.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from geodata.catalogue import Indicator
from geodata.classify import MEASURES
from geodata.store import Store
from layers.choropleth import choropleth
from layers.choropleth_at import choropleth_at
from layers.choropleth_pair import choropleth_pair
from layers.circles import circles
from layers.clusters import cluster_line, clusters
from layers.columns import packed
from layers.companions import companion_texts
from layers.levels import LEVELS, level_key
from layers.over_time import moments
from layers.pairs import LARGER
from layers.practice_circles import practice_circles
from layers.sheet import Line, Sheet, class_letters, marks, same
from layers.wards import label_points
from layers.words import full_label
from pictures.legends import (
    circle_fragment,
    cluster_fragment,
    either_fragments,
    practice_fragments,
)
from pictures.names import usual_zooms, ward_names


@dataclass
class Columns:
    """The columns and the orders of a file, each sent once, however many sheets have it."""

    every: list[list[Any]] = field(default_factory=list)
    orders: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, lines: tuple[Line, ...]) -> list[int]:
        """The numbers of the columns of some lines; lines without any text are left out."""
        return [self._number(packed(line)) for line in lines if any(line.texts)]

    def order(self, order: tuple[int, ...]) -> int:
        """The number of an order of areas."""
        return _numbered(self.orders, order)

    def _number(self, column: list[Any]) -> int:
        return _numbered(self.every, column)

    def sent(self) -> dict[str, Any]:
        """What a file holds of them."""
        return {"columns": self.every, "orders": self.orders}


def _numbered(every: list[Any], one: Any) -> int:
    """The place of something in a list, to which it is added if it is new."""
    if one not in every:
        every.append(one)
    return every.index(one)


def indicator_data(store: Store, indicator: Indicator) -> dict[str, Any]:
    """The file of one indicator: a sheet for each measure and date, and what overlays need."""
    columns = Columns()
    own = level_key(indicator.level, indicator.vintage)
    larger = level_key(*LARGER)
    at = moments(store, indicator)
    elsewhere = {own, larger} if indicator.level != LARGER[0] else {own}
    return {
        "key": indicator.key,
        "label": full_label(indicator),
        "level": own,
        "sheets": {key: sheet_data(choropleth(store, indicator, key), columns) for key in MEASURES},
        "dates": [[day, f"By {one.day}"] for day, one in at.items()],
        "at": {day: sheet_data(choropleth_at(store, one), columns) for day, one in at.items()},
        "companion": {
            key: columns.add(_companion(store, indicator, key)) for key in sorted(elsewhere)
        },
        "circles": _circles(store, indicator) if indicator.kind.is_count else None,
        "clusters": {
            "lines": columns.add((cluster_line(store, indicator),)) if indicator.clusters else [],
            "fragments": cluster_fragment(clusters(store, indicator)),
        },
        **columns.sent(),
    }


def pair_data(store: Store, first: Indicator, second: Indicator) -> dict[str, Any]:
    """The file of two indicators on one map."""
    columns = Columns()
    sheet = sheet_data(choropleth_pair(store, first, second), columns)
    return {"key": f"{first.key}+{second.key}", "sheet": sheet, **columns.sent()}


def sheet_data(sheet: Sheet, columns: Columns) -> dict[str, Any]:
    """A sheet without a filter; under one only the counts of its legend differ."""
    every = np.ones(len(sheet.level.codes), dtype=np.bool_)
    return {
        "level": level_key(sheet.level.name, sheet.level.vintage),
        "classes": class_letters(sheet.number),
        "colours": sheet.colours,
        "marks": {
            str(at): mark for at, mark in enumerate(marks(sheet.number, sheet.status)) if mark
        },
        "order": columns.order(sheet.order),
        "lines": columns.add(sheet.lines),
        "named": sheet.named,
        "fragments": either_fragments(sheet, every),
    }


def _companion(store: Store, indicator: Indicator, key: str) -> tuple[Line, Line]:
    """What other maps say of the indicator on a level; the same columns as its own sheets have."""
    level = next(one for one in LEVELS if level_key(*one) == key)
    texts = companion_texts(store, indicator, store.level(*level))
    return same("label", full_label(indicator), len(texts)), Line("value", texts)


def _circles(store: Store, indicator: Indicator) -> dict[str, Any]:
    found = circles(store, indicator)
    return {
        "level": level_key(found.level.name, found.level.vintage),
        "radii": found.radii,
        "order": found.order,
        "fragments": circle_fragment(found),
    }


def cluster_data(store: Store, indicator: Indicator) -> list[dict[str, Any]]:
    """The lines around the clusters of an indicator, with the dashes of their kind."""
    return [
        {"dashes": kind.dashes, "shape": shapely.geometry.mapping(kind.shape)}
        for kind in clusters(store, indicator).kinds
        if kind.areas
    ]


def practice_data(store: Store, indicator: Indicator) -> dict[str, Any]:
    """The file of one outcome of practices."""
    found, columns = practice_circles(store, indicator), Columns()
    practices = store.practices
    every = np.ones(len(practices.code), dtype=np.bool_)
    return {
        "key": indicator.key,
        "classes": class_letters(found.number),
        "colours": found.colours,
        "lines": columns.add(found.lines),
        "columns": columns.every,
        "fragments": practice_fragments(practices.name, practices.code, found, every),
    }


def name_data(store: Store) -> list[list[Any]]:
    """Each ward's code, name in its lines, point, half its width and height in pixels, and zoom.

    The name is shown from that zoom on, unless a view says another (`pictures/names.py`).
    """
    every = zip(ward_names(store), label_points(store), usual_zooms(store), strict=True)
    return [
        [one.code, "\n".join(one.lines), point, round(one.across, 1), round(one.down, 1), zoom]
        for one, point, zoom in every
    ]
