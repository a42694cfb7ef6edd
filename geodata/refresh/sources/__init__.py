"""Every adapter. A new edition is a new module here and a new table in the catalogue."""

from __future__ import annotations

from geodata.refresh.source import Source
from geodata.refresh.sources import census_2021, iod_2019, iod_2025, ons_geography, qof_2020_21

SOURCES: tuple[Source, ...] = (
    *ons_geography.SOURCES,
    iod_2025.SOURCE,
    iod_2019.SOURCE,
    *census_2021.SOURCES,
    qof_2020_21.SOURCE,
)
