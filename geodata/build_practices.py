"""Practices and venues as points: where each is, and of a practice who is on its list."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geodata import build_geometry as geometry
from geodata import build_ground
from geodata.catalogue import Table
from geodata.errors import GeographyError, TableError
from geodata.geography import LSOA_CODE, WARD_CODE

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
        raise TableError(
            file=table.file,
            row=0,
            column="practice_code",
            found=f"{both[0]}, said to be unlisted",
            expected="unlisted practices to be absent",
        )
    absent = pd.DataFrame({"code": list(table.unlisted), "name": list(table.unlisted)})
    frame = pd.concat([frame, absent.assign(listed=False)], ignore_index=True)
    frame["listed"] = frame["listed"].astype(bool)
    frame["patients"] = frame["patients"].astype("Int64")
    return frame.sort_values("code").reset_index(drop=True)[COLUMNS]


def _at_postcodes(practices: pd.DataFrame, postcodes: pd.DataFrame, *, file: str) -> pd.DataFrame:
    """The practices with the LSOA and the place of their postcodes."""
    known = postcodes.set_index("postcode")
    for code, postcode, ward in zip(
        practices["code"], practices["postcode"], practices["ward_code"], strict=True
    ):
        if postcode not in known.index:
            raise GeographyError(f"Practice {code}: its postcode {postcode} is not in the table.")
        if known.at[postcode, WARD_CODE] != ward:
            raise GeographyError(f"Practice {code}: {postcode} is not in its ward {ward}.")
    build_ground.check_practices(practices, postcodes, file=file)
    places = known.loc[practices["postcode"], [LSOA_CODE, "lat", "lon"]]
    return practices.assign(**places.set_axis(practices.index))


def make_venues(
    venues: pd.DataFrame, *, file: str, lsoas: gpd.GeoDataFrame, ground: build_ground.Ground
) -> pd.DataFrame:
    """One row per venue, by code, each with the LSOA that it stands in."""
    build_ground.check_venues(ground, venues, file=file)
    inside = geometry.locate(geometry.points(venues), lsoas)["code"]
    frame = venues.assign(**{LSOA_CODE: inside})
    return frame.sort_values("code").reset_index(drop=True)
