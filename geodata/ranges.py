"""What a key says of each class: from which value to which it goes, without two that overlap.

A key has one precision: that of its cards, or one decimal more where two classes would else meet in
a printed number. More would say nothing: of the 1,500 people of a small area one is 0.07%, so that
the third decimal of a percentage tells no people apart. What meets even then is "under" the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, zip_longest

from geodata.catalogue import Indicator
from geodata.format import MOST_DECIMALS, decimals_of, number, rounded, share_amount, signed

Span = tuple[float, float]
End = tuple[str, Decimal]


def class_ranges(indicator: Indicator, spans: Sequence[Span | None]) -> tuple[str, ...]:
    """From which value to which each class goes: "12.1 to 34.0%"; "none" for an empty class.

    Ends are rounded as values are, all to as many decimals. "2.60 to under 4.00%" stands before a
    class that begins at what rounds to 4.00 too. What differs by the error of a division alone is
    printed alike.
    """
    inside = sorted(span for span in spans if span)
    least = max((decimals_of(indicator, end) for end in chain(*inside)), default=0)
    finer = range(least + 1, MOST_DECIMALS + 1)
    ways = [(least, "apart"), (least + 1, "apart"), *((digits, "under") for digits in finer)]
    tried = (_printed(indicator, inside, *way) for way in (*ways, (least, "alike")))
    shown = dict(zip(inside, next(filter(None, tried), ()), strict=True))
    sign = indicator.kind.sign
    return tuple(f"{shown[span]}{sign}" if span else "none" for span in spans)


def _printed(
    indicator: Indicator, spans: Sequence[Span], digits: int, meeting: str
) -> list[str] | None:
    """Classes in order of their values; None where two meet in a printed number and may not.

    With `meeting` "apart" none may; with "under" one may that begins below the next, and ends under
    it; with "alike" all may.
    """
    rows = []
    ends = [[_end(indicator, end, digits) for end in span] for span in spans]
    for ((low, start), (high, end)), after in zip_longest(ends, ends[1:]):
        words, place = after[0] if after else ("", Decimal("Infinity"))
        if end >= place and meeting != "alike":
            if meeting == "apart" or start >= place or " " in words:
                return None
            high = f"under {words}"
        rows.append(" to ".join(dict.fromkeys((low, high))))
    return rows


def _end(indicator: Indicator, end: float, digits: int) -> End:
    """An end of a class in words, and its place among others: "under 0.1" lies below 0.1."""
    kind = indicator.kind
    if not kind.is_share:
        return (signed if kind.signed else number)(end, digits), rounded(end, digits)
    words, half = share_amount(end, digits - kind.decimals), Decimal(5).scaleb(-digits - 1)
    bound = {"under": half, "over": -half}.get(words.partition(" ")[0], Decimal(0))
    return words, rounded(end, digits) + bound
