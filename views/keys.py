"""The keys of a view: one entry a key. What else is known about keys is read off this table.

`python -m views` prints it. A new key is one entry here and the module that makes use of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.classify import MEASURES
from views.key import EmbedUse, key
from views.readers import (
    STRENGTHS,
    Position,
    circle_around,
    in_order,
    many_of,
    number_from,
    one_of,
    one_or_none,
    outline_around,
    read_position,
)
from views.vocabulary import COMPARED, RANK_BY, SORTS, STREETS

STRENGTH = 92  # per cent
QUINTILES = ("1", "2", "3", "4", "5")
# Charts of the pages of areas, in their order: they do not depend on the figure of the view.
AREA_CHARTS = ("benchmark", "small_areas", "nearby_practices", "nearby_venues", "change", "peers")
# Lists of places, which no figure changes.
PLACE_CHARTS = (*AREA_CHARTS, "venues")
PRACTICE_CHARTS = ("practices", "practices_deprivation", "waiting")
UNGROUPED_CHARTS = ("scatter", "wards", "domains", "composition")


def _first(offered: tuple[str, ...], usual: tuple[str, ...] = ()) -> str:
    """The first value offered, of the usual ones if there are any; empty when nothing is."""
    return next((one for one in offered if one in usual), next(iter(offered), ""))


def _each(words: Mapping[str, str]) -> str:
    """The values that a key may have, each with what readers call it."""
    return ", ".join(f"{value} ({said})" for value, said in words.items())


@dataclass(frozen=True)
class Keys:
    """The table. (`with` and `as` are words of Python: their fields end in an underscore.)"""

    ind: str = key(
        "indicator that shades the map",
        said="Figure: {}",
        reads=lambda words: one_of(words.indicators),
        default=lambda words: _first(words.indicators),
        control="form",
        embed=EmbedUse("the figure", without=(*PRACTICE_CHARTS, *PLACE_CHARTS)),
    )
    measure: str = key(
        "how its areas are grouped: decile, national-quintile, local-quintile, rank",
        said="Classes: {}",
        reads=lambda _: one_of(MEASURES),
        default=lambda _: "national-quintile",
        control="form",
        embed=EmbedUse(
            "how it is grouped (deciles, quintiles)",
            without=(*PRACTICE_CHARTS, *UNGROUPED_CHARTS, *PLACE_CHARTS),
        ),
    )
    ward: tuple[str, ...] = key(
        "codes of the wards that are selected",
        said="Wards: {}",
        reads=lambda words: many_of(words.wards),
        default=lambda _: (),
        many="sorted",
        control="form",
        embed=EmbedUse("the ward"),
    )
    q: tuple[str, ...] = key(
        "deprivation quintiles that are selected, 1 to 5",
        said="Deprivation quintiles: {}",
        reads=lambda words: many_of(QUINTILES if words.ranked else ()),
        default=lambda _: (),
        many="sorted",
        control="form",
        embed=EmbedUse("the deprivation quintile", without=PRACTICE_CHARTS),
    )
    basis: str = key(
        "whose quintiles those are: national or local",
        said="Quintiles are {}",
        reads=lambda _: one_of(("national", "local")),
        default=lambda _: "national",
        control="form",
    )
    by: str = key(
        "indicator with national ranks that the quintiles are of",
        said="Quintiles by {}",
        reads=lambda words: one_of(words.ranked),
        default=lambda words: _first(words.ranked),
        control="form",
    )
    area: tuple[str, ...] = key(
        "codes of the LSOAs that are picked; wards and quintiles wait meanwhile",
        said="Chosen areas: {}",
        reads=lambda words: many_of(words.areas),
        default=lambda _: (),
        reset_by=("ward", "q", "near", "shape"),
        many="sorted",
    )
    near: tuple[str, ...] = key(
        "circle: a postcode, practice or venue, or a latitude and a longitude, then metres",
        said="Circle around a place, with its radius in metres: {}",
        reads=lambda words: circle_around(words.landmarks),
        default=lambda _: (),
        reset_by=("ward", "area", "shape"),
        many="together",
        control="form",
    )
    shape: str = key(
        "outline of a drawn area, as an encoded polyline",
        said="Drawn area: {}",
        reads=lambda words: outline_around(words.landmarks),
        default=lambda _: "",
        reset_by=("ward", "area", "near"),
        control="form",
    )
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
        default=lambda words: _first(words.practices, words.usual),
        control="form",
        embed=EmbedUse("the figure of GP practices", only=PRACTICE_CHARTS),
    )
    circle: str = key(
        "count that the circles show",
        said="Circles count: {}",
        reads=lambda words: one_of(words.counts),
        default=lambda words: _first(words.counts, words.usual),
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
        reset_by=("ward",),
    )
