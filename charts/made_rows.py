"""Rows of a long table that are made when they are asked for: a page shows the first of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from charts.model import Cell

Row = tuple[Cell, ...]


@dataclass(frozen=True, eq=False)
class MadeRows(Sequence[Row]):
    """A row for each place in `order`, by its index; `reads` has a function of it for each cell."""

    reads: tuple[Callable[[int], Cell], ...]
    order: tuple[int, ...]
    _made: dict[int, Row] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, number: int) -> Row: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, number: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(number, slice):
            return tuple(map(self._row, self.order[number]))
        return self._row(self.order[number])

    def _row(self, index: int) -> Row:
        if index not in self._made:
            self._made[index] = tuple(read(index) for read in self.reads)
        return self._made[index]

    def column(self, at: int) -> Iterator[Cell]:
        """The cells of one column, without making those beside them."""
        return map(self.reads[at], self.order)


def column_of(rows: Sequence[Row], at: int) -> Iterator[Cell]:
    """The cells of one column of any rows."""
    return rows.column(at) if isinstance(rows, MadeRows) else (row[at] for row in rows)
