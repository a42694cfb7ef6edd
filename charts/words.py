"""Numbers and lists as words. Areas are deprived, not people: no phrase here says otherwise."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geodata.catalogue import Indicator

CURRENT_VINTAGE = 2021
PEOPLE_OF = "mid-2022"
NOUNS = {"lsoa": "area", "msoa": "MSOA", "practice": "practice"}
STATUS = {
    "ok": "published",
    "suppressed": "suppressed",
    "missing": "missing",
    "not_applicable": "not applicable",
}


def number(value: float) -> str:
    """Whole number with thousands commas."""
    return f"{value:,.0f}"


def percent(fraction: float) -> str:
    """Percentage with one decimal. Never rounds something to nothing, or nearly all to all."""
    if math.isnan(fraction):
        return "no share"
    if 0 < fraction < 0.0005:
        return "under 0.1 %"
    if 0.9995 <= fraction < 1:
        return "over 99.9 %"
    return f"{100 * fraction:.1f} %"


def signed(value: float) -> str:
    """A difference with one decimal and its sign; none where it rounds to nought."""
    text = f"{value:+.1f}".replace("-", "−")
    return "0.0" if text in ("+0.0", "−0.0") else text


def counted(count: int, one: str, many: str = "") -> str:
    """Count with its noun: "1 area", "1,204 areas"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def some_of(part: int, whole: int, one: str, many: str = "") -> str:
    """Part of a whole: "4 of 191 areas"."""
    return f"{part:,} of {counted(whole, one, many)}"


def best_fit(year: int) -> str:
    """What a figure of a whole ward rests on."""
    return (
        f"Wards are those of May {year}. Figures are aggregated from small areas on a best-fit "
        "basis, and may differ slightly from other sources."
    )


def rank_of(rank: float, total: int) -> str:
    """Place among all that are ranked: "rank 12 of 33,755"."""
    return f"rank {rank:,.0f} of {total:,}"


def joined(items: Sequence[str], *, most: int = 0, noun: str = "") -> str:
    """Items as a list in words. More than `most` become "and 2 more <noun>"."""
    if most and len(items) > most:
        rest = f"{len(items) - most} more {noun}".rstrip()
        return f"{', '.join(items[:most])} and {rest}"
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def capital(sentence: str) -> str:
    """Sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def short_label(indicator: Indicator) -> str:
    """Short label with its edition, the edition said once."""
    label = indicator.short_label
    return label if label.endswith(indicator.edition) else f"{label} {indicator.edition}"


def noun(indicator: Indicator) -> str:
    """What the indicator is published for, one of them: "area", "MSOA", "practice"."""
    return NOUNS[indicator.level]


def level_words(indicator: Indicator) -> str:
    """What the indicator is published for, in full: "LSOAs of 2021"."""
    if indicator.level == "practice":
        return "general practices"
    return f"{indicator.level.upper()}s of {indicator.vintage}"


def areas_of(indicator: Indicator, count: int) -> str:
    """Counted areas, naming the year of areas that are no longer current."""
    return counted(count, noun(indicator)) + vintage_words(indicator)


def vintage_words(indicator: Indicator) -> str:
    """Words to follow "areas" where the indicator is on areas of an earlier year."""
    current = indicator.vintage == CURRENT_VINTAGE or indicator.level == "practice"
    return "" if current else f" of {indicator.vintage}"


def value_words(indicator: Indicator, value: float) -> str:
    """One value with its unit: "rank 12 of 33,755", "1,286 people"."""
    if indicator.kind == "rank" and indicator.total is not None:
        return rank_of(value, indicator.total)
    unit = indicator.unit
    if unit.startswith("% "):
        return f"{value:.1f} {unit}"
    if unit.startswith("from "):
        return f"{amount(indicator, value)} on a scale {unit}"
    return f"{amount(indicator, value)} {unit}"


def amount(indicator: Indicator, value: float) -> str:
    """One value without its unit, as exactly as its kind deserves."""
    if indicator.kind == "index":
        return f"{value:.2f}"
    if indicator.kind in ("share", "mean", "rate"):
        return f"{value:,.1f}"
    return number(value)


def interval(low: float, high: float) -> str:
    """A confidence interval of a share, in words: "95 % interval 1.2 to 3.4 %"."""
    if math.isnan(low) or math.isnan(high):
        return "no interval"
    return f"95 % interval {100 * low:.1f} to {100 * high:.1f} %"


def cut(indicator: Indicator, per_cent: int) -> str:
    """A named cut-point: "the most deprived 1 % of England"."""
    return f"the {indicator.more} {per_cent} % of {indicator.ranked_in}"
