"""Local figures beside the catalogue: one entry of JSON for each file that was added.

An entry lies beside its table in the folder `own` of an authority's figures and is carried by the
manifest of the bundle. It holds a `source`, a `table`, a list of `indicators` and one of `trends`,
each as the catalogue's TOML would say it, so that all else treats them as it treats any figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.catalogue.entries import mapping, refuse
from geodata.catalogue.holdings import Table
from geodata.catalogue.indicators import read_indicator, read_source, read_trend
from geodata.catalogue.model import THEMES, Indicator, Source, Trend
from geodata.catalogue.tables import read_table
from geodata.errors import CatalogueError
from geodata.text_files import TextFileError, read_json

if TYPE_CHECKING:
    from geodata.catalogue import Authority, Catalogue

FOLDER = "own"
PUBLIC = "public"
Entries = Mapping[str, Mapping[str, Any]]


def read_entries(figures: Path, *, public: bool = False) -> dict[str, Mapping[str, Any]]:
    """The entries in the folder `own` of an authority's figures, by key; none without a folder.

    With `public` those for everybody alone. CatalogueError for a file that is no such entry.
    """
    found = {}
    for path in sorted((figures / FOLDER).glob("*.json")):
        try:
            content = read_json(path, "an entry in JSON")
        except TextFileError as error:
            where = f"line {error.row}" if error.row else "file"
            raise CatalogueError(
                file=path.name, key=where, found=error.found, expected=error.expected
            ) from error
        entry = mapping(path.name, path.stem, content)
        audience = mapping(path.name, "source", entry.get("source", {})).get("audience")
        if not public or audience == PUBLIC:
            _parts(path.stem, entry, {})
            found[path.stem] = entry
    return found


def with_own(
    catalogue: Catalogue, authority: Authority, entries: Entries
) -> tuple[Catalogue, Authority]:
    """Catalogue and authority with local figures, each at the end of its theme.

    CatalogueError for what the catalogue would refuse, and for keys or labels that it has already.
    """
    for key, entry in entries.items():
        catalogue, authority = _with_entry(catalogue, authority, key, entry)
    return catalogue, authority


def _with_entry(
    catalogue: Catalogue, authority: Authority, key: str, entry: Mapping[str, Any]
) -> tuple[Catalogue, Authority]:
    file = f"{FOLDER}/{key}.json"
    sources = {one.key: one for one in catalogue.sources}
    if key in sources or key in {one.key for one in authority.tables}:
        refuse(file, key, "a key used before", "a new key")
    sources[key], table, own, trends = _parts(key, entry, sources)
    unknown = {key for one in trends for key in (one.indicator, *one.at)} - {one.key for one in own}
    if unknown:
        refuse(file, "trends", ", ".join(sorted(unknown)), "figures of the same file")
    taken = {one.key for one in catalogue.indicators}
    labels = {(one.label, one.edition) for one in catalogue.indicators}
    for one in own:
        if one.key in taken or (one.label, one.edition) in labels:
            refuse(file, one.key, f"{one.label!r}, which there is", "a title of its own")
    ordered = sorted((*catalogue.indicators, *own), key=lambda one: THEMES.index(one.theme))
    return (
        replace(
            catalogue,
            indicators=tuple(ordered),
            sources=tuple(sources.values()),
            trends=(*catalogue.trends, *trends),
        ),
        replace(
            authority,
            tables=(*authority.tables, table),
        ),
    )


def _parts(
    key: str, entry: Mapping[str, Any], known: Mapping[str, Source]
) -> tuple[Source, Table, list[Indicator], list[Trend]]:
    """What an entry holds, its indicators one at least; CatalogueError for what is none."""
    file = f"{FOLDER}/{key}.json"
    said, table = (mapping(file, part, entry.get(part)) for part in ("source", "table"))
    source = read_source(file, key, said)
    sources = {**known, key: source}
    indicators = [
        read_indicator(file, str(one["key"]), _without_key(one), sources=sources)
        for one in _listed(file, "indicators", entry.get("indicators"))
    ]
    if not indicators:
        refuse(file, "indicators", "an empty list", "one indicator at least")
    trends = [
        read_trend(file, str(one["key"]), _without_key(one), sources=sources)
        for one in _listed(file, "trends", entry.get("trends", []))
    ]
    return source, read_table(file, key, table, sources=sources), indicators, trends


def _listed(file: str, name: str, found: object) -> list[Mapping[str, Any]]:
    """What an entry lists under a name, each with a key."""
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and "key" in one for one in found
    ):
        refuse(file, name, "something else", f"a list of {name} with a key each")
    return found


def _without_key(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "key"}
