"""The shapes and look-ups of a bundle: five levels of boundaries, the areas, the postcodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd

from geodata import build_geometry as geometry
from geodata import build_marks
from geodata.catalogue import Authority
from geodata.errors import GeographyError, TableError, refuse_table
from geodata.geography import (
    BEFORE_CODE,
    BOROUGH,
    LEVELS,
    LSOA,
    LSOA_BEFORE,
    LSOA_CODE,
    WARD,
    WARD_CODE,
    WARD_NAME,
    Level,
    column,
)


@dataclass(frozen=True, eq=False)
class Shapes:
    """Boundaries of every level (code, name, geometry; by code) and what had to be mended."""

    levels: dict[Level, gpd.GeoDataFrame]
    mended: tuple[geometry.Mended, ...]

    def square_km(self, name: str, vintage: int) -> dict[str, float]:
        """Square kilometres of each area of a level, by code, on the ground; none of points."""
        return self._sizes.get((name, vintage), {})

    @cached_property
    def _sizes(self) -> dict[Level, dict[str, float]]:
        sizes = {}
        for level, shapes in self.levels.items():
            size = (shapes.to_crs(geometry.GRID).area / 1e6).round(4)
            sizes[level] = dict(zip(shapes["code"], size, strict=True))
        return sizes


def make_shapes(
    authority: Authority, lookup: pd.DataFrame, *, lsoas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> Shapes:
    """Mend and check the published boundaries, dissolve the LSOAs into the levels that nest.

    All of LEVELS, in longitude and latitude. GeographyError where boundaries overlap, leave gaps or
    hold other areas than the look-up.
    """
    of_lsoas, of_wards = (
        f"{authority.table_for(purpose).file}, {level[0]} {level[1]}"
        for purpose, level in (("lsoa_boundaries", LSOA), ("ward_boundaries", WARD))
    )
    lsoas, mended = geometry.mend(lsoas, what=of_lsoas)
    wards, mended_wards = geometry.mend(wards, what=of_wards)
    _match(lsoas["code"], lookup[LSOA_CODE], what="LSOA boundaries and look-up")
    geometry.check_coverage(lsoas, what=of_lsoas)
    geometry.check_coverage(wards, what=of_wards)
    parents = lookup.sort_values(LSOA_CODE)
    whole = parents.assign(code=authority.code, name=authority.name)
    published = {LSOA: lsoas, WARD: wards, BOROUGH: geometry.dissolve(lsoas, whole)}
    levels = {}
    for level in LEVELS:
        if level not in published:
            names = {column(level, "code"): "code", column(level, "name"): "name"}
            into = parents[list(names)].rename(columns=names)
            published[level] = geometry.dissolve(lsoas, into)
            geometry.check_coverage(published[level], what=f"{level[0].upper()} {level[1]}")
        levels[level] = published[level]
    return Shapes(levels=levels, mended=mended + mended_wards)


def make_areas(
    lookup: pd.DataFrame,
    people: pd.DataFrame,
    *,
    file: str,
    shapes: Shapes,
    centroids: pd.DataFrame,
) -> pd.DataFrame:
    """One row per LSOA: its parents, its people, its size, a point inside it and its centroid.

    `file` is where the people are from, each in the row of its line. `centroids` may be empty.
    """
    if "population" not in people:
        expected = "the people of each area, who weigh and divide"
        refuse_table(file, 1, "population", "no such column", expected)
    lsoas = shapes.levels[LSOA]
    _match(people["code"], lsoas["code"], what="people and LSOA boundaries")
    for row in people.index[~build_marks.known(people, ["population"])]:
        raise TableError(
            file=file,
            row=int(row) + 2,
            column="population",
            found=f"a mark, for {people.at[row, 'code']!s}",
            expected="a number in every area",
        )
    points = geometry.label_points(lsoas)
    areas = lookup.sort_values(LSOA_CODE).reset_index(drop=True)
    areas["population"] = areas[LSOA_CODE].map(people.set_index("code")["population"])
    areas["area_km2"] = areas[LSOA_CODE].map(shapes.square_km(*LSOA))
    areas["lon"], areas["lat"] = points.x, points.y
    weighted = centroids.set_index("code").reindex(areas[LSOA_CODE])
    for axis in ("lon", "lat"):
        areas[f"centroid_{axis}"] = weighted[axis].to_numpy(dtype="float64")
    return areas


def make_postcodes(
    postcodes: pd.DataFrame, lookup: pd.DataFrame, *, lsoas: gpd.GeoDataFrame, wards: pd.DataFrame
) -> pd.DataFrame:
    """Give every postcode its newest LSOA and say by which method.

    lookup: the official look-up knows the postcode, and its LSOA or an earlier one that did not
    change.
    point_in_polygon: the polygon its point lies in (the first by code, on a shared edge).
    nearest_polygon: the point lies in none, so the nearest.
    Where the look-up knows the earlier LSOA but that one changed, only what became of it is tried:
    near a generalised edge the look-up knows better than the polygon on the other side.
    """
    _known(postcodes[BEFORE_CODE], lookup[BEFORE_CODE], what=f"postcodes, LSOA {LSOA_BEFORE[1]}")
    _known(postcodes[WARD_CODE], wards["code"], what="postcodes, ward", of="list of wards")
    unchanged = lookup[~lookup["changed"]].set_index(BEFORE_CODE)[LSOA_CODE]
    became = lookup.groupby(BEFORE_CODE)[LSOA_CODE].agg(set)
    frame = postcodes.sort_values("postcode").reset_index(drop=True)
    if LSOA_CODE in frame:
        _known(frame[LSOA_CODE], lookup[LSOA_CODE], what=f"postcodes, LSOA {LSOA[1]}")
    known = frame[LSOA_CODE] if LSOA_CODE in frame else frame[BEFORE_CODE].map(unchanged)
    frame[LSOA_CODE] = known.where(frame["from_lookup"])
    frame["method"] = "lookup"
    rest = frame[frame[LSOA_CODE].isna()]
    for before, rows in rest.groupby(rest[BEFORE_CODE].where(rest["from_lookup"], "")):
        tried = lsoas[lsoas["code"].isin(became[before])] if before else lsoas
        found = geometry.locate(geometry.points(rows), tried)
        frame.loc[rows.index, LSOA_CODE] = found["code"]
        frame.loc[rows.index, "method"] = found["method"]
    return frame[["postcode", LSOA_CODE, WARD_CODE, "quality", "method", "lon", "lat"]]


def check_lookup(lookup: pd.DataFrame, wards: pd.DataFrame, *, outlines: pd.DataFrame) -> None:
    """GeographyError for wards not in the list, and for areas said to be unchanged that are not."""
    _match(outlines["code"], wards["code"], what="Ward boundaries and list of wards")
    names = wards.set_index("code")["name"]
    _known(lookup[WARD_CODE], wards["code"], what="look-up, ward", of="list of wards")
    wrong = lookup[lookup[WARD_CODE].map(names) != lookup[WARD_NAME]]
    if len(wrong):
        raise GeographyError(
            f"Ward names differ between look-up and list: {sorted(set(wrong[WARD_NAME]))}."
        )
    shared = lookup[BEFORE_CODE].duplicated(keep=False)
    if bool((shared & ~lookup["changed"]).any()):
        codes = sorted(lookup.loc[shared & ~lookup["changed"], LSOA_CODE])
        year = LSOA_BEFORE[1]
        raise GeographyError(f"Said to be unchanged, yet parts of one LSOA {year}: {codes}.")


def _known(codes: pd.Series[str], known: pd.Series[str], *, what: str, of: str = "look-up") -> None:
    unknown = sorted(set(codes) - set(known))
    if unknown:
        found = ", ".join(unknown[: geometry.SHOWN])
        raise GeographyError(f"{what}: found {found}, expected codes of the {of}.")


def _match(codes: pd.Series[str], known: pd.Series[str], *, what: str) -> None:
    odd = sorted(set(codes) ^ set(known))
    if odd:
        raise GeographyError(f"{what} do not hold the same areas: {', '.join(odd[:5])}.")
