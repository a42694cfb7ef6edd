"""Numbers and lists as words. Areas are deprived, not people: no phrase here says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.catalogue import Indicator
from geodata.format import number
from geodata.geography import LSOA, WARD, in_force

COUNTRY = "England"
INDICATIVE = "How sure they are is not published: places that differ may differ by chance."
LONGEST = 25  # words of a sentence
NOUNS = {"lsoa": "area", "msoa": "neighbourhood", "practice": "practice"}
TERMS = {"lsoa": "small areas (LSOAs)", "msoa": "neighbourhoods (MSOAs)"}
STATUS = {
    "ok": "published",
    "suppressed": "suppressed",
    "missing": "missing",
    "not_applicable": "not applicable",
}


def with_noun(count: int, one: str, many: str = "") -> str:
    """Count with its noun: "1 area", "1,204 areas"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def the_noun(count: int, one: str, many: str = "") -> str:
    """Counted things that are known: "the area", "the 4 areas"."""
    return f"the {one}" if count == 1 else f"the {with_noun(count, one, many)}"


def some_of(part: int, whole: int, one: str, many: str = "") -> str:
    """Part of a whole: "4 of 191 areas"."""
    return f"{number(part)} of {with_noun(whole, one, many)}"


def best_fit() -> str:
    """What a figure of a whole ward rests on."""
    return (
        f"Wards are those of {in_force(WARD)}. Figures are aggregated from small areas on a "
        "best-fit basis, and may differ slightly from other sources."
    )


def fits(sentence: str) -> bool:
    """Whether a sentence can be read in one breath."""
    words = (word.strip(".,;:()") for word in sentence.split())
    return sum(word != "" for word in words) <= LONGEST


def joined(items: Sequence[str], *, most: int = 0, noun: str = "") -> str:
    """Items as a list in words. More than `most` become "and 2 more <noun>"."""
    if most and len(items) > most:
        rest = f"{number(len(items) - most)} more {noun}".rstrip()
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
    """What the indicator is published for, one of them: "area", "neighbourhood"."""
    return NOUNS[indicator.level]


def level_words(indicator: Indicator) -> str:
    """What the indicator is published for, in full: "small areas (LSOAs) of 2021"."""
    if indicator.level == "practice":
        return "GP practices"
    return f"{TERMS[indicator.level]} of {indicator.vintage}"


def areas_of(indicator: Indicator, count: int) -> str:
    """Counted areas, naming the year of areas that are no longer current."""
    return with_noun(count, noun(indicator)) + vintage_words(indicator)


def vintage_words(indicator: Indicator) -> str:
    """Words to follow "areas" where the indicator is on areas of an earlier year."""
    current = indicator.vintage == LSOA[1] or indicator.level == "practice"
    return "" if current else f" of {indicator.vintage}"


def cut(indicator: Indicator, per_cent: int) -> str:
    """A named cut-point: "the most deprived 1% of England"."""
    return f"the {indicator.more} {per_cent}% of {indicator.ranked_in}"
