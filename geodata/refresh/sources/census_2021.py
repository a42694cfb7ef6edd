"""Census 2021 as Nomis gives it: an archive for each topic, a CSV file for each level inside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.schemas import code, count, figure, text

PLACE = "https://www.nomisweb.co.uk/output/census/2021/census2021-{topic}.zip"
LEVEL = ("lsoa", 2021)
YEAR = "2021"
CODE = "geography code"
MEASURE = "; measures: Value"  # ends the headings of some topics, and not of others
WHO = {CODE: code("lsoa21_code", r"[EW]01\d{6}"), "geography": text("lsoa21_name")}
AREAS = 35_672
TOTALS = {  # of England and Wales, as the files for LSOAs add up
    "ts017": Total(AREAS),
    "ts021": Total(AREAS, {"Ethnic group: Total: All usual residents": 59_597_576}),
    "ts029": Total(AREAS),
    "ts030": Total(AREAS, {"Religion: Total: All usual residents": 59_597_267}),
}
ETHNIC_GROUP = {
    "Ethnic group: Total: All usual residents": "total",
    "Ethnic group: Asian, Asian British or Asian Welsh": "asian",
    "Ethnic group: Black, Black British, Black Welsh, Caribbean or African": "black",
    "Ethnic group: Mixed or Multiple ethnic groups": "mixed",
    "Ethnic group: White": "white",
    "Ethnic group: Other ethnic group": "other",
}
GROUPS = {
    "Asian, Asian British or Asian Welsh": (
        "asian",
        {
            "Bangladeshi": "bangladeshi",
            "Chinese": "chinese",
            "Indian": "indian",
            "Pakistani": "pakistani",
            "Other Asian": "other",
        },
    ),
    "Black, Black British, Black Welsh, Caribbean or African": (
        "black",
        {"African": "african", "Caribbean": "caribbean", "Other Black": "other"},
    ),
    "Mixed or Multiple ethnic groups": (
        "mixed",
        {
            "White and Asian": "white_asian",
            "White and Black African": "white_black_african",
            "White and Black Caribbean": "white_black_caribbean",
            "Other Mixed or Multiple ethnic groups": "other",
        },
    ),
    "White": (
        "white",
        {
            "English, Welsh, Scottish, Northern Irish or British": "british",
            "Irish": "irish",
            "Gypsy or Irish Traveller": "gypsy_irish_traveller",
            "Roma": "roma",
            "Other White": "other",
        },
    ),
    "Other ethnic group": ("other", {"Arab": "arab", "Any other ethnic group": "any_other"}),
}
ETHNIC_GROUP_19 = {
    "Ethnic group: Total: All usual residents": "total",
    **{
        f"Ethnic group: {title}{ending}": own
        for title, (group, parts) in GROUPS.items()
        for ending, own in {
            "": group,
            **{f": {part}": f"{group}_{key}" for part, key in parts.items()},
        }.items()
    },
}
RESIDENTS = {"Ethnic group: Total: All usual residents": "population"}
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
NOT_ENGLISH = "Main language is not English (English or Welsh in Wales)"
PROFICIENCY = {
    f"Proficiency in English language: {title}": own
    for title, own in {
        "Total: All usual residents aged 3 years and over": "total_aged_3_plus",
        "Main language is English (English or Welsh in Wales)": "main_language_english",
        NOT_ENGLISH: "main_language_not_english",
        f"{NOT_ENGLISH}: Can speak English very well": "speaks_english_very_well",
        f"{NOT_ENGLISH}: Can speak English well": "speaks_english_well",
        f"{NOT_ENGLISH}: Cannot speak English well": "cannot_speak_english_well",
        f"{NOT_ENGLISH}: Cannot speak English": "cannot_speak_english",
    }.items()
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
    archive = fetch(PLACE.format(topic=topic), kind="zip")
    member = f"census2021-{topic}-lsoa.csv"
    label = f"{table}, {member}"
    into = fetch.cache.unpacked(archive)
    path = unpack(fetch.cache.content(archive), member, into, label=f"census2021-{topic}.zip")
    rows = rows_of(
        path,
        LEVEL,
        area,
        code=CODE,
        columns=("date", "geography", *names),
        label=label,
        ending=MEASURE,
        total=TOTALS[topic],
    )
    check_year(rows["date"], label)
    held = area.authority.table(table)
    who = WHO if held.named else {CODE: WHO[CODE]}
    columns = {**who, **{name: figure(count(own)) for name, own in names.items()}}
    return {table: as_text(checked(rows, columns, label=label, own=dict(held.marks)))}


def check_year(dates: pd.Series[str], label: str) -> None:
    """Refuse dates that are not the year of the census."""
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
    _source("ts021", "ethnic_group_19_2021", ETHNIC_GROUP_19),
    _source("ts021", "residents_2021", RESIDENTS),
    _source("ts029", "english_proficiency_2021", PROFICIENCY),
    _source("ts030", "religion_2021", RELIGION),
    _source("ts017", "household_size_2021", HOUSEHOLD_SIZE),
)
