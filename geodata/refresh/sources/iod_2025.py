"""English Indices of Deprivation 2025, File 7: ranks of LSOAs of 2021, and people of mid-2022."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geodata.refresh.published import as_text, checked, per_row
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.deprivation import AGES, DOMAINS, IMD, File7, ranks, score
from geodata.schemas import code, count, text

ADDRESS = (
    "https://assets.publishing.service.gov.uk/media/68ff5daabcb10f6bf9bef911/"
    "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv"
)
LEVEL = ("lsoa", 2021)
TOTAL = 33_755
CODE = "LSOA code (2021)"
WHO = {
    CODE: code("lsoa21_code", r"E01\d{6}"),
    "LSOA name (2021)": text("lsoa21_name"),
}
RANKS = {**score("imd", IMD), **ranks({"imd": IMD, **DOMAINS, **AGES}, TOTAL)}
PEOPLE = {
    "Total population: mid 2022": count("population"),
    "Dependent Children aged 0-15: mid 2022": count("age_0_15"),
    "Older population aged 60 and over: mid 2022": count("age_60_plus"),
    "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022": count(
        "working_age_iod_denominator"
    ),
}
COLUMNS = (*WHO, *RANKS, *PEOPLE)
FILE = File7("iod_2025", ADDRESS, LEVEL, CODE, TOTAL, "2024")


def _rest(row: pd.Series[str]) -> str:
    """Those of 16 to 59, which are not published: all without the young and the old."""
    rest = int(row["population"]) - int(row["age_0_15"]) - int(row["age_60_plus"])
    if rest < 0:
        raise ValueError(row["population"], "at least the people of 0 to 15 and of 60 and over")
    return str(rest)


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    rows, label = FILE.rows(fetch, area, COLUMNS), FILE.label
    index = checked(rows, {**WHO, **RANKS}, label=label, own={})
    people = checked(rows, {**WHO, **PEOPLE}, label=label, own={})
    rest = per_row(people, _rest, label=label, column=next(iter(PEOPLE)))
    people.insert(list(people.columns).index("age_60_plus"), "age_16_59", rest)
    return {"iod_2025": as_text(index), "population_2022": as_text(people)}


SOURCE = Source(
    key="iod_2025",
    tables=("iod_2025", "population_2022"),
    addresses=lambda _: {ADDRESS: "csv"},
    read=_read,
)
