"""What the catalogue's TOML files become. Every field is required unless it has a default."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = ("deprivation", "people")
KINDS = ("rank", "count", "density")
POLARITIES = ("more_is_worse", "neutral")
TABLE_KINDS = ("deprivation", "headcount", "lookup", "wards", "postcodes", "boundaries")
PURPOSES = ("lookup", "wards", "postcodes", "people", "lsoa_boundaries", "ward_boundaries")


@dataclass(frozen=True)
class Source:
    """A publication. `published` is the date or month its publisher gives it."""

    key: str
    publisher: str
    title: str
    published: str
    licence: str
    attribution: str


@dataclass(frozen=True)
class Indicator:
    """One measurable thing on one edition of one level of areas, with its meaning."""

    key: str
    label: str
    short_label: str
    edition: str
    theme: str
    level: str
    vintage: int
    kind: str
    unit: str
    more: str
    less: str
    polarity: str
    numerator: str
    denominator: str
    age: str
    period: str
    method: str
    definition: str
    caveat: str
    source: Source
    table: str
    column: str
    total: int | None = None
    ranked_in: str = ""
    decile_column: str = ""
    domain: bool = False
    weight: float | None = None


@dataclass(frozen=True)
class Table:
    """A file of figures: which adapter reads it and what it must hold.

    `sums` maps a total column to the columns that must add up to it.
    `total` is the number of areas nationally ranked, for tables of ranks.
    """

    key: str
    file: str
    kind: str
    source: str
    level: str
    vintage: int
    total: int | None = None
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Authority:
    """A local authority: its name, its tables, and which table serves which purpose."""

    code: str
    name: str
    kind: str
    tables: tuple[Table, ...]
    purposes: tuple[tuple[str, str], ...]

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when the authority has none (the loader checks)."""
        return {table.key: table for table in self.tables}[key]

    def table_for(self, purpose: str) -> Table:
        """The table that serves one of PURPOSES."""
        return self.table(dict(self.purposes)[purpose])
