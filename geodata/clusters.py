"""Clusters in memory: where areas lie among others like them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geodata.catalogue import Catalogue, Indicator

if TYPE_CHECKING:
    from geodata.contents import Values

Array = npt.NDArray[Any]
SIGNIFICANT = 0.05


@dataclass(frozen=True, eq=False)
class Clusters:
    """Local Moran's I of one indicator, aligned with the codes of its level.

    quadrant is "high-high", "low-low", "high-low" or "low-high", the area first and its neighbours
    second; high is the indicator.more end. p is the pseudo p-value of the permutations, p_adjusted
    the same after Benjamini and Hochberg.
    """

    indicator: Indicator
    codes: tuple[str, ...]
    statistic: Array
    p: Array
    p_adjusted: Array
    quadrant: Array

    @property
    def significant(self) -> Array:
        """Where p_adjusted is at most 0.05: about 5% of the areas called so are chance."""
        return np.nan_to_num(self.p_adjusted, nan=1.0) <= SIGNIFICANT


def read_clusters(
    table: pa.Table, catalogue: Catalogue, values: Mapping[str, Values]
) -> dict[str, Clusters]:
    """Every indicator that has clusters, by key; KeyError when one has no rows."""
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for row in table.to_pylist():
        rows.setdefault(row["indicator"], {})[row["code"]] = row
    answers = {}
    for indicator in catalogue.indicators:
        if indicator.clusters:
            codes = values[indicator.key].codes
            found = [rows[indicator.key][code] for code in codes]
            columns = {
                name: np.array([row[name] for row in found], dtype=np.float64)
                for name in ("statistic", "p", "p_adjusted")
            }
            quadrant = np.array([row["quadrant"] for row in found], dtype="<U9")
            for array in (quadrant, *columns.values()):
                array.flags.writeable = False
            answers[indicator.key] = Clusters(
                indicator=indicator, codes=codes, quadrant=quadrant, **columns
            )
    return answers
