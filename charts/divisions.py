"""What is compared in one chart: wards, or the local authorities of a bundle of several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from charts.columns import authority_columns, ward_cells, ward_columns
from charts.model import Cell, Column, Context
from charts.words import best_fit
from geodata.geography import LAD, LSOA, MSOA, WARD
from geodata.store import Store


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

    def link(self, context: Context, code: str) -> str:
        """Where one leads: it is added to those chosen, or taken out where it is among them."""
        now = self.chosen(context)
        after = tuple(one for one in now if one != code) if code in now else (*now, code)
        return context.href(**{"lad": (), "ward": (), self.key: tuple(sorted(after))}, area=())


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
