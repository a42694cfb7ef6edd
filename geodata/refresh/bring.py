"""Publishers' tables put among an authority's figures, and what sources say of those there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geodata.errors import ExplorerError, fault, shortened
from geodata.refresh.cache import Cache, Held
from geodata.refresh.changes import Fetched, Refused
from geodata.refresh.fetch import Fetcher
from geodata.refresh.source import Area, Source
from geodata.refresh.tables import Compared, compare
from geodata.sources import limits
from geodata.sources.cells import read_cells


@dataclass
class _Noting:
    """A Fetch that notes what it fetched."""

    fetcher: Fetcher
    seen: list[Held] = field(default_factory=list)

    @property
    def cache(self) -> Cache:
        return self.fetcher.cache

    def __call__(self, address: str, *, kind: str) -> Held:
        held = self.fetcher(address, kind=kind)
        self.seen.append(held)
        return held


def bring(
    area: Area,
    chosen: Sequence[Source],
    fetcher: Fetcher,
    *,
    strict: bool,
    report: Callable[[str], None],
) -> tuple[list[Fetched | Refused], list[str]]:
    """How each table differs from the one before, and the sentences of the sources' notes.

    Of a file that several sources fill, each finds what those before it made. A source that is
    refused, or over which there is an unexpected fault, leaves its tables as they are; when
    `strict`, its error is raised instead. OSError is this machine's, and always raised.
    """
    answer: list[Fetched | Refused] = []
    notes: list[str] = []
    for source in chosen:
        noting = _Noting(fetcher)
        try:
            texts: Mapping[str, str] = source.read(noting, area)
            _check_limits(source, texts, area)
            notes += source.notes(noting, area)
        except Exception as error:
            if strict or isinstance(error, OSError):
                raise
            report(f"refused {source.key}: its tables stay, the rest goes on")
            tables = [area.authority.table(key) for key in source.tables]
            answer += [Refused(table, source.key, _words(error)) for table in tables]
            continue
        report(f"fetched {source.key}: {sum(one.size for one in noting.seen):,} bytes")
        for key, text in texts.items():
            table = area.authority.table(key)
            compared = _put(area.file(key), text, dict(table.marks))
            answer.append(Fetched(table, tuple(noting.seen), compared))
    return answer, notes


def _words(error: Exception) -> str:
    if isinstance(error, ExplorerError):
        return str(error)
    return f"{fault(error)}: {shortened(str(error))}"


def _check_limits(source: Source, texts: Mapping[str, str], area: Area) -> None:
    """Refuse figures that the tables cannot have, before any of the source is put in its place."""
    for key, text in texts.items():
        table = area.authority.table(key)
        if table.limits:
            path = _fresh(area.file(key), text)
            try:
                limits.check(read_cells(path), table, file=f"{source.key}, {table.file}")
            finally:
                path.unlink()


def _fresh(path: Path, text: str) -> Path:
    """A text beside the file in whose place it is to go."""
    fresh = path.with_name(f"fresh-{path.name}")
    fresh.write_text(text, encoding="utf-8", newline="")
    return fresh


def _put(path: Path, text: str, own: Mapping[str, str]) -> Compared:
    """Write a table; where no cell differs from the one that is there, that one stays."""
    fresh = _fresh(path, text)
    compared = compare(path, fresh, own=own)
    if compared.changes:
        os.replace(fresh, path)
    else:
        fresh.unlink()
    return compared
