"""Tables of a whole authority or country in memory: rows of words and numbers, as published.

What areas have is in observations; these say what the place as a whole has, or every authority.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING

import pyarrow as pa

from geodata.catalogue import Authority, Catalogue, Source, Table

if TYPE_CHECKING:
    from geodata.contents import Values

Row = Mapping[str, str | float | None]


@dataclass(frozen=True, eq=False)
class Facts:
    """The rows of a table by the names of its columns: words, numbers, None where none is given."""

    table: Table
    source: Source
    rows: tuple[Row, ...]

    def where(self, **cells: str) -> tuple[Row, ...]:
        """The rows that have these words in these columns, in the order of the table."""
        return tuple(
            row for row in self.rows if all(row[name] == cell for name, cell in cells.items())
        )


def read_facts(table: pa.Table, authority: Authority, catalogue: Catalogue) -> dict[str, Facts]:
    """Every table of facts that the bundle holds, by its key."""
    rows: dict[str, dict[int, dict[str, str | float | None]]] = {}
    columns = (table.column(name).to_pylist() for name in ("table", "row", "column"))
    cells = (table.column(name).to_pylist() for name in ("words", "number"))
    for key, row, name, words, number in zip(*columns, *cells, strict=True):
        value = words if number is None else number
        rows.setdefault(key, {}).setdefault(row, {})[name] = value
    return {
        key: Facts(
            authority.table(key),
            catalogue.source(authority.table(key).source),
            tuple(found.values()),
        )
        for key, found in rows.items()
    }


def with_wholes(values: Mapping[str, Values], facts: Mapping[str, Facts]) -> dict[str, Values]:
    """The values, with the whole authority's figure and the country's where held; see Indicator."""
    return {
        key: replace(one, published_whole=_whole(one, facts), national=_national(one, facts))
        for key, one in values.items()
    }


def _whole(values: Values, facts: Mapping[str, Facts]) -> float:
    """The first number of the row that begins with the indicator's `whole_row`; nan without one.

    KeyError where the table is held and has no such row.
    """
    indicator = values.indicator
    if indicator.whole_table not in facts:
        return nan
    table = facts[indicator.whole_table].table
    number = (*table.counts, *table.numbers)[0]
    return _cell(facts[indicator.whole_table], indicator.whole_row, number)


def _national(values: Values, facts: Mapping[str, Facts]) -> float:
    """The country's figure: by definition, held in a table, or of ranks the middle one; or nan.

    KeyError where the table is held and has no such row.
    """
    one = values.indicator
    if one.national is not None:
        return one.national
    if one.total is not None:
        return (one.total + 1) / 2
    if one.national_table not in facts:
        return nan
    return _cell(facts[one.national_table], one.national_row, one.national_column)


def _cell(held: Facts, start: str, column: str) -> float:
    """A number of the first row whose words begin with these; nan where it is empty."""
    for row in held.rows:
        words = " ".join(str(row[name] or "") for name in held.table.words)
        if f"{words} ".startswith(f"{start} "):
            cell = row[column]
            return float(cell) if isinstance(cell, float) else nan
    raise KeyError(f"{start} in {held.table.key}")
