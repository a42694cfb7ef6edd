"""What an interval says beside a reference, in a word and a colour that belong together.

Better and worse are said only where more is good or bad. Ethnicity, religion, age and numbers of
people are higher, similar or lower, never better or worse.
"""

from __future__ import annotations

from charts import svg
from charts.estimates import Estimate
from charts.svg import Marks
from geodata.catalogue import Indicator
from layers.palette import PAPER, SELECTION

COLOURS = {
    "better": "#00703C",
    "worse": "#D4351C",
    "higher": "#003078",
    "lower": "#5694CA",
    "": SELECTION,
}
SIMILAR = {"neutral": PAPER, "more_is_better": "#FFDD00", "more_is_worse": "#FFDD00"}
WORDS = {
    "neutral": ("lower", "similar", "higher"),
    "more_is_better": ("worse", "similar", "better"),
    "more_is_worse": ("better", "similar", "worse"),
}
RULE = (
    "{first} or {last} than {place}: the 95% interval leaves out {place}'s value. Similar: it "
    "does not. Shares have Wilson's interval. With many comparisons, about one in twenty would "
    "differ by chance alone."
)


def verdict(one: Estimate, reference: float, polarity: str) -> str:
    """The word for a share beside the whole place's; "" where there is no interval."""
    return between(one.low, one.high, reference, polarity)


def between(low: float, high: float, reference: float, polarity: str) -> str:
    """The word for an interval beside a reference; "" where one of them is missing."""
    if low != low or high != high or reference != reference:
        return ""
    lower, similar, higher = WORDS[polarity]
    if low > reference:
        return higher
    return lower if high < reference else similar


def colour(word: str, polarity: str) -> str:
    """The colour that goes with the word."""
    return SIMILAR[polarity] if word == "similar" else COLOURS[word]


def rule_note(indicator: Indicator, place: str) -> str:
    """How the words were found, for the notes of a chart."""
    first, _, last = WORDS[indicator.polarity]
    return RULE.format(first=first.capitalize(), last=last, place=place)


def key(x: float, y: float, polarity: str) -> Marks:
    """The three words with their colours."""
    marks = []
    for word in WORDS[polarity]:
        marks.append(svg.diamond(x + 6, y - 4.5, fill=colour(word, polarity)))
        marks.append(svg.label(x + 16, y, word, size=svg.SMALL))
        x += 16 + svg.text_width(word, size=svg.SMALL) + 14
    return svg.join(*marks)
