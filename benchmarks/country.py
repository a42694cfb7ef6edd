"""The figures of a country of INVENTED areas, for a build of the explorer's own.

The areas are those of `grid.py`. Eight in a row are a ward, four an MSOA, all are one authority. In
2011 some pairs of neighbours were one, so that there are as many areas as England had. Ranks are
waves over the grid with chance added: like lies beside like, as in a real place.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from benchmarks import grid
from geodata.build import build
from geodata.store import Store

CODE, NAME, KIND = "E92999999", "Inventia", "country"
OLDER = 32_844  # small areas of 2011
RANKED = (grid.ENGLAND, OLDER)
IN_WARD, IN_MSOA = 8, 4
PEOPLE = 1_700  # in an area, about
INDEX = ("imd", "income", "employment", "education", "health", "crime", "barriers", "environment")
AGED = ("idaci", "idaopi")
GROUPS = {"asian": 0.09, "black": 0.04, "mixed": 0.03, "other": 0.02, "white": 0.82}
BELIEFS = {
    "buddhist": 0.01,
    "christian": 0.46,
    "hindu": 0.02,
    "jewish": 0.01,
    "muslim": 0.06,
    "no_religion": 0.36,
    "not_answered": 0.06,
    "other_religion": 0.01,
    "sikh": 0.01,
}
AGES = [f"age_{age}" for age in range(90)] + ["age_90_plus"]


def open_country(bundles: Path, *, report: Callable[[str], None] = lambda _: None) -> Store:
    """Open its bundle in a folder of bundles; one that is not there is built first."""
    if not (bundles / CODE).exists():
        report("country, building a bundle: some minutes")
        with TemporaryDirectory() as figures:
            write_figures(Path(figures) / CODE)
            build(CODE, out=bundles, figures=Path(figures))
    return Store.open(bundles / CODE)


def write_figures(here: Path) -> None:
    """Write a folder of figures in the formats of the catalogue: the same bytes each time."""
    here.mkdir(parents=True)
    words = [f'code = "{CODE}"', f'name = "{NAME}"', f'kind = "{KIND}"']
    (here / "authority.toml").write_text("\n".join(words))
    areas = look_up()
    _shapes(here / "lsoa21_boundaries.geojson", areas, "lsoa21", [[at] for at in areas.index])
    by_ward = areas.groupby("ward23_code").indices
    wards = areas.drop_duplicates("ward23_code")
    _shapes(here / "ward23_boundaries.geojson", wards, "ward23", list(by_ward.values()))
    areas.to_csv(here / "lsoa21_lookup.csv", index=False)
    for name, frame in _figures(areas).items():
        frame.to_csv(here / f"{name}.csv", index=False)


def look_up() -> pd.DataFrame:
    """Each area with the area of 2011, the MSOA and the ward that it lies in."""
    number = np.arange(grid.ENGLAND)
    pairs = 2 * np.linspace(0, grid.ENGLAND // 2 - 1, grid.ENGLAND - OLDER).astype(int)
    first = number.copy()
    first[pairs + 1] = pairs
    split = np.isin(first, pairs)
    msoa, ward = number // IN_MSOA, number // IN_WARD
    name = [f"{NAME} {at // IN_MSOA:04d}{'ABCD'[at % IN_MSOA]}" for at in number]
    return pd.DataFrame(
        {
            "lsoa21_code": _codes("E01", number),
            "lsoa21_name": name,
            "lsoa11_code": _codes("E01", first),
            "lsoa11_name": [name[at] for at in first],
            "change": np.where(split, "S", "U"),
            "msoa11_code": _codes("E02", msoa),
            "msoa11_name": [f"{NAME} {at:04d}" for at in msoa],
            "ward23_code": _codes("E05", ward),
            "ward23_name": [f"Ward {at:04d}" for at in ward],
        }
    )


def _codes(start: str, numbers: Any) -> list[str]:
    """Codes that no real area has: those of England do not go as far."""
    return [f"{start}9{at:05d}" for at in numbers]


def _shapes(path: Path, frame: pd.DataFrame, level: str, parts: list[Any]) -> None:
    """Boundaries of the areas of a level, each of small areas that lie beside each other."""
    found = shapely.from_geojson(json.dumps(grid.shapes(grid.ENGLAND)))
    areas = np.array(shapely.get_parts(found))
    whole = [areas[one[0]] if len(one) == 1 else shapely.union_all(areas[one]) for one in parts]
    names = frame[[f"{level}_code", f"{level}_name"]].reset_index(drop=True)
    gpd.GeoDataFrame(names, geometry=whole, crs=4326).to_file(path, driver="GeoJSON")


def _figures(areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of figures by the names of their files."""
    dice = np.random.default_rng(grid.SEED)
    now = areas[["lsoa21_code", "lsoa21_name"]]
    old = areas.drop_duplicates("lsoa11_code")[["lsoa11_code", "lsoa11_name"]]
    people = dice.integers(PEOPLE // 2, PEOPLE * 3 // 2, len(areas))
    ages = pd.DataFrame(dice.integers(5, 40, (len(old), len(AGES))), old.index, AGES)
    ages.insert(0, "total", ages.sum(axis=1))
    older = _ranks(old, INDEX, dice, of=RANKED[1])
    index = ["imd_rank", "imd_decile"]
    return {
        "residents_2021_lsoa21": now[["lsoa21_code"]].assign(population=people),
        "ethnic_group_2021_lsoa21": _shares(now, GROUPS, people, dice),
        "religion_2021_lsoa21": _shares(now, BELIEFS, people, dice),
        "imd_2025_lsoa21": _ranks(now, (*INDEX, *AGED), dice, of=RANKED[0]),
        "imd_2019_lsoa11": older[["lsoa11_code", "lsoa11_name", *index]],
        "iod_2019_domains_lsoa11": older.drop(columns=["lsoa11_name", *index]),
        "population_mid2020_ages_lsoa11": pd.concat([old[["lsoa11_code"]], ages], axis=1),
    }


def _wave(at: pd.Index, dice: np.random.Generator) -> Any:
    """A number for each area, like those of its neighbours, with chance added."""
    row, across = np.divmod(at.to_numpy(), grid.ACROSS)
    turns = dice.uniform(2, 9, 4)
    wide = np.sin(row / turns[0]) + np.sin(across / turns[1])
    return wide + np.sin((row + across) / turns[2]) + dice.normal(0, 0.7, len(at))


def _ranks(
    areas: pd.DataFrame, kinds: tuple[str, ...], dice: np.random.Generator, *, of: int
) -> pd.DataFrame:
    """Rank, 1 the most deprived, and of as many ranks the decile, of each kind."""
    made = {}
    for kind in kinds:
        rank = _wave(areas.index, dice).argsort().argsort() + 1
        made[f"{kind}_rank"], made[f"{kind}_decile"] = rank, -(-10 * rank // of)
    return areas.assign(**made)


def _shares(
    areas: pd.DataFrame, kinds: dict[str, float], people: Any, dice: np.random.Generator
) -> pd.DataFrame:
    """People of each kind; they add up to those who live there."""
    weights = [share * np.exp(_wave(areas.index, dice) / 2) for share in kinds.values()]
    counts = np.floor(people * np.array(weights) / sum(weights)).astype(int)
    counts[-1] += people - counts.sum(axis=0)
    return areas.assign(**dict(zip(kinds, counts, strict=True)), total=people)
