"""The keys of a view: one entry a key. What else is known about keys is read off this table.

It begins with those of what is asked (`views/question.py`); here are those of how that is shown.
`python -m views` prints it. A new key is one entry here and the module that makes use of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from views.key import EmbedUse, key
from views.question import PRACTICE_CHARTS, Question, first
from views.readers import (
    STRENGTHS,
    Position,
    in_order,
    many_of,
    number_from,
    one_of,
    one_or_none,
    pages_of,
    read_position,
)
from views.vocabulary import COMPARED, RANK_BY, ROWS_A_PAGE, SORTS, STREETS

STRENGTH = 92  # per cent
# What decides which rows tables have, and in which order; rows that are ticked stay in their place.
LISTED_BY = (
    *("ind", "lad", "ward", "q", "basis", "by", "near", "shape", "x", "y", "with", "as", "date"),
    *("practice", "rankby", "rows", "sort", "venues"),
)


def _each(words: Mapping[str, str]) -> str:
    """The values that a key may have, each with what readers call it."""
    return ", ".join(f"{value} ({said})" for value, said in words.items())


@dataclass(frozen=True)
class Keys(Question):
    """The table. (`with` and `as` are words of Python: their fields end in an underscore.)"""

    x: str = key(
        "indicator across the scatter",
        said="Across the scatter: {}",
        reads=lambda words: one_of(words.indicators),
        default=lambda words: next(iter(words.axes), ""),
        control="chart",
        embed=EmbedUse("the figure across", only=("scatter",)),
    )
    y: str = key(
        "indicator up the scatter",
        said="Up the scatter: {}",
        reads=lambda words: one_of(words.indicators),
        default=lambda words: next(reversed(words.axes), ""),
        control="chart",
        embed=EmbedUse("the figure up", only=("scatter",)),
    )
    with_: str = key(
        "second indicator on the map, or none",
        said="Compared with: {}",
        reads=lambda words: one_or_none(words.indicators),
        default=lambda _: "",
        control="form",
    )
    as_: str = key(
        f"how two indicators are shown: {_each(COMPARED)}",
        said="Compared as: {}",
        reads=lambda _: one_of(COMPARED),
        default=lambda _: "pair",
        control="form",
    )
    date: str = key(
        "day of a trend that the map shows, or none for the latest figures",
        said="Date: {}",
        reads=lambda words: one_or_none(words.dates),
        default=lambda _: "",
        kept=True,
        embed=EmbedUse("the date, where there are several", only=("map",)),
    )
    practice: str = key(
        "outcome of general practices",
        said="GP practices coloured by {}",
        reads=lambda words: one_of(words.practices),
        default=lambda words: first(words.practices, words.usual),
        control="form",
        embed=EmbedUse("the figure of GP practices", only=PRACTICE_CHARTS),
    )
    circle: str = key(
        "count that the circles show",
        said="Circles count: {}",
        reads=lambda words: one_of(words.counts),
        default=lambda words: first(words.counts, words.usual),
        replies_when=("over", ("circles",)),
        control="form",
    )
    rankby: str = key(
        f"what wards are ordered by: {_each(RANK_BY)}",
        said="Wards ordered by {}",
        reads=lambda _: one_of(RANK_BY),
        default=lambda _: "share",
        embed=EmbedUse("how wards are ordered", only=("wards",)),
    )
    rows: str = key(
        "which rows tables show: first or all",
        said="Rows of tables: {}",
        reads=lambda _: one_of(("first", "all")),
        default=lambda _: "first",
        embed=EmbedUse(always=True),
    )
    page: tuple[str, ...] = key(
        f"later pages of long tables, {ROWS_A_PAGE} rows each: a chart, a minus, a number",
        said="Later pages of tables: {}",
        reads=lambda words: pages_of(words.charts),
        default=lambda _: (),
        there=lambda words: words.longest > ROWS_A_PAGE,
        turns=True,
        reset_by=LISTED_BY,
        many="sorted",
        embed=EmbedUse(always=True),
    )
    sort: str = key(
        "what the list of areas is ordered by; from the other end with a minus before it",
        said="List ordered by {}",
        reads=lambda _: one_of((*SORTS, *(f"-{one}" for one in SORTS))),
        default=lambda _: "figure",
    )
    charts: str = key(
        "which charts stand beside the map: first or all",
        said="Charts: {}",
        reads=lambda _: one_of(("first", "all")),
        default=lambda _: "first",
    )
    tables: tuple[str, ...] = key(
        "charts whose table is open",
        said="Tables shown: {}",
        reads=lambda words: many_of(words.charts),
        default=lambda _: (),
        many="sorted",
    )
    over: tuple[str, ...] = key(
        "overlays on the map from the top down, or none",
        said="Layers with figures: {}",
        reads=lambda words: in_order(words.overlays, lowest=STREETS),
        default=lambda words: words.first_overlays,
        replies_when=("over", ("practices", "circles", "clusters")),
        kept=True,
        many="in order",
        control="form",
    )
    venues: tuple[str, ...] = key(
        "kinds of venues on the map",
        said="Venues: {}",
        reads=lambda words: many_of(words.venues),
        default=lambda _: (),
        kept=True,
        many="sorted",
        control="form",
    )
    faint: tuple[str, ...] = key(
        "overlays that are drawn faintly",
        said="Drawn faintly: {}",
        reads=lambda words: many_of(words.layers),
        default=lambda _: (),
        replies=False,
        kept=True,
        many="sorted",
        control="form",
    )
    fade: int = key(
        "how strongly areas are shaded, 30 to 100 per cent",
        said="Strength of the shading: {} per cent",
        reads=lambda _: number_from(*STRENGTHS),
        default=lambda _: STRENGTH,
        replies=False,
        kept=True,
        control="form",
    )
    at: Position | None = key(
        "position of the map: latitude, longitude, zoom; the whole authority without one",
        said="Position of the map: {}",
        reads=lambda _: read_position,
        default=lambda _: None,
        replies=False,
        kept=True,
        reset_by=("lad", "ward"),
    )
