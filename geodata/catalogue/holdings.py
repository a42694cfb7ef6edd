"""What an authority can hold: tables of figures, what they must agree on, and what is absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from geodata.catalogue.model import Indicator, Trend

TABLE_KINDS = (
    "deprivation",
    "headcount",
    "measures",
    "practices",
    "doses",
    "facts",
    "lookup",
    "wards",
    "postcodes",
    "boundaries",
    "venues",
    "centroids",
)
PURPOSES = (
    "lookup",
    "wards",
    "postcodes",
    "people",
    "practices",
    "lsoa_boundaries",
    "ward_boundaries",
    "venues",
    "centroids",
)

Parts = tuple[tuple[str, tuple[str, ...]], ...]
Pairs = tuple[tuple[str, str], ...]
Limits = tuple[tuple[str, tuple[float, float]], ...]


@dataclass(frozen=True)
class Table:
    """A file of figures: which adapter reads it and what it must hold.

    `total` is the number of areas nationally ranked, for tables of ranks. `sums` maps a total
    column to the columns that must add up to it, `added` a new column to those it is made of,
    `at_most` a column to one that it may not pass in any row. `limits` are the lowest and highest
    that a column's figures can be, "*" for those not named; of a long table also <column>_<cell>.
    `quotients` map a column to a factor and the two columns whose quotient it is, times that.
    Tables of measures say which columns are `counts`, `numbers` and `words`, as do tables of facts,
    which are kept whole; when they are long, `only` picks rows and `spread` is the column whose
    cells become endings of the others' names. `unlisted` are codes of practices that other tables
    know and the list does not. `marks` give a mark the status that it has in this table alone
    (geodata/marks.py has the usual ones). Of areas that are not `named` it has codes alone.
    `purpose` is one of PURPOSES where the build needs the table for itself; `period` says of people
    and of patients when they were counted.
    """

    key: str
    file: str
    kind: str
    source: str
    level: str
    vintage: int
    total: int | None = None
    counts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    spread: str = ""
    only: Pairs = ()
    unlisted: tuple[str, ...] = ()
    sums: Parts = ()
    added: Parts = ()
    at_most: Pairs = ()
    limits: Limits = ()
    quotients: Parts = ()
    marks: Pairs = ()
    named: bool = True
    purpose: str = ""
    period: str = ""


@dataclass(frozen=True)
class Difference:
    """What an authority's file may say of a table: file, source, unlisted practices and marks."""

    file: str = ""
    source: str = ""
    unlisted: tuple[str, ...] = ()
    marks: Pairs = ()


@dataclass(frozen=True)
class Agreement:
    """Two tables that must say the same: a column of one, the sum of columns of the other."""

    table: str
    column: str
    other: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Absent:
    """What the catalogue has and an authority has no figures for, in the catalogue's order."""

    indicators: tuple[Indicator, ...] = ()
    trends: tuple[Trend, ...] = ()
    tables: tuple[Table, ...] = ()

    def with_tables(self, tables: Iterable[Table]) -> Absent:
        """The same, with the tables that are not there."""
        return replace(self, tables=tuple(tables))

    @property
    def keys(self) -> dict[str, list[str]]:
        """The keys of each, as a manifest lists them."""
        return {
            "indicators": [one.key for one in self.indicators],
            "tables": [one.key for one in self.tables],
            "trends": [one.key for one in self.trends],
        }


@dataclass(frozen=True)
class Authority:
    """A local authority: its name, and the tables it can have, with what is its own in them.

    `absent` are the keys of tables that it has no file for, `said` the words of its own file.
    """

    code: str
    name: str
    kind: str
    tables: tuple[Table, ...]
    agreements: tuple[Agreement, ...] = ()
    absent: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when the authority has none (the loader checks)."""
        return {table.key: table for table in self.tables}[key]

    def table_for(self, purpose: str) -> Table:
        """The table that serves one of PURPOSES: the first that is there, or else the first."""
        serving = [table for table in self.tables if table.purpose == purpose]
        return next((one for one in serving if one.key not in self.absent), serving[0])
