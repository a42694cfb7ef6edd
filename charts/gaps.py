"""The gap between deprivation quintiles: one definition in every chart, the others by name.

The gap is the figure of the least less that of the most deprived quintile, from counts added up,
on the basis of the quintile filter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from charts.estimates import Estimate
from charts.findings import Figure, Where, figure_of
from charts.model import Context
from charts.quintile_shares import slope_of
from charts.words import noun
from geodata.catalogue import Indicator
from geodata.format import (
    RATIO_DECIMALS,
    Difference,
    difference_of,
    number,
    ratio_of,
    signed,
)
from geodata.stats import Slope, newcombe_difference, risk_ratio

METHOD = "the least less the most deprived quintile, from counts added up"
OTHER_BASIS = {"national": "local", "local": "national"}


@dataclass(frozen=True)
class Gap:
    """The figures of the most and the least deprived quintile that have one, and their numbers."""

    subject: Indicator
    basis: str
    ends: tuple[int, int]
    most: Estimate
    least: Estimate

    @property
    def size(self) -> tuple[float, float, float]:
        """Least less most deprived in the indicator's unit: difference, low, high.

        Shares of counts have Newcombe's interval, other kinds none (nan).
        """
        most, least = self.most, self.least
        if not _is_share(self.subject):
            return least.value - most.value, nan, nan
        found = newcombe_difference(least.count, least.total, most.count, most.total)
        middle, low, high = (100 * float(one) for one in found)
        return middle, low, high

    @property
    def printed(self) -> Difference:
        """The gap as it is printed, in agreement with the values printed beside it."""
        return difference_of(self.subject, self.least.value, self.most.value)

    @property
    def words(self) -> str:
        """The gap with its unit."""
        return self.printed.in_unit(unit_of_difference(self.subject))

    def figure(self, where: Where, *, date: str = "") -> Figure:
        """The gap as the figure of a finding."""
        middle, low, high = self.size
        return Figure(
            concept=f"gap of {self.subject.key} between {self.basis} quintiles",
            where=where,
            text=self.printed.words,
            value=middle,
            low=low,
            high=high,
            bounds=f"95% interval {signed_bounds(low, high)}" if low == low else "",
            method=METHOD,
            date=date,
        )

    def end(self, which: int, where: Where) -> Figure:
        """The figure of the most (0) or the least (1) deprived quintile."""
        one = (self.most, self.least)[which]
        return figure_of(self.subject, one, where, of=quintile_of(self.basis, self.ends[which]))


def quintile_of(basis: str, quintile: int) -> str:
    """The name of the part of a place that a quintile is."""
    return f"{basis} quintile {quintile}"


def gap_of(subject: Indicator, basis: str, each: Sequence[Estimate]) -> Gap | None:
    """The gap between the outermost quintiles with a value; None where fewer than two have one."""
    known = [at for at, one in enumerate(each, start=1) if one.known]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    return Gap(subject, basis, (first, last), each[first - 1], each[last - 1])


def unit_of_difference(subject: Indicator) -> str:
    """The unit of a difference between two values: points for shares and around a reference."""
    if subject.reference is not None:
        return "points"
    return "percentage points" if subject.kind.is_share else subject.unit


def signed_bounds(low: float, high: float) -> str:
    """Bounds of a difference, each with its sign."""
    return f"{signed(low)} to {signed(high)}"


def other_definitions(
    context: Context, gap: Gap | None, other: Gap | None = None
) -> tuple[str, ...]:
    """Other measures of the gap, each by its name and with its value.

    `other` is the gap between the quintiles of the other basis. The indices of inequality are
    given where more is good or bad.
    """
    named: list[str] = []
    if gap is not None:
        named += _ratio(gap)
    if other is not None:
        last, first = other.ends[1], other.ends[0]
        named.append(
            f"Gap between {other.basis} quintiles {last} and {first}: {other.words}"
            f"{_sure(*other.size[1:])}."
        )
    subject = gap.subject if gap else None
    if subject is not None and subject.polarity != "neutral" and not subject.kind.is_rank:
        slope = slope_of(context.store, subject.key, context.selection.filter.by)
        named += _indices(context, subject, slope) if slope else ()
    sure = " In brackets are 95% intervals." if any("(" in one for one in named) else ""
    return (f"Other definitions. {' '.join(named)}{sure}",) if named else ()


def _sure(low: float, high: float) -> str:
    return f" ({signed_bounds(low, high)})" if low == low else ""


def _ratio(gap: Gap) -> list[str]:
    """The most over the least deprived quintile; nothing where one of them is nought or less."""
    found = ratio_of(gap.subject, gap.most.value, gap.least.value)
    if found is None:
        return []
    sure = ""
    if _is_share(gap.subject):
        most, least = gap.most, gap.least
        low, high = (
            float(one) for one in risk_ratio(most.count, most.total, least.count, least.total)[1:]
        )
        sure = _ratio_sure(low, high)
    first, last = gap.ends
    return [f"Ratio of {gap.basis} quintile {first} to {last}: {found}{sure}."]


def _ratio_sure(low: float, high: float) -> str:
    if low != low:
        return ""
    words = " to ".join(number(one, RATIO_DECIMALS) for one in (low, high))
    return f" ({words})"


def _indices(context: Context, subject: Indicator, slope: Slope) -> list[str]:
    """The slope and the relative index of inequality, which do not depend on what is selected."""
    unit, where = unit_of_difference(subject), f"all {noun(subject)}s of {context.place}"
    said = [
        f"Slope index of inequality over {where}: {signed(slope.slope)} {unit}"
        f"{_sure(slope.slope_low, slope.slope_high)}, least less most deprived."
    ]
    if slope.ratio == slope.ratio:
        ratio = number(slope.ratio, RATIO_DECIMALS)
        sure = _ratio_sure(slope.ratio_low, slope.ratio_high)
        said.append(f"Relative index of inequality: {ratio}{sure}, most over least.")
    return said


def _is_share(subject: Indicator) -> bool:
    return subject.kind.is_share and subject.has_parts
