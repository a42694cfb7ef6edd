"""One figure of one place in words, as the card beside the map says it."""

from __future__ import annotations

from geodata.format import WITHOUT, number, with_parts, with_unit
from geodata.store import Values
from layers.words import ranked_words


def said(values: Values, index: int, *, place: str) -> str:
    """The value with its unit and parts; why there is none where there is none.

    `place` is the authority's name: figures without a national rank are ranked in it.
    """
    status = str(values.status[index])
    if status != "ok":
        return WITHOUT.get(status, "No figure")
    indicator, value = values.indicator, float(values.value[index])
    if indicator.kind.is_rank:
        return ranked(values, index, place=place)
    if not indicator.has_parts:
        return with_unit(indicator, value)
    parts = (float(one[index]) for one in (values.numerator, values.denominator))
    return with_parts(indicator, value, *parts)


def ranked(values: Values, index: int, *, place: str) -> str:
    """The rank of a place with what it is ranked among; empty where it has none."""
    if not values.rank[index]:
        return ""
    indicator = values.indicator
    among = indicator.ranked_in if indicator.total else place
    words = ranked_words(indicator, among, values.total)
    return words.format(rank=number(int(values.rank[index])))
