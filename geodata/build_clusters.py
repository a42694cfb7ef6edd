"""Which areas lie among others like them: local Moran's I of chosen indicators, by esda."""

from __future__ import annotations

from warnings import catch_warnings, simplefilter

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control

from geodata.catalogue import Indicator
from geodata.stats.arrays import Floats, Integers

COLUMNS = ["indicator", "level", "vintage", "code", "statistic", "p", "p_adjusted", "quadrant"]
DECIMALS = 6
PERMUTATIONS = 4_999
SEED = 20110321
QUADRANTS = ("", "high-high", "low-high", "low-low", "high-low")  # as esda numbers them, 1 to 4


def neighbours(shapes: gpd.GeoDataFrame) -> list[Integers]:
    """For each shape, by position, the positions of those that touch it in a side or a corner.

    Queen contiguity; sorted, never itself, empty for an island.
    """
    one, other = shapes.sindex.query(shapes.geometry, predicate="intersects")
    return [np.sort(other[(one == i) & (other != i)]) for i in range(len(shapes))]


def make_clusters(
    indicator: Indicator, observed: pd.DataFrame, *, codes: pd.Series[str], near: list[Integers]
) -> pd.DataFrame:
    """The local Moran's I of one indicator: COLUMNS, a row for each of `codes`, in their order.

    `near` is `neighbours` of the shapes in that order. "high" is the end that the indicator's
    `more` names. p_adjusted keeps the false discovery rate: Y. Benjamini and Y. Hochberg, Journal
    of the Royal Statistical Society B 57 (1995), 289-300. nan and "" without a value.
    """
    value = codes.map(observed.set_index("code")["value"]).to_numpy(dtype=np.float64)
    statistic, p, quadrant = local_moran(-value if indicator.kind.is_rank else value, near)
    adjusted = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    adjusted[known] = false_discovery_control(p[known])
    return pd.DataFrame(
        {
            "indicator": indicator.key,
            "level": indicator.level,
            "vintage": indicator.vintage,
            "code": codes,
            "statistic": statistic.round(DECIMALS),
            "p": p.round(DECIMALS),
            "p_adjusted": adjusted.round(DECIMALS),
            "quadrant": quadrant,
        },
        columns=COLUMNS,
    )


def local_moran(
    values: Floats, near: list[Integers]
) -> tuple[Floats, Floats, npt.NDArray[np.str_]]:
    """Statistic, two-sided pseudo p-value and quadrant of each place; nan and "" without a value.

    L. Anselin, "Local indicators of spatial association - LISA", Geographical Analysis 27 (1995),
    93-115, with row-standardised weights and conditional permutation. esda gives the smaller tail:
    p is twice that, 1 at most. The quadrant says the place first, its neighbours second. A place
    without a value or without neighbours that have one is left out, as if it were not there.
    """
    there = ~np.isnan(values)
    there &= np.array([there[around].any() for around in near], dtype=np.bool_)
    statistic, p = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    quadrant = np.full(values.shape, "", dtype="<U9")
    if not there.any() or np.ptp(values[there]) == 0:
        return statistic, p, quadrant
    from esda.moran import (
        Moran_Local,
    )  # two seconds: a build that is refused before has no use for it
    from libpysal.weights import W

    order = {place: number for number, place in enumerate(np.flatnonzero(there).tolist())}
    weights = W(
        {number: [order[o] for o in near[p].tolist() if o in order] for p, number in order.items()},
        silence_warnings=True,
    )
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # esda's next version will double p itself
        found = Moran_Local(
            values[there], weights, permutations=PERMUTATIONS, seed=SEED, keep_simulations=False
        )
    statistic[there] = found.Is
    p[there] = np.minimum(1.0, 2 * found.p_sim)
    quadrant[there] = np.array(QUADRANTS)[found.q]
    return statistic, p, quadrant
