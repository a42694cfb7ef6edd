"""The shapes and look-ups of a bundle: five levels of boundaries, the areas, the postcodes."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geodata import build_geometry as geometry
from geodata import build_marks
from geodata.catalogue import Authority
from geodata.errors import GeographyError

Level = tuple[str, int]


@dataclass(frozen=True, eq=False)
class Shapes:
    """Boundaries of every level (code, name, geometry; by code) and what had to be mended."""

    levels: dict[Level, gpd.GeoDataFrame]
    mended: tuple[geometry.Mended, ...]

    def square_km(self, name: str, vintage: int) -> dict[str, float]:
        """The size of each area of a level by code, on the ground; none of points."""
        if (name, vintage) not in self.levels:
            return {}
        shapes = self.levels[name, vintage]
        size = (shapes.to_crs(geometry.GRID).area / 1e6).round(4)
        return dict(zip(shapes["code"], size, strict=True))


def make_shapes(
    authority: Authority, lookup: pd.DataFrame, *, lsoas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> Shapes:
    """Mend and check the published boundaries, dissolve the LSOAs into the levels that nest."""
    lsoas, mended = geometry.mend(lsoas)
    wards, mended_wards = geometry.mend(wards)
    _match(lsoas["code"], lookup["lsoa21_code"], what="LSOA boundaries and look-up")
    geometry.check_coverage(lsoas, what="LSOA 2021")
    geometry.check_coverage(wards, what="wards 2023")
    parents = lookup.sort_values("lsoa21_code")

    def dissolved(prefix: str) -> gpd.GeoDataFrame:
        names = {f"{prefix}_code": "code", f"{prefix}_name": "name"}
        return geometry.dissolve(lsoas, parents[list(names)].rename(columns=names))

    whole = parents.assign(code=authority.code, name=authority.name)
    levels = {
        ("lsoa", 2021): lsoas,
        ("lsoa", 2011): dissolved("lsoa11"),
        ("msoa", 2011): dissolved("msoa11"),
        ("ward", 2023): wards,
        ("borough", 2023): geometry.dissolve(lsoas, whole),
    }
    for name in ("lsoa", "msoa"):
        geometry.check_coverage(levels[name, 2011], what=f"{name.upper()} 2011")
    return Shapes(levels=levels, mended=mended + mended_wards)


def make_areas(lookup: pd.DataFrame, people: pd.DataFrame, *, shapes: Shapes) -> pd.DataFrame:
    """One row per LSOA 2021: its parents, its people, its size and a point inside it."""
    lsoas = shapes.levels["lsoa", 2021]
    _match(people["code"], lsoas["code"], what="people and LSOA boundaries")
    for code in people["code"][~build_marks.known(people, ["population"])]:
        raise GeographyError(f"People of {code}: found a mark, expected a number in every area.")
    points = geometry.label_points(lsoas)
    areas = lookup.sort_values("lsoa21_code").reset_index(drop=True)
    areas["population"] = areas["lsoa21_code"].map(people.set_index("code")["population"])
    areas["area_km2"] = areas["lsoa21_code"].map(shapes.square_km("lsoa", 2021))
    areas["lon"], areas["lat"] = points.x, points.y
    return areas


def make_postcodes(
    postcodes: pd.DataFrame, lookup: pd.DataFrame, *, lsoas: gpd.GeoDataFrame, wards: pd.DataFrame
) -> pd.DataFrame:
    """Give every postcode its LSOA of 2021 and say by which method.

    lookup: the official look-up knows the postcode and its LSOA of 2011 did not change.
    point_in_polygon: the polygon of 2021 its point lies in (the first by code, on a shared edge).
    nearest_polygon: the point lies in none, so the nearest.
    Where the look-up knows the LSOA of 2011 but that one changed, only what became of it is tried:
    near a generalised edge the look-up knows better than the polygon on the other side.
    """
    _known(postcodes["lsoa11_code"], lookup["lsoa11_code"], what="postcodes, LSOA 2011")
    _known(postcodes["ward23_code"], wards["code"], what="postcodes, ward")
    unchanged = lookup[~lookup["changed"]].set_index("lsoa11_code")["lsoa21_code"]
    became = lookup.groupby("lsoa11_code")["lsoa21_code"].agg(set)
    frame = postcodes.sort_values("postcode").reset_index(drop=True)
    frame["lsoa21_code"] = frame["lsoa11_code"].map(unchanged).where(frame["from_lookup"])
    frame["method"] = "lookup"
    rest = frame[frame["lsoa21_code"].isna()]
    for lsoa11_code, rows in rest.groupby(rest["lsoa11_code"].where(rest["from_lookup"], "")):
        tried = lsoas[lsoas["code"].isin(became[lsoa11_code])] if lsoa11_code else lsoas
        found = geometry.locate(geometry.points(rows), tried)
        frame.loc[rows.index, "lsoa21_code"] = found["code"]
        frame.loc[rows.index, "method"] = found["method"]
    return frame[["postcode", "lsoa21_code", "ward23_code", "quality", "method", "lon", "lat"]]


def check_lookup(lookup: pd.DataFrame, wards: pd.DataFrame, *, outlines: pd.DataFrame) -> None:
    """Refuse wards that are not in the list, and areas said to be unchanged that are not."""
    _match(outlines["code"], wards["code"], what="Ward boundaries and list of wards")
    names = wards.set_index("code")["name"]
    _known(lookup["ward23_code"], wards["code"], what="look-up, ward")
    wrong = lookup[lookup["ward23_code"].map(names) != lookup["ward23_name"]]
    if len(wrong):
        raise GeographyError(
            f"Ward names differ between look-up and list: {sorted(set(wrong['ward23_name']))}."
        )
    shared = lookup["lsoa11_code"].duplicated(keep=False)
    if bool((shared & ~lookup["changed"]).any()):
        codes = sorted(lookup.loc[shared & ~lookup["changed"], "lsoa21_code"])
        raise GeographyError(f"Said to be unchanged, yet parts of one LSOA 2011: {codes}.")


def _known(codes: pd.Series[str], known: pd.Series[str], *, what: str) -> None:
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise GeographyError(f"{what}: unknown codes {', '.join(unknown[:5])}.")


def _match(codes: pd.Series[str], known: pd.Series[str], *, what: str) -> None:
    odd = sorted(set(codes) ^ set(known))
    if odd:
        raise GeographyError(f"{what} do not hold the same areas: {', '.join(odd[:5])}.")
