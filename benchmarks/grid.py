"""A country of INVENTED areas: as many as England has, each with as many corners as a real one."""

from __future__ import annotations

from typing import Any

import numpy as np

ENGLAND = 33_755  # small areas of 2021
ACROSS = 184  # in a row
CORNERS = 11  # on each side: 44 of an area, as 1,702 real ones have on average at 20 m
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
