"""What the script of an embedded map starts from: the model of its view, beside its picture."""

from __future__ import annotations

from typing import Any

from callbacks.answer import mask
from callbacks.map_file import MapPicture
from layers.levels import level_key
from layers.venues import lit
from layers.zooms import farthest
from page.map_data import Columns, practice_data, sheet_data
from page.view_files import Published
from pictures import mercator
from pictures.names import name_zooms


def embed_data(found: MapPicture, number: int, published: Published) -> dict[str, Any]:
    """One of the maps of a view; files that all maps share are named by their addresses."""
    model, panel, columns = found.model, found.panels[number], Columns()
    store, view = model.store, panel.view
    sheet = sheet_data(panel.sheet, columns)
    over = [name for name in view.over if name != "streets"]
    shapes = ["areas", *(name for name in ("wards", "practices", "venues") if name in over)]
    return {
        **{key: sheet[key] for key in ("level", "classes", "colours", "marks")},
        "order": panel.sheet.order,
        "title": panel.sheet.title,
        "lines": columns.add(panel.lines),
        "columns": columns.every,
        "mask": mask(model.contexts[0].selection),
        "over": over,
        "faint": view.faint,
        "picked": [at for at, code in enumerate(store.areas.code) if code in view.picked],
        "bounds": mercator.corners(store, view.box),
        "names": name_zooms(store, tuple(view.wards)),
        "geography": published.geography,
        "shapes": {name: published.shapes[name] for name in shapes},
        "finer": published.finer,
        "farthest": farthest(store),
        "circles": view.circles
        and {
            "level": level_key(view.circles.level.name, view.circles.level.vintage),
            "radii": view.circles.radii,
            "order": view.circles.order,
        },
        "clusters": published.clusters.get(model.contexts[0].indicator.key, "")
        if view.clusters
        else "",
        "practices": view.practices and _practices(found),
        "venues": view.venues and [one.key for one in view.venues.kinds],
        "lit": lit(store, model.standing) if view.venues else "",
    }


def _practices(found: MapPicture) -> dict[str, Any]:
    indicator = found.model.contexts[0].practice
    if indicator is None:
        return {}
    sent = practice_data(found.model.store, indicator)
    return {key: sent[key] for key in ("classes", "colours", "lines", "columns")}
