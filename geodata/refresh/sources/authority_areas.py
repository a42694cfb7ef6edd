"""Which areas an authority has, by ONS: what has to be known before anything else is asked for.

Areas, and the ward in which each counts, are those of ONS's best-fit look-up: the ward of an area's
population-weighted centroid. A neighbourhood (MSOA) is named as its small areas are, less a letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import pandas as pd

from geodata.errors import ExplorerError, refuse_table
from geodata.geography import (
    BEFORE_CODE,
    BEFORE_NAME,
    LSOA,
    LSOA_CODE,
    LSOA_NAME,
    MSOA_CODE,
    MSOA_NAME,
    WARD,
    WARD_CODE,
    WARD_NAME,
)
from geodata.refresh import arcgis
from geodata.refresh.joined import PARTS, joints
from geodata.refresh.published import as_text, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources import area_lookups
from geodata.refresh.sources.deprivation_tails import LOOK_UP
from geodata.refresh.sources.ons_geography import LAYERS, SERVER
from geodata.schemas import Column, code, text

YEAR = "2023"  # of authorities and wards
BEST_FIT = f"{SERVER}/LSOA21_WD23_LAD23_EW_LU/FeatureServer/0"
NEIGHBOURHOODS = f"{SERVER}/MSOA11_MSOA21_LAD22_EW_LU_V2/FeatureServer/0"
AUTHORITY = "LAD23CD"
AREAS = {
    "LSOA21CD": code(LSOA_CODE, r"E01\d{6}", unique=True),
    "LSOA21NM": text(LSOA_NAME),
    "WD23CD": code(WARD_CODE, r"E05\d{6}"),
    AUTHORITY: code("lad23_code", r"E0[6-9]\d{6}"),
    "LAD23NM": text("lad23_name"),
}
WARDS = {"WD23CD": code(WARD_CODE, r"E05\d{6}", unique=True), "WD23NM": text(WARD_NAME)}
NAMED = {"MSOA11NM": text(MSOA_NAME), "MSOA11CD": code(MSOA_CODE, r"E02\d{6}")}
WARD_SERVICE = next(one.service for one in LAYERS if one.level == WARD)
BY_FIT = "ons_best_fit"


@dataclass(frozen=True, eq=False)
class Areas:
    """The name of an authority; code, name and ward of its LSOAs, and the names of its wards."""

    name: str
    lsoas: pd.DataFrame
    wards: Mapping[str, str]

    @property
    def names(self) -> dict[tuple[str, int], dict[str, str]]:
        """What an Area knows of them."""
        lsoas = dict(zip(self.lsoas[LSOA_CODE], self.lsoas[LSOA_NAME], strict=True))
        return {LSOA: lsoas, WARD: dict(self.wards)}


def areas_of(fetch: Fetch, own: str) -> Areas:
    """The areas of an authority by its code; ExplorerError where ONS has none."""
    mine = f"{AUTHORITY} = {arcgis.quoted(own)}"
    label = f"lookup, LSOAs and wards of {YEAR}"
    rows = _rows(fetch, BEST_FIT, mine, AREAS)
    if rows.empty:
        found = f"no small area of it in ONS's look-up of {YEAR}"
        expected = "an English local authority of that year, by the code that it had then"
        raise ExplorerError(f"{own}: found {found}, expected {expected}.")
    lsoas = checked(rows, AREAS, label=label, own={}).sort_values(LSOA_CODE, ignore_index=True)
    listed = checked(_rows(fetch, WARD_SERVICE, mine, WARDS), WARDS, label=label, own={})
    wards = dict(sorted(zip(listed[WARD_CODE], listed[WARD_NAME], strict=True)))
    for unknown in lsoas[WARD_CODE][~lsoas[WARD_CODE].isin(list(wards))]:
        refuse_table(label, 0, "WD23CD", unknown, f"one of the {len(wards)} wards of {own}")
    return Areas(name=lsoas["lad23_name"].iloc[0], lsoas=lsoas, wards=wards)


def _lookup(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """The look-up; MSOAs have the names of ONS in it. Where several made one, the parts too."""
    areas = areas_of(fetch, area.authority.code)
    before = _before(fetch, list(areas.lsoas[LSOA_CODE]))
    made = areas.lsoas.drop(columns=LSOA_NAME).merge(before, on=LSOA_CODE, how="left")
    label = f"lookup, {LOOK_UP.split('/')[-3]}"
    for missing in made[LSOA_CODE][made[BEFORE_CODE].isna()]:
        refuse_table(label, 0, "LSOA21CD", f"no row for {missing}", "every area of the authority")
    stems = made[BEFORE_NAME].map(_neighbourhood)
    codes = _neighbourhoods(fetch, sorted({one.rpartition(" ")[0] for one in stems}))
    for missing in stems[~stems.isin(list(codes))]:
        refuse_table("lookup, MSOAs", 0, "MSOA11NM", f"no row for {missing}", "every neighbourhood")
    made[MSOA_CODE], made[MSOA_NAME] = stems.map(codes), stems
    made[WARD_NAME], made["ward_method"] = made[WARD_CODE].map(areas.wards), BY_FIT
    first = [LSOA_CODE, LSOA_NAME, BEFORE_CODE, BEFORE_NAME, "change", MSOA_CODE, MSOA_NAME]
    last = [WARD_CODE, WARD_NAME, "ward_method", "lad23_code", "lad23_name"]
    joined = [PARTS] if joints(made) else []
    return {area_lookups.TABLE: as_text(made[first + last + joined])}


def _before(fetch: Fetch, codes: Sequence[str]) -> pd.DataFrame:
    """The LSOA of before of each: of several, one that is named after the same neighbourhood."""
    label, fields = "lookup, LSOA 2011 to LSOA 2021", area_lookups.FIELDS
    question = area_lookups.asked(fields)
    found = arcgis.features(fetch, LOOK_UP, codes, label=label, **question)
    rows = arcgis.rows(found, label=label, **question)
    rows = checked(rows, fields, label=label, own={})
    other = rows[LSOA_NAME].map(_neighbourhood) != rows[BEFORE_NAME].map(_neighbourhood)
    rows = rows.assign(other=other).sort_values([LSOA_CODE, "other", BEFORE_CODE])
    parts = rows.groupby(LSOA_CODE)[BEFORE_CODE].agg(" ".join)
    first = rows.drop_duplicates(LSOA_CODE).drop(columns="other")
    first[PARTS] = first[LSOA_CODE].map(parts)
    return first


def _neighbourhoods(fetch: Fetch, districts: Sequence[str]) -> dict[str, str]:
    """Codes of MSOAs by name, of the districts that they are called after."""
    asked = " OR ".join(f"MSOA11NM LIKE {arcgis.quoted(f'{one} %')}" for one in districts)
    found = checked(
        _rows(fetch, NEIGHBOURHOODS, asked, NAMED), NAMED, label="lookup, MSOAs", own={}
    )
    return dict(zip(found[MSOA_NAME], found[MSOA_CODE], strict=True))


def _rows(fetch: Fetch, service: str, where: str, columns: Mapping[str, Column]) -> pd.DataFrame:
    label = f"lookup, {service.split('/')[-3]}"
    question = area_lookups.asked(columns)
    found = arcgis.everything(fetch, service, where, label=label, **question)
    return arcgis.rows(found, label=label, **question)


def _neighbourhood(area: str) -> str:
    """The name of the MSOA of a small area: "Anytown 001" of "Anytown 001A"."""
    return area.rstrip(ascii_uppercase)


def _addresses(area: Area) -> dict[str, str]:
    mine = f"{AUTHORITY} = {arcgis.quoted(area.authority.code)}"
    services = {BEST_FIT: AREAS, WARD_SERVICE: WARDS}
    return {
        arcgis.first_page(service, mine, **area_lookups.asked(columns)): "json"
        for service, columns in services.items()
    }


SOURCE = Source("authority_areas", (area_lookups.TABLE,), _addresses, _lookup)
