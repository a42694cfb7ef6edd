"""The areas layer: one polygon an area, shaded by the indicator shown.

Areas whose code did not change between vintages are drawn once; a polygon says in which years it
is valid, so that a change of vintage shows and hides the few that differ and redraws no other.
"""

from __future__ import annotations

from typing import Any

import dash_leaflet as dl
import numpy as np
import shapely
from dash_extensions.javascript import Namespace

from geodata.catalogue import Indicator
from geodata.classify import MEASURES, classify, usable_measure
from geodata.store import Level, Store
from layers.palette import ramp
from layers.travel import moves
from layers.words import decile_words, full_label, legend_title, month

LEVELS = (("lsoa", 2021), ("lsoa", 2011))
_browser = Namespace("explorer", "areas")


def component() -> dl.GeoJSON:
    """The Leaflet layer; the browser fetches its data once and styles it in place."""
    return dl.GeoJSON(id="areas", onEachFeature=_browser("register"), style=_browser("style"))


def shapes(store: Store) -> dict[str, Any]:
    """GeoJSON of every polygon of every vintage, each once, with its code and years."""
    features: dict[str, dict[str, Any]] = {}
    for name, vintage in LEVELS:
        level = store.level(name, vintage)
        for code, geometry in zip(level.codes, level.geometry, strict=True):
            if code in features:
                features[code]["properties"]["years"].append(vintage)
                continue
            features[code] = {
                "type": "Feature",
                "properties": {"code": code, "years": [vintage]},
                "geometry": shapely.geometry.mapping(geometry),
            }
    return {"type": "FeatureCollection", "features": list(features.values())}


def facts(store: Store) -> dict[str, Any]:
    """What the browser needs to restyle and describe areas without asking the server."""
    return {
        "levels": {str(year): _level(store, store.level(name, year)) for name, year in LEVELS},
        "indicators": {one.key: _indicator(store, one) for one in store.catalogue.indicators},
    }


def _level(store: Store, level: Level) -> dict[str, Any]:
    areas = store.areas
    first = [int(np.argmax(level.of_area == index)) for index in range(len(level.codes))]
    changed = [
        any(areas.changed[area] for area in np.flatnonzero(level.of_area == index))
        for index in range(len(level.codes))
    ]
    points = [shapely.point_on_surface(shape) for shape in level.geometry]
    return {
        "codes": level.codes,
        "names": level.names,
        "neighbourhoods": [areas.msoa_name[area] for area in first],
        "wards": [areas.ward_name[area] for area in first],
        "marked": level.vintage != LEVELS[0][1],
        "seam": "boundary changed between 2011 and 2021, so ranks on the two cannot be compared.",
        "changed": [index for index, flag in enumerate(changed) if flag],
        "people": store.people(level).tolist(),
        "points": [[round(point.y, 5), round(point.x, 5)] for point in points],
        "moves": moves(level, points),
        "parts": [
            [areas.code[area] for area in np.flatnonzero(level.of_area == index)]
            for index in range(len(level.codes))
        ],
    }


def _indicator(store: Store, indicator: Indicator) -> dict[str, Any]:
    values = store.values(indicator.key)
    place = "England" if indicator.total else store.authority.name
    return {
        "label": full_label(indicator),
        "year": str(indicator.vintage),
        "unit": indicator.unit,
        "kind": indicator.kind,
        "place": place,
        "total": values.total,
        "more": indicator.more,
        "less": indicator.less,
        "source": f"{indicator.source.publisher}, {month(indicator.source.published)}",
        "rank": values.rank.tolist(),
        "value": [None if np.isnan(value) else float(value) for value in values.value],
        "status": {
            str(index): str(status) for index, status in enumerate(values.status) if status != "ok"
        },
        "deciles": decile_words(indicator, place),
        "measures": {key: _measure(store, indicator, key) for key in MEASURES},
    }


def _measure(store: Store, indicator: Indicator, asked: str) -> dict[str, Any]:
    shown = usable_measure(indicator, asked)
    classes = classify(store.values(indicator.key), shown, place=store.authority.name)
    return {
        "title": legend_title(indicator, classes),
        "note": ""
        if shown == asked
        else f"No national rank exists for this figure: {store.authority.name} alone is ranked.",
        "labels": classes.labels,
        "colours": ramp(len(classes.labels)),
        "classes": "".join("0123456789A"[number] for number in classes.number),
    }
