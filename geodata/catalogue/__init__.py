"""The catalogue: what can be shown, where it comes from, and how each authority's files are named.

Content lives in TOML beside this module; code only reads it. An unknown key, a missing key, an
unknown source or a value of the wrong type is refused with the file, the key and what was expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geodata.catalogue.load import entries, read_authority, read_indicator, read_source
from geodata.catalogue.model import Authority, Indicator, Source, Table
from geodata.errors import CatalogueError, UnknownKeyError

CATALOGUE_DIR = Path(__file__).parent

__all__ = [
    "CATALOGUE_DIR",
    "Authority",
    "Catalogue",
    "Indicator",
    "Source",
    "Table",
    "load_authority",
    "load_catalogue",
]


@dataclass(frozen=True)
class Catalogue:
    """Every indicator in display order, and every source."""

    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key, or UnknownKeyError listing the keys there are."""
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator
        known = ", ".join(indicator.key for indicator in self.indicators)
        raise UnknownKeyError(f"There is no indicator {key!r}; the catalogue has {known}.")

    def source(self, key: str) -> Source:
        """The source of that key, or UnknownKeyError listing the keys there are."""
        for source in self.sources:
            if source.key == key:
                return source
        known = ", ".join(source.key for source in self.sources)
        raise UnknownKeyError(f"There is no source {key!r}; the catalogue has {known}.")


def load_catalogue(directory: Path = CATALOGUE_DIR) -> Catalogue:
    """Read sources.toml and indicators/*.toml (by file name, then in the order written)."""
    sources = {
        key: read_source("sources.toml", key, entry)
        for key, entry in entries(directory / "sources.toml")
    }
    indicators: dict[str, Indicator] = {}
    labels: dict[tuple[str, str], str] = {}
    for path in sorted((directory / "indicators").glob("*.toml")):
        file = f"indicators/{path.name}"
        for key, entry in entries(path):
            if key in indicators:
                raise CatalogueError(
                    file=file, key=key, found="a key used before", expected="a new key"
                )
            indicator = read_indicator(file, key, entry, sources=sources)
            name = (indicator.label, indicator.edition)
            if name in labels:
                raise CatalogueError(
                    file=file,
                    key=f"{key}.label",
                    found=f"the label and edition of {labels[name]}",
                    expected="a label that is unique within its edition",
                )
            labels[name] = key
            indicators[key] = indicator
    return Catalogue(indicators=tuple(indicators.values()), sources=tuple(sources.values()))


def load_authority(code: str, directory: Path = CATALOGUE_DIR) -> Authority:
    """Read authorities/<code>.toml, or say which authorities there are."""
    path = directory / "authorities" / f"{code}.toml"
    known = sorted(file.stem for file in (directory / "authorities").glob("*.toml"))
    if code not in known:
        raise CatalogueError(
            file="authorities/",
            key=code,
            found="no such file",
            expected=f"one of {', '.join(known)}",
        )
    sources = {key for key, _ in entries(directory / "sources.toml")}
    return read_authority(path, code, sources=sources)
