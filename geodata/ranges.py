"""What a key says of each class: from which value to which it goes, without two that overlap.

A value is printed with the decimals of its kind, on cards and in keys alike. Classes are cut
between ranks, so that the last value of one and the first of the next can be printed alike; only
there more decimals are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from geodata.catalogue import Indicator
from geodata.format import MOST_DECIMALS, amount, decimals_of, number, rounded, signed


def class_ranges(
    indicator: Indicator, spans: Sequence[tuple[float, float] | None]
) -> tuple[str, ...]:
    """From which value to which each class goes: "12.1 to 34.0%"; "none" for an empty class.

    Ends are printed as values are. Only where two classes would then meet in a printed number, the
    ends that meet get the fewest more decimals that tell them apart.
    """
    ends = sorted({(end, at) for at, span in enumerate(spans) if span for end in span})
    digits = [decimals_of(indicator, end) for end, _ in ends]
    while (met := _meeting(indicator, ends, digits)) is not None:
        coarser = min(digits[met : met + 2])
        digits[met : met + 2] = [max(one, coarser + 1) for one in digits[met : met + 2]]
    shown = {one: _end(indicator, one[0], many)[0] for one, many in zip(ends, digits, strict=True)}
    return tuple(
        " to ".join(dict.fromkeys(shown[end, at] for end in span)) + indicator.kind.sign
        if span
        else "none"
        for at, span in enumerate(spans)
    )


def _meeting(
    indicator: Indicator, ends: Sequence[tuple[float, int]], digits: Sequence[int]
) -> int | None:
    """Where an end (in order, each with its class) is printed too high for the one after it.

    In the next class that is as high, in its own class only higher. None where all stand apart.
    """
    place = [_end(indicator, end, many)[1] for (end, _), many in zip(ends, digits, strict=True)]
    for at, ((_, here), (_, after)) in enumerate(pairwise(ends)):
        met = place[at] > place[at + 1] or (here != after and place[at] == place[at + 1])
        if met and min(digits[at : at + 2]) < MOST_DECIMALS:
            return at
    return None


def _end(indicator: Indicator, end: float, digits: int) -> tuple[str, Decimal]:
    """An end of a class in words, and its place among others: "under 0.1" lies below 0.1."""
    place = rounded(end, digits)
    if digits != decimals_of(indicator, end):
        return (signed if indicator.kind.signed else number)(end, digits), place
    words, half = amount(indicator, end), Decimal(5).scaleb(-digits - 1)
    return words, place + {"under": half, "over": -half}.get(words.partition(" ")[0], Decimal(0))
