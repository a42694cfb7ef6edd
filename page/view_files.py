"""The files that the page of a view links to: shapes, figures, style sheet and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from geodata.store import Store
from layers.areas import shaded
from layers.columns import sent
from layers.geography import geography
from layers.practices import ZOOMS
from page.files import Files
from page.map_data import cluster_data, indicator_data, name_data, practice_data
from page.shape_files import publish_shapes
from page.suite import publish_suite
from page.version import version_of

STYLES = (
    "tokens",
    "page",
    "shell",
    "explorer",
    "names",
    "map",
    "charts",
    "targets",
    "forced",
    "paper",
)
SCRIPTS = (  # in the order in which they need each other
    *(
        "page",
        "keys",
        "state",
        "box",
        "panels",
        "menus",
        "panel",
        "figure",
        "steady",
        "needs",
        "reply",
    ),
    *("canvas", "look", "renderer", "map"),
    *("script", "arcs", "packed", "files", "areas", "legend", "card", "hand", "travel", "points"),
    *("outlines", "draw", "wards", "streets", "circles", "clusters", "overlays"),
    *("classes", "time", "beside", "tip", "brush", "paper", "find", "places", "share", "dash"),
)
# Practices and venues: fetched when a reader first wants either.
POINT_SCRIPTS = ("squares", "discs", "point_layer", "practices", "venues")
FINER_SCRIPT = "finer.js"


@dataclass(frozen=True)
class Published:
    """Addresses of the hashed files a page links to; `finer` is "" where no shapes come finer."""

    geography: str
    figures: Mapping[str, str]
    clusters: Mapping[str, str]
    shapes: Mapping[str, str]
    style: str
    plain: str
    script: str
    pen: str
    points: str
    finer: str
    suite: str
    start: str


def publish_view(files: Files, store: Store) -> Published:
    """Publish them and say where they are."""
    pattern, addresses = files.add_set(
        "ind-{key}.json",
        {one.key: partial(indicator_data, store, one) for one in shaded(store)}
        | {one.key: partial(practice_data, store, one) for one in store.catalogue.at("practice")},
        version=version_of(store),
    )
    _, clusters = files.add_set(
        "clusters-{key}.json",
        {one.key: partial(cluster_data, store, one) for one in shaded(store) if one.clusters},
        version=version_of(store),
    )
    shared = {
        "figures": pattern,
        "clusters": clusters,
        "pairs": f"map/{store.edition}/",
        "names": name_data(store),
        "zooms": ZOOMS,
    }
    shapes, finer = publish_shapes(files, store)
    return Published(
        geography=files.add_json("geography.json", sent(geography(store, shared))),
        figures=addresses,
        clusters=clusters,
        shapes=shapes,
        style=files.add_assets("explorer.css", *(f"{one}.css" for one in STYLES)),
        plain=files.add_assets("plain.css", "plain.css"),
        script=files.add_scripts("explorer.js", *(f"{one}.js" for one in SCRIPTS)),
        pen=files.add_assets("pen.js", "pen.js"),
        points=files.add_scripts("points.js", *(f"{one}.js" for one in POINT_SCRIPTS)),
        finer=files.add_scripts(FINER_SCRIPT, FINER_SCRIPT) if finer else "",
        suite=publish_suite(files),
        start=files.add_assets("start.js", "start.js"),
    )
