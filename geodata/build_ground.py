"""Ground truth: shapes and points lie where the look-up and the authority's boundary say.

Tables can agree by code and still be of another place. What is asked here was measured on real
boundaries, generalised to 20 m and clipped to the coast, and is wide enough for what they do:

WARD_OUTSIDE    of a ward may lie outside the areas of the look-up; measured, 0.4% at most.
AREA_IN_WARD    of an area must lie in its best-fit ward at least; measured, 8.7% at the least.
NEAR            metres a postcode may lie outside the authority or its own ward, or half of an
                area's postcodes outside the area, or a centroid; measured, 3 m, 3 m, 0 m and 17 m.
FAR             metres a single postcode may lie outside its own area; measured, 1,841 m. Publishers
                give box numbers, and codes used a second time, an area they are not in.
SAME_PLACE      metres between a practice and its postcode; measured, 0 m.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geodata.build_geometry import GRID, points
from geodata.errors import refuse_table
from geodata.geography import BEFORE_CODE, BOROUGH, LSOA, LSOA_BEFORE, LSOA_CODE, WARD, WARD_CODE

WARD_OUTSIDE = 0.1
AREA_IN_WARD = 0.01
NEAR = 100
FAR = 2_000
SAME_PLACE = 250
ENOUGH = 5  # postcodes, before half of them say where an area is


@dataclass(frozen=True, eq=False)
class Ground:
    """The authority, its areas and wards by code, in metres on the British National Grid."""

    authority: gpd.GeoSeries
    lsoas: gpd.GeoSeries
    lsoas_before: gpd.GeoSeries
    wards: gpd.GeoSeries


def on_the_ground(levels: Mapping[tuple[str, int], gpd.GeoDataFrame]) -> Ground:
    """The shapes of a bundle (code, geometry; in degrees), in metres to measure on."""

    def measured(level: tuple[str, int]) -> gpd.GeoSeries:
        return levels[level].set_index("code").geometry.to_crs(GRID)

    return Ground(
        authority=measured(BOROUGH),
        lsoas=measured(LSOA),
        lsoas_before=measured(LSOA_BEFORE),
        wards=measured(WARD),
    )


def check_wards(ground: Ground, *, rows: Mapping[str, int], file: str) -> None:
    """TableError for a ward of which more than WARD_OUTSIDE lies outside the authority.

    `rows` has the row in `file` of each code.
    """
    outside = ground.wards.difference(ground.authority.iloc[0]).area / ground.wards.area
    for code in outside.index[outside > WARD_OUTSIDE]:
        found = f"{code} with {outside[code]:.0%} of it outside the areas of the look-up"
        refuse_table(file, rows[code], "geometry", found, f"at most {WARD_OUTSIDE:.0%} outside")


def check_areas(
    ground: Ground, lookup: pd.DataFrame, *, rows: Mapping[str, int], file: str
) -> None:
    """TableError for an area of which less than AREA_IN_WARD lies in its ward of the look-up.

    `rows` has the row in `file` of each code.
    """
    ward_of = lookup.set_index(LSOA_CODE)[WARD_CODE].reindex(ground.lsoas.index)
    wards = gpd.GeoSeries(ground.wards.loc[ward_of].to_numpy(), index=ward_of.index, crs=GRID)
    inside = ground.lsoas.intersection(wards).area / ground.lsoas.area
    for code in inside.index[inside < AREA_IN_WARD]:
        found = f"{code} with {inside[code]:.1%} of it in {ward_of[code]}"
        expected = f"{AREA_IN_WARD:.0%} or more, it is the ward of {code} in the look-up"
        refuse_table(file, rows[code], "geometry", found, expected)


def check_postcodes(ground: Ground, postcodes: pd.DataFrame, *, file: str) -> None:
    """TableError for a postcode outside the authority, its ward (by NEAR) or its area (by FAR).

    And for an area that half of its postcodes, of ENOUGH at least, are not NEAR. `postcodes` are as
    read, in the order of `file`.
    """
    at = points(postcodes).geometry.to_crs(GRID)
    whole = ground.authority.iloc[0]
    _near(at.distance(whole), postcodes["postcode"], NEAR, what="the authority", file=file)
    for column, shapes, limit in (
        (WARD_CODE, ground.wards, NEAR),
        (BEFORE_CODE, ground.lsoas_before, FAR),
    ):
        own = gpd.GeoSeries(shapes.loc[postcodes[column]].to_numpy(), index=at.index, crs=GRID)
        away = at.distance(own)
        names = postcodes["postcode"] + ", of " + postcodes[column]
        _near(away, names, limit, what=f"its {column}", file=file)
    away = away[postcodes["from_lookup"]]
    known = away.groupby(postcodes[BEFORE_CODE])
    half = known.median()[known.size() >= ENOUGH]
    for code in half.index[half > NEAR]:
        found = f"half of the postcodes of {code} {half[code]:,.0f} m or more from its shape"
        refuse_table(file, 0, "lat, lon", found, f"half of them in it or at most {NEAR} m away")


def check_wards_of(ground: Ground, places: pd.DataFrame, *, file: str) -> None:
    """TableError for a place that is not in or NEAR its ward, or in a ward of elsewhere.

    `places` are in the order of `file`.
    """
    at = points(places).geometry.to_crs(GRID)
    unknown = places["ward_code"][~places["ward_code"].isin(ground.wards.index)]
    for row in unknown.index:
        refuse_table(file, int(row) + 2, WARD_CODE, unknown[row], "a ward of the authority")
    own = ground.wards.loc[places["ward_code"]].to_numpy()
    away = at.distance(gpd.GeoSeries(own, index=at.index, crs=GRID))
    names = places["code"] + ", of " + places["ward_code"]
    _near(away, names, NEAR, what="its ward", file=file)


def check_practices(practices: pd.DataFrame, postcodes: pd.DataFrame, *, file: str) -> None:
    """TableError for a practice more than SAME_PLACE from its postcode.

    `practices` are in the order of `file`; `postcodes` are the bundle's and hold theirs.
    """
    known = postcodes.set_index("postcode").loc[practices["postcode"], ["lon", "lat"]]
    away = (
        points(practices)
        .to_crs(GRID)
        .distance(points(known.set_index(practices.index)).to_crs(GRID))
    )
    _near(away, practices["code"], SAME_PLACE, what="its postcode", file=file)


def check_venues(ground: Ground, venues: pd.DataFrame, *, file: str) -> None:
    """TableError for a venue more than NEAR outside the authority; rows are those of `file`."""
    away = points(venues).geometry.to_crs(GRID).distance(ground.authority.iloc[0])
    _near(away, venues["code"], NEAR, what="the authority", file=file)


def check_centroids(ground: Ground, centroids: pd.DataFrame, *, file: str) -> None:
    """Refuse centroids of other areas than there are, and one that is far from its own."""
    unknown = centroids["code"][~centroids["code"].isin(ground.lsoas.index)]
    for row in unknown.index:
        refuse_table(file, int(row) + 2, LSOA_CODE, unknown[row], "an area of the look-up")
    missing = sorted(set(ground.lsoas.index) - set(centroids["code"]))
    if missing:
        refuse_table(file, 0, LSOA_CODE, f"no row of {missing[0]}", "a row for every area")
    at = points(centroids).geometry.to_crs(GRID)
    own = gpd.GeoSeries(ground.lsoas.loc[centroids["code"]].to_numpy(), index=at.index, crs=GRID)
    _near(at.distance(own), centroids["code"], NEAR, what="its shape", file=file)


def _near(
    away: pd.Series[float], names: pd.Series[str], limit: int, *, what: str, file: str
) -> None:
    for row in away.index[away > limit]:
        found = f"{names[row]}, {away[row]:,.0f} m from {what}"
        refuse_table(file, int(row) + 2, "lat, lon", found, f"at most {limit:,} m from {what}")
