"""Expected answers, counted from the published figures with nothing of the explorer's own code."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from settings import ROOT

FIGURES = ROOT / "geodata" / "figures" / "E08000007"
ENGLAND = 33_755
ENGLAND_2019 = 32_844
DOMAINS = {
    "income": "Income deprivation",
    "employment": "Employment deprivation",
    "education": "Education, skills and training deprivation",
    "health": "Health deprivation and disability",
    "crime": "Crime deprivation",
    "barriers": "Barriers to housing and services",
    "environment": "Living environment deprivation",
}


@dataclass(frozen=True)
class Area:
    """One LSOA of 2021."""

    code: str
    name: str
    neighbourhood: str
    ward: str
    ward_name: str
    code_2011: str
    people: int
    ranks: dict[str, int]
    rank_2019: int

    @property
    def imd(self) -> int:
        return self.ranks["imd"]

    @property
    def quintile(self) -> int:
        """National quintile of 2025."""
        return _quintile(self.imd, ENGLAND)

    @property
    def quintile_2019(self) -> int:
        """National quintile of 2019, of the area of 2011 it lies in."""
        return _quintile(self.rank_2019, ENGLAND_2019)


def _quintile(rank: int, total: int) -> int:
    decile = -(-10 * rank // total)
    return (decile + 1) // 2


def rows(name: str) -> Iterable[dict[str, str]]:
    """The rows of a table of figures, by the name of its file."""
    with (FIGURES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Every area of the borough, by code."""
    people = {
        row["lsoa21_code"]: int(row["population"]) for row in rows("population_mid2022_lsoa21")
    }
    ranks = {
        row["lsoa21_code"]: {key: int(row[f"{key}_rank"]) for key in ("imd", *DOMAINS)}
        for row in rows("imd_2025_lsoa21")
    }
    old = {row["lsoa11_code"]: int(row["imd_rank"]) for row in rows("imd_2019_lsoa11")}
    found = [
        Area(
            code=row["lsoa21_code"],
            name=row["lsoa21_name"],
            neighbourhood=row["msoa_hcl_name"],
            ward=row["ward23_code"],
            ward_name=row["ward23_name"],
            code_2011=row["lsoa11_code"],
            people=people[row["lsoa21_code"]],
            ranks=ranks[row["lsoa21_code"]],
            rank_2019=old[row["lsoa11_code"]],
        )
        for row in rows("lsoa21_lookup")
    ]
    return tuple(sorted(found, key=lambda one: one.code))


def in_ward(code: str) -> list[Area]:
    """The areas of a ward."""
    return [one for one in areas() if one.ward == code]


def area(code: str) -> Area:
    """One area."""
    return next(one for one in areas() if one.code == code)


def people_in(some: Iterable[Area]) -> int:
    """People of mid-2022."""
    return sum(one.people for one in some)


def first_per_cent(some: Iterable[Area]) -> list[Area]:
    """Areas in England's most deprived 1%, the most deprived first."""
    inside = [one for one in some if 100 * one.imd <= ENGLAND]
    return sorted(inside, key=lambda one: one.imd)


def position(some: list[Area], domain: str) -> float:
    """Share of England's areas that rank before the people's average rank."""
    mean = sum(one.ranks[domain] * one.people for one in some) / people_in(some)
    return (mean - 1) / ENGLAND


def worst_domain(some: list[Area]) -> tuple[str, float, float]:
    """The domain furthest behind the borough, with both positions."""
    every = list(areas())
    placed = [(position(some, key), position(every, key), label) for key, label in DOMAINS.items()]
    mine, theirs, label = min(placed, key=lambda one: one[0] - one[1])
    return label, mine, theirs


def per_cent(fraction: float) -> str:
    """A share as the page prints it."""
    return f"{100 * fraction:.1f}%"


def wards() -> dict[str, str]:
    """Ward names by code."""
    return {row["ward23_code"]: row["ward23_name"] for row in rows("wards_2023")}


def a_postcode() -> tuple[str, str]:
    """A postcode and the name of the ward it lies in."""
    row = next(iter(rows("postcodes")))
    return row["postcode"], row["ward23_name"]
