"""Rows of a long table that are made when they are asked for: a page shows the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import overload

from charts.model import Cell
from geodata.contents import Array

Row = tuple[Cell, ...]
EMPTY = ("", None)


@dataclass(frozen=True, eq=False)
class Noted:
    """Reads the cells of a column that says the same wherever it says anything."""

    words: str
    where: Array

    def __call__(self, index: int) -> Cell:
        """The words, or "" where there is nothing to say."""
        return self.words if self.where[index] else ""


@dataclass(frozen=True, eq=False)
class MadeRows(Sequence[Row]):
    """A row for each place in `order`, by its index; `reads` has a function of it for each cell."""

    reads: tuple[Callable[[int], Cell], ...]
    order: Array
    _made: dict[int, Row] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, number: int) -> Row: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, number: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(number, slice):
            return tuple(map(self._row, self.order[number].tolist()))
        return self._row(int(self.order[number]))

    def _row(self, index: int) -> Row:
        if index not in self._made:
            self._made[index] = tuple(read(index) for read in self.reads)
        return self._made[index]

    def has(self, at: int) -> bool:
        """Whether any cell of a column is filled, without making the rows."""
        read = self.reads[at]
        if isinstance(read, Noted):
            return bool(read.where[self.order].any())
        return any(read(index) not in EMPTY for index in self.order.tolist())


def is_filled(rows: Sequence[Row], at: int) -> bool:
    """Whether any cell of a column of any rows is filled."""
    return rows.has(at) if isinstance(rows, MadeRows) else any(row[at] not in EMPTY for row in rows)
