"""One adapter for each kind of published table: a file in, a tidy checked frame out.

The adapters know the tables' column names. They join nothing and compute nothing; what the
catalogue says about a table's sums, added columns and limits is seen to here, for all alike.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.schemas import add_sums, check_at_most, check_sums
from geodata.sources import (
    boundaries,
    centroids,
    deprivation,
    doses,
    facts,
    headcount,
    limits,
    lookup,
    measures,
    postcodes,
    practices,
    venues,
    wards,
)
from geodata.sources.cells import read_cells

Adapter = Callable[[Path, Table], pd.DataFrame]

ADAPTERS: dict[str, Adapter] = {
    "boundaries": boundaries.read,
    "centroids": centroids.read,
    "deprivation": deprivation.read,
    "doses": doses.read,
    "facts": facts.read,
    "headcount": headcount.read,
    "lookup": lookup.read,
    "measures": measures.read,
    "postcodes": postcodes.read,
    "practices": practices.read,
    "venues": venues.read,
    "wards": wards.read,
}


def read(directory: Path, table: Table) -> pd.DataFrame:
    """Read one of an authority's tables from the directory of figures."""
    frame = ADAPTERS[table.kind](directory / table.file, table)
    if table.limits:
        limits.check(read_cells(directory / table.file), table, file=table.file)
    check_sums(frame, table.sums, file=table.file)
    frame = add_sums(frame, table.added, file=table.file)
    check_at_most(frame, table.at_most, file=table.file)
    return frame
