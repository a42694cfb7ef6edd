"""The catalogue: what can be shown, where it comes from, and which files of figures hold it.

Content lives in TOML beside this module; code only reads it. An unknown key, a missing key, an
unknown source or a value of the wrong type is refused with the file, the key and what was expected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from geodata.catalogue.authorities import authority_of, read_said
from geodata.catalogue.entries import entries, refuse
from geodata.catalogue.families import expand
from geodata.catalogue.holdings import Absent, Agreement, Authority, Table
from geodata.catalogue.indicators import (
    INDICATOR_FIELDS,
    TREND_FIELDS,
    read_indicator,
    read_source,
    read_trend,
)
from geodata.catalogue.model import THEMES, Indicator, Source, Trend
from geodata.catalogue.tables import read_tables
from geodata.errors import UnknownKeyError

CATALOGUE_DIR = Path(__file__).parent
FIGURES_DIR = CATALOGUE_DIR.parent / "figures"
NEAR = 3  # keys named beside one that is not there
AREA_LEVELS = ("lsoa", "msoa")

T = TypeVar("T", Indicator, Source, Trend)

__all__ = [
    "CATALOGUE_DIR",
    "FIGURES_DIR",
    "THEMES",
    "Absent",
    "Agreement",
    "Authority",
    "Catalogue",
    "Indicator",
    "Source",
    "Table",
    "Trend",
    "authority_as_said",
    "load_authority",
    "load_catalogue",
]


@dataclass(frozen=True)
class Catalogue:
    """Every indicator in display order, every source and every trend."""

    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]
    trends: tuple[Trend, ...] = ()

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key, or UnknownKeyError listing the keys there are."""
        return _found(self._indicators, key, what="indicator")

    def source(self, key: str) -> Source:
        """The source of that key, or UnknownKeyError listing the keys there are."""
        return _found({one.key: one for one in self.sources}, key, what="source")

    def trend(self, key: str) -> Trend:
        """The trend of that key, or UnknownKeyError listing the keys there are."""
        return _found({one.key: one for one in self.trends}, key, what="trend")

    def at(self, level: str) -> tuple[Indicator, ...]:
        """The indicators on one level ("lsoa", "msoa", "practice"), in display order."""
        return tuple(one for one in self.indicators if one.level == level)

    @property
    def of_areas(self) -> tuple[Indicator, ...]:
        """The indicators that can shade areas: those of LSOAs and of MSOAs, in display order."""
        return tuple(one for one in self.indicators if one.level in AREA_LEVELS)

    @property
    def ranked(self) -> tuple[Indicator, ...]:
        """The indicators of areas that are national ranks, in display order."""
        return tuple(one for one in self.of_areas if one.kind.is_rank)

    @property
    def counts(self) -> tuple[Indicator, ...]:
        """The indicators of areas that are counts, of people or of households."""
        return tuple(one for one in self.of_areas if one.kind.is_count)

    def group(self, name: str) -> tuple[Indicator, ...]:
        """The siblings of a group, in display order; none when there is no such group."""
        return tuple(one for one in self.indicators if name and one.group == name)

    def role(self, name: str) -> tuple[Indicator, ...]:
        """The figures that play a role (one of ROLES), in display order; none where none does."""
        return tuple(one for one in self.indicators if one.role == name)

    def without(
        self, *, indicators: Collection[str], trends: Collection[str]
    ) -> tuple[Catalogue, Absent]:
        """The catalogue without some of its entries, by key, and the entries left out.

        A trend goes with the indicator it is the history of.
        """
        gone = {*trends, *(one.key for one in self.trends if one.indicator in indicators)}
        rest = replace(
            self,
            indicators=tuple(one for one in self.indicators if one.key not in indicators),
            trends=tuple(one for one in self.trends if one.key not in gone),
        )
        absent = Absent(
            indicators=tuple(one for one in self.indicators if one.key in indicators),
            trends=tuple(one for one in self.trends if one.key in gone),
        )
        return rest, absent

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {one.key: one for one in self.indicators}


def _found(known: Mapping[str, T], key: str, *, what: str) -> T:
    if key not in known:
        near = get_close_matches(key, known, n=NEAR, cutoff=0) or ["none"]
        raise UnknownKeyError(f"There is no {what} {key!r}; nearest are {', '.join(near)}.")
    return known[key]


def load_catalogue(directory: Path = CATALOGUE_DIR) -> Catalogue:
    """Read sources.toml, indicators/*.toml and trends.toml.

    Indicators are in the order of THEMES, within a theme in the order of files and of writing.
    """
    sources = {
        key: read_source("sources.toml", key, entry)
        for key, entry in entries(directory / "sources.toml")
    }
    indicators: dict[str, Indicator] = {}
    labels: dict[tuple[str, str], str] = {}
    for path in sorted((directory / "indicators").glob("*.toml")):
        file = f"indicators/{path.name}"
        for key, entry in expand(file, entries(path), fields=INDICATOR_FIELDS):
            if key in indicators:
                refuse(file, key, "a key used before", "a new key")
            indicator = read_indicator(file, key, entry, sources=sources)
            name = (indicator.label, indicator.edition)
            if name in labels:
                found = f"the label and edition of {labels[name]}"
                refuse(file, f"{key}.label", found, "a label that is unique within its edition")
            labels[name] = key
            indicators[key] = indicator
    ordered = sorted(indicators.values(), key=lambda one: THEMES.index(one.theme))
    return Catalogue(
        indicators=tuple(ordered),
        sources=tuple(sources.values()),
        trends=_trends(directory / "trends.toml", indicators, sources),
    )


def _trends(
    path: Path, indicators: Mapping[str, Indicator], sources: Mapping[str, Source]
) -> tuple[Trend, ...]:
    trends: dict[str, Trend] = {}
    for key, entry in expand(path.name, entries(path), fields=TREND_FIELDS):
        if key in trends:
            refuse(path.name, key, "a key used before", "a new key")
        trend = read_trend(path.name, key, entry, sources=sources)
        if trend.indicator not in indicators or not indicators[trend.indicator].has_parts:
            found = repr(trend.indicator)
            refuse(path.name, f"{key}.indicator", found, "an indicator with a denominator")
        trends[key] = trend
    return tuple(trends.values())


def load_authority(
    code: str, directory: Path = CATALOGUE_DIR, figures: Path = FIGURES_DIR
) -> Authority:
    """An authority as its folder of figures says, with the tables of the catalogue."""
    return authority_as_said(read_said(figures / code), directory)


def authority_as_said(said: Mapping[str, Any], directory: Path = CATALOGUE_DIR) -> Authority:
    """An authority as a file of its own, or the manifest of a bundle, says what is its own."""
    sources = {key for key, _ in entries(directory / "sources.toml")}
    tables, agreements = read_tables(directory / "tables", sources=sources)
    return authority_of(said, tables=tables, agreements=agreements, sources=sources)
