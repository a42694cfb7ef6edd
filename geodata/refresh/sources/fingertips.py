"""OHID Fingertips: figures of general practices, an indicator a file, all periods in it.

Of a file of figures only the columns that an indicator fills are exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.published import as_text, cells, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import Column, count, number
from geodata.sources.cells import read_cells

PLACE = (
    "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id"
    "?indicator_ids={indicator}&child_area_type_id=7&parent_area_type_id=15"
)
WHO, SEX, PERIOD, SPLIT = "Area Code", "Sex", "Time period", "Category Type"
OWN = "practice_code"


@dataclass(frozen=True)
class Figure:
    """A column of ours: the publisher's, of which sex, with how many decimals (None: a count)."""

    name: str
    column: str = "Value"
    sex: str = "Persons"
    decimals: int | None = None

    @property
    def cell(self) -> Column:
        """What its cells must be."""
        return count(self.name) if self.decimals is None else number(self.name)

    def written(self, cell: str) -> str:
        """A cell as the figures have it."""
        return cell if self.decimals is None else str(round(float(cell), self.decimals))


@dataclass(frozen=True)
class Indicator:
    """An indicator of one period, and the columns of a table that it fills."""

    table: str
    indicator: int
    period: str
    figures: tuple[Figure, ...]

    @property
    def address(self) -> str:
        """Where every practice of England is."""
        return PLACE.format(indicator=self.indicator)

    def addresses(self, _: Area) -> dict[str, str]:
        """That of the indicator."""
        return {self.address: "csv"}

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The table with fresh columns. One of its practices without a row is refused."""
        label = f"{self.table}, Fingertips {self.indicator}"
        wanted = tuple(dict.fromkeys(one.column for one in self.figures))
        path = fetch.cache.content(fetch(self.address, kind="csv"))
        found = cells(path, (WHO, SEX, PERIOD, SPLIT, *wanted), label=label)
        found = found[(found[PERIOD] == self.period) & (found[SPLIT] == "")]
        before = read_cells(area.figures / area.authority.table(self.table).file)
        for one in self.figures:
            before[one.name] = self._column(one, found, before[OWN], label)
        return {self.table: as_text(before)}

    def _column(
        self, one: Figure, found: pd.DataFrame, practices: pd.Series[str], label: str
    ) -> list[str]:
        rows = found[(found[SEX] == one.sex) & found[WHO].isin(practices)]
        for line in rows.index[rows.duplicated(WHO)]:
            refuse_table(label, int(line) + 2, WHO, f"{rows[WHO][line]} again", "each once")
        missing = [each for each in practices if each not in set(rows[WHO])]
        if missing:
            expected = f"each practice as before, {one.sex}, {self.period}"
            refuse_table(label, 0, WHO, f"no row for {missing[0]}", expected)
        checked(rows, {one.column: one.cell}, label=label, own={})
        by_code = rows.set_index(WHO)[one.column]
        return [one.written(by_code[each]) for each in practices]


INDICATORS = (
    Indicator("practice_deprivation_2025", 94240, "2025", (Figure("imd_2025_score", decimals=3),)),
    Indicator("practice_deprivation", 93553, "2019", (Figure("imd_2019_score", decimals=3),)),
    Indicator(
        "practice_attendances",
        93930,
        "2021/22",
        (
            Figure("ae_attendances_0_4_2021_22", "Count"),
            Figure("children_0_4_2021_22", "Denominator"),
            Figure("ae_per_1000_0_4_2021_22", decimals=1),
        ),
    ),
    Indicator(
        "practice_life_expectancy",
        650,
        "2020",
        (
            Figure("life_expectancy_female", sex="Female", decimals=4),
            Figure("life_expectancy_male", sex="Male", decimals=4),
        ),
    ),
)
SOURCES = tuple(Source(one.table, (one.table,), one.addresses, one.read) for one in INDICATORS)
