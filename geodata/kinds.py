"""Kinds of figures: what each needs, how it is said, how it adds up, which interval it may have.

A kind is the only thing that is asked what a figure is. An indicator names its kind in the
catalogue; whoever formats, adds up, classes or compares asks the kind and never its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# How a larger area's value is found from those of the small areas in it.
Adding = Literal["parts", "change in parts", "sum", "mean", "mean rank", "none"]


@dataclass(frozen=True)
class Kind:
    """One kind of figure.

    `decimals` are shown of a value, `fine` of one below `fine_below`. `sign` follows a number
    ("6.3%"). `signed` numbers carry their plus. `words` says a value with its unit,
    `words_with_parts` with its numerator and denominator too: patterns with {value}, {unit},
    {numerator}, {denominator} and {whole}, the words for what a share is a share of.

    `adding` says how a larger area's value is found: "parts" (numerators over denominators, added
    up), "change in parts" (that of one date less that of another), "sum", people-weighted "mean"
    or "mean rank", or "none" at all. `interval` is the one that the kind may have; `parts` says
    whether the catalogue names a numerator and a denominator of every value, and
    `scale` what their quotient is multiplied by (a rate says it itself, per how many).
    """

    key: str
    name: str
    words: str
    words_with_parts: str = ""
    decimals: int = 0
    fine: int = 0
    fine_below: float = 0.0
    sign: str = ""
    signed: bool = False
    adding: Adding = "mean"
    interval: str = "none"
    parts: Literal["never", "may", "must"] = "never"
    scale: int = 100
    categorical: bool = False

    @property
    def is_rank(self) -> bool:
        """Whether the value is a rank itself: then the words of the rank say it."""
        return self.adding == "mean rank"

    @property
    def is_count(self) -> bool:
        """Whether values are numbers of people, households or events, which circles can show."""
        return self.adding == "sum" and not self.signed

    @property
    def is_share(self) -> bool:
        """Whether values are percentages of a whole."""
        return self.sign == "%"

    @property
    def is_fraction(self) -> bool:
        """Whether values are counted events or people over the people they are counted among."""
        return self.is_share or self.parts == "must"


_KINDS = (
    Kind("rank", "rank", "", adding="mean rank"),
    Kind("count", "number", "{value} {unit}", adding="sum", parts="may"),
    Kind("density", "density", "{value} {unit}", fine=1, fine_below=100, adding="parts", scale=1),
    Kind(
        "share",
        "share",
        "{value}{unit}",
        "{value}% ({numerator} of {denominator}{whole})",
        decimals=1,
        sign="%",
        adding="parts",
        interval="wilson",
        parts="may",
    ),
    Kind(
        "rate",
        "rate",
        "{value} {unit}",
        "{value} {unit} ({numerator} events, {denominator} at risk)",
        decimals=1,
        adding="parts",
        interval="byar",
        parts="must",
    ),
    Kind("index", "index", "{value} on a scale {unit}", decimals=2),
    Kind("ratio", "ratio", "{value} ({unit})", decimals=1),
    Kind("score", "score", "{value} {unit}", decimals=1),
    Kind("years", "years", "{value} {unit}", decimals=1),
    Kind("change", "change", "{value} {unit}", signed=True, adding="sum"),
    Kind(
        "change_in_share",
        "change",
        "{value} {unit}",
        decimals=1,
        signed=True,
        adding="change in parts",
    ),
    Kind("category", "category", "{value}", adding="none", categorical=True),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _KINDS}
SHARE = KINDS["share"]
