"""One adapter for each kind of published table: a file in, a tidy checked frame out.

The adapters know the tables' column names. They join nothing and compute nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.sources import boundaries, deprivation, headcount, lookup, postcodes, wards

Adapter = Callable[[Path, Table], pd.DataFrame]

ADAPTERS: dict[str, Adapter] = {
    "boundaries": boundaries.read,
    "deprivation": deprivation.read,
    "headcount": headcount.read,
    "lookup": lookup.read,
    "postcodes": postcodes.read,
    "wards": wards.read,
}


def read(directory: Path, table: Table) -> pd.DataFrame:
    """Read one of an authority's tables from the directory of figures."""
    return ADAPTERS[table.kind](directory / table.file, table)
