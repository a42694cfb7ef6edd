"""What a bundle's tables become in memory: areas, levels and values.

The arrays are shared between callers and marked read-only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geodata import bundle
from geodata.catalogue import Indicator
from geodata.errors import BundleError
from geodata.geography import (
    BEFORE_CODE,
    BEFORE_NAME,
    BOROUGH,
    FORMER_WARD,
    LAD,
    LAD_CODE,
    LAD_NAME,
    LEVELS,
    LOOKED_UP,
    LSOA_CODE,
    LSOA_NAME,
    MSOA_CODE,
    MSOA_NAME,
    WARD_CODE,
    WARD_NAME,
    column,
)
from geodata.levels import Level

Array = npt.NDArray[Any]
AGAIN = "refresh its look-up (--only lsoa_lookup) and build it again."
PARTS = ("numerator", "denominator", "before_numerator", "before_denominator")


@dataclass(frozen=True, eq=False)
class Areas:
    """The LSOAs of 2021 by code, wards of May 2023 (best fit), MSOAs of 2011; points lon, lat.

    `lad_code` and `lad_name` are of the local authority of each; empty in a bundle of one.
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    lsoa11_code: tuple[str, ...]
    lsoa11_name: tuple[str, ...]
    msoa_code: tuple[str, ...]
    msoa_name: tuple[str, ...]
    ward_code: tuple[str, ...]
    ward_name: tuple[str, ...]
    former_ward: tuple[str, ...]
    changed: Array
    population: Array
    label_point: Array
    centroid: Array
    lad_code: tuple[str, ...]
    lad_name: tuple[str, ...]

    @cached_property
    def msoas_are_named(self) -> bool:
        """Whether MSOAs have names beside those that their LSOAs are called after."""
        pairs = zip(self.lsoa11_name, self.msoa_name, strict=True)
        return any(not name.startswith(msoa) for name, msoa in pairs)


@dataclass(frozen=True, eq=False)
class Values:
    """One indicator, aligned with `codes`: the areas of its level, or the practices.

    A change in a share has the parts of both, those of before under names of their own. Parts,
    value, published_whole (the authority's own figure) and national (the country's) are nan where
    absent. rank is 1 at the first of indicator.rank_ends and 0 without a value: the published one
    of an indicator with a total, otherwise among the total areas here. Categories have none.
    """

    indicator: Indicator
    codes: tuple[str, ...]
    value: Array
    numerator: Array
    denominator: Array
    status: Array
    rank: Array
    total: int
    before_numerator: Array
    before_denominator: Array
    published_whole: float = np.nan
    national: float = np.nan

    @cached_property
    def number(self) -> Array:
        """What is averaged or added, nan without one: the rank of ranks, otherwise the value."""
        if self.indicator.kind.is_rank:
            return np.where(self.rank > 0, self.rank.astype(np.float64), np.nan)
        return self.value

    @cached_property
    def known(self) -> Array:
        """Which places have a figure."""
        return np.asarray(self.ok & ~np.isnan(self.number), dtype=np.bool_)

    @cached_property
    def ok(self) -> Array:
        """Of which places a figure is published."""
        return np.asarray(self.status == "ok", dtype=np.bool_)

    @property
    def over(self) -> Array:
        """Where a part is more than its whole (doses than the register): to be flagged, not cut."""
        parts = self.indicator.has_parts and self.indicator.kind.parts != "must"
        with np.errstate(invalid="ignore"):
            odd = (self.numerator > self.denominator) | (self.numerator < 0)
        return np.asarray(odd & parts, dtype=np.bool_)

    @property
    def words(self) -> tuple[str, ...]:
        """The category of each place in words; "" where there is none, or no categories at all."""
        names = self.indicator.categories
        known = ~np.isnan(self.value) & bool(names)
        return tuple(
            names[int(value) - 1] if there else ""
            for value, there in zip(self.value, known, strict=True)
        )


def _texts(table: pa.Table, name: str) -> tuple[str, ...]:
    return tuple(table.column(name).to_pylist())


def _array(table: pa.Table, name: str, dtype: type) -> Array:
    """A column as an array, null as nan. (Arrow's own to_numpy would import pandas.)"""
    return _locked(np.array(table.column(name).to_pylist(), dtype=dtype))


def _locked(array: Array) -> Array:
    array.flags.writeable = False
    return array


def read_areas(table: pa.Table) -> Areas:
    """From areas.parquet; BundleError where it has local authorities of another year."""
    authorities = [name for name in table.column_names if name.startswith(LAD[0])]
    if authorities not in ([], [LAD_CODE, LAD_NAME]):
        found, expected = ", ".join(authorities), f"{LAD_CODE} and {LAD_NAME}, of the wards' year"
        raise BundleError(f"{bundle.AREAS}: found {found}, expected {expected}; {AGAIN}")
    return Areas(
        code=_texts(table, LSOA_CODE),
        name=_texts(table, LSOA_NAME),
        lsoa11_code=_texts(table, BEFORE_CODE),
        lsoa11_name=_texts(table, BEFORE_NAME),
        msoa_code=_texts(table, MSOA_CODE),
        msoa_name=_texts(table, MSOA_NAME),
        ward_code=_texts(table, WARD_CODE),
        ward_name=_texts(table, WARD_NAME),
        former_ward=tuple(one or "" for one in _texts(table, FORMER_WARD)),
        changed=_array(table, "changed", np.bool_),
        population=_array(table, "population", np.int64),
        label_point=_points(table, ""),
        centroid=_points(table, "centroid_"),
        lad_code=_texts(table, LAD_CODE) if authorities else (),
        lad_name=_texts(table, LAD_NAME) if authorities else (),
    )


def _points(table: pa.Table, prefix: str) -> Array:
    return _locked(np.column_stack([_array(table, prefix + x, np.float64) for x in ("lon", "lat")]))


def read_levels(tables: Mapping[str, pa.Table], *, borough: str) -> dict[tuple[str, int], Level]:
    """Every level of LEVELS, from the boundaries and the parents of each of the newest LSOAs."""
    areas = tables[bundle.AREAS]
    parents = {level: _texts(areas, column(level, "code")) for level in LOOKED_UP}
    parents[BOROUGH] = (borough,) * areas.num_rows
    levels = {}
    for name, vintage in LEVELS:
        table = tables[bundle.boundaries_file(name, vintage)]
        codes = _texts(table, "code")
        place = {code: index for index, code in enumerate(codes)}
        of_area = [place[code] for code in parents[name, vintage]]
        geometry = _locked(shapely.from_wkb(table.column("geometry").to_pylist()))
        levels[name, vintage] = Level(
            name=name,
            vintage=vintage,
            codes=codes,
            names=_texts(table, "name"),
            geometry=geometry,
            of_area=_locked(np.array(of_area, dtype=np.int64)),
        )
    return levels
