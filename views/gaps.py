"""The keys of the page about inequality: tails, a gap, groups, a floor, conditions that meet.

The same grammar as the map's view (`views/view.py`), with a table of keys of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from views.key import key
from views.readers import in_order, number_from, one_of
from views.view import parse_as
from views.vocabulary import Vocabulary

COUNTED = {"areas": "small areas", "people": "people"}
SPLITS = {
    "national": "national quintiles of deprivation",
    "local": "local quintiles of deprivation",
    "ward": "wards",
    "msoa": "neighbourhoods",
    "mix": "fifths of ethnic mix",
}
LEVELS = {"own": "the areas it is published for", "ward": "wards", "quintile": "national quintiles"}
MOST_CONDITIONS = 5
LARGEST = 99_999


def splits(words: Vocabulary) -> dict[str, str]:
    """What a gap can be between, by key, with what is held."""
    return {key: said for key, said in SPLITS.items() if key != "mix" or words.mixed}


@dataclass(frozen=True)
class GapsView:
    """The table; what a bundle cannot say has no values."""

    by: str = key(
        "index whose ranks among all areas of the country are counted",
        said="Index: {}",
        reads=lambda words: one_of(words.ranked),
        default=lambda words: next(iter(words.ranked), ""),
    )
    above: int = key(
        "per cent at which a band begins, 0 for all from the end on",
        said="From {} per cent",
        reads=lambda _: number_from(0, 49),
        default=lambda _: 0,
    )
    cut: int = key(
        "per cent at which the tails are cut, 1 to 50",
        said="To {} per cent",
        reads=lambda _: number_from(1, 50),
        default=lambda _: 20,
    )
    count: str = key(
        "what is counted in the tails: areas or people",
        said="Counted: {}",
        reads=lambda _: one_of(COUNTED),
        default=lambda _: "areas",
    )
    ind: str = key(
        "figure that has a good and a bad end",
        said="Figure: {}",
        reads=lambda words: one_of(words.concerning),
        default=lambda words: next(iter(words.concerning), ""),
    )
    split: str = key(
        "what the gap is between: national, local, ward, msoa or mix",
        said="Between {}",
        reads=lambda words: one_of(splits(words)),
        default=lambda _: "national",
    )
    groups: str = key(
        "groups of people whose spread is looked at, by their group in the catalogue",
        said="Groups: {}",
        reads=lambda words: one_of(words.groupings),
        default=lambda words: next(iter(words.groupings), ""),
    )
    floor: float = key(
        "value of the figure that no area is to fall short of, 0 for that of the whole place",
        said="Floor: {}",
        reads=lambda _: number_from(0, LARGEST, decimals=2),
        default=lambda _: 0.0,
    )
    level: str = key(
        "areas that the floor is for: own, ward or quintile",
        said="Floor for {}",
        reads=lambda _: one_of(LEVELS),
        default=lambda _: "own",
    )
    both: tuple[str, ...] = key(
        "conditions that meet, each a figure with a dot and its end: more or less; five at most",
        said="Conditions: {}",
        reads=lambda words: in_order(words.conditions),
        default=lambda words: words.usual_conditions,
        many="in order",
    )


def parse_gaps(query: str, words: Vocabulary) -> tuple[GapsView, tuple[str, ...]]:
    """View held by a query string, and a phrase for each part that was ignored. Never raises."""
    view, ignored = parse_as(GapsView, query, words)
    if view.above >= view.cut:
        ignored = (*ignored, f"above={view.above} (expected is less than {view.cut})")
        view = replace(view, above=0)
    return view, ignored
