"""Levels of areas by year and the patterns of their codes, from catalogue/geography.toml.

LEVELS have boundaries; FIGURE_LEVELS are those and the practices of a list, which are points.
LSOA is what everything is made of, the LSOAs of the newest year; LSOA_BEFORE are those of the year
before it. Names of columns follow from level and year: `column(LSOA, "code")` is lsoa21_code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import CatalogueError, UnknownKeyError
from geodata.text_files import TextFileError, read_toml

GEOGRAPHY_FILE = Path(__file__).parent / "catalogue" / "geography.toml"
NEEDED = ("lsoa", "msoa", "ward", "borough", "lad", "practice")

Level = tuple[str, int]


@dataclass(frozen=True)
class Geography:
    """The levels there are: the pattern of the codes and the years (newest first) of each name.

    `points` are the names without boundaries, `named` those that a look-up may name and nothing is
    published on; `since` has the words for a year that needs more; `before` has the levels of a
    year before all those, of which only names are known.
    """

    patterns: dict[str, str]
    vintages: dict[str, tuple[int, ...]]
    points: tuple[str, ...]
    named: tuple[str, ...]
    since: dict[Level, str]
    before: tuple[Level, ...]

    @property
    def figure_levels(self) -> tuple[Level, ...]:
        """Every level that figures can be on, in the order written."""
        published = (one for one in self.vintages.items() if one[0] not in self.named)
        return tuple((name, year) for name, years in published for year in years)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels with boundaries."""
        return tuple(level for level in self.figure_levels if level[0] not in self.points)

    def newest(self, name: str) -> Level:
        """The newest level of a name, or UnknownKeyError."""
        if name not in self.vintages:
            raise UnknownKeyError(f"There is no level {name}, only {', '.join(self.vintages)}.")
        return name, self.vintages[name][0]


def read_geography(path: Path) -> Geography:
    """A file like catalogue/geography.toml, or CatalogueError with the key that is wrong."""
    try:
        content = read_toml(path, "a TOML file")
    except TextFileError as error:
        raise _refusal(path, "file", error.found, error.expected) from error
    for name in NEEDED:
        if name not in content:
            raise _refusal(path, name, "nothing", "a level, the build needs it")
    for name, entry in content.items():
        _check(path, name, entry)
    if len(content["lsoa"]["vintages"]) < 2:
        found = str(content["lsoa"]["vintages"])
        raise _refusal(path, "lsoa.vintages", found, "two years, the newest and the one before")
    return Geography(
        patterns={name: entry["pattern"] for name, entry in content.items()},
        vintages={name: tuple(entry["vintages"]) for name, entry in content.items()},
        points=tuple(name for name, entry in content.items() if entry.get("points", False)),
        named=tuple(name for name, entry in content.items() if entry.get("named", False)),
        since={
            (name, int(year)): words
            for name, entry in content.items()
            for year, words in entry.get("in_force", {}).items()
        },
        before=tuple((name, one["before"]) for name, one in content.items() if "before" in one),
    )


def _check(path: Path, name: str, entry: Any) -> None:
    known = {"pattern", "vintages", "points", "named", "in_force", "before"}
    if not isinstance(entry, dict) or not {"pattern", "vintages"} <= entry.keys() <= known:
        raise _refusal(path, name, repr(entry), f"{', '.join(sorted(known))}")
    years = entry["vintages"]
    if not years or years != sorted(set(years), reverse=True):
        raise _refusal(path, f"{name}.vintages", str(years), "years, each once and newest first")
    before = entry.get("before", min(years) - 1)
    if not isinstance(before, int) or before >= min(years):
        raise _refusal(path, f"{name}.before", str(before), f"a year before {min(years)}")
    dates = entry.get("in_force", {})
    if not isinstance(dates, dict) or not dates.keys() <= set(map(str, years)):
        raise _refusal(path, f"{name}.in_force", str(dates), "a table of texts by vintage")
    try:
        re.compile(entry["pattern"])
    except re.error as error:
        raise _refusal(path, f"{name}.pattern", str(error), "a regular expression") from error


def _refusal(path: Path, key: str, found: str, expected: str) -> CatalogueError:
    return CatalogueError(file=path.name, key=key, found=found, expected=expected)


def prefix(name: str, vintage: int) -> str:
    """How the columns of a level begin: "lsoa21"; practices have no year in theirs."""
    return name if name in GEOGRAPHY.points else f"{name}{vintage % 100:02d}"


def column(level: Level, what: str) -> str:
    """The column of a level's "code" or "name"."""
    return f"{prefix(*level)}_{what}"


def in_force(level: Level) -> str:
    """Since when the areas of a level are those, in words: "May 2023", or its year alone."""
    return GEOGRAPHY.since.get(level, str(level[1]))


GEOGRAPHY = read_geography(GEOGRAPHY_FILE)
LEVELS = GEOGRAPHY.levels
FIGURE_LEVELS = GEOGRAPHY.figure_levels
CODE_PATTERNS = GEOGRAPHY.patterns
# The levels that a look-up of LSOAs names: all but the authority itself.
LOOKED_UP = tuple(level for level in LEVELS if level[0] != "borough")

LSOA, MSOA, WARD, BOROUGH, LAD = (
    GEOGRAPHY.newest(name) for name in ("lsoa", "msoa", "ward", "borough", "lad")
)
LSOA_BEFORE: Level = ("lsoa", GEOGRAPHY.vintages["lsoa"][1])
LSOA_CODE, LSOA_NAME = column(LSOA, "code"), column(LSOA, "name")
BEFORE_CODE, BEFORE_NAME = column(LSOA_BEFORE, "code"), column(LSOA_BEFORE, "name")
MSOA_CODE, MSOA_NAME = column(MSOA, "code"), column(MSOA, "name")
WARD_CODE, WARD_NAME = column(WARD, "code"), column(WARD, "name")
LAD_CODE, LAD_NAME = column(LAD, "code"), column(LAD, "name")
FORMER_WARD = "former_ward_name"  # what a ward before those was called, where that is known
FORMER_NAMES = tuple(column(level, "name") for level in GEOGRAPHY.before if level[0] == "ward")
