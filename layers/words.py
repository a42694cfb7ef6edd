"""The words a map says: legend titles, class labels and what a decile means."""

from __future__ import annotations

from calendar import month_name

from geodata.catalogue import Indicator
from geodata.classify import Classes


def legend_title(indicator: Indicator, classes: Classes) -> str:
    """Title of the legend, such as "Index of Multiple Deprivation 2025, quintiles of England"."""
    kind = {
        "decile": "deciles",
        "national-quintile": "quintiles",
        "local-quintile": "quintiles",
        "rank": "bands of rank",
    }[classes.measure.key]
    return f"{full_label(indicator)}: {kind} of {classes.basis}"


def full_label(indicator: Indicator) -> str:
    """Label with its edition, the way an indicator is named wherever it stands alone."""
    return f"{indicator.label} {indicator.edition}"


def month(published: str) -> str:
    """A publication date such as "2025-10" the way it is spoken: "October 2025"."""
    year, _, number = published.partition("-")
    return f"{month_name[int(number)]} {year}" if number else year


def decile_words(indicator: Indicator, place: str) -> tuple[str, ...]:
    """What each decile, 1 to 10, says about an area, in words."""
    near = [f"among the {indicator.more} {10 * number} %" for number in range(1, 6)]
    far = [f"among the {indicator.less} {10 * (11 - number)} %" for number in range(6, 11)]
    ends = f"1 = {indicator.more}, 10 = {indicator.less}"
    return tuple(
        f"Decile {number} ({ends}): {words} of areas in {place}"
        for number, words in enumerate(near + far, start=1)
    )
