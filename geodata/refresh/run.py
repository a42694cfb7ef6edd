"""A refresh: fetch, convert, check, build, write CHANGES.md, and only then put it in place.

Everything is made beside what is there. The bundle is exchanged first, in one step, then each file
of figures in one step each. Killed anywhere, a whole bundle is there; the same refresh again ends
what was begun. Refusals are ExplorerError and leave bundle and figures as they were.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import pyarrow as pa

from geodata import build_diff, build_swap, build_tables, bundle
from geodata.build import make
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, Authority, load_authority, load_catalogue
from geodata.errors import BundleError, ExplorerError
from geodata.refresh import changes, posts
from geodata.refresh.addresses import name_of
from geodata.refresh.bring import bring
from geodata.refresh.changes import Fetched
from geodata.refresh.fetch import Fetcher
from geodata.refresh.source import Area, Source, area_of
from geodata.refresh.sources import SOURCES
from geodata.store import Store

REPLACED, SAME, WAITING = "replaced", "same", "waiting"


@dataclass(frozen=True)
class Outcome:
    """How it ended (REPLACED, SAME or WAITING for a person), in words, and where CHANGES.md is."""

    state: str
    words: str
    changes: Path


@dataclass(frozen=True)
class Places:
    """Where bundles, figures and the catalogue are, and where CHANGES.md is written."""

    changes: Path
    out: Path = bundle.BUNDLE_DIR
    figures: Path = FIGURES_DIR
    catalogue: Path = CATALOGUE_DIR


def sources_of(
    authority: Authority,
    area: Area,
    fetcher: Fetcher,
    *,
    only: Collection[str] = (),
    skip: Collection[str] = (),
) -> tuple[Source, ...]:
    """The adapters whose tables the authority has, or those asked for, which may be its first.

    One that needs a file by hand, or a key, is left out as long as nobody has given it, unless it
    is asked for. ExplorerError where none is left, or a file was given that none asks for.
    """
    _check_given([one for one in SOURCES if not only or one.key in only], area, fetcher)
    known = {one.key for one in authority.tables}
    held = {one.key for one in authority.tables if (area.figures / one.file).exists()}
    chosen = tuple(
        one
        for one in SOURCES
        if set(one.tables) <= known
        and (one.key in only if only else set(one.tables) <= held)
        and (one.key in only or (one.named_by(authority) and _at_hand(one, area, fetcher)))
        and one.key not in skip
    )
    if not chosen:
        raise ExplorerError(f"No table of {authority.name} that was asked for has an adapter.")
    for one in chosen:
        if not one.named_by(authority):
            named = ", ".join(f'[tables.{key}] source = "{one.said}"' for key in one.tables)
            raise ExplorerError(f"{one.key}: expected {named} in authority.toml.")
    return chosen


def _check_given(sources: Sequence[Source], area: Area, fetcher: Fetcher) -> None:
    """Refuse a file that was given under a name that none of the sources asks for."""
    names = sorted({name_of(one) for source in sources for one in source.addresses(area)})
    for name in fetcher.given:
        if name not in names:
            near = get_close_matches(name, names, cutoff=0.3) or names[:3]
            expected = f"the name of a file to fetch; nearest are {', '.join(near)}"
            raise ExplorerError(f"--given: found {name}, expected {expected}.")


def _at_hand(source: Source, area: Area, fetcher: Fetcher) -> bool:
    """Whether each file that needs a person, or a key, can be had or was had before."""
    return all(fetcher.at_hand(one) for one in source.addresses(area))


def refresh(
    code: str,
    fetcher: Fetcher,
    places: Places,
    *,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    swap: bool = True,
    whole: bool = True,
    report: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Refresh one authority. Without `swap`, CHANGES.md is written and nothing else is touched.

    Without `whole`, files of the country may hold a part of it.
    """
    authority = load_authority(code, places.catalogue, places.figures)
    figures, target = places.figures / code, places.out / code
    known = area_of(authority, figures)
    chosen = sources_of(authority, known, fetcher, only=only, skip=skip)
    with (
        build_swap.building(target),
        tempfile.TemporaryDirectory(prefix="refresh-") as place,
    ):
        fresh = Path(shutil.copytree(figures, Path(place) / code))
        area = replace(known, figures=fresh, whole=whole)
        fetched, notes = bring(area, chosen, fetcher, report=report)
        given = {"catalogue_dir": places.catalogue, "out": places.out}
        made = make(code, figures=Path(place), report=report, **given)
        before = _previous(target)
        words = build_diff.describe(before, build_tables.read(made[bundle.OBSERVATIONS]))
        _write_changes(authority, places, fetched, notes, words)
        changed = {one.table.file: None for one in fetched if one.compared.changes}
        told = _told(known, fetched, notes, only=only, skip=skip)
        if not changed and _same(target, made):
            return Outcome(SAME, told, places.changes)
        _check_opens(code, made, places)
        if swap:
            report(f"writing {target}")
            build_swap.swap_in(target, made)
            for name in changed:
                _replace(fresh / name, figures / name)
    return Outcome(REPLACED if swap else WAITING, f"{told}\n{words}", places.changes)


def _told(
    area: Area,
    fetched: Sequence[Fetched],
    notes: Sequence[str],
    *,
    only: Collection[str],
    skip: Collection[str],
) -> str:
    """The overview, how much is to be looked at, and which tables stay for want of a key."""
    done = {*(one.table.key for one in fetched), *skip}
    files = {} if only else {one.key: one.file for one in area.authority.tables}
    wanted = {
        key: posts.server_of(address)
        for one in SOURCES
        for key in (set(one.tables) & files.keys()) - done
        for address in one.addresses(area)
        if posts.server_of(address)
    }
    left = [
        f"{files[key]} stays: set {server.setting} to {server.words}."
        for key, server in sorted(wanted.items())
        if server and (area.figures / files[key]).exists()
    ]
    seen = [f"To look at, in CHANGES.md: {len(notes):,}."] if notes else []
    return "\n".join([changes.summary(fetched), *seen, *left])


def _write_changes(
    authority: Authority,
    places: Places,
    fetched: Sequence[Fetched],
    notes: Sequence[str],
    words: str,
) -> None:
    figures = places.figures / authority.code
    files = {one.key: one.file for one in authority.tables if (figures / one.file).exists()}
    adapted = {files[key] for one in SOURCES for key in one.tables if key in files}
    done = {one.table.file for one in fetched}
    text = changes.write(
        authority.name,
        load_catalogue(places.catalogue),
        fetched,
        notes=notes,
        skipped=sorted(adapted - done),
        kept=sorted(set(files.values()) - adapted),
        observations=words,
    )
    places.changes.parent.mkdir(parents=True, exist_ok=True)
    places.changes.write_text(text, encoding="utf-8")


def _previous(target: Path) -> pa.Table | None:
    try:
        return bundle.read_table(target, bundle.OBSERVATIONS, bundle.read_manifest(target))
    except BundleError:
        return None


def _same(target: Path, made: Mapping[str, bytes]) -> bool:
    """Whether the bundle that is there holds what was made."""
    try:
        old = bundle.read_manifest(target)
        fresh = json.loads(made[bundle.MANIFEST])
        return all(
            old.get(key) == fresh[key] for key in ("content_hash", "catalogue_hash", "inputs")
        )
    except BundleError:
        return False


def _check_opens(code: str, made: Mapping[str, bytes], places: Places) -> None:
    """Open what was made as the application does; BundleError when it would not be served."""
    with tempfile.TemporaryDirectory(prefix="refresh-") as place:
        build_swap.swap_in(Path(place) / code, made)
        Store.open(Path(place) / code, catalogue_dir=places.catalogue)


def _replace(fresh: Path, old: Path) -> None:
    """Put a file in the place of another in one step, on whatever disk the fresh one is."""
    beside = old.with_name(f".{old.name}.new")
    shutil.copyfile(fresh, beside)
    os.replace(beside, old)
