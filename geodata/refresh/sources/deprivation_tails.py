"""How many small areas of each authority are in the tails of the Indices: counted from File 7.

The Indices of 2025 are counted for the authorities of the look-up of December 2022, those of 2019
for the authorities that their own file names. Both need files of the whole country.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh import arcgis
from geodata.refresh.published import as_text, cells, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources import iod_2019, iod_2025
from geodata.refresh.sources.deprivation import IMD, RANK, ranked
from geodata.refresh.sources.ons_geography import SERVER
from geodata.refresh.totals import Total, check
from geodata.schemas import code, count, text

TABLE = "authority_deprivation_tails"
LOOK_UP = f"{SERVER}/LSOA11_LSOA21_LAD22_EW_LU_v5/FeatureServer/0"
ASKED = {"outFields": "LSOA21CD,LAD22CD,LAD22NM", "returnGeometry": "false", "f": "json"}
ENGLISH = "LAD22CD LIKE 'E%'"
PARTS = (1, 2, 3, 5, 10, 20, 30, 50)  # per cent of all areas, from either end
OF_2019 = {
    iod_2019.CODE: code("area", r"E01\d{6}"),
    "Local Authority District code (2019)": code("authority_code", r"E0[6-9]\d{6}"),
    "Local Authority District name (2019)": text("authority_name"),
    f"{IMD} {RANK}": count("rank", low=1, high=iod_2019.TOTAL),
}
OF_2025 = {
    iod_2025.CODE: code("area", r"E01\d{6}"),
    f"{IMD} {RANK}": count("rank", low=1, high=iod_2025.TOTAL),
}
IN_2022 = Total(iod_2025.TOTAL)


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    if not area.whole:
        return {}
    label = f"{TABLE}, look-up of LSOAs and authorities"
    found = arcgis.everything(fetch, LOOK_UP, ENGLISH, label=label, **ASKED)
    lookup = arcgis.rows(found, label=label, **ASKED)
    lookup.columns = ["area", "authority_code", "authority_name"]
    lookup = lookup.drop_duplicates("area")
    check(lookup, "area", IN_2022, label=label)
    newest = _ranks(fetch, iod_2025.ADDRESS, iod_2025.CODE, OF_2025, iod_2025.TOTAL)
    newest = newest.merge(lookup, on="area", how="left")
    for missing in newest["area"][newest["authority_code"].isna()]:
        refuse_table(label, 0, "LSOA21CD", f"no row for {missing}", "every area of the Indices")
    older = _ranks(fetch, iod_2019.ADDRESS, iod_2019.CODE, OF_2019, iod_2019.TOTAL)
    tails = [
        _tails(older, "2019", "2019", iod_2019.TOTAL),
        _tails(newest, "2025", "2022", iod_2025.TOTAL),
    ]
    return {TABLE: as_text(pd.concat(tails))}


def _ranks(
    fetch: Fetch, address: str, area_code: str, columns: Mapping[str, object], total: int
) -> pd.DataFrame:
    path = fetch.cache.content(fetch(address, kind="csv"))
    label = f"{TABLE}, {address.rsplit('/', 1)[1]}"
    found = cells(path, tuple(columns), label=label)
    check(found, area_code, ranked(total), label=label)
    return checked(found, columns, label=label, own={})  # type: ignore[arg-type]


def _tails(ranks: pd.DataFrame, edition: str, year: str, total: int) -> pd.DataFrame:
    """A row an authority: its areas, and those among the first and the last p per cent of all."""
    rank = 100 * ranks["rank"].astype(int)
    counted = ranks[["authority_code", "authority_name"]].assign(areas=1)
    for part in PARTS:
        counted[f"most_{part}"] = (rank <= part * total).astype(int)
        counted[f"least_{part}"] = (rank > (100 - part) * total).astype(int)
    made = counted.groupby(["authority_code", "authority_name"], as_index=False).sum()
    made.insert(0, "edition", edition)
    made.insert(1, "authorities_of", year)
    return made.sort_values("authority_code")


SOURCE = Source(
    key=TABLE,
    tables=(TABLE,),
    addresses=lambda _: {
        iod_2019.ADDRESS: "csv",
        iod_2025.ADDRESS: "csv",
        arcgis.first_page(LOOK_UP, ENGLISH, **ASKED): "json",
    },
    read=_read,
)
