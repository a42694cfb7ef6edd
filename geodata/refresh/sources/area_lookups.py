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
from geodata.schemas import Column, code, text
from geodata.sources.cells import read_cells
from geodata.sources.lookup import LIBRARY_NAME

TABLE = "lookup"
NAMES = "https://houseofcommonslibrary.github.io/msoanames/MSOA-Names-1.16.csv"
FIELDS = {
    "LSOA21CD": code(column(LSOA, "code"), r"E01\d{6}"),
    "LSOA21NM": text(column(LSOA, "name")),
    "LSOA11CD": code(column(LSOA_BEFORE, "code"), r"E01\d{6}"),
    "LSOA11NM": text(column(LSOA_BEFORE, "name")),
    "CHGIND": Column("change", pattern="[USMX]"),
}
OF_SEVERAL = {"LAD22CD": code(LAD_CODE, CODE_PATTERNS[LAD[0]]), "LAD22NM": text(LAD_NAME)}
COLUMNS = {"msoa11cd": code(MSOA_CODE, r"E02\d{6}"), "msoa11hclnm": text(LIBRARY_NAME)}


def _fields(area: Area) -> dict[str, Column]:
    """The publisher's columns with what becomes of each, for one authority or for several."""
    return FIELDS | OF_SEVERAL if is_several(area.authority) else FIELDS


def asked(fields: Iterable[str]) -> dict[str, str]:
    """How ONS is asked for columns of a look-up."""
    return {"outFields": ",".join(fields), "returnGeometry": "false", "f": "json"}


def _lookup(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """LSOAs of both years. An area that several of the year before make stays as it is."""
    label, question = f"{TABLE}, LSOA 2011 to LSOA 2021", asked(_fields(area))
    found = arcgis.features(fetch, LOOK_UP, list(area.names[LSOA]), label=label, **question)
    frame = arcgis.rows(found, label=label, **question)
    fresh = checked(frame, _fields(area), label=label, own={})
    own = column(LSOA, "code")
    for missing in [one for one in area.names[LSOA] if one not in set(fresh[own])]:
        refuse_table(label, 0, "LSOA21CD", f"no row for {missing}", "every area of the look-up")
    authorities = [column.name for column in OF_SEVERAL.values() if column.name in fresh]
    parts = fresh.drop(columns=authorities).drop_duplicates(own, keep=False)
    return _filled(area, own, parts, fresh[[own, *authorities]].drop_duplicates(own))


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
        addresses=lambda area: arcgis.first_pages(
            LOOK_UP, list(area.names[LSOA]), **asked(_fields(area))
        ),
        read=_lookup,
    ),
    Source(
        key="msoa_names",
        tables=(TABLE,),
        addresses=lambda _: {NAMES: "csv"},
        read=_names,
    ),
)
