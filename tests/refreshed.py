"""Stockport with the tables that its bundle does not hold, made of the publishers' own figures.

The figures lie beside the checkout (`tests/geodata/conftest.py`) and are no part of it: each is
written into a copy of the authority's folder, with the columns that the catalogue asks for.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from geodata.build import build
from geodata.catalogue import FIGURES_DIR
from geodata.store import Store

CODE = "E08000007"


def refreshed_figures(fixtures: Path, folder: Path) -> Path:
    """A folder of figures under `folder` with seven tables more than the one of the project."""
    here = Path(shutil.copytree(FIGURES_DIR / CODE, folder / CODE))
    more = fixtures / "more"
    ethnic = {
        "census_2021_ethnic_group_19_lsoa21": "ethnic_group_19_2021_lsoa21",
        "census_2011_ethnic_group_lsoa11": "census_2011_ethnic_group_lsoa11",
    }
    for name, table in ethnic.items():
        shutil.copyfile(more / f"{name}.csv", here / f"{table}.csv")
    for name, frame in {
        "population_mid2020_ages_lsoa11": ages(fixtures),
        "fuel_poverty_2022_lsoa21": fuel_poverty(more),
        "universal_credit_households_msoa11": universal_credit(more),
        "child_obesity_msoa11": obesity(more),
        "gp_patient_survey_2025": survey(more),
    }.items():
        frame.to_csv(here / f"{name}.csv", index=False)
    return folder


def build_refreshed(fixtures: Path, folder: Path) -> Store:
    """Build the bundle of these figures under `folder` and open it."""
    figures = refreshed_figures(fixtures, folder / "figures")
    build(CODE, out=folder / "bundle", figures=figures)
    return Store.open(folder / "bundle" / CODE)


def ages(fixtures: Path) -> pd.DataFrame:
    """People by single year of age, mid-2020."""
    path = fixtures / "population" / "population_mid2020_lsoa11_stockport.csv"
    frame = pd.read_csv(path).drop(columns="LSOA Name")
    frame = frame.rename(columns=lambda name: f"age_{name.replace('+', '_plus')}")
    return frame.rename(columns={"age_LSOA Code": "lsoa11_code", "age_All Ages": "total"})


def fuel_poverty(more: Path) -> pd.DataFrame:
    """Households in fuel poverty in 2022."""
    frame = pd.read_csv(more / "fuel_poverty_lsoa_2012_2022.csv").query("year == 2022")
    frame = frame.rename(columns={"lsoa_code": "lsoa21_code"})
    return frame[["lsoa21_code", "households", "fuel_poor_households"]]


def universal_credit(more: Path) -> pd.DataFrame:
    """Households on Universal Credit in each month."""
    frame = pd.read_csv(more / "universal_credit_households_msoa11_2015_2023.csv")
    frame = frame.rename(columns={"households_on_universal_credit": "households"})
    return frame[["msoa11_code", "month", "households"]]


def obesity(more: Path) -> pd.DataFrame:
    """Children measured, by school year and weight; what is suppressed is marked so."""
    frame = pd.read_csv(more / "ncmp_obesity_msoa11_2015_16_2017_18.csv", dtype=str)
    year = frame["school_year"].str.lower().str.replace(" ", "_")
    frame["measure"] = year + "_" + frame["measure"]
    frame["percent"] = frame["percent"].fillna(frame["suppressed"])
    return frame[["msoa11_code", "measure", "percent"]]


def survey(more: Path) -> pd.DataFrame:
    """What patients said in 2025, of numbers of answers that are made up; of one too few."""
    frame = pd.read_csv(more / "gp_patient_survey_2023_2025.csv").query("year == 2025")
    frame = frame.rename(columns={"overall_experience_good_pct": "overall_good_pct"})
    frame["answers"] = range(90, 90 + len(frame))
    frame["overall_good_pct"] = frame["overall_good_pct"].astype(str)
    frame.loc[frame.index[0], ["overall_good_pct", "answers"]] = ["-97", 9]
    return frame[["practice_code", "overall_good_pct", "answers"]]
