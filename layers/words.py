"""The words a map says: legend titles, ranks and what a decile means."""

from __future__ import annotations

from geodata.catalogue import Indicator
from geodata.classify import Classes
from geodata.format import number


def legend_title(indicator: Indicator, classes: Classes) -> str:
    """Title of the legend, such as "Index of Multiple Deprivation 2025: quintiles of England"."""
    level = f", neighbourhoods of {indicator.vintage}" if indicator.level == "msoa" else ""
    if indicator.kind.categorical:
        return full_label(indicator) + level
    if indicator.reference is not None:
        return f"{full_label(indicator)}: bands around {number(indicator.reference)}{level}"
    classes_of = {
        "decile": "deciles",
        "national-quintile": "quintiles",
        "local-quintile": "quintiles",
        "rank": "bands of rank",
    }[classes.measure.key]
    return f"{full_label(indicator)}: {classes_of} of {classes.basis}{level}"


def classes_name(indicator: Indicator, classes: Classes) -> str:
    """What the classes are called in a menu: "National quintile", "Bands around 100"."""
    if indicator.reference is not None:
        return f"Bands around {number(indicator.reference)}"
    return classes.measure.label


def full_label(indicator: Indicator) -> str:
    """Label with its edition, the way an indicator is named wherever it stands alone."""
    comma = "," if indicator.edition.startswith("to ") else ""
    return f"{indicator.label}{comma} {indicator.edition}"


def both_labels(first: Indicator, second: Indicator) -> str:
    """Two indicators by name, an edition that they share said once."""
    names = full_label(first), full_label(second)
    if first.edition == second.edition and first is not second:
        names = first.label, full_label(second)
    return " and ".join(names)


def decile_words(indicator: Indicator, place: str) -> tuple[str, ...]:
    """What each decile of a national rank, 1 to 10, says about an area, in words."""
    ends = f"1 = {indicator.more}, 10 = {indicator.less}"
    near = [f"among the {indicator.more} {10 * number}%" for number in range(1, 6)]
    far = [f"among the {indicator.less} {10 * (11 - number)}%" for number in range(6, 11)]
    return tuple(
        f"Decile {number} ({ends}): {words} of areas in {place}"
        for number, words in enumerate(near + far, start=1)
    )


def ranked_words(indicator: Indicator, place: str, total: int) -> str:
    """A rank, as a pattern with {rank}: "rank {rank} of 33,755 areas in England (1 = ...)"."""
    if indicator.kind.categorical:
        return ""
    noun = {"msoa": "neighbourhoods", "practice": "practices"}.get(indicator.level, "areas")
    return f"rank {{rank}} of {number(total)} {noun} in {place} (1 = {indicator.rank_ends[0]})"
