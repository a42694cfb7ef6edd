"""What a chart or a view finds, typed: the sentence with the figures that are printed in it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Literal

from charts.estimates import Estimate
from geodata.catalogue import Indicator
from geodata.format import share_interval, share_words, source_words, with_sign, with_unit

Where = Literal["selection", "place"]
INTERVAL = "95% interval"
MOST_SURE = 4  # intervals in a sentence


@dataclass(frozen=True)
class Figure:
    """One figure of a finding, as it is printed (`text`) and as it is known.

    `concept` is the key of an indicator, or says what is worked out from one. `value`, `low` and
    `high` (a 95% interval) are in its unit, shares in per cent; `numerator` and `denominator` are
    counts; nan where there is none. `bounds` are the interval in words. `date` is a day of a
    series, empty for the latest figures.
    """

    concept: str
    where: Where
    text: str
    value: float
    numerator: float = nan
    denominator: float = nan
    low: float = nan
    high: float = nan
    date: str = ""
    method: str = ""
    bounds: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is a figure of, where and when: two that agree in this have one value."""
        return self.concept, self.where, self.date

    @property
    def sure(self) -> bool:
        """Whether it has an interval in words."""
        return self.bounds.startswith(INTERVAL)


@dataclass(frozen=True)
class Finding:
    """A sentence that answers a question, and what it rests on.

    `also` holds what follows it: the people behind it, and areas left out. `short` is the value
    beside that of the place, to follow a name, and `people` those behind it; empty where the
    sentence has no other form.
    `figure` is what was asked for, `reference` the value it is set beside, `comparison` the tested
    word between them (empty where no test is possible). `others` are all further figures that the
    words print. `source` names the publication, `view` is
    the query string of the view.
    """

    sentence: str
    also: str = ""
    short: str = ""
    people: str = ""
    figure: Figure | None = None
    reference: Figure | None = None
    comparison: str = ""
    source: str = ""
    view: str = ""
    others: tuple[Figure, ...] = ()

    @property
    def words(self) -> str:
        """The sentence with what follows it."""
        return f"{self.sentence} {self.also}".rstrip()

    @property
    def value(self) -> float:
        """The value asked for; nan where the sentence has none."""
        return self.figure.value if self.figure else nan

    @property
    def interval(self) -> tuple[float, float]:
        """Low and high of its 95% interval; nan without one."""
        return (self.figure.low, self.figure.high) if self.figure else (nan, nan)

    @property
    def details(self) -> tuple[str, ...]:
        """How sure the figure is and how it was found, for what stands behind the sentence."""
        one = self.figure
        if one is None:
            return ()
        named = f"The figure in the first sentence: {one.text}"
        where = "the selection" if one.where == "selection" else "the whole place"
        sure = f", {one.bounds}" if one.bounds else ""
        found = f" It is {one.method}." if one.method else ""
        tested = f" {_meaning(self.comparison)}" if self.comparison and one.bounds else ""
        return (f"{named} in {where}{sure}.{tested}{found}",)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that the sentence prints."""
        return (*(one for one in (self.figure, self.reference) if one), *self.others)

    @property
    def sureness(self) -> tuple[str, ...]:
        """The intervals of the figures printed, for what stands behind a chart; none without."""
        known = dict.fromkeys(
            f"{one.text} ({one.bounds.removeprefix(INTERVAL).strip()})"
            for one in self.figures
            if one.sure
        )
        first, rest = list(known)[:MOST_SURE], list(known)[MOST_SURE:]
        also = [f"Also {', '.join(rest)}."] if rest else []
        return (
            (" ".join([f"How sure, as 95% intervals: {', '.join(first)}.", *also]),)
            if known
            else ()
        )


def _meaning(word: str) -> str:
    """What the tested word of a comparison says about the interval."""
    side = "within" if word == "similar" else "outside"
    return f'"{word.capitalize()}" means that the whole place lies {side} that interval.'


def beside(
    sentence: str,
    indicator: Indicator,
    one: Estimate | None,
    whole: Estimate,
    *,
    word: str = "",
    view: str = "",
) -> Finding:
    """A finding on an indicator in the selection (None while everything is shown) and the place."""
    place = figure_of(indicator, whole, "place")
    return Finding(
        sentence,
        figure=place if one is None else figure_of(indicator, one, "selection"),
        reference=None if one is None else place,
        comparison=word,
        source=source_words(indicator),
        view=view,
    )


def figure_of(
    indicator: Indicator,
    one: Estimate,
    where: Where,
    *,
    of: str = "",
    date: str = "",
    method: str = "",
) -> Figure:
    """An estimate of an indicator as the figure of a finding; `of` names a part of the place."""
    return Figure(
        concept=f"{indicator.key} of {of}" if of else indicator.key,
        where=where,
        text=_text(indicator, one),
        value=one.value,
        numerator=float(one.count) if indicator.has_parts else nan,
        denominator=float(one.total) if indicator.has_parts else nan,
        low=one.low,
        high=one.high,
        date=date,
        method=method,
        bounds="" if one.low != one.low else one.bounds(indicator),
    )


def _text(indicator: Indicator, one: Estimate) -> str:
    if not one.known:
        return "no figure"
    return (with_unit if indicator.kind.is_rank else with_sign)(indicator, one.value)


def share_figure(concept: str, where: Where, one: Estimate, *, date: str = "") -> Figure:
    """A share in per cent as a figure."""
    return Figure(
        concept=concept,
        where=where,
        text=share_words(one.value),
        value=one.value,
        numerator=float(one.count),
        denominator=float(one.total),
        low=one.low,
        high=one.high,
        date=date,
        bounds=share_interval(one.low, one.high),
    )
