"""The floor: a bare Leaflet page with the explorer's areas, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Flask, Response

from geodata.classify import classify
from geodata.store import Store
from layers.areas import shapes
from layers.map import corners
from layers.palette import NO_VALUE, ramp
from page.files import Files
from serving.compression import compress
from settings import from_environment

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "assets" / "vendor"
LEVEL = ("lsoa", 2021)
MEASURE = "national-quintile"


def areas(store: Store) -> dict[str, Any]:
    """GeoJSON of the areas of one vintage, exactly as the explorer sends them."""
    every = shapes(store)
    codes = set(store.level(*LEVEL).codes)
    kept = [one for one in every["features"] if one["properties"]["code"] in codes]
    return {**every, "features": kept}


def colours(store: Store, key: str) -> dict[str, str]:
    """Colour of each area for one indicator, as the explorer shades it."""
    found = classify(store.values(key), MEASURE, place=store.authority.name)
    ranked = (NO_VALUE, *ramp(found.measure.classes))
    return {
        code: ranked[number]
        for code, number in zip(store.level(*LEVEL).codes, found.number, strict=True)
    }


def shaded(store: Store) -> list[str]:
    """Keys of the indicators that a national quintile on these areas can shade."""
    return [
        one.key
        for one in store.catalogue.indicators
        if one.total and (one.level, one.vintage) == LEVEL
    ]


def create_server() -> Flask:
    """The WSGI application: one page and its three files."""
    store = Store.open(from_environment().bundle)
    files = Files()
    names = {
        "shapes": files.add_json("areas.json", areas(store)),
        "script": files.add("leaflet.js", (VENDOR / "leaflet.js").read_bytes()),
        "style": files.add("leaflet.css", (VENDOR / "leaflet.css").read_bytes()),
    }
    boot = {
        "shapes": names["shapes"],
        "bounds": corners(store),
        "colours": [colours(store, key) for key in shaded(store)[:2]],
    }
    page = (HERE / "floor.html").read_text(encoding="utf-8")
    for name, value in {**names, "boot": json.dumps(boot, separators=(",", ":"))}.items():
        page = page.replace("{" + name + "}", value)
    server = Flask("floor", static_folder=None)
    files.register(server)
    compress(server)

    @server.get("/")
    def index() -> Response:
        return Response(page, content_type="text/html; charset=utf-8")

    return server
