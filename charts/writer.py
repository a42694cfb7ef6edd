"""A writer of sentences that keeps each figure as it was written."""

from __future__ import annotations

from dataclasses import dataclass, field

from charts.estimates import Estimate
from charts.findings import Figure, Finding, Where, figure_of, share_figure
from geodata.catalogue import Indicator
from geodata.format import number


@dataclass
class Writer:
    """Writes the figures of a sentence, and keeps each one as it was written.

    Its methods return the words that go into the sentence. `finding` makes the typed finding of
    them, so that nothing is printed that is not known.
    """

    view: str = ""
    source: str = ""
    written: list[Figure] = field(default_factory=list)

    def put(self, figure: Figure) -> str:
        """A figure that is made already."""
        self.written.append(figure)
        return figure.text

    def value(
        self,
        concept: str,
        where: Where,
        value: float,
        text: str,
        bounds: str = "",
        *,
        date: str = "",
    ) -> str:
        """Any value with its own words; `bounds` is its interval in words."""
        return self.put(Figure(concept, where, text, float(value), bounds=bounds, date=date))

    def count(self, concept: str, where: Where, value: float) -> str:
        """A number of people, areas or practices."""
        return self.value(concept, where, value, number(value))

    def share(self, concept: str, where: Where, one: Estimate) -> str:
        """A share in per cent, with its interval and its counts."""
        return self.put(share_figure(concept, where, one))

    def estimate(self, indicator: Indicator, where: Where, one: Estimate, *, of: str = "") -> str:
        """A value of an indicator with the sign of its unit; `of` names a part of the place."""
        return self.put(figure_of(indicator, one, where, of=of))

    def finding(
        self,
        sentence: str,
        *,
        also: str = "",
        short: str = "",
        people: str = "",
        asked: Figure | None = None,
        reference: Figure | None = None,
        comparison: str = "",
    ) -> Finding:
        """What was written as a finding; without `asked` the first figure is the one asked for.

        A figure that no longer stands in the words, because a shorter sentence was taken, is left
        out.
        """
        words = f"{sentence} {also}"
        there = {one.about: one for one in self.written if _stands_in(one.text, words)}
        if asked is not None and not _stands_in(asked.text, words):
            asked = None
        figure = asked or next(iter(there.values()), None)
        if figure is not None and reference is not None and figure.about == reference.about:
            reference = None
        known = [one.about for one in (figure, reference) if one]
        return Finding(
            sentence,
            also=also,
            short=short,
            people=people,
            figure=figure,
            reference=reference,
            comparison=comparison,
            source=self.source,
            view=self.view,
            others=tuple(one for about, one in there.items() if about not in known),
        )


def _stands_in(text: str, words: str) -> bool:
    """Whether a figure stands in the words as itself, not as a part of a longer number."""
    at = words.find(text)
    while at >= 0:
        before, after = words[at - 1 : at], words[at + len(text) : at + len(text) + 2]
        longer = after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit())
        if not longer and not (before.isdigit() or before in (".", ",")):
            return True
        at = words.find(text, at + 1)
    return False
