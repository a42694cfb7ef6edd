"""Which areas lie among others like them: local Moran's I of chosen indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from geodata import stats
from geodata.catalogue import Indicator
from geodata.stats.arrays import Integers

COLUMNS = ["indicator", "level", "vintage", "code", "statistic", "p", "p_adjusted", "quadrant"]
DECIMALS = 6


def neighbours(shapes: pd.DataFrame) -> list[Integers]:
    """For each shape the others that touch it, in a side or a corner."""
    geometry = shapes["geometry"].to_numpy()
    pairs = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    return [np.sort(pairs[1][(pairs[0] == i) & (pairs[1] != i)]) for i in range(len(geometry))]


def make_clusters(
    indicator: Indicator, observed: pd.DataFrame, *, codes: pd.Series[str], near: list[Integers]
) -> pd.DataFrame:
    """The local Moran's I of one indicator; "high" is the end that its `more` names."""
    value = codes.map(observed.set_index("code")["value"]).to_numpy(dtype=np.float64)
    found = stats.local_moran(-value if indicator.kind == "rank" else value, near)
    return pd.DataFrame(
        {
            "indicator": indicator.key,
            "level": indicator.level,
            "vintage": indicator.vintage,
            "code": codes,
            "statistic": found.statistic.round(DECIMALS),
            "p": found.p.round(DECIMALS),
            "p_adjusted": stats.benjamini_hochberg(found.p).round(DECIMALS),
            "quadrant": found.quadrant,
        },
        columns=COLUMNS,
    )
