"""The look-up of areas: LSOAs of two years by ONS, names of MSOAs by the House of Commons Library.

Both fill columns of one table, of which its wards stay as they are. Where several authorities are
one, ONS names that of each area too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from geodata.build_authorities import is_several
from geodata.errors import refuse_table
from geodata.geography import (
    CODE_PATTERNS,
    LAD,
    LAD_CODE,
    LAD_NAME,
    LSOA,
    LSOA_BEFORE,
    MSOA,
    MSOA_CODE,
    column,
)
from geodata.refresh import arcgis
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.deprivation_tails import LOOK_UP
from geodata.refresh.sources.ons_geography import SERVER
from geodata.schemas import Column, code, text
from geodata.sources.cells import read_cells
from geodata.sources.lookup import LIBRARY_NAME

TABLE = "lookup"
BEST_FIT = f"{SERVER}/LSOA21_WD23_LAD23_EW_LU/FeatureServer/0"  # with the authority of the ward
NAMES = "https://houseofcommonslibrary.github.io/msoanames/MSOA-Names-1.16.csv"
FIELDS = {
    "LSOA21CD": code(column(LSOA, "code"), r"E01\d{6}"),
    "LSOA21NM": text(column(LSOA, "name")),
    "LSOA11CD": code(column(LSOA_BEFORE, "code"), r"E01\d{6}"),
    "LSOA11NM": text(column(LSOA_BEFORE, "name")),
    "CHGIND": Column("change", pattern="[USMX]"),
}
AUTHORITIES = {
    "LSOA21CD": code(column(LSOA, "code"), r"E01\d{6}", unique=True),
    "LAD23CD": code(LAD_CODE, CODE_PATTERNS[LAD[0]]),
    "LAD23NM": text(LAD_NAME),
}
COLUMNS = {"msoa11cd": code(MSOA_CODE, r"E02\d{6}"), "msoa11hclnm": text(LIBRARY_NAME)}


def asked(fields: Iterable[str]) -> dict[str, str]:
    """How ONS is asked for columns of a look-up."""
    return {"outFields": ",".join(fields), "returnGeometry": "false", "f": "json"}


def _lookup(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """LSOAs of both years. An area that several of the year before make stays as it is."""
    own = column(LSOA, "code")
    fresh = [_rows(fetch, area, service) for service in _services(area)]
    fresh[0] = fresh[0].drop_duplicates(own, keep=False)
    return _filled(area, own, *fresh)


def _services(area: Area) -> dict[str, dict[str, Column]]:
    """The columns of each look-up with what becomes of them; the second of several alone."""
    return {LOOK_UP: FIELDS} | ({BEST_FIT: AUTHORITIES} if is_several(area.authority) else {})


def _rows(fetch: Fetch, area: Area, service: str) -> pd.DataFrame:
    """What a look-up says of each small area. TableError where it leaves one out."""
    fields = _services(area)[service]
    label, question = f"{TABLE}, {service.split('/')[-3]}", asked(fields)
    found = arcgis.features(fetch, service, list(area.names[LSOA]), label=label, **question)
    rows = checked(arcgis.rows(found, label=label, **question), fields, label=label, own={})
    for missing in [one for one in area.names[LSOA] if one not in set(rows[column(LSOA, "code")])]:
        refuse_table(label, 0, "LSOA21CD", f"no row for {missing}", "every area of the look-up")
    return rows


def _addresses(area: Area) -> dict[str, str]:
    codes = list(area.names[LSOA])
    found = (
        arcgis.first_pages(service, codes, **asked(fields))
        for service, fields in _services(area).items()
    )
    return {address: kind for pages in found for address, kind in pages.items()}


def _names(fetch: Fetch, area: Area) -> Mapping[str, str]:
    path = fetch.cache.content(fetch(NAMES, kind="csv"))
    code_there, name_there = COLUMNS
    label = f"{TABLE}, {NAMES.rsplit('/', 1)[1]}"
    rows = rows_of(path, MSOA, area, code=code_there, columns=(name_there,), label=label)
    return _filled(area, MSOA_CODE, checked(rows, COLUMNS, label=label, own={}))


def _filled(area: Area, key: str, *fresh: pd.DataFrame) -> dict[str, str]:
    """The table with the fresh columns in the place of those that were there."""
    before = read_cells(area.file(TABLE))
    for by_code in (one.set_index(key) for one in fresh):
        for name in by_code.columns:
            there = before.get(name, "")
            before[name] = before[key].map(by_code[name]).fillna(there)
    return {TABLE: as_text(before)}


SOURCES = (
    Source(
        key="lsoa_lookup",
        tables=(TABLE,),
        addresses=_addresses,
        read=_lookup,
    ),
    Source(
        key="msoa_names",
        tables=(TABLE,),
        addresses=lambda _: {NAMES: "csv"},
        read=_names,
    ),
)
