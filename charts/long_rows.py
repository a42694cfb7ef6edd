"""Pictures with a row for each of many places: the ends are drawn, and what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from charts.model import Context
from geodata.format import number

MOST = 40  # rows that are drawn without leaving any out
END = 10  # rows of each end of a longer list


@dataclass(frozen=True)
class Gap:
    """Rows that are not drawn where they would stand: how many, of how many."""

    left_out: int
    every: int

    @property
    def text(self) -> str:
        """What stands in their place."""
        return f"{number(self.left_out)} not drawn"

    @property
    def words(self) -> str:
        """The same with where they are, for those who cannot see the picture."""
        return f"{self.text}. Show all {number(self.every)} in the table"


IN_THE_TABLE = "in the table"


def rows_drawn(every: int, chosen: Iterable[int], *, known: int) -> list[int | Gap]:
    """The rows of a list to draw by their index, in order, and a gap where some are left out.

    The first `known` rows have a value: theirs are the ends. Short lists are drawn whole, and so
    is one row alone: a gap takes as much room.
    """
    if every <= MOST:
        return list(range(every))
    kept = {*range(min(END, known)), *range(max(known - END, 0), known), *chosen}
    found: list[int | Gap] = []
    last = -1
    for at in (*sorted(kept), every):
        between = range(last + 1, at)
        found += between if len(between) < 2 else [Gap(len(between), every)]
        found += [at] if at < every else []
        last = at
    return found


def whole_table(context: Context, key: str) -> str:
    """Where a gap leads: the view with the chart's whole table; "" where that is not offered."""
    href = context.href(tables=tuple(sorted({*context.tables, key})), rows="all")
    return href and f"{href}#panel-{key}"
