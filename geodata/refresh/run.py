"""A refresh: fetch, convert, check, build, write CHANGES.md, and only then put it in place.

Everything is made beside what is there. The bundle is exchanged first, in one step, then each file
of figures in one step each, or the whole folder of a new authority. Killed anywhere, a whole bundle
is there; the same refresh again ends what was begun. What the build refuses is ExplorerError and
leaves bundle and figures as they were; a source that is refused costs its own tables alone.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyarrow as pa

from geodata import build_diff, build_swap, build_tables, bundle
from geodata.build import make
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, load_authority, load_catalogue
from geodata.errors import BundleError, ExplorerError
from geodata.refresh import begin, changes
from geodata.refresh.authority_kinds import kind_of
from geodata.refresh.bring import bring
from geodata.refresh.changes import Fetched
from geodata.refresh.choice import sources_of
from geodata.refresh.fetch import Fetcher
from geodata.refresh.outcome import (
    PARTLY,
    REFUSED,
    REPLACED,
    SAME,
    WAITING,
    Brought,
    Outcome,
    left_behind,
    told,
)
from geodata.refresh.source import Area, Source, area_of
from geodata.store import Store


@dataclass(frozen=True)
class Places:
    """Where bundles, figures and the catalogue are, and where CHANGES.md is written."""

    changes: Path
    out: Path = bundle.BUNDLE_DIR
    figures: Path = FIGURES_DIR
    catalogue: Path = CATALOGUE_DIR


@dataclass(frozen=True)
class Asked:
    """What a refresh is to do: with some sources only, or without some.

    `strict` refuses everything with the first source. Without `swap`, CHANGES.md is written and
    nothing else is touched. Without `whole`, files of the country may hold a part of it.
    """

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    strict: bool = False
    swap: bool = True
    whole: bool = True


def refresh(
    code: str,
    fetcher: Fetcher,
    places: Places,
    asked: Asked,
    *,
    report: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Refresh one authority, or begin one that has no figures."""
    new, target = begin.is_new(places.figures, code), places.out / code
    if new:
        kind_of(code)
    else:
        load_authority(code, places.catalogue, places.figures)
    with (
        build_swap.building(target),
        tempfile.TemporaryDirectory(prefix="refresh-") as place,
    ):
        fresh = Path(place) / code
        known, brought, notes = (_begin if new else _renew)(fresh, fetcher, places, asked, report)
        refused = tuple(changes.sentences(brought))
        said = told(known, brought, notes, skip=asked.skip, only=asked.only)
        tell = partial(_write_changes, known, places, brought, notes, new=new)
        ended = partial(Outcome, changes=places.changes, refused=refused)
        if refused and not any(isinstance(one, Fetched) for one in brought):
            tell("Not built: nothing was fetched.")
            return ended(REFUSED, said)
        made = _made(fresh, places, refused, report)
        words = build_diff.describe(_previous(target), build_tables.read(made[bundle.OBSERVATIONS]))
        tell(words)
        files = [
            one.table.file for one in brought if isinstance(one, Fetched) and one.compared.changes
        ]
        if not files and _same(target, made):
            return ended(REFUSED if refused else SAME, said)
        _check_opens(code, made, places)
        if asked.swap:
            report(f"writing {target}")
            build_swap.swap_in(target, made)
            _put(fresh, places.figures, files)
    state = (PARTLY if refused else REPLACED) if asked.swap else WAITING
    return ended(state, f"{said}\n{words}")


def _put(fresh: Path, figures: Path, files: Iterable[str]) -> None:
    """Put fresh files in the place of the old, or the whole folder where there is none."""
    if begin.is_new(figures, fresh.name):
        begin.put(fresh, figures)
        return
    for name in dict.fromkeys(files):
        _replace(fresh / name, figures / fresh.name / name)


def _renew(
    fresh: Path, fetcher: Fetcher, places: Places, asked: Asked, report: Callable[[str], None]
) -> tuple[Area, Brought, list[str]]:
    """Copy the figures of an authority and bring them what its sources have now."""
    figures = places.figures / fresh.name
    authority = load_authority(fresh.name, places.catalogue, places.figures)
    known = area_of(authority, figures, whole=asked.whole)
    chosen = sources_of(known, fetcher, only=asked.only, skip=asked.skip)
    shutil.copytree(figures, fresh)
    area = replace(known, figures=fresh)
    return known, *_bring(area, chosen, fetcher, strict=asked.strict, report=report)


def _begin(
    fresh: Path, fetcher: Fetcher, places: Places, asked: Asked, report: Callable[[str], None]
) -> tuple[Area, Brought, list[str]]:
    """Make the figures of an authority that has none: its areas, without which there is nothing,
    then what else can be had of it, what needs tables that came before after those."""
    report(f"{fresh.name} has no figures in {places.figures}: it is begun")
    begin.clear(places.figures, fresh.name)
    first = begin.first_areas(fresh.name, fetcher, fresh, places.catalogue, whole=asked.whole)
    report(f"{fresh.name} is {first.authority.name}, {first.authority.kind}")
    areas, _ = bring(first, begin.FIRST, fetcher, strict=True, report=report)
    area = area_of(first.authority, fresh, whole=asked.whole)
    brought, notes, done = list(areas), list[str](), set(begin.DONE)
    while chosen := sources_of(area, fetcher, only=asked.only, skip=asked.skip, done=done):
        usual = [one for one in chosen if not begin.is_spare(one, area.authority)]
        wanted = usual or [one for one in chosen if not begin.is_served(one, area)]
        more, said = _bring(area, wanted, fetcher, strict=asked.strict, report=report)
        brought, notes = [*brought, *more], [*notes, *said]
        done |= {one.key for one in usual or chosen}
    brought = [changes.as_new(one) for one in brought]
    return replace(area, figures=places.figures / fresh.name), brought, notes


def _bring(
    area: Area,
    chosen: Sequence[Source],
    fetcher: Fetcher,
    *,
    strict: bool,
    report: Callable[[str], None],
) -> tuple[Brought, list[str]]:
    """First what fills the look-up: others write the names that areas have in it then."""
    lookup = area.authority.table_for("lookup").key
    naming = [one for one in chosen if lookup in one.tables]
    others = [one for one in chosen if lookup not in one.tables]
    named, notes = bring(area, naming, fetcher, strict=strict, report=report)
    area = area_of(area.authority, area.figures, whole=area.whole)
    brought, more = bring(area, others, fetcher, strict=strict, report=report)
    return [*named, *brought], [*notes, *more]


def _made(
    fresh: Path, places: Places, refused: Sequence[str], report: Callable[[str], None]
) -> dict[str, bytes]:
    """Build; a refusal names the sources that were refused before, which may be why."""
    given = {"catalogue_dir": places.catalogue, "out": places.out}
    try:
        return make(fresh.name, figures=fresh.parent, report=report, **given)
    except ExplorerError as error:
        if not refused:
            raise
        before = " ".join(refused)
        raise ExplorerError(f"{error} Refused before that: {before}") from error


def _write_changes(
    known: Area,
    places: Places,
    brought: Brought,
    notes: Sequence[str],
    words: str,
    *,
    new: bool,
) -> None:
    text = changes.write(
        known.authority.name,
        load_catalogue(places.catalogue),
        brought,
        new=new,
        notes=notes,
        left=left_behind(known, brought),
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
