"""What the files of all editions of the Indices of Deprivation have in common: their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.published import rows_of
from geodata.refresh.source import Area, Fetch
from geodata.refresh.totals import Total
from geodata.schemas import Column, count, figure, number

IMD = "Index of Multiple Deprivation (IMD)"
DOMAINS = {
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers": "Barriers to Housing and Services",
    "environment": "Living Environment",
}
AGES = {
    "idaci": "Income Deprivation Affecting Children Index (IDACI)",
    "idaopi": "Income Deprivation Affecting Older People (IDAOPI)",
}
NAME = "LSOA name"
DISTRICT = re.compile(r"Local Authority District code \((\d{4})\)")
LONGEST = 50_000  # bytes of a heading
RANK = "Rank (where 1 is most deprived)"
DECILE = "Decile (where 1 is most deprived 10% of LSOAs)"


@dataclass(frozen=True)
class File7:
    """The file of an edition that holds the index: its source, address, areas and how many."""

    key: str
    address: str
    level: tuple[str, int]
    code: str
    total: int
    authorities: str  # the year of the local authorities that it names, unlike other editions

    @property
    def label(self) -> str:
        """What a refusal calls it."""
        return f"{self.key}, {self.address.rsplit('/', 1)[1]}"

    def rows(self, fetch: Fetch, area: Area, columns: Iterable[str]) -> pd.DataFrame:
        """The rows of the area's LSOAs in these columns, once the whole file was looked over."""
        columns = tuple(one for one in columns if one != self.code)
        path = fetch.cache.content(fetch(self.address, kind="csv"))
        self._check_edition(path)
        return rows_of(
            path,
            self.level,
            area,
            code=self.code,
            columns=columns,
            label=self.label,
            total=ranked(self.total),
            ranks=tuple(one for one in columns if not one.startswith(NAME)),
        )

    def _check_edition(self, path: Path) -> None:
        """Refuse a heading that names authorities of another year: ranks alone look alike."""
        with path.open("rb") as file:
            heading = file.readline(LONGEST).decode("utf-8-sig", errors="replace")
        for year in DISTRICT.findall(heading):
            if year != self.authorities:
                expected = f"those of {self.authorities}, as in this edition"
                refuse_table(self.label, 1, "", f"local authorities of {year}", expected)


def ranked(areas: int) -> Total:
    """The whole of a file: every area of England, and ranks that run to the last of them."""
    return Total(areas, highest={f"{IMD} {RANK}": areas})


def ranks(titles: Mapping[str, str], total: int) -> dict[str, Column]:
    """The columns of ranks and their deciles, by the publisher's names; `titles` by our keys."""
    columns = {}
    for key, title in titles.items():
        rank = count(f"{key}_rank", low=1, high=total)
        columns[f"{title} {RANK}"] = figure(rank)
        decile = count(f"{key}_decile", low=1, high=10)
        columns[f"{title} {DECILE}"] = figure(decile)
    return columns


def score(key: str, title: str) -> dict[str, Column]:
    """The column of a score, by the publisher's name."""
    return {f"{title} Score": figure(number(f"{key}_score"))}
