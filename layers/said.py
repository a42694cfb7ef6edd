"""One figure of one place in words, as the card beside the map says it."""

from __future__ import annotations

from geodata.store import Values
from layers.words import figure, ranked_words, value_words

WITHOUT = {
    "suppressed": "Suppressed",
    "missing": "No figure",
    "not_applicable": "Not applicable",
}


def said(values: Values, index: int, *, place: str) -> str:
    """The value with its unit and parts; why there is none where there is none.

    `place` is the authority's name: figures without a national rank are ranked in it.
    """
    status = str(values.status[index])
    if status != "ok":
        return WITHOUT.get(status, "No figure")
    pattern = value_words(values.indicator)
    if not pattern:
        return ranked(values, index, place=place)
    known = values.indicator.has_parts
    return pattern.format(
        value=digits(values, index),
        numerator=f"{values.numerator[index]:,.0f}" if known else "",
        denominator=f"{values.denominator[index]:,.0f}" if known else "",
    )


def ranked(values: Values, index: int, *, place: str) -> str:
    """The rank of a place with what it is ranked among; empty where it has none."""
    if not values.rank[index]:
        return ""
    indicator = values.indicator
    among = indicator.ranked_in if indicator.total else place
    words = ranked_words(indicator, among, values.total)
    return words.format(rank=f"{int(values.rank[index]):,}")


def digits(values: Values, index: int) -> str:
    """A value as digits; a share never rounds something to nothing, or nearly all to all."""
    indicator, value = values.indicator, float(values.value[index])
    if indicator.kind == "category":
        return values.words[index]
    if indicator.kind == "share" and 0 < value < 0.05:
        return "under 0.1"
    if indicator.kind == "share" and 99.95 <= value < 100:
        return "over 99.9"
    return figure(indicator, value)
