"""What a chart is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from charts.findings import Finding
from charts.scene import Picture
from geodata.catalogue import Indicator, Source
from geodata.selection import Selection
from geodata.store import Store

Cell = str | int | float | None
RankBy = Literal["share", "rank"]
Rows = Literal["first", "all"]
Shown = Literal["always", "when filled", "download"]


@dataclass(frozen=True, eq=False)
class Context:
    """One view: the areas selected, what is shown, and where its links lead.

    `href` returns the query string ("?...") of this view with some of its keys replaced. `practice`
    is the outcome of general practices that is chosen, None for the usual one. `companions` are the
    other indicators of areas on the map, `clustered` says that clusters lie over it. `compared`
    says that `x` and `y` are the two figures of the map, which its own menus choose. `date` is the
    day of a trend that is shown, empty for the latest figures. `tables` are the charts whose table
    is open. `sort` is the order of the list of areas, one of `SORTS` with "-" before it from the
    other end. `second` is the figure that the first is compared with. `venues` are the kinds of
    venues on the map. `pages` are the pages of tables by chart, of those beyond their first.
    """

    store: Store
    selection: Selection
    indicator: Indicator
    measure: str
    x: str
    y: str
    rank_by: RankBy
    rows: Rows
    href: Callable[..., str]
    practice: Indicator | None = None
    companions: tuple[Indicator, ...] = ()
    clustered: bool = False
    compared: bool = False
    date: str = ""
    tables: tuple[str, ...] = ()
    sort: str = "figure"
    second: Indicator | None = None
    venues: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Name of the authority."""
        return self.store.authority.name


@dataclass(frozen=True)
class Column:
    """A column: its name in a file, its heading on the page and where it appears.

    Cells hold numbers that are not rounded. The page formats them as the kind of `indicator` asks,
    or to so many `decimals`; with `by_row` as the row's own figure does. `title` is the heading
    where the column stands without its neighbours, if `label` needs them, and `meaning` what the
    column holds, both for files. `is_day` says that cells are days such as "2021-07-11", `without`
    what the page prints where there is no value that a status accounts for.
    """

    key: str
    label: str
    numeric: bool = False
    shown: Shown = "always"
    indicator: Indicator | None = None
    decimals: int = 1
    title: str = ""
    meaning: str = ""
    is_day: bool = False
    without: str = ""
    by_row: bool = False

    @property
    def heading(self) -> str:
        """Its heading in a file."""
        return self.title or self.label

    @property
    def is_share(self) -> bool:
        """Whether it holds shares in per cent that are of no indicator of their own."""
        return self.numeric and self.indicator is None and self.heading.endswith("%")


SELECTED = Column(
    "selected",
    "Selected",
    shown="when filled",
    meaning='"yes" where the row belongs to what the filter of the view selects.',
)
WARD_SELECTED = replace(
    SELECTED,
    shown="download",
    meaning='"yes" where all areas of the ward are selected, "in part" where some are.',
)


@dataclass(frozen=True)
class Link:
    """Where a row leads, and whether what it chooses is chosen already."""

    href: str
    current: bool


@dataclass(frozen=True)
class Order:
    """Where a heading that orders rows leads, and the order they have by it: "" if by another.

    `now` is "ascending" or "descending", as `aria-sort` says it.
    """

    href: str
    now: str


@dataclass(frozen=True)
class Table:
    """Rows of plain values. None means no value; the column "status", if any, says why.

    `link`, when given, tells where the row of that number leads; it is asked for shown rows only.
    `order` tells what the heading of that number does, None where it does nothing; asked for shown
    ones only. Rows in `chosen` are shown even where only the first ones are. `figures` are those
    that rows are about, by the key in their first cell, where each row has one of its own.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    caption: str
    link: Callable[[int], Link] | None = None
    order: Callable[[int], Order | None] | None = None
    chosen: frozenset[int] = frozenset()
    figures: Mapping[str, Indicator] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Chart:
    """A finding, a picture (None for a table alone), its table, and what it is made from.

    `table` is about the selection and becomes the file. `listing` is what the page lists instead
    while areas are picked: the rows that the other filters leave, so that more can be chosen.
    `classes` has a letter for each area where marks and rows stand for classes of areas. `lists`
    are the publications of places that are in the table; one of nothing else has no indicators.
    """

    key: str
    title: str
    finding: Finding
    picture: Picture | None
    table: Table
    indicators: tuple[Indicator, ...]
    notes: tuple[str, ...]
    listing: Table | None = None
    classes: str = ""
    lists: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications that the figures and the places are from, each once."""
        every = (*(one.source for one in self.indicators), *self.lists)
        return tuple(dict.fromkeys(every))

    @property
    def shows_something(self) -> bool:
        """Whether there is more to it than words that say why there is nothing."""
        return self.picture is not None or len(self.table.rows) > 0

    @property
    def sentence(self) -> str:
        """The finding in words."""
        return self.finding.words
