"""How a refresh ended: in a word for programs, in words for a terminal, and in CHANGES.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.refresh import posts
from geodata.refresh.changes import Fetched, Refused, escaped, sentences, summary
from geodata.refresh.choice import why_absent
from geodata.refresh.source import Area
from geodata.refresh.sources import SOURCES

REPLACED, PARTLY, SAME, WAITING, REFUSED = "replaced", "partly", "same", "waiting", "refused"
Brought = Sequence[Fetched | Refused]


@dataclass(frozen=True)
class Outcome:
    """How it ended, in words, and where CHANGES.md is.

    REPLACED; PARTLY, when something was refused and the rest replaced; SAME, when nothing is new;
    WAITING for a person; REFUSED, when something was refused and nothing is new. `refused` has a
    sentence for each source.
    """

    state: str
    words: str
    changes: Path
    refused: tuple[str, ...] = ()


def told(
    area: Area,
    brought: Brought,
    notes: Sequence[str],
    *,
    skip: Collection[str],
    only: Collection[str],
) -> str:
    """The overview, how much is to be looked at, and which tables stay for want of a key.

    `area` has the figures as they are now.
    """
    done = {*(one.table.key for one in brought), *skip}
    tables = {} if only else {one.key: one.file for one in area.authority.tables}
    wanted = {
        key: posts.server_of(address)
        for one in SOURCES
        for key in (set(one.tables) & tables.keys()) - done
        for address in one.addresses(area)
        if posts.server_of(address)
    }
    left = [
        f"{tables[key]} stays: set {server.setting} to {server.words}."
        for key, server in sorted(wanted.items())
        if server and area.has([key])
    ]
    seen = [f"To look at, in CHANGES.md: {len(notes):,}."] if notes else []
    return "\n".join([summary(brought), *seen, *left, *again(brought)])


def again(brought: Brought) -> list[str]:
    """How to ask once more for what was refused alone."""
    keys = dict.fromkeys(one.source for one in brought if isinstance(one, Refused))
    return [f"To ask for what was refused alone: --only {' '.join(keys)}"] if keys else []


def left_behind(area: Area, brought: Brought) -> Mapping[str, list[str]]:
    """What did not come, by heading, for CHANGES.md. `area` has the figures as they are now."""
    fetched = {one.table.file for one in brought if isinstance(one, Fetched)}
    refused = {one.table.file for one in brought if isinstance(one, Refused)} - fetched
    tables = {one.key: one for one in area.authority.tables}
    there = {one.file for one in tables.values() if area.has([one.key])}
    adapted = {tables[key].file for one in SOURCES for key in one.tables if key in tables} & there
    absent = {
        one.file: why_absent(one, area)
        for one in reversed(tables.values())  # of several in a file, the first says how
        if one.file not in there | refused | fetched
    }
    left = adapted - fetched - refused
    return {
        "Refused: these stay as they were": _files(refused & there),
        "Refused: these are absent": _files(refused - there),
        "Why they were refused": [*map(escaped, sentences(brought)), *again(brought)],
        "Absent, and what brings them": [f"`{one}`: {why}." for one, why in sorted(absent.items())],
        "Not fetched: skipped, or without a file or key that it needs": _files(left),
        "Kept, no adapter yet": _files(there - adapted),
    }


def _files(names: Collection[str]) -> list[str]:
    return [f"`{one}`" for one in sorted(names)]
