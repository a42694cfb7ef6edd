"""What is compared in one chart: wards, or the local authorities of a bundle of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, Literal, Protocol, TypeVar

from charts.columns import authority_columns, ward_cells, ward_columns
from charts.groups import authority_names
from charts.model import Cell, Column, Context
from charts.words import best_fit, the_noun, with_noun
from charts.writer import Writer
from geodata.authorities import authority_of_wards
from geodata.geography import LAD, LSOA, MSOA, WARD
from geodata.store import Store


class Coded(Protocol):
    """A ward, or an authority, by its code."""

    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=Coded)


@dataclass(frozen=True, eq=False)
class InOrder(Generic[C]):
    """The wards (or authorities) that are compared, in the order of a chart."""

    wards: tuple[C, ...]

    def indexes(self, codes: Iterable[str]) -> list[int]:
        """Where the wards of some codes stand in the order, from 0 on, rising."""
        return sorted(self.index[code] for code in codes if code in self.index)

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each ward stands, by its code."""
        return {one.code: at for at, one in enumerate(self.wards)}


F = TypeVar("F", bound=InOrder[Any])


@dataclass(frozen=True)
class Division:
    """A way to divide a place up: its level, its chart, its key in a view, its nouns.

    `fits` are the names of the levels whose areas fit into it. `columns` and `cells` name one of
    it in a table, `noted` is what is owed wherever its figures are shown.
    """

    chart: str
    level: str
    key: Literal["ward", "lad"]
    one: str
    many: str
    fits: frozenset[str]
    columns: Callable[[Store], tuple[Column, ...]]
    cells: Callable[[Store, str, str], tuple[Cell, ...]]
    noted: Callable[[], tuple[str, ...]]

    def named(self, store: Store) -> tuple[tuple[str, str], ...]:
        """Code and name of each, in order of name."""
        return store.authorities if self.key == "lad" else store.wards

    def chosen(self, context: Context) -> tuple[str, ...]:
        """The codes that are filtered by."""
        asked = context.selection.filter
        return asked.authorities if self.key == "lad" else asked.wards

    def within(self, context: Context) -> tuple[str, ...]:
        """The authorities whose wards alone are compared: those chosen; none where all are."""
        return context.selection.filter.authorities if self.key == "ward" else ()

    def where(self, context: Context) -> str:
        """Where those compared lie, to follow their noun: " in 2 local authorities"; "" for all."""
        names = authority_names(context.store, self.within(context))
        if len(names) < 2:
            return "".join(f" in {name}" for name in names)
        return f" in {with_noun(len(names), AUTHORITIES.one, AUTHORITIES.many)}"

    def compared(self, context: Context, found: F) -> F:
        """The same with those alone that are compared: all, or those of the authorities chosen."""
        within, of_ward = self.within(context), authority_of_wards(context.store)
        if not within:
            return found
        kept = (one for one in found.wards if of_ward.get(one.code, ("", ""))[0] in within)
        return replace(found, wards=tuple(kept))

    def told(self, context: Context, words: str, count: int, say: Writer) -> str:
        """Words about them, with how many are compared where that is not all, and not said yet."""
        where = self.where(context)
        if where in words:
            return words
        say.count(f"{self.many}{where}", "place", count)
        verb = "is" if count == 1 else "are"
        return f"{words} Compared {verb} {the_noun(count, self.one, self.many)}{where}."

    def link(self, context: Context, code: str) -> str:
        """Where one leads: it is added to those chosen, or taken out where it is among them.

        Authorities chosen stay where only their wards are compared: each of them lies in one.
        """
        now = self.chosen(context)
        after = tuple(one for one in now if one != code) if code in now else (*now, code)
        asked = {"lad": self.within(context), "ward": (), self.key: tuple(sorted(after))}
        return context.href(**asked, area=())


WARDS = Division(
    chart="wards",
    level=WARD[0],
    key="ward",
    one="ward",
    many="wards",
    fits=frozenset({LSOA[0]}),
    columns=ward_columns,
    cells=ward_cells,
    noted=lambda: (best_fit(),),
)
AUTHORITIES = Division(
    chart="authorities",
    level=LAD[0],
    key="lad",
    one="local authority",
    many="local authorities",
    fits=frozenset({LSOA[0], MSOA[0]}),
    columns=lambda _: authority_columns(),
    cells=lambda _, code, name: (code, name),
    noted=tuple,
)
