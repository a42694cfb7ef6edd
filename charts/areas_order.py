"""The order of the list of areas: by which column, from which end, what its headings lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from charts.areas_columns import Columns, Listing
from charts.model import Cell, Column, Context, Order
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.geography import LAD_NAME, WARD_NAME
from views.vocabulary import SORTS

NAMES = {
    "rank": "figure",
    "value": "figure",
    WARD_NAME: "ward",
    LAD_NAME: "authority",
}  # of columns, as a view says them
BEHIND = {"figure_2": "figure_2_value", "figure_3": "figure_3_value", "class": "class_number"}
LETTERS = ("A to Z", "Z to A")
NUMBERS = ("highest first", "lowest first")


@dataclass(frozen=True)
class Way:
    """How a column orders the list.

    `name` stands in the view, `key` gives what each area is ordered by, None without a value.
    `falls` says that the largest comes first from the usual end, `falling` that what is printed
    falls then, too. `ends` are what comes first, from the usual end and from the other.
    `listed` says that the rows of a `Listing` are in this order as they come.
    """

    name: str
    key: Callable[[int], Cell]
    falls: bool
    falling: bool
    ends: tuple[str, str]
    listed: bool = False

    def order(self, members: Array, *, back: bool) -> Array:
        """The areas in this order or from the other end; those without a value are last in both."""
        if self.listed and not back:
            return members
        every = members.tolist()
        key: Any = {one: self.key(one) for one in every}
        known = [one for one in every if key[one] is not None]
        last = [one for one in every if key[one] is None]
        first = sorted(known, key=key.__getitem__, reverse=self.falls != back)
        return np.array([*first, *last], dtype=np.int64)


Ways = dict[int, Way]


def ways(context: Context, found: Listing, columns: Columns) -> Ways:
    """How the columns that can order the list do so, by their place in the table."""
    reads = {column.key: read for column, read in columns}
    made = {}
    for at, (column, read) in enumerate(columns):
        name = NAMES.get(column.key, "name" if column.key.endswith("_name") else column.key)
        if name in SORTS and column.shown != "download":
            behind = reads.get(BEHIND.get(column.key, ""), read)
            made[at] = _way(context, found, column, name, partial(_folded, behind))
    return made


def _way(
    context: Context, found: Listing, column: Column, name: str, key: Callable[[int], Cell]
) -> Way:
    about = _about(context, name)
    if about is None or about.kind.categorical:
        ends = NUMBERS if column.numeric else LETTERS
        return Way(name, key, column.numeric, column.numeric, ends)
    if name == "class":
        return Way(name, key, False, False, _first(about.class_ends))
    falls = about.largest_first and not about.kind.is_rank
    if name == "figure":
        ends, ranks = _first(about.rank_ends), found.values.rank
        return Way(name, lambda index: int(ranks[index]) or None, False, falls, ends, listed=True)
    return Way(name, key, falls, falls, _first(about.rank_ends))


def _first(ends: tuple[str, str]) -> tuple[str, str]:
    return f"{ends[0]} first", f"{ends[1]} first"


def _about(context: Context, name: str) -> Indicator | None:
    """The figure that a column is about; none of names, counts and years."""
    shown = dict(zip(("figure_2", "figure_3"), context.companions, strict=False))
    own = dict.fromkeys(("figure", "value_at_date", "class"), context.indicator)
    return {**own, **shown}.get(name)


def _folded(read: Callable[[int], Cell], index: int) -> Cell:
    """A cell to compare: letters of one size; nothing for what is empty or not a number."""
    cell = read(index)
    if isinstance(cell, str):
        return cell.casefold() or None
    return None if cell != cell else cell


def chosen_way(context: Context, offered: Ways) -> tuple[Way, bool]:
    """The order that the view asks for, or else by the figure; whether from the other end."""
    name, back = context.sort.removeprefix("-"), context.sort.startswith("-")
    by_name = {one.name: one for one in offered.values()}
    return (by_name[name], back) if name in by_name else (by_name["figure"], False)


def order_words(context: Context, offered: Ways) -> str:
    """The order in words, to follow a noun: ", most deprived first", " by ward, A to Z"."""
    way, back = chosen_way(context, offered)
    by = "" if way.name == "figure" else f" by {SORTS[way.name]}"
    return f"{by}, {way.ends[back]}"


def order_of_heading(context: Context, offered: Ways, at: int) -> Order | None:
    """Where the heading of a column leads: its usual end first, then the other by turns."""
    if at not in offered:
        return None
    way, (now, back) = offered[at], chosen_way(context, offered)
    current = way is now
    aria = ("descending" if way.falling != back else "ascending") if current else ""
    href = context.href(sort=f"-{way.name}" if current and not back else way.name)
    return Order(href and f"{href}#panel-areas", aria)
