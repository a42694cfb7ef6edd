"""OHID Fingertips: what one indicator says, and figures of general practices made of it.

An answer has every period, sex, age and split of an indicator, so each figure says which are meant.
Of a file of figures only the columns that an indicator fills are exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh import practices
from geodata.refresh.published import as_text, cells, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import Column, count, number
from geodata.sources.cells import read_cells

API = "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id?indicator_ids={indicator}"
PRACTICES = f"{API}&child_area_type_id=7&parent_area_type_id=15"
WHO, NAME, SEX, AGE = "Area Code", "Indicator Name", "Sex", "Age"
PERIOD, SPLIT, VALUE = "Time period", "Category Type", "Value"
OWN = "practice_code"
SHOWN = 6  # of what was found instead


@dataclass(frozen=True)
class Asked:
    """Which rows of an indicator: its period, sex and, unless "", age and a part of its name."""

    indicator: int
    period: str
    sex: str = "Persons"
    age: str = ""
    named: str = ""

    def rows(self, answer: pd.DataFrame, *, label: str) -> pd.DataFrame:
        """These rows of every area, without splits. TableError names what is there instead."""
        other = ~answer[NAME].str.lower().str.contains(self.named, regex=False)
        for line in answer.index[other]:
            refuse_table(label, int(line) + 2, NAME, answer[NAME][line], f"{self.named!r} in it")
        found = answer[answer[SPLIT] == ""]
        for name, cell in ((SEX, self.sex), (AGE, self.age), (PERIOD, self.period)):
            there = ", ".join(sorted(set(found[name]))[-SHOWN:])
            found = found[(found[name] == cell) | (cell == "")]
            if found.empty:
                refuse_table(label, 0, name, there or "no row without a split", cell)
        return found


@dataclass(frozen=True)
class Figure:
    """A column of ours: the publisher's, of which sex, with how many decimals (None: a count)."""

    name: str
    column: str = VALUE
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
    """An indicator of one period, and the columns of a table of practices that it fills."""

    table: str
    indicator: int
    period: str
    figures: tuple[Figure, ...]

    @property
    def address(self) -> str:
        """Where every practice of England is."""
        return PRACTICES.format(indicator=self.indicator)

    def addresses(self, _: Area) -> dict[str, str]:
        """That of the indicator."""
        return {self.address: "csv"}

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The table with fresh columns. One of its practices without a row is refused."""
        label = f"{self.table}, Fingertips {self.indicator}"
        wanted = tuple(dict.fromkeys(one.column for one in self.figures))
        answer = answered(fetch, self.address, wanted, label=label)
        before = self._before(area, answer)
        for one in self.figures:
            found = Asked(self.indicator, self.period, sex=one.sex).rows(answer, label=label)
            before[one.name] = self._column(one, found, before[OWN], label)
        return {self.table: as_text(before)}

    def _before(self, area: Area, answer: pd.DataFrame) -> pd.DataFrame:
        """The table as it was; a first one has the practices of the list that are in the answer."""
        path = area.file(self.table)
        if path.exists():
            return read_cells(path)
        ours = sorted(practices.ours(area, self.table) & set(answer[WHO]))
        practices.check_there(area, self.table, ours, label=self.table, column=WHO)
        table = area.authority.table(self.table)
        empty = dict.fromkeys((*table.counts, *table.numbers, *table.words), "")
        return pd.DataFrame({OWN: ours}, dtype=str).assign(**empty)

    def _column(
        self, one: Figure, found: pd.DataFrame, ours: pd.Series[str], label: str
    ) -> list[str]:
        rows = found[found[WHO].isin(ours)]
        by_code = once(rows, label=label).set_index(WHO)[one.column]
        for missing in ours[~ours.isin(by_code.index)]:
            expected = f"each practice as before, {one.sex}, {self.period}"
            refuse_table(label, 0, WHO, f"no row for {missing}", expected)
        checked(rows, {one.column: one.cell}, label=label, own={})
        return [one.written(by_code[each]) for each in ours]


def answered(fetch: Fetch, address: str, columns: tuple[str, ...], *, label: str) -> pd.DataFrame:
    """The cells of an answer that has these columns and those that say what a row is of."""
    path = fetch.cache.content(fetch(address, kind="csv"))
    return cells(path, (WHO, NAME, SEX, AGE, PERIOD, SPLIT, *columns), label=label)


def once(rows: pd.DataFrame, *, label: str) -> pd.DataFrame:
    """The same rows, when each area has one. TableError."""
    for line in rows.index[rows.duplicated(WHO)]:
        refuse_table(label, int(line) + 2, WHO, f"{rows[WHO][line]} again", "each once")
    return rows


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
SOURCES = tuple(
    Source(one.table, (one.table,), one.addresses, one.read, needs=("practices",))
    for one in INDICATORS
)
