"""Shapes as they are sent: each border once, and nothing of any shape lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from geodata.store import Store
from layers import areas, wards
from layers.arcs import UNIT, arcs


def unpacked(sent: dict[str, Any]) -> list[shapely.Geometry]:
    ends = np.cumsum([len(one) // 2 for one in sent["arcs"]])
    points = np.cumsum(np.concatenate(sent["arcs"]).reshape(-1, 2), axis=0) / UNIT
    lines = np.split(points, ends[:-1])

    def ring(numbers: list[int]) -> list[Any]:
        along = [lines[one] if one >= 0 else lines[~one][::-1] for one in numbers]
        for one, after in zip(along, along[1:] + along[:1], strict=True):
            assert one[-1].tolist() == after[0].tolist()
        return [point for one in along for point in one[:-1].tolist()]

    return [
        shapely.MultiPolygon(
            [(ring(outer), [ring(one) for one in holes]) for outer, *holes in parts]
        )
        for parts in numbered(sent["rings"])
    ]


def numbered(rings: list[Any]) -> list[Any]:
    """The numbers of the arcs of each shape, by how far each lies behind the next new one."""
    fresh = 0

    def number(behind: int) -> int:
        nonlocal fresh
        fresh += not behind
        return fresh - 1 if not behind else ~(fresh - behind) if behind > 0 else fresh + behind

    return [[[[*map(number, ring)] for ring in part] for part in parts] for parts in rings]


@pytest.mark.parametrize("layer", [areas, wards])
def test_every_shape_is_what_it_was(store: Store, layer: Any) -> None:
    features = layer.shapes(store)["features"]
    sent = arcs(layer.shapes(store)).sent()
    kinds = [sent["kinds"][int(one, 16)] for one in sent["of"]]
    properties = [{"code": code, **kind} for code, kind in zip(sent["codes"], kinds, strict=True)]
    assert properties == [one["properties"] for one in features]
    for feature, again in zip(features, unpacked(sent), strict=True):
        before = shapely.geometry.shape(feature["geometry"])
        assert shapely.equals_exact(
            shapely.MultiPolygon(shapely.get_parts(before)), again, 1e-9, normalize=True
        )


def test_holes_parts_and_a_shape_alone_keep_their_place() -> None:
    square = [[0, 0], [0, 0.5], [0.5, 0.5], [0.5, 0], [0, 0]]
    hole = [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.1]]
    far = [[[x + 3, y] for x, y in square]]
    shapes = [
        {"type": "Polygon", "coordinates": [square, hole]},
        {"type": "Polygon", "coordinates": [hole]},
        {"type": "MultiPolygon", "coordinates": [[square], far]},
    ]
    features = [{"properties": {"code": "one"}, "geometry": one} for one in shapes]
    sent = arcs({"features": features}).sent()
    assert len(sent["arcs"]) == 3
    for shape, again in zip(shapes, unpacked(sent), strict=True):
        assert again.equals(shapely.geometry.shape(shape))


def test_no_border_is_sent_twice(store: Store) -> None:
    sides = [
        frozenset((tuple(start), tuple(end)))
        for steps in [arcs(areas.shapes(store)).steps()]
        for line in np.split(
            np.cumsum(np.concatenate(steps).reshape(-1, 2), axis=0),
            np.cumsum([len(one) // 2 for one in steps])[:-1],
        )
        for start, end in zip(line.tolist(), line[1:].tolist(), strict=False)
    ]
    assert len(sides) == len(set(sides)) > 4_000
