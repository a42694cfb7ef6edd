"""The figures of a profile worked out from the published tables with pandas, for any areas."""

from __future__ import annotations

import math
from functools import lru_cache

import pandas as pd

from geodata.selection import Filter
from geodata.store import Store

from .conftest import FIGURES

AUTHORITY = "E08000007"
SHARES = {
    "age_0_15_share_2022": ("population_mid2022_lsoa21.csv", "age_0_15", "population"),
    "age_60_plus_share_2022": ("population_mid2022_lsoa21.csv", "age_60_plus", "population"),
    "ethnic_asian_share_2021": ("ethnic_group_2021_lsoa21.csv", "asian", "total"),
    "religion_muslim_share_2021": ("religion_2021_lsoa21.csv", "muslim", "total"),
    "main_language_not_english_share_2021": (
        "english_proficiency_2021_lsoa21.csv",
        "main_language_not_english",
        "total_aged_3_plus",
    ),
    "one_person_households_share_2021": (
        "household_size_2021_lsoa21.csv",
        "people_1",
        "households",
    ),
}
RANKS = {"imd_2025": "imd_rank", "income_2025": "income_rank", "health_2025": "health_rank"}
UPTAKE = {"uptake_first_16_plus": "16_plus", "uptake_first_50_plus": "50_plus"}
HEALTH = {
    "life_expectancy_female_2015_19": "life_expectancy_birth_female",
    "life_expectancy_male_2015_19": "life_expectancy_birth_male",
}
UNTESTED = {*RANKS, *HEALTH}
OLDER = ["50_54", "55_59", "60_64", "65_69", "70_74", "75_79", "80_plus"]


@lru_cache
def read(name: str, code: str = "lsoa21_code") -> pd.DataFrame:
    """A table of the publisher's, by code."""
    return pd.read_csv(FIGURES / name).set_index(code).sort_index()


def filters(store: Store) -> dict[str, Filter]:
    """A ward, an MSOA, an LSOA, the whole authority and an arbitrary selection."""
    areas = store.areas
    msoa = areas.msoa_code[30]
    inside = tuple(code for code, of in zip(areas.code, areas.msoa_code, strict=True) if of == msoa)
    ward = next(code for code, name in store.wards if name == "Reddish South")
    return {
        "ward": Filter(wards=(ward,)),
        "msoa": Filter(picked=inside),
        "lsoa": Filter(picked=(areas.code[17],)),
        "whole": Filter(),
        "selection": Filter(picked=areas.code[5:150]),
    }


def wilson(count: float, n: float) -> tuple[float, float]:
    """Wilson's interval in per cent."""
    z, p = 1.959963984540054, count / n
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((p + z * z / (2 * n) + sign * spread) / (1 + z * z / n) for sign in (-1, 1))
    return 100 * low, 100 * high


@lru_cache
def doses() -> pd.DataFrame:
    """People with a first dose and the register of each MSOA, by age."""
    given = pd.read_csv(FIGURES / "covid_vaccination_msoa11_age_20210711.csv")
    register = read("population_nims_2021_msoa11.csv", "msoa11_code")
    older = given[given.age_band.isin(OLDER)]
    return pd.DataFrame(
        {
            "first_16_plus": given.groupby("msoa11_code").first_dose.sum(),
            "register_16_plus": register["16_plus"],
            "first_50_plus": older.groupby("msoa11_code").first_dose.sum(),
            "register_50_plus": register[OLDER].sum(axis=1),
        }
    )


def covered(codes: set[str]) -> list[str]:
    """The MSOAs with more than half of their people in LSOAs, or the ones that these lie in."""
    people = read("population_mid2022_lsoa21.csv").population
    of = read("lsoa21_lookup.csv").msoa11_code
    every = people.groupby(of).sum()
    here = people[people.index.isin(codes)].groupby(of).sum().reindex(every.index).fillna(0)
    return list(every.index[2 * here > every]) or list(every.index[here > 0])


def health(key: str, codes: set[str]) -> float:
    """The whole authority's figure as published; of MSOAs the mean weighted by people."""
    people = read("population_mid2022_lsoa21.csv").population
    if codes == set(people.index):
        whole = read("local_health_borough.csv", "indicator")
        return float(whole[whole.area_code == AUTHORITY].value[HEALTH[key]])
    table = read("local_health_msoa11.csv", "msoa11_code")
    inside = covered(codes)
    values = table[table.indicator == HEALTH[key]].value[inside]
    weights = people.groupby(read("lsoa21_lookup.csv").msoa11_code).sum()[inside]
    return float((values * weights).sum() / weights.sum())


def figure(key: str, codes: set[str]) -> tuple[float, float, float]:
    """Value, numerator and denominator of a figure of a profile in LSOAs; nan where none."""
    if key in RANKS:
        rank, people = (
            read("imd_2025_lsoa21.csv")[RANKS[key]],
            read(SHARES["age_0_15_share_2022"][0]),
        )
        inside = rank.index.isin(codes)
        weights = people.population[inside]
        return (rank[inside] * weights).sum() / weights.sum(), math.nan, math.nan
    if key in HEALTH:
        return health(key, codes), math.nan, math.nan
    if key in UPTAKE:
        table = doses().loc[covered(codes)]
        above, below = (table[f"{part}_{UPTAKE[key]}"].sum() for part in ("first", "register"))
    else:
        name, column, total = SHARES[key]
        table = read(name)
        inside = table.index.isin(codes)
        above, below = table[column][inside].sum(), table[total][inside].sum()
    return 100 * above / below, above, below
