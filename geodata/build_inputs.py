"""What a build reads: the catalogue, an authority, and every table they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata import build_agreements, build_observations, build_series
from geodata.catalogue import Authority, Catalogue, Table
from geodata.sources import read


@dataclass(frozen=True, eq=False)
class Inputs:
    """The catalogue, and the tables that a bundle needs, read and checked."""

    catalogue: Catalogue
    authority: Authority
    tables: tuple[Table, ...]
    frames: Mapping[str, pd.DataFrame]

    def frame_for(self, purpose: str) -> pd.DataFrame:
        """The frame that serves a purpose of the authority."""
        return self.frames[self.authority.table_for(purpose).key]


def read_inputs(catalogue: Catalogue, authority: Authority, figures: Path) -> Inputs:
    """Read the tables that serve a purpose, an indicator, a trend or an agreement."""
    keys = {key for _, key in authority.purposes}
    for indicator in catalogue.indicators:
        keys.add(build_observations.table_of(indicator, authority).key)
        other = build_observations.denominator_table_of(indicator, authority)
        keys |= {other.key} if other else set()
    keys |= {build_series.trend_table(trend, authority).key for trend in catalogue.trends}
    keys |= {key for one in authority.agreements for key in (one.table, one.other)}
    tables = tuple(authority.table(key) for key in sorted(keys))
    frames = {table.key: read(figures, table) for table in tables}
    build_agreements.check_agreements(authority, frames)
    return Inputs(catalogue=catalogue, authority=authority, tables=tables, frames=frames)
