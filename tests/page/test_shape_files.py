"""The files of shapes: whole where they hold what a reader sees, else with blocks of the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import brotli
import numpy as np
import pytest
from flask import Flask

from geodata.store import Store
from layers import areas, generalised, practices
from layers.arcs import arcs
from page.files import Files
from page.shape_files import publish_shapes

Read = Callable[[str], Any]


def published(store: Store) -> tuple[dict[str, str], bool, Read]:
    files, server = Files(), Flask("files")
    addresses, finer = publish_shapes(files, store)
    files.register(server)
    return addresses, finer, lambda address: server.test_client().get(f"/{address}").get_json()


def test_a_borough_has_one_small_file_of_all_its_shapes(store: Store) -> None:
    addresses, finer, read = published(store)
    assert read(addresses["areas"]) == arcs(areas.shapes(store)).sent()
    assert read(addresses["practices"]) == json.loads(json.dumps(practices.shapes(store)))
    text = json.dumps(read(addresses["areas"]), separators=(",", ":"))
    assert len(brotli.compress(text.encode())) < 18_000
    assert not finer


def test_a_place_seen_from_afar_has_blocks_that_hold_what_its_file_leaves_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generalised, "USUAL", (60.0, 48.0))
    monkeypatch.setattr(generalised, "MOST", 1_000)
    addresses, finer, read = published(store)
    assert finer
    whole = arcs(areas.shapes(store))
    file = read(addresses["areas"])
    for one in ("codes", "rings"):
        assert file[one] == whole.sent()[one]
    assert file["finer"]["zoom"] == round(generalised.seen_until(store), 2)
    sizes = np.array([len(one) // 2 for one in file["arcs"]])
    for at in range(len(file["finer"]["boxes"])):
        numbers = read(file["finer"]["files"].replace("{key}", str(at)))["numbers"]
        assert (sizes[numbers] < whole.sizes[numbers]).all()
        sizes[numbers] = whole.sizes[numbers]
    assert sizes.tolist() == whole.sizes.tolist()
