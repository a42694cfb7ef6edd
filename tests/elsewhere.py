"""Other places than the project's own, from the publishers' files that lie beside the checkout.

`figures_of` writes a folder of figures in the formats of the catalogue. What the files do not hold
is worked out here, and said:

- the ward of an area is the one that most of its ground lies in: no best-fit look-up is among them;
- an MSOA of 2011 whose code is in use still is the MSOA of that code. For those that were split,
  the name is what LSOAs of 2011 are called after; the code follows the number in the name, as all
  codes here do that are in use, and is INVENTED for one that was new in 2011;
- an LSOA that was made of two of 2011 stands under the code of the first, and has no rank of 2019;
- the authorities are those of the look-up of 2022, whose codes and areas were the same in 2023;
- ranks of children's and older people's income are not in the files: marked as not available;
- residents are those of the census's table of ethnic groups.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.build import build
from geodata.catalogue import FIGURES_DIR
from geodata.store import Store

BESIDE = Path("shared/data/fixtures")
FIXTURES = next((one / BESIDE for one in Path(__file__).parents if (one / BESIDE).exists()), BESIDE)
GRID = 27700
NO_RANK, NOT_HERE = "z", "[x]"
INVENTED = "E02999"


@dataclass(frozen=True)
class Place:
    """An authority, or several as one: the codes of the districts in it."""

    code: str
    name: str
    kind: str
    districts: tuple[str, ...]


ONE = Place("E08000009", "Trafford", "metropolitan borough", ("E08000009",))
TEN = Place(
    "E47000001",
    "Greater Manchester",
    "combined authority",
    tuple(f"E080000{number:02d}" for number in range(1, 11)),
)
DOMAINS = {
    "IMD": "imd",
    "Income": "income",
    "Employment": "employment",
    "Education": "education",
    "Health": "health",
    "Crime": "crime",
    "Housing": "barriers",
    "Environment": "environment",
}
BEFORE = [one for one in DOMAINS.values() if one != "imd"]
UNKNOWN = [f"{one}_{what}" for one in ("idaci", "idaopi") for what in ("rank", "decile")]
ETHNIC = {
    "Asian, Asian British or Asian Welsh": "asian",
    "Black, Black British, Black Welsh, Caribbean or African": "black",
    "Mixed or Multiple ethnic groups": "mixed",
    "White": "white",
    "Other ethnic group": "other",
}


def build_place(place: Place, fixtures: Path, folder: Path) -> Store:
    """Build the bundle of a place under `folder`/bundle and open it."""
    figures = figures_of(place, fixtures, folder / "figures")
    build(place.code, out=folder / "bundle", figures=figures)
    return Store.open(folder / "bundle" / place.code)


def figures_of(place: Place, fixtures: Path, folder: Path) -> Path:
    """Write `folder`/<code> from the publishers' files; returns `folder`."""
    here = folder / place.code
    here.mkdir(parents=True)
    words = [f'code = "{place.code}"', f'name = "{place.name}"', f'kind = "{place.kind}"']
    (here / "authority.toml").write_text("\n".join(words))
    areas = _areas(place, fixtures)
    shapes = _features(fixtures / "boundaries" / "gm_lsoa21_bgc.geojson", "lsoa21")
    shapes = shapes[shapes["lsoa21_code"].isin(areas["lsoa21_code"])]
    wards = _features(fixtures / "boundaries" / "gm_ward23_bgc.geojson", "ward23")
    wards = wards[wards["local_authority_area_code"].isin(place.districts)]
    wards = wards[["ward23_code", "ward23_name", "geometry"]]
    shapes.to_file(here / "lsoa21_boundaries.geojson", driver="GeoJSON")
    wards.to_file(here / "ward23_boundaries.geojson", driver="GeoJSON")
    lookup = areas.merge(_best_fit(shapes, wards), on="lsoa21_code").drop(columns="made_of")
    lookup.to_csv(here / "lsoa21_lookup.csv", index=False)
    for name, frame in _figures(areas, fixtures).items():
        frame.to_csv(here / f"{name}.csv", index=False)
    shutil.copy(next(FIGURES_DIR.glob("*/authority_deprivation_tails.csv")), here)
    return folder


def _features(path: Path, level: str) -> gpd.GeoDataFrame:
    shapes = gpd.read_file(path)
    return shapes.rename(columns={"area_code": f"{level}_code", "area_name": f"{level}_name"})


def _areas(place: Place, fixtures: Path) -> pd.DataFrame:
    """The look-up but its wards; `made_of` are the LSOAs of 2011 of each."""
    lookups = fixtures / "lookups"
    changes = pd.read_csv(lookups / "lsoa11_lsoa21_lad22_ew.csv.gz")
    changes = changes[changes["LAD22CD"].isin(place.districts)].sort_values("LSOA11CD")
    made_of = changes.groupby("LSOA21CD")["LSOA11CD"].agg(tuple).rename("made_of")
    areas = changes.drop_duplicates("LSOA21CD").merge(made_of, on="LSOA21CD")
    outputs = pd.read_csv(lookups / "oa21_lsoa21_msoa21_lad22_gm.csv.gz")
    codes = _msoa_codes(outputs, areas["LSOA11NM"].str[:-1].unique().tolist())
    name = areas["LSOA11NM"].str[:-1]
    return pd.DataFrame(
        {
            "lsoa21_code": areas["LSOA21CD"],
            "lsoa21_name": areas["LSOA21NM"],
            "lsoa11_code": areas["LSOA11CD"],
            "lsoa11_name": areas["LSOA11NM"],
            "change": areas["CHGIND"],
            "msoa11_code": name.map(codes),
            "msoa11_name": name,
            "lad23_code": areas["LAD22CD"],
            "lad23_name": areas["LAD22NM"],
            "made_of": areas["made_of"],
        }
    )


def _msoa_codes(outputs: pd.DataFrame, names: list[str]) -> dict[str, str]:
    """The code of each MSOA of 2011 by its name, as said above."""
    pairs = outputs.drop_duplicates("MSOA21CD")
    known = dict(zip(pairs["MSOA21NM"], pairs["MSOA21CD"], strict=True))
    first = {name: code for name, code in known.items() if code < "E02006"}
    starts = {name[:-4]: int(code[1:]) - int(name[-3:]) for name, code in first.items()}
    codes = {}
    for number, name in enumerate(names):
        follows = f"E0{starts[name[:-4]] + int(name[-3:])}"
        free = follows not in known.values()
        codes[name] = known.get(name) or (follows if free else f"{INVENTED}{number:03d}")
    return codes


def _best_fit(shapes: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> pd.DataFrame:
    """The ward that most of the ground of each area lies in."""
    cut = shapes[["lsoa21_code", "geometry"]].to_crs(GRID).overlay(wards.to_crs(GRID))
    cut["size"] = cut.area
    largest = cut.sort_values("size").drop_duplicates("lsoa21_code", keep="last")
    return pd.DataFrame(largest[["lsoa21_code", "ward23_code", "ward23_name"]])


def _figures(areas: pd.DataFrame, fixtures: Path) -> dict[str, pd.DataFrame]:
    """The tables of figures by the names of their files."""
    now = areas[["lsoa21_code", "lsoa21_name"]]
    old = areas.drop_duplicates("lsoa11_code")[["lsoa11_code", "lsoa11_name", "made_of"]]
    census, imd = fixtures / "census", fixtures / "imd"
    ethnic = pd.read_parquet(census / "ts021_ethnic_group_5_lsoa21_ew.parquet")
    ethnic = ethnic.rename(columns={**ETHNIC, "total_residents": "total"})
    religion = pd.read_parquet(census / "ts030_religion_lsoa21_ew.parquet")
    religion = religion.rename(columns=lambda one: one.lower().replace(" ", "_"))
    religion = religion.rename(columns={"total_residents": "total"})
    newer = ranks(pd.read_parquet(imd / "imd2025_england_lsoa21.parquet"), "lsoa21_code")
    older = ranks(pd.read_parquet(imd / "imd2019_england_lsoa11.parquet"), "lsoa11_code")
    older = old.merge(older, on="lsoa11_code")
    figures = older.columns[3:]
    older[figures] = older[figures].astype(str)
    older.loc[older["made_of"].str.len() > 1, figures] = NO_RANK
    both = [f"{one}_{what}" for one in BEFORE for what in ("rank", "decile")]
    ages = pd.read_parquet(fixtures / "population/population_mid2020_lsoa11_single_year_ew.parquet")
    return {
        "residents_2021_lsoa21": now[["lsoa21_code"]].merge(
            ethnic[["lsoa21_code", "total"]].rename(columns={"total": "population"})
        ),
        "ethnic_group_2021_lsoa21": now.merge(ethnic),
        "religion_2021_lsoa21": now.merge(religion),
        "imd_2025_lsoa21": now.merge(newer).assign(**dict.fromkeys(UNKNOWN, NOT_HERE)),
        "imd_2019_lsoa11": older[["lsoa11_code", "lsoa11_name", "imd_rank", "imd_decile"]],
        "iod_2019_domains_lsoa11": older[["lsoa11_code", *both]],
        "population_mid2020_ages_lsoa11": _people(ages, old),
    }


def ranks(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    """Rank and decile of the index and of each domain, under the project's names."""
    answer = frame[[code]].copy()
    for theirs, ours in DOMAINS.items():
        for what in ("rank", "decile"):
            start, end = theirs, f"_{what}"
            (column,) = (x for x in map(str, frame) if x.startswith(start) and x.endswith(end))
            answer[f"{ours}_{what}"] = frame[column]
    return answer


def _people(ages: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """People by single year of age, added up over the areas that became one."""
    parts = old[["lsoa11_code", "made_of"]].explode("made_of")
    whole = dict(zip(parts["made_of"], parts["lsoa11_code"], strict=True))
    ages = ages[ages["lsoa11_code"].isin(whole)].drop(columns="lsoa11_name")
    ages["lsoa11_code"] = ages["lsoa11_code"].map(whole)
    ages = ages.rename(columns={"total_population": "total"}).rename(
        columns=lambda one: f"age_{one.replace('+', '_plus')}" if one[0].isdigit() else one
    )
    return ages.groupby("lsoa11_code", as_index=False).sum()
