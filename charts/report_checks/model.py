"""What a check is asked, and what it finds under one definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from charts.words import level_words
from geodata.catalogue import Indicator, Source
from geodata.catalogue.reports import Attempt, Claim
from geodata.store import Store


@dataclass(frozen=True)
class Found:
    """What open figures say under one definition.

    `value` is in the unit of the claim, nan where it is in words alone; `text` is how it is
    printed. `of` says what it is counted among. `view` is the query string of the map that shows
    it, empty where none does, and `seen` how many areas of today that selects, 0 for all. `agrees`
    is about a figure of another year or place too (`standing` "today"), and then proves nothing.
    `given` is the condition under which a claim that agrees with it holds.
    """

    definition: str
    text: str
    value: float
    agrees: bool
    standing: str
    given: str
    of: str
    period: str
    areas: str
    indicators: tuple[Indicator, ...]
    lists: tuple[Source, ...]
    view: str
    seen: int

    @property
    def decides(self) -> bool:
        """Whether the claim stands or falls by it."""
        return self.standing != "today"

    @property
    def own(self) -> bool:
        """Whether it rests on the report's own numbers alone, and on no publication."""
        return not self.sources

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications it is from."""
        return tuple(dict.fromkeys((*(one.source for one in self.indicators), *self.lists)))


Check = Callable[[Store, Claim, Attempt], Found | None]


@dataclass(frozen=True)
class Finder:
    """Writes what is found for one attempt at a claim."""

    claim: Claim
    attempt: Attempt

    def found(
        self,
        definition: str,
        text: str,
        value: float,
        *indicators: Indicator,
        agrees: bool | None = None,
        of: str = "",
        period: str = "",
        lists: tuple[Source, ...] = (),
        view: str = "",
        seen: int = 0,
    ) -> Found:
        """What is found. Without a word on whether it `agrees`, the claim's own number says it."""
        first = next(iter(indicators), None)
        return Found(
            definition=definition,
            text=text,
            value=value,
            agrees=self.claim.agrees(value) if agrees is None else agrees,
            standing=self.attempt.standing,
            given=self.attempt.given,
            of=of or (first.denominator if first and first.has_parts else ""),
            period=period or (first.period if first else ""),
            areas=level_words(first) if first else "",
            indicators=indicators,
            lists=lists,
            view=view or (view_of(first) if first else ""),
            seen=seen,
        )


def view_of(indicator: Indicator, more: Mapping[str, str] | None = None) -> str:
    """The query string of the map of an indicator, with more keys."""
    practices = indicator.level == "practice"
    keys = {"practice": indicator.key, "over": "practices"} if practices else {"ind": indicator.key}
    return urlencode({**keys, **(more or {})}, safe=",")
