"""Opens a bundle read-only and answers questions about it.

Start-up reads and verifies every file (about 100 ms); afterwards nothing touches the disk. The
arrays handed out are shared between callers and marked read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from geodata import bundle
from geodata.authorities import authority_level
from geodata.catalogue import (
    CATALOGUE_DIR,
    Absent,
    Authority,
    Catalogue,
    Source,
    authority_as_said,
    load_catalogue,
)
from geodata.catalogue.own import with_own
from geodata.catalogue.reports import DataGap, Report, load_gaps, load_report
from geodata.clusters import Clusters, read_clusters
from geodata.contents import (
    Areas,
    Array,
    Values,
    read_areas,
    read_levels,
)
from geodata.errors import BundleError, UnknownKeyError
from geodata.facts import Facts, read_facts, with_wholes
from geodata.geography import GEOGRAPHY, LAD, LSOA, WARD
from geodata.levels import Level
from geodata.observations import read_values
from geodata.postcode_points import Postcodes, read_postcodes
from geodata.practices import Practices, read_practices
from geodata.series import Series, read_series
from geodata.venues import Venues, read_venues

__all__ = [
    "Areas",
    "Clusters",
    "Level",
    "Postcodes",
    "Practices",
    "Series",
    "Store",
    "Values",
    "Venues",
]


class Store:
    """A verified bundle in memory. Open one with Store.open.

    `catalogue` has what the bundle holds; `absent` what the whole catalogue has beyond that,
    because the authority has no table for it. `authorities` are the local authorities that it is
    made of, code and name, where it is several. Postcodes and practices can be none at all.
    `report` is what the authority itself has written of its inequalities, `gaps` the figures it
    needs.
    """

    catalogue: Catalogue
    absent: Absent
    authority: Authority
    manifest: dict[str, Any]
    areas: Areas
    wards: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    postcodes: Postcodes
    practices: Practices
    venues: Venues
    report: Report | None
    gaps: tuple[DataGap, ...]

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        authority: Authority,
        manifest: dict[str, Any],
        tables: Mapping[str, pa.Table],
        report: Report | None = None,
        gaps: tuple[DataGap, ...] = (),
    ) -> None:
        left_out = manifest["absent"]
        catalogue, authority = with_own(catalogue, authority, manifest.get("own", {}))
        catalogue, absent = catalogue.without(
            indicators=left_out["indicators"], trends=left_out["trends"]
        )
        tables_left_out = (one for one in authority.tables if one.key in left_out["tables"])
        self.catalogue = catalogue
        self.absent = absent.with_tables(tables_left_out)
        self.authority = replace(authority, absent=tuple(left_out["tables"]))
        self.report = report
        self.gaps = gaps
        self.manifest = manifest
        self.areas = read_areas(tables[bundle.AREAS])
        self._levels = read_levels(tables, borough=authority.code)
        self._levels |= authority_level(self.areas, self.level("lsoa").geometry)
        self.practices = read_practices(tables[bundle.PRACTICES], self.areas.code)
        self.venues = read_venues(tables[bundle.VENUES], self.areas.code)
        self._facts = read_facts(tables[bundle.FACTS], authority, catalogue)
        values = read_values(
            tables[bundle.OBSERVATIONS], catalogue, self._levels, practices=self.practices.code
        )
        self._values = with_wholes(values, self._facts)
        self._series = read_series(tables[bundle.SERIES], catalogue, self._values)
        self._clusters = read_clusters(tables[bundle.CLUSTERS], catalogue, self._values)
        self._people: dict[Level, Array] = {}
        self.wards = self._named(WARD)
        self.authorities = self._named(LAD)
        self.postcodes = read_postcodes(tables[bundle.POSTCODES], self.areas.code)

    def _named(self, level: tuple[str, int]) -> tuple[tuple[str, str], ...]:
        """Code and name of each area of a level, in order of name; none where there is no such."""
        found = self._levels.get(level)
        pairs = zip(found.codes, found.names, strict=True) if found else ()
        return tuple(sorted(pairs, key=lambda pair: pair[1]))

    @property
    def edition(self) -> str:
        """Which figures these are: the content hash of the bundle."""
        return str(self.manifest["content_hash"])

    @classmethod
    def open(cls, path: Path, *, catalogue_dir: Path = CATALOGUE_DIR) -> Store:
        """Read the bundle in `path`, or raise BundleError naming the file and the cure.

        Between the two renames of a swap the previous bundle stands aside; it is served then.
        """
        path = Path(path)
        if not path.exists() and bundle.set_aside(path).exists():
            path = bundle.set_aside(path)
        manifest = bundle.read_manifest(path)
        tables = {name: bundle.read_table(path, name, manifest) for name in bundle.FILES}
        said = manifest["authority"]
        try:
            store = cls(
                catalogue=load_catalogue(catalogue_dir),
                authority=authority_as_said(said, catalogue_dir),
                manifest=manifest,
                tables=tables,
                report=load_report(said["code"], catalogue_dir),
                gaps=load_gaps(said["code"], catalogue_dir),
            )
        except KeyError as error:
            raise BundleError(
                f"{path} does not hold what the catalogue asks for ({error.args[0]} is missing); "
                + bundle.cure(path)
            ) from error
        del tables
        pa.default_memory_pool().release_unused()  # each worker would have its share of it
        return store

    def newest(self, name: str) -> int:
        """The newest year of a level ("lsoa", "msoa", "ward", "borough"), or UnknownKeyError."""
        return GEOGRAPHY.newest(name)[1]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications of what the bundle holds."""
        held = set(self.manifest["sources"])
        return tuple(one for one in self.catalogue.sources if one.key in held)

    @property
    def people_period(self) -> str:
        """When the people were counted that weigh and divide: "mid-2022"."""
        return self.authority.table_for("people").period

    @property
    def boundary_credit(self) -> str:
        """What the licence of the boundaries asks to be said wherever they are drawn."""
        table = self.authority.table_for("lsoa_boundaries")
        return self.catalogue.source(table.source).attribution

    @property
    def list_period(self) -> str:
        """When the patients of practices were counted: "May 2025"."""
        return self.authority.table_for("practices").period

    def level(self, name: str, vintage: int | None = None) -> Level:
        """One level of areas, the newest of its name unless a year is given, or UnknownKeyError."""
        wanted = (name, self.newest(name) if vintage is None else vintage)
        if wanted not in self._levels:
            known = ", ".join(f"{name} {vintage}" for name, vintage in self._levels)
            raise UnknownKeyError(f"There is no level {name} {vintage}; the bundle has {known}.")
        return self._levels[wanted]

    @property
    def divisions(self) -> tuple[Level, ...]:
        """The levels that are chosen whole and outlined: wards, and the authorities of several."""
        return (self.level(*WARD), *([self.level(*LAD)] if self.authorities else []))

    def shapes(self, level: Level, chosen: Iterable[int]) -> Array:
        """The shapes of areas by index and of their LSOAs, which may reach beyond them."""
        chosen = list(chosen)
        parts = [part for at in chosen for part in level.parts[at]]
        return np.concatenate((level.geometry[chosen], self.level("lsoa").geometry[parts]))

    def values(self, key: str) -> Values:
        """One indicator's values, by the codes of its areas or practices, or UnknownKeyError."""
        return self._values[self.catalogue.indicator(key).key]

    def series(self, key: str) -> Series:
        """One trend, its people an array of dates by areas of its level, or UnknownKeyError."""
        return self._series[self.catalogue.trend(key).key]

    def series_of(self, key: str) -> Series | None:
        """The trend whose last date is that indicator; None for one without a trend."""
        return next((one for one in self._series.values() if one.trend.indicator == key), None)

    def facts(self, key: str) -> Facts | None:
        """A table of the whole authority or country; None where the bundle has none."""
        return self._facts.get(key)

    @property
    def dates(self) -> tuple[str, ...]:
        """The days of all trends (ISO 8601), in order; empty without trends."""
        return tuple(sorted({date for one in self._series.values() for date in one.dates}))

    def clusters(self, key: str) -> Clusters:
        """One indicator's clusters, by the codes of its level; UnknownKeyError when it has none."""
        if key not in self._clusters:
            known = ", ".join(self._clusters)
            raise UnknownKeyError(f"There are no clusters of {key!r}, only of {known}.")
        return self._clusters[key]

    def people(self, level: Level) -> Array:
        """People in each area of a level, by its codes: the LSOA 2021 counts added up."""
        if level not in self._people:
            people = np.bincount(level.of_area, self.areas.population, len(level.codes))
            self._people[level] = people.astype(np.int64)
            self._people[level].setflags(write=False)
        return self._people[level]

    def members(self, mask: Array, level: Level) -> Array:
        """Which areas of a level, by its codes, hold at least one of the LSOAs 2021 in the mask."""
        if level is self._levels[LSOA]:
            return np.asarray(mask, dtype=np.bool_)
        members = np.zeros(len(level.codes), dtype=np.bool_)
        members[level.of_area[np.flatnonzero(mask)]] = True
        return members

    def practice_mask(self, mask: Array) -> Array:
        """Which practices stand in one of the LSOAs 2021 in the mask, by the practices' codes.

        Their place counts, not where patients live; one without a place stands nowhere.
        """
        return self.practices.inside(mask)
