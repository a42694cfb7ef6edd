"""The files of shapes: one of each layer, and blocks of what it leaves out."""

from __future__ import annotations

from functools import partial

from geodata.store import Store
from layers.arcs import arcs
from layers.generalised import block, blocks, boxes, generalised, seen_until
from layers.registry import LAYERS, Layer
from page.files import Files
from page.version import version_of


def publish_shapes(files: Files, store: Store) -> tuple[dict[str, str], bool]:
    """Publish them; the address of each layer's, and whether any comes finer in blocks."""
    finer = []

    def publish(layer: Layer) -> str:
        found, name = layer.shapes(store), f"{layer.key}.json"
        if layer.lazy:
            return files.add_json(name, found)
        whole, zoom = arcs(found), seen_until(store)
        seen = generalised(whole, zoom)
        if seen is whole:
            return files.add_json(name, whole.sent())
        groups = blocks(whole, seen)
        pattern, _ = files.add_set(
            f"{layer.key}-{{key}}.json",
            {str(at): partial(block, whole, one) for at, one in enumerate(groups)},
            version=version_of(store),
        )
        finer.append(layer.key)
        about = {"zoom": round(zoom, 2), "boxes": boxes(whole, groups), "files": pattern}
        return files.add_json(name, {**seen.sent(), "finer": about})

    return {layer.key: publish(layer) for layer in LAYERS}, bool(finer)
