"""A country of INVENTED areas: as many as England has, each with as many corners as a real one."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from flask import Flask, Response

from benchmarks.floor import HERE
from layers.palette import ramp
from page.files import Files

ENGLAND = 33_755  # small areas of 2021
ACROSS = 184  # in a row
CORNERS = 11  # on each side: 44 of an area, as 1,702 real ones have on average at 20 m
CLASSES = 5
BEND = 0.06  # of a side, at most: sides that meet do not cross
SEED = 20210321
WEST, SOUTH, DEGREES = -5.0, 50.3, 0.03  # of a side


def shapes(areas: int) -> dict[str, Any]:
    """Areas in rows, their sides bent and shared with their neighbours, as GeoJSON."""
    rows = -(-areas // ACROSS)
    dice = np.random.default_rng(SEED)
    bends = dice.uniform(-BEND, BEND, (2, rows + 1, ACROSS + 2, CORNERS)) * DEGREES
    bends[..., 0] = 0
    steps = np.arange(CORNERS) / CORNERS

    def side(upright: int, row: int, at: int) -> Any:
        """From a corner to the next, east or, `upright`, north; without the last point."""
        bent = bends[upright, row, at]
        east, north = (bent, steps * DEGREES) if upright else (steps * DEGREES, bent)
        return np.column_stack([WEST + at * DEGREES + east, SOUTH + row * DEGREES + north])

    def ring(row: int, at: int) -> Any:
        below, right = side(0, row, at), side(1, row, at + 1)
        above, left = side(0, row + 1, at), side(1, row, at)
        far = side(0, row + 1, at + 1)[:1]
        back = [above[:0:-1], above[:1], left[:0:-1], below[:1]]
        return np.concatenate([below, right, far, *back]).round(5).tolist()

    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": str(number)},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [ring(*divmod(number, ACROSS))],
                },
            }
            for number in range(areas)
        ],
    }


def create_server() -> Flask:
    """The WSGI application: the page of the floor on these areas, and on our canvas at `/ours`."""
    files, dice = Files(), np.random.default_rng(SEED)
    colours = np.array(ramp(CLASSES))
    names = {
        "shapes": "areas.json",  # sent as it is: what is measured is what follows
        "style": files.add_assets("leaflet.css", "vendor/leaflet.css"),
    }
    scripts = {
        "": files.add_assets("leaflet.js", "vendor/leaflet.js"),
        "ours": files.add_assets("ours.js", "vendor/leaflet.js", "canvas.js"),
    }
    rows = -(-ENGLAND // ACROSS)
    boot = {
        "shapes": names["shapes"],
        "bounds": [[SOUTH, WEST], [SOUTH + rows * DEGREES, WEST + ACROSS * DEGREES]],
        "colours": [dict(enumerate(dice.choice(colours, ENGLAND).tolist())) for _ in range(2)],
    }
    page = (HERE / "floor.html").read_text(encoding="utf-8")
    for name, value in {**names, "boot": json.dumps(boot, separators=(",", ":"))}.items():
        page = page.replace("{" + name + "}", value)
    server = Flask("grid", static_folder=None)
    files.register(server)

    content = json.dumps(shapes(ENGLAND), separators=(",", ":"))

    @server.get("/areas.json")
    def areas() -> Response:
        return Response(content, content_type="application/json")

    @server.get("/", defaults={"one": ""})
    @server.get("/<any(ours):one>")
    def index(one: str) -> Response:
        with_script = page.replace("{script}", scripts[one])
        return Response(with_script, content_type="text/html; charset=utf-8")

    return server
