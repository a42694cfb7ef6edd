"""Census 2021 as Nomis gives it: an archive for each topic, a CSV file for each level inside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import code, count, figure, text

PLACE = "https://www.nomisweb.co.uk/output/census/2021/census2021-{topic}.zip"
LEVEL = ("lsoa", 2021)
YEAR = "2021"
CODE = "geography code"
MEASURE = "; measures: Value"  # ends the headings of some topics, and not of others
WHO = {CODE: code("lsoa21_code", r"[EW]01\d{6}"), "geography": text("lsoa21_name")}
ETHNIC_GROUP = {
    "Ethnic group: Total: All usual residents": "total",
    "Ethnic group: Asian, Asian British or Asian Welsh": "asian",
    "Ethnic group: Black, Black British, Black Welsh, Caribbean or African": "black",
    "Ethnic group: Mixed or Multiple ethnic groups": "mixed",
    "Ethnic group: White": "white",
    "Ethnic group: Other ethnic group": "other",
}
RELIGION = {
    "Religion: Total: All usual residents": "total",
    "Religion: No religion": "no_religion",
    "Religion: Christian": "christian",
    "Religion: Buddhist": "buddhist",
    "Religion: Hindu": "hindu",
    "Religion: Jewish": "jewish",
    "Religion: Muslim": "muslim",
    "Religion: Sikh": "sikh",
    "Religion: Other religion": "other_religion",
    "Religion: Not answered": "not_answered",
}
HOUSEHOLD_SIZE = {
    "Household size: Total: All household spaces": "households",
    "Household size: 1 person in household": "people_1",
    **{f"Household size: {size} people in household": f"people_{size}" for size in range(2, 8)},
    "Household size: 8 or more people in household": "people_8_plus",
}


def _read(
    topic: str, table: str, names: Mapping[str, str], fetch: Fetch, area: Area
) -> Mapping[str, str]:
    held = fetch(PLACE.format(topic=topic), kind="zip")
    member = f"census2021-{topic}-lsoa.csv"
    label = f"{table}, {member}"
    archive, into = fetch.cache.content(held), fetch.cache.unpacked(held)
    path = unpack(archive, member, into, label=f"census2021-{topic}.zip")
    rows = rows_of(
        path,
        LEVEL,
        area,
        code=CODE,
        columns=("date", "geography", *names),
        label=label,
        ending=MEASURE,
    )
    _check_year(rows["date"], label)
    columns = {**WHO, **{name: figure(count(own)) for name, own in names.items()}}
    own = dict(area.authority.table(table).marks)
    return {table: as_text(checked(rows, columns, label=label, own=own))}


def _check_year(dates: pd.Series[str], label: str) -> None:
    for line, found in zip(dates.index, dates, strict=True):
        if found != YEAR:
            refuse_table(label, int(line) + 2, "date", repr(found), f"the census of {YEAR}")


def _source(topic: str, table: str, names: Mapping[str, str]) -> Source:
    return Source(
        key=table,
        tables=(table,),
        addresses=lambda _: {PLACE.format(topic=topic): "zip"},
        read=partial(_read, topic, table, names),
    )


SOURCES = (
    _source("ts021", "ethnic_group_2021", ETHNIC_GROUP),
    _source("ts030", "religion_2021", RELIGION),
    _source("ts017", "household_size_2021", HOUSEHOLD_SIZE),
)
