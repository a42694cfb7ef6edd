"""The one place where numbers become words: rounded half up, grouped in thousands.

`Decimal` does the rounding, so that 6.25 is 6.3 everywhere; binary floats would make it 6.2 here
and 6.3 there. How many decimals a figure has is known to its kind (`geodata/kinds.py`) alone.
"""

from __future__ import annotations

import math
from calendar import month_name
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.kinds import SHARE

if TYPE_CHECKING:
    from geodata.catalogue import Indicator

MINUS = "−"
WITHOUT = {
    "suppressed": "Suppressed",
    "missing": "No figure",
    "not_applicable": "Not applicable",
}
RATIO_DECIMALS = 2
_ONE = {
    "people": "person",
    "children": "child",
    "patients": "patient",
    "households": "household",
}
MOST_DECIMALS = 9  # beyond these a float holds no figure, only the error of a division


@lru_cache(maxsize=16_384)
def rounded(value: float, decimals: int = 0) -> Decimal:
    """The number rounded half up (away from nought). Raises ValueError for nan and infinity.

    A view prints the same figures in map, charts, tables and sentences: each is rounded once.
    """
    if not math.isfinite(value):
        raise ValueError(f"Expected a number to round, found {value}.")
    exact = Decimal(repr(round(float(value), MOST_DECIMALS)))
    step = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(step) if step.is_zero() else step


def number(value: float, decimals: int = 0) -> str:
    """A number with thousands separated by commas: "1,234.5"; a true minus below nought."""
    return f"{rounded(value, decimals):,f}".replace("-", MINUS)


def signed(value: float, decimals: int = 1) -> str:
    """A number with its sign, "+0.8" or "−3.0"; none where it rounds to nought."""
    step = rounded(value, decimals)
    return number(value, decimals) if step <= 0 else f"+{number(value, decimals)}"


def percent(fraction: float) -> str:
    """A fraction (0 to 1) as a percentage with its sign: "6.3%". nan is "no share"."""
    return share_words(100 * fraction)


def share_words(value: float) -> str:
    """A percentage (0 to 100) with its sign: "6.3%". nan is "no share".

    Never rounds something to nothing, or nearly all to all.
    """
    return "no share" if math.isnan(value) else f"{share_amount(value)}{SHARE.sign}"


def share_amount(value: float, finer: int = 0) -> str:
    """A percentage without its sign, as `share_words` has it; with `finer` more decimals."""
    digits = SHARE.decimals + finer
    least = 10.0**-digits
    if value > 0 and rounded(value, digits) == 0:
        return f"under {number(least, digits)}"
    if value < 100 and rounded(value, digits) == 100:
        return f"over {number(100 - least, digits)}"
    return number(value, digits)


def decimals_of(indicator: Indicator, value: float) -> int:
    """How many decimals a value of this indicator is shown with."""
    kind = indicator.kind
    return kind.fine if abs(value) < kind.fine_below else kind.decimals


def amount(indicator: Indicator, value: float) -> str:
    """A value without its unit, as exactly as its kind deserves; the word of a category."""
    kind = indicator.kind
    if kind.categorical:
        return indicator.categories[int(value) - 1]
    if kind.is_share:
        return share_amount(value)
    digits = decimals_of(indicator, value)
    return signed(value, digits) if kind.signed else number(value, digits)


def with_sign(indicator: Indicator, value: float) -> str:
    """A value where its unit is known from elsewhere: "6.3%", "1,286", "0.31"."""
    return f"{amount(indicator, value)}{indicator.kind.sign}"


def with_unit(indicator: Indicator, value: float) -> str:
    """A value with its unit: "6.3% of the register", "1,286 people", "rank 12 of 33,755"."""
    if indicator.kind.is_rank and indicator.total is not None:
        return rank_of(value, indicator.total)
    shown = amount(indicator, value)
    return indicator.kind.words.format(value=shown, unit=_unit_of(shown, indicator.unit))


def _unit_of(shown: str, unit: str) -> str:
    """A unit to follow a printed number: "person" after 1, "people" after all others."""
    noun, space, rest = unit.partition(" ")
    return f"{_ONE.get(noun, noun)}{space}{rest}" if shown.lstrip(f"+{MINUS}") == "1" else unit


def with_parts(indicator: Indicator, value: float, numerator: float, denominator: float) -> str:
    """A value with what it is made of: "6.3% (12 of 190 on the register)"."""
    pattern = indicator.kind.words_with_parts
    if not pattern or math.isnan(numerator) or math.isnan(denominator):
        return with_unit(indicator, value)
    return pattern.format(
        value=amount(indicator, value),
        unit=indicator.unit,
        numerator=number(numerator),
        denominator=number(denominator),
        whole=whole_words(indicator),
    )


def whole_words(indicator: Indicator) -> str:
    """What a share is a share of, to follow its denominator: " on the register"."""
    noun = indicator.denominator_label
    return f" on {noun}" if noun.startswith("the ") else f" {noun}"


def interval(indicator: Indicator, low: float, high: float) -> str:
    """The bounds of an interval in the indicator's own unit: "1.2 to 3.4%"; "" without one."""
    if math.isnan(low) or math.isnan(high):
        return ""
    digits = indicator.kind.decimals
    return f"{number(low, digits)} to {number(high, digits)}{indicator.kind.sign}"


def share_interval(low: float, high: float) -> str:
    """The interval of a percentage in words: "95% interval 1.2 to 3.4%"."""
    if math.isnan(low) or math.isnan(high):
        return "no interval"
    digits = SHARE.decimals
    return f"95% interval {number(low, digits)} to {number(high, digits)}{SHARE.sign}"


def source_words(indicator: Indicator) -> str:
    """Publisher, title and month of publication of what a figure is from."""
    source = indicator.source
    return f"{source.publisher}, {source.title}, {month(source.published)}"


def tick_words(tick: float, width: float) -> str:
    """A number at a gridline of an axis `width` wide, with decimals where the steps need them."""
    steps = 3 if width <= 0 else math.ceil(-math.log10(width / 3))
    return number(tick, max(0, steps))


@dataclass(frozen=True)
class Difference:
    """A difference as it is printed, and whether it is that of the printed values."""

    words: str
    agrees: bool

    def __str__(self) -> str:
        return self.words if self.agrees else f"{self.words}, before rounding"

    @property
    def is_nothing(self) -> bool:
        """Whether it rounds to nought: what differs by so little is said to be about the same."""
        return not self.words.strip("0.")

    def in_unit(self, unit: str) -> str:
        """The difference with its unit: "0.9 percentage points before rounding"."""
        words = f"{self.words} {_unit_of(self.words, unit)}"
        return words if self.agrees else f"{words} before rounding"


def difference(one: float, other: float) -> Difference:
    """How far two shares in per cent lie apart, from the unrounded ones: "0.9".

    Where the values as printed beside it differ by something else, it says "before rounding".
    """
    exact = rounded(one - other, SHARE.decimals)
    printed = rounded(one, SHARE.decimals) - rounded(other, SHARE.decimals)
    plain = not (_is_bound(one) or _is_bound(other))
    return Difference(number(abs(float(exact)), SHARE.decimals), plain and exact == printed)


def difference_of(indicator: Indicator, one: float, other: float) -> Difference:
    """One value less another of an indicator, with its sign, each printed as its kind asks."""
    digits = decimals_of(indicator, one), decimals_of(indicator, other)
    exact = rounded(one - other, max(digits))
    printed = rounded(one, digits[0]) - rounded(other, digits[1])
    agrees = exact == printed and not _has_bound(indicator, one, other)
    return Difference(signed(float(exact), max(digits)), agrees)


def _is_bound(share: float) -> bool:
    """Whether a percentage is printed as a bound and no number: "under 0.1"."""
    return share_amount(share).startswith(("under", "over"))


def _has_bound(indicator: Indicator, *values: float) -> bool:
    return indicator.kind.is_share and any(map(_is_bound, values))


def ratio_of(indicator: Indicator, one: float, other: float) -> Difference | None:
    """One value over another of an indicator, to two decimals; None where that says nothing."""
    printed = [rounded(each, decimals_of(indicator, each)) for each in (one, other)]
    if min(one, other) <= 0 or min(printed) <= 0:
        return None
    words = number(one / other, RATIO_DECIMALS)
    same = words == number(float(printed[0] / printed[1]), RATIO_DECIMALS)
    return Difference(words, same and not _has_bound(indicator, one, other))


def rank_of(rank: float, total: int) -> str:
    """A place among all that are ranked: "rank 12 of 33,755"."""
    return f"rank {number(rank)} of {number(total)}"


def ordinal(place: int) -> str:
    """A place in an order: "1st", "12th", "22nd"."""
    teen = place % 100 in (11, 12, 13)
    return f"{number(place)}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def month(published: str) -> str:
    """A publication date such as "2025-10" the way it is spoken: "October 2025"."""
    year, *rest = published.split("-")
    return f"{month_name[int(rest[0])]} {year}" if rest else year


def day(iso: str) -> str:
    """A day such as "2021-07-11" the way it is spoken: "11 July 2021"."""
    year, at, date = iso.split("-")
    return f"{int(date)} {month_name[int(at)]} {year}"
