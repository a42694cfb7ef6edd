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
    """The values, with the figure of the whole authority where one is published; see Indicator."""
    return {key: replace(one, published_whole=_whole(one, facts)) for key, one in values.items()}


def _whole(values: Values, facts: Mapping[str, Facts]) -> float:
    """The first number of the row that begins with the indicator's `whole_row`; nan without one.

    KeyError where the table is held and has no such row.
    """
    indicator = values.indicator
    if indicator.whole_table not in facts:
        return nan
    held = facts[indicator.whole_table]
    start, number = held.table.words[0], (*held.table.counts, *held.table.numbers)[0]
    found = held.where(**{start: indicator.whole_row})
    if not found:
        raise KeyError(f"{indicator.whole_row} in {indicator.whole_table}")
    cell = found[0][number]
    return float(cell) if isinstance(cell, float) else nan
