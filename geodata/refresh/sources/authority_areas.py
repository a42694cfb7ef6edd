"""Which areas an authority has, by ONS: what has to be known before anything else is asked for.

Areas, and the ward in which each counts, are those of ONS's best-fit look-up: the ward of an area's
population-weighted centroid. A neighbourhood (MSOA) is named as its small areas are, less a letter.
Of several as one, a county or a combined authority, ONS says first which authorities these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from string import ascii_uppercase
from typing import NoReturn

import pandas as pd

from geodata.errors import ExplorerError, refuse_table
from geodata.geography import (
    BEFORE_CODE,
    BEFORE_NAME,
    CODE_PATTERNS,
    LAD,
    LAD_CODE,
    LAD_NAME,
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
from geodata.refresh.authority_kinds import Kind, kind_of
from geodata.refresh.joined import PARTS, joints
from geodata.refresh.published import as_text, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources import area_lookups
from geodata.refresh.sources.area_lookups import BEST_FIT
from geodata.refresh.sources.deprivation_tails import LOOK_UP
from geodata.refresh.sources.ons_geography import LAYERS, SERVER
from geodata.schemas import Column, code, text

YEAR = "2023"  # of authorities and wards
NEIGHBOURHOODS = f"{SERVER}/MSOA11_MSOA21_LAD22_EW_LU_V2/FeatureServer/0"
AUTHORITY = "LAD23CD"
ENGLISH = f"{AUTHORITY} LIKE 'E%'"
AREAS = {
    "LSOA21CD": code(LSOA_CODE, r"E01\d{6}", unique=True),
    "LSOA21NM": text(LSOA_NAME),
    "WD23CD": code(WARD_CODE, r"E05\d{6}"),
    AUTHORITY: code(LAD_CODE, CODE_PATTERNS[LAD[0]]),
    "LAD23NM": text(LAD_NAME),
}
WARDS = {"WD23CD": code(WARD_CODE, r"E05\d{6}", unique=True), "WD23NM": text(WARD_NAME)}
NAMED = {"MSOA11NM": text(MSOA_NAME), "MSOA11CD": code(MSOA_CODE, r"E02\d{6}")}
WARD_SERVICE = next(one.service for one in LAYERS if one.level == WARD)
BY_FIT = "ons_best_fit"
AT_ONCE = 20  # names in one address


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
    name, wheres = _mine(fetch, own)
    label = f"lookup, LSOAs and wards of {YEAR}"
    rows = _rows(fetch, BEST_FIT, wheres, AREAS)
    if rows.empty:
        _nobody(own, "no small area of it")
    lsoas = checked(rows, AREAS, label=label, own={}).sort_values(LSOA_CODE, ignore_index=True)
    listed = checked(_rows(fetch, WARD_SERVICE, wheres, WARDS), WARDS, label=label, own={})
    wards = dict(sorted(zip(listed[WARD_CODE], listed[WARD_NAME], strict=True)))
    for unknown in lsoas[WARD_CODE][~lsoas[WARD_CODE].isin(list(wards))]:
        refuse_table(label, 0, "WD23CD", unknown, f"one of the {len(wards)} wards of {own}")
    return Areas(name=name or lsoas[LAD_NAME].iloc[0], lsoas=lsoas, wards=wards)


def _mine(fetch: Fetch, own: str) -> tuple[str, Sequence[str]]:
    """The name of several as one, "" for one authority, and the conditions for what is theirs."""
    kind = kind_of(own)
    if not kind.look_up:
        return kind.named, [_alone(kind, own)]
    listed = {AUTHORITY: AREAS[AUTHORITY], f"{kind.columns}NM": text("name")}
    found = _rows(fetch, listing(kind), [_listed(kind, own)], listed)
    if found.empty:
        _nobody(own, "no authority in it")
    rows = checked(found, listed, label=f"lookup, {kind.look_up}", own={})
    return rows["name"].iloc[0], list(arcgis.among(AUTHORITY, rows[LAD_CODE].unique().tolist()))


def _alone(kind: Kind, own: str) -> str:
    """The condition for what is an authority's by its own code, or England's."""
    return ENGLISH if kind.named else f"{AUTHORITY} = {arcgis.quoted(own)}"


def listing(kind: Kind) -> str:
    """The look-up that says which authorities several as one are."""
    return f"{SERVER}/{kind.look_up}/FeatureServer/0"


def _listed(kind: Kind, own: str) -> str:
    return f"{kind.columns}CD = {arcgis.quoted(own)}"


def _nobody(own: str, found: str) -> NoReturn:
    expected = "an English authority of that year, by the code that it had then"
    raise ExplorerError(f"{own}: found {found} in ONS's look-up of {YEAR}, expected {expected}.")


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
    last = [WARD_CODE, WARD_NAME, "ward_method", LAD_CODE, LAD_NAME]
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
    called = [f"MSOA11NM LIKE {arcgis.quoted(f'{one} %')}" for one in districts]
    asked = (" OR ".join(called[at : at + AT_ONCE]) for at in range(0, len(called), AT_ONCE))
    found = _rows(fetch, NEIGHBOURHOODS, asked, NAMED)
    found = checked(found, NAMED, label="lookup, MSOAs", own={})
    return dict(zip(found[MSOA_NAME], found[MSOA_CODE], strict=True))


def _rows(
    fetch: Fetch, service: str, wheres: Iterable[str], columns: Mapping[str, Column]
) -> pd.DataFrame:
    label = f"lookup, {service.split('/')[-3]}"
    question = area_lookups.asked(columns)
    found = (arcgis.everything(fetch, service, one, label=label, **question) for one in wheres)
    return arcgis.rows(chain.from_iterable(found), label=label, **question)


def _neighbourhood(area: str) -> str:
    """The name of the MSOA of a small area: "Anytown 001" of "Anytown 001A"."""
    return area.rstrip(ascii_uppercase)


def _addresses(area: Area) -> dict[str, str]:
    """Of several as one, the address that says which; those of their areas follow from it."""
    own = area.authority.code
    kind = kind_of(own)
    if kind.look_up:
        question = area_lookups.asked((AUTHORITY, f"{kind.columns}NM"))
        return {arcgis.first_page(listing(kind), _listed(kind, own), **question): "json"}
    services = {BEST_FIT: AREAS, WARD_SERVICE: WARDS}
    return {
        arcgis.first_page(service, _alone(kind, own), **area_lookups.asked(columns)): "json"
        for service, columns in services.items()
    }


SOURCE = Source("authority_areas", (area_lookups.TABLE,), _addresses, _lookup)
