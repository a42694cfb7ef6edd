"""Opens a bundle read-only and answers questions about it.

Start-up reads and verifies every file (about 50 ms); afterwards nothing touches the disk. The
arrays handed out are shared between callers and marked read-only.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata import bundle
from geodata.catalogue import (
    CATALOGUE_DIR,
    Authority,
    Catalogue,
    load_authority,
    load_catalogue,
)
from geodata.contents import (
    Areas,
    Array,
    Level,
    Postcodes,
    Values,
    read_areas,
    read_levels,
    read_postcodes,
    read_values,
)
from geodata.errors import BundleError, UnknownKeyError

__all__ = ["Areas", "Level", "Postcodes", "Store", "Values"]


class Store:
    """A verified bundle in memory. Open one with Store.open."""

    catalogue: Catalogue
    authority: Authority
    manifest: dict[str, Any]
    areas: Areas
    wards: tuple[tuple[str, str], ...]
    postcodes: Postcodes

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        authority: Authority,
        manifest: dict[str, Any],
        tables: Mapping[str, pa.Table],
    ) -> None:
        self.catalogue = catalogue
        self.authority = authority
        self.manifest = manifest
        self.areas = read_areas(tables[bundle.AREAS])
        self._levels = read_levels(tables, self.areas, borough=authority.code)
        self._values = read_values(tables[bundle.OBSERVATIONS], catalogue, self._levels)
        ward = self.level("ward", 2023)
        pairs = zip(ward.codes, ward.names, strict=True)
        self.wards = tuple(sorted(pairs, key=lambda pair: pair[1]))
        self.postcodes = read_postcodes(tables[bundle.POSTCODES], self.areas)

    @classmethod
    def open(cls, path: Path, *, catalogue_dir: Path = CATALOGUE_DIR) -> Store:
        """Read the bundle in `path`, or raise BundleError naming the file and the cure.

        Between the two renames of a swap the previous bundle stands aside; it is served then.
        """
        path = Path(path)
        if not path.exists() and bundle.set_aside(path).exists():
            path = bundle.set_aside(path)
        manifest = bundle.read_manifest(path)
        tables = {name: _table(path, name, manifest) for name in bundle.FILES}
        try:
            return cls(
                catalogue=load_catalogue(catalogue_dir),
                authority=load_authority(str(manifest["authority"]), catalogue_dir),
                manifest=manifest,
                tables=tables,
            )
        except KeyError as error:
            raise BundleError(
                f"{path} does not hold what the catalogue asks for ({error.args[0]} is missing); "
                + bundle.cure(path)
            ) from error

    def level(self, name: str, vintage: int) -> Level:
        """One level of areas, or UnknownKeyError."""
        if (name, vintage) not in self._levels:
            known = ", ".join(f"{name} {vintage}" for name, vintage in self._levels)
            raise UnknownKeyError(f"There is no level {name} {vintage}; the bundle has {known}.")
        return self._levels[name, vintage]

    def values(self, key: str) -> Values:
        """One indicator's values, or UnknownKeyError."""
        return self._values[self.catalogue.indicator(key).key]

    def people(self, level: Level) -> Array:
        """People of mid-2022 in each area of a level: the LSOA 2021 counts added up."""
        people = np.zeros(len(level.codes), dtype=np.int64)
        np.add.at(people, level.of_area, self.areas.population)
        return people

    def members(self, mask: Array, level: Level) -> Array:
        """Which areas of a level hold at least one of the LSOAs 2021 in the mask."""
        members = np.zeros(len(level.codes), dtype=np.bool_)
        members[level.of_area[np.asarray(mask, dtype=np.bool_)]] = True
        return members


def _table(path: Path, name: str, manifest: Mapping[str, Any]) -> pa.Table:
    content = bundle.read_file(path, name, manifest)
    try:
        return pq.ParquetFile(io.BytesIO(content)).read()
    except pa.ArrowException as error:
        raise BundleError(f"{path / name} is damaged ({error}); {bundle.cure(path)}") from error
