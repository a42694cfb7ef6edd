"""One figure of one place in words: its value, its rank, and what is odd about it."""

from __future__ import annotations

from functools import lru_cache

from geodata.catalogue import Indicator
from geodata.format import WITHOUT, number, with_parts, with_unit
from geodata.store import Values
from layers.words import ranked_words

OVER = "Over 100%: more were counted than the register holds. Shown as published."


@lru_cache(maxsize=512)  # every measure of a figure says the same
def value_texts(values: Values, *, place: str) -> tuple[str, ...]:
    """The value of each place with its unit and parts; why there is none where there is none.

    `place` is the authority's name: figures without a national rank are ranked in it.
    """
    return tuple(value_text(values, index, place=place) for index in range(len(values.codes)))


def value_text(values: Values, index: int, *, place: str) -> str:
    """The value of one place, as `value_texts` has it."""
    status = str(values.status[index])
    if status != "ok":
        return WITHOUT[status]
    indicator, value = values.indicator, float(values.value[index])
    if indicator.kind.is_rank:
        return rank_text(values, index, place=place)
    if not indicator.has_parts:
        return with_unit(indicator, value)
    parts = (float(one[index]) for one in (values.numerator, values.denominator))
    return with_parts(indicator, value, *parts)


@lru_cache(maxsize=512)
def rank_texts(values: Values, *, place: str) -> tuple[str, ...]:
    """The rank of each place; "" for one without, and where the value is it or is indicative."""
    if values.indicator.kind.is_rank or values.indicator.indicative:
        return ("",) * len(values.codes)
    return tuple(rank_text(values, index, place=place) for index in range(len(values.codes)))


def rank_text(values: Values, index: int, *, place: str) -> str:
    """The rank of one place with what it is ranked among; "" where it has none."""
    if not values.rank[index]:
        return ""
    indicator = values.indicator
    among = indicator.ranked_in if indicator.total else place
    words = ranked_words(indicator, among, values.total)
    return words.format(rank=number(int(values.rank[index])))


def share_line(indicator: Indicator) -> str:
    """The line that names the denominator; "" for figures that are not shares of anything."""
    return f"Share of: {indicator.denominator}" if indicator.kind.is_fraction else ""
