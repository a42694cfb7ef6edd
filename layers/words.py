"""The words a map says: legend titles, class labels, values and what a decile means."""

from __future__ import annotations

from calendar import month_name
from typing import Any

from geodata.catalogue import Indicator
from geodata.classify import Classes

DECIMALS = {"share": 1, "rate": 1, "mean": 1, "index": 2}


def legend_title(indicator: Indicator, classes: Classes) -> str:
    """Title of the legend, such as "Index of Multiple Deprivation 2025: quintiles of England"."""
    kind = {
        "decile": "deciles",
        "national-quintile": "quintiles",
        "local-quintile": "quintiles",
        "rank": "bands of rank",
    }[classes.measure.key]
    level = f", MSOA ({indicator.vintage})" if indicator.level == "msoa" else ""
    return f"{full_label(indicator)}: {kind} of {classes.basis}{level}"


def full_label(indicator: Indicator) -> str:
    """Label with its edition, the way an indicator is named wherever it stands alone."""
    comma = "," if indicator.edition.startswith("to ") else ""
    return f"{indicator.label}{comma} {indicator.edition}"


def month(published: str) -> str:
    """A publication date such as "2025-10" the way it is spoken: "October 2025"."""
    year, _, number = published.partition("-")
    return f"{month_name[int(number)]} {year}" if number else year


def day(iso: str) -> str:
    """A day such as "2021-07-11" the way it is spoken: "11 July 2021"."""
    year, number, at = iso.split("-")
    return f"{int(at)} {month_name[int(number)]} {year}"


def decile_words(indicator: Indicator, place: str) -> tuple[str, ...]:
    """What each decile of a national rank, 1 to 10, says about an area, in words."""
    ends = f"1 = {indicator.more}, 10 = {indicator.less}"
    near = [f"among the {indicator.more} {10 * number} %" for number in range(1, 6)]
    far = [f"among the {indicator.less} {10 * (11 - number)} %" for number in range(6, 11)]
    return tuple(
        f"Decile {number} ({ends}): {words} of areas in {place}"
        for number, words in enumerate(near + far, start=1)
    )


def value_words(indicator: Indicator) -> str:
    """A value with its unit, as a pattern: {value}, and {numerator} of {denominator} if known."""
    if indicator.kind == "rank":
        return ""
    if indicator.kind == "category":
        return "{value}"
    if indicator.kind == "share":
        noun = indicator.unit.removeprefix("% of ")
        whole = f" on {noun}" if noun.startswith("the ") else f" {noun}"
        if indicator.has_parts:
            return "{value} % ({numerator} of {denominator}" + whole + ")"
        return "{value} " + indicator.unit
    if indicator.kind == "rate":
        return "{value} " + indicator.unit + " ({numerator} events, {denominator} at risk)"
    if indicator.kind == "index":
        return "{value} on a scale " + indicator.unit
    return "{value} " + indicator.unit


def ranked_words(indicator: Indicator, place: str, total: int) -> str:
    """A rank, as a pattern with {rank}: "rank {rank} of 33,755 areas in England (1 = ...)"."""
    if indicator.kind == "category":
        return ""
    noun = {"msoa": "MSOAs", "practice": "practices"}.get(indicator.level, "areas")
    return f"rank {{rank}} of {total:,} {noun} in {place} (1 = {indicator.more})"


def figure(indicator: Indicator, value: float) -> str:
    """A number as this indicator shows it, without its unit."""
    if indicator.kind == "density" and value < 100:
        return f"{value:,.1f}"
    return f"{value:,.{DECIMALS.get(indicator.kind, 0)}f}"


def figure_range(indicator: Indicator, values: Any) -> str:
    """The values of a class: "12.1 to 34.0 %", or "none" when it is empty."""
    if not len(values):
        return "none"
    low, high = figure(indicator, float(min(values))), figure(indicator, float(max(values)))
    unit = " %" if indicator.kind == "share" else ""
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"
