"""The keys of what is asked: which figure, in which classes, of which areas.

`views/keys.py` has them with those of how the answer is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.classify import MEASURES
from views.key import EmbedUse, key
from views.readers import circle_around, many_of, one_of, outline_around

QUINTILES = ("1", "2", "3", "4", "5")
# Charts of the pages of areas, in their order: they do not depend on the figure of the view.
AREA_CHARTS = ("benchmark", "small_areas", "nearby_practices", "nearby_venues", "change", "peers")
# Lists of places, which no figure changes.
PLACE_CHARTS = (*AREA_CHARTS, "venues")
PRACTICE_CHARTS = ("practices", "practices_deprivation", "waiting")
UNGROUPED_CHARTS = ("scatter", "authorities", "wards", "domains", "composition")


def first(offered: tuple[str, ...], usual: tuple[str, ...] = ()) -> str:
    """The first value offered, of the usual ones if there are any; empty when nothing is."""
    return next((one for one in offered if one in usual), next(iter(offered), ""))


@dataclass(frozen=True)
class Question:
    """The first part of the table.

    A ward lies in one authority: whoever chooses either puts the other away.
    """

    ind: str = key(
        "indicator that shades the map",
        said="Figure: {}",
        reads=lambda words: one_of(words.indicators),
        default=lambda words: first(words.indicators),
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
    lad: tuple[str, ...] = key(
        "codes of the local authorities that are selected, where the place is several",
        said="Local authorities: {}",
        reads=lambda words: many_of(words.authorities),
        default=lambda _: (),
        there=lambda words: bool(words.authorities),
        reset_by=("ward",),
        many="sorted",
        control="form",
        embed=EmbedUse("the local authority"),
    )
    ward: tuple[str, ...] = key(
        "codes of the wards that are selected",
        said="Wards: {}",
        reads=lambda words: many_of(words.wards),
        default=lambda _: (),
        reset_by=("lad",),
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
        default=lambda words: first(words.ranked),
        control="form",
    )
    area: tuple[str, ...] = key(
        "codes of the LSOAs that are picked; wards and quintiles wait meanwhile",
        said="Chosen areas: {}",
        reads=lambda words: many_of(words.areas),
        default=lambda _: (),
        reset_by=("lad", "ward", "q", "near", "shape"),
        many="sorted",
    )
    near: tuple[str, ...] = key(
        "circle: a postcode, practice or venue, or a latitude and a longitude, then metres",
        said="Circle around a place, with its radius in metres: {}",
        reads=lambda words: circle_around(words.landmarks),
        default=lambda _: (),
        reset_by=("lad", "ward", "area", "shape"),
        many="together",
        control="form",
    )
    shape: str = key(
        "outline of a drawn area, as an encoded polyline",
        said="Drawn area: {}",
        reads=lambda words: outline_around(words.landmarks),
        default=lambda _: "",
        reset_by=("lad", "ward", "area", "near"),
        control="form",
    )
