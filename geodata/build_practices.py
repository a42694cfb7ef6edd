"""Practices and venues as points: where each is, and of a practice who is on its list."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geodata import build_geometry as geometry
from geodata import build_ground
from geodata.catalogue import Table
from geodata.errors import refuse_table
from geodata.geography import LSOA_CODE, WARD_CODE, WARD_NAME

COLUMNS = [
    "code",
    "name",
    "postcode",
    "pcn_code",
    "pcn_name",
    "ward_code",
    "ward_name",
    LSOA_CODE,
    "lat",
    "lon",
    "patients",
    "listed",
]


def make_practices(
    practices: pd.DataFrame,
    table: Table,
    *,
    postcodes: pd.DataFrame | None,
    lsoas: gpd.GeoDataFrame,
    ground: build_ground.Ground,
) -> pd.DataFrame:
    """One row per practice, by code: the listed ones with their place, the unlisted without.

    The place is that of the postcode, to which the ward and the place of the list must agree. With
    no table of postcodes it is that of the list, which must lie in the ward. Unlisted practices are
    known from other tables by their code; they have no place, no network and no patients.
    """
    if postcodes is None:
        build_ground.check_wards_of(ground, practices, file=table.file)
        frame = practices.assign(
            **{LSOA_CODE: geometry.locate(geometry.points(practices), lsoas)["code"]}
        )
    else:
        frame = _at_postcodes(practices, postcodes, file=table.file)
    (patients,) = table.counts
    frame = frame.rename(columns={patients: "patients"}).assign(listed=True)
    both = sorted(set(table.unlisted) & set(frame["code"]))
    if both:
        row = int(frame.index[frame["code"] == both[0]][0]) + 2
        found, expected = f"{both[0]}, said to be unlisted", "unlisted practices to be absent"
        refuse_table(table.file, row, "practice_code", found, expected)
    absent = pd.DataFrame({"code": list(table.unlisted), "name": list(table.unlisted)})
    frame = pd.concat([frame, absent.assign(listed=False)], ignore_index=True)
    frame["listed"] = frame["listed"].astype(bool)
    frame["patients"] = frame["patients"].astype("Int64")
    return frame.sort_values("code").reset_index(drop=True)[COLUMNS]


def _at_postcodes(practices: pd.DataFrame, postcodes: pd.DataFrame, *, file: str) -> pd.DataFrame:
    """The practices with the LSOA and the place of their postcodes."""
    known = postcodes.set_index("postcode")
    listed = zip(practices["code"], practices["postcode"], practices["ward_code"], strict=True)
    for row, (code, postcode, ward) in enumerate(listed, start=2):
        if postcode not in known.index:
            found, expected = f"{postcode}, of {code}", "a postcode of the table of postcodes"
            refuse_table(file, row, "postcode", found, expected)
        own = str(known.at[postcode, WARD_CODE])
        if own != ward:
            refuse_table(file, row, WARD_CODE, f"{ward}, of {code}", f"{own}, of {postcode}")
    build_ground.check_practices(practices, postcodes, file=file)
    places = known.loc[practices["postcode"], [LSOA_CODE, "lat", "lon"]]
    return practices.assign(**places.set_axis(practices.index))


def make_venues(
    venues: pd.DataFrame,
    *,
    file: str,
    lsoas: gpd.GeoDataFrame,
    wards: gpd.GeoDataFrame,
    ground: build_ground.Ground,
) -> pd.DataFrame:
    """One row per venue, by code, each with the LSOA and the ward it stands in, or the nearest.

    The ward that the list names counts, which can differ from the best-fit ward of the LSOA.
    TableError for a ward of elsewhere, and as `build_ground.check_venues` and `check_wards_of`.
    """
    build_ground.check_venues(ground, venues, file=file)
    names = wards.set_index("code")["name"]
    for row in venues.index[~venues["ward_name"].isin(["", *names])]:
        found = f"{venues.at[row, 'ward_name']!s}, of {venues.at[row, 'code']!s}"
        refuse_table(file, int(row) + 2, WARD_NAME, found, "a ward of the authority")
    at = geometry.points(venues)
    held = geometry.locate(at, wards)["code"]
    own = venues["ward_name"].map({name: code for code, name in names.items()}).fillna(held)
    frame = venues.assign(ward_code=own, ward_name=own.map(names))
    build_ground.check_wards_of(ground, frame, file=file)
    frame = frame.assign(**{LSOA_CODE: geometry.locate(at, lsoas)["code"]})
    return frame.sort_values("code").reset_index(drop=True)
