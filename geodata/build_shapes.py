"""The shapes and look-ups of a bundle: five levels of boundaries, the areas, the postcodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from geodata import geography
from geodata.catalogue import Authority
from geodata.errors import GeographyError

Level = tuple[str, int]

# Longitude and latitude to the British National Grid (EPSG:27700), with the seven-parameter shift
# spelled out so that no installed grid file changes the answer. Positions are good to about 5 m,
# areas to far better than the boundaries deserve.
TO_GRID = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 "
    "+s=-20.489 +convention=position_vector +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)


@dataclass(frozen=True, eq=False)
class Shapes:
    """Boundaries of every level (code, name, geometry; by code) and what had to be mended."""

    levels: dict[Level, pd.DataFrame]
    mended: tuple[geography.Mended, ...]


def to_grid(geometry: geography.Geometries) -> geography.Geometries:
    """Longitude and latitude to metres on the British National Grid."""
    transformer = pyproj.Transformer.from_pipeline(TO_GRID)

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    moved: geography.Geometries = shapely.transform(geometry, move)
    return moved


def make_shapes(
    authority: Authority, lookup: pd.DataFrame, *, lsoas: pd.DataFrame, wards: pd.DataFrame
) -> Shapes:
    """Mend and check the published boundaries, dissolve the LSOAs into the levels that nest."""
    lsoas, mended = _mended(lsoas)
    wards, mended_wards = _mended(wards)
    _match(lsoas["code"], lookup["lsoa21_code"], what="LSOA boundaries and look-up")
    geography.check_coverage(lsoas["geometry"].to_numpy(), what="LSOA 2021")
    geography.check_coverage(wards["geometry"].to_numpy(), what="wards 2023")
    pieces = lsoas["geometry"].to_numpy()
    parents = lookup.sort_values("lsoa21_code")
    borough = parents.assign(code=authority.code, name=authority.name)
    levels = {
        ("lsoa", 2021): lsoas,
        ("lsoa", 2011): _dissolved(pieces, parents["lsoa11_code"], parents["lsoa11_name"]),
        ("msoa", 2011): _dissolved(pieces, parents["msoa11_code"], parents["msoa11_name"]),
        ("ward", 2023): wards,
        ("borough", 2023): _dissolved(pieces, borough["code"], borough["name"]),
    }
    for name in ("lsoa", "msoa"):
        shapes = levels[name, 2011]["geometry"].to_numpy()
        geography.check_coverage(shapes, what=f"{name.upper()} 2011")
    return Shapes(levels=levels, mended=mended + mended_wards)


def make_areas(lookup: pd.DataFrame, people: pd.DataFrame, *, lsoas: pd.DataFrame) -> pd.DataFrame:
    """One row per LSOA 2021: its parents, its people, its size and a point inside it."""
    _match(people["code"], lsoas["code"], what="people and LSOA boundaries")
    shapes = lsoas["geometry"].to_numpy()
    points = geography.label_points(shapes)
    areas = lookup.sort_values("lsoa21_code").reset_index(drop=True)
    areas["population"] = areas["lsoa21_code"].map(people.set_index("code")["population"])
    areas["area_km2"] = np.round(shapely.area(to_grid(shapes)) / 1e6, 4)
    areas["lon"], areas["lat"] = points[:, 0], points[:, 1]
    return areas


def make_postcodes(
    postcodes: pd.DataFrame, lookup: pd.DataFrame, *, lsoas: pd.DataFrame, wards: pd.DataFrame
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
        found, method = _locate(rows["lon"].to_numpy(), rows["lat"].to_numpy(), lsoas=tried)
        frame.loc[rows.index, "lsoa21_code"] = found
        frame.loc[rows.index, "method"] = method
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


def _mended(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[geography.Mended, ...]]:
    frame = frame.sort_values("code").reset_index(drop=True)
    shapes, mended = geography.mend(frame["geometry"].to_numpy(), frame["code"].tolist())
    return frame.assign(geometry=shapes), mended


def _dissolved(
    pieces: geography.Geometries, codes: pd.Series[str], names: pd.Series[str]
) -> pd.DataFrame:
    pairs = sorted(set(zip(codes, names, strict=True)))
    place = {code: index for index, (code, _) in enumerate(pairs)}
    if len(place) != len(pairs):
        raise GeographyError("A code in the look-up has two names.")
    parts_of = codes.map(place).to_numpy(dtype=np.int64)
    shapes = geography.dissolve(pieces, parts_of=parts_of, names=[code for code, _ in pairs])
    frame = pd.DataFrame(pairs, columns=["code", "name"])
    return frame.assign(geometry=shapes)


def _locate(
    lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], *, lsoas: pd.DataFrame
) -> tuple[list[str], list[str]]:
    codes = lsoas["code"].tolist()
    points = shapely.points(lon, lat)
    tree = shapely.STRtree(lsoas["geometry"].to_numpy())
    inside: dict[int, int] = {}
    for point, polygon in tree.query(points, predicate="intersects").T.tolist():
        inside[point] = min(polygon, inside.get(point, polygon))
    grid = shapely.STRtree(to_grid(lsoas["geometry"].to_numpy()))
    nearest = grid.nearest(to_grid(points)).tolist()
    found = [codes[inside.get(point, nearest[point])] for point in range(len(points))]
    method = [
        "point_in_polygon" if point in inside else "nearest_polygon" for point in range(len(points))
    ]
    return found, method


def _known(codes: pd.Series[str], known: pd.Series[str], *, what: str) -> None:
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise GeographyError(f"{what}: unknown codes {', '.join(unknown[:5])}.")


def _match(codes: pd.Series[str], known: pd.Series[str], *, what: str) -> None:
    odd = sorted(set(codes) ^ set(known))
    if odd:
        raise GeographyError(f"{what} do not hold the same areas: {', '.join(odd[:5])}.")
