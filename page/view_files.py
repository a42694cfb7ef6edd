"""The files that the page of a view links to: shapes, figures, style sheet and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.store import Store
from layers.areas import facts, shaded
from layers.clusters import outlines
from layers.figures import figures
from layers.practices import outcomes
from layers.registry import LAYERS
from page.files import Files

STYLES = ("page", "names", "map", "charts")
SCRIPTS = (  # in the order in which they need each other
    *("page", "keys", "state", "box", "panels", "reply", "map"),
    *("figures", "pair", "areas", "card", "travel"),
    *("apart", "practice_legend", "practices"),
    *("legend", "outlines", "declutter", "wards", "streets", "circles", "clusters", "overlays"),
    *("time", "beside", "find", "share", "dash"),
)


@dataclass(frozen=True)
class Published:
    """Addresses of the hashed files a page links to."""

    facts: str
    figures: Mapping[str, str]
    shapes: Mapping[str, str]
    style: str
    script: str


def publish_view(files: Files, store: Store) -> Published:
    """Publish them and say where they are."""
    addresses = {
        one.key: files.add_json(f"ind-{one.key}.json", figures(store, one)) for one in shaded(store)
    } | {
        one.key: files.add_json(f"ind-{one.key}.json", outcomes(store, one))
        for one in store.catalogue.at("practice")
    }
    clusters = {
        one.key: files.add_json(f"clusters-{one.key}.json", outlines(store, one))
        for one in shaded(store)
        if one.clusters
    }
    return Published(
        facts=files.add_json("facts.json", facts(store, addresses, clusters)),
        figures=addresses,
        shapes={one.key: files.add_json(f"{one.key}.json", one.shapes(store)) for one in LAYERS},
        style=files.add_assets("explorer.css", *(f"{one}.css" for one in STYLES)),
        script=files.add_assets("explorer.js", *(f"{one}.js" for one in SCRIPTS)),
    )
