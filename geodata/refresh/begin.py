"""A new authority: its folder of figures made of ONS's look-ups and boundaries, in one step.

The folder is made beside those that are there, whole, and then renamed to its place. Ended at any
moment, nothing of it is among the figures; what was fetched is in the cache, and the next run goes
on from there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path

from geodata.catalogue import Authority, load_authority
from geodata.catalogue.authorities import AUTHORITY_FILE
from geodata.geography import LSOA, LSOA_BEFORE, MSOA, WARD
from geodata.refresh.authority_kinds import kind_of
from geodata.refresh.fetch import Fetcher
from geodata.refresh.source import Area, Source
from geodata.refresh.sources import SOURCES, authority_areas, ons_geography

BOUNDARIES = {one.table for one in ons_geography.LAYERS}
FIRST: tuple[Source, ...] = (
    authority_areas.SOURCE,
    *(one for one in SOURCES if set(one.tables) <= BOUNDARIES),
)
DONE = {"lsoa_lookup", *(one.key for one in FIRST)}  # what fills the same again


def is_new(figures: Path, code: str) -> bool:
    """Whether there is no folder of figures of an authority, or an empty one."""
    folder = figures / code
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def first_areas(code: str, fetcher: Fetcher, folder: Path, catalogue: Path, *, whole: bool) -> Area:
    """What ONS says an authority is: its areas by name. Writes its authority.toml into `folder`.

    ExplorerError for a code that is none, that ONS does not know, or that ONS cannot be asked for.
    """
    kind = kind_of(code).kind
    found = authority_areas.areas_of(fetcher, code)
    area = _said(code, found.name, kind, fetcher, folder, catalogue)
    names = {**area.names, **found.names}
    return Area(area.authority, folder, names, whole=whole)


def unknown(code: str, fetcher: Fetcher, folder: Path, catalogue: Path) -> Area:
    """The same before ONS is asked: without areas, called by its code."""
    return _said(code, code, kind_of(code).kind, fetcher, folder, catalogue)


def _said(code: str, name: str, kind: str, fetcher: Fetcher, folder: Path, catalogue: Path) -> Area:
    """Write what an authority says of itself, and of which publication the files given are.

    Tables of practices that share a file have each their own, because each can be refused alone.
    """
    folder.mkdir()
    said = folder / AUTHORITY_FILE
    words = {"code": code, "name": name, "kind": kind}.items()
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in words]
    said.write_text("".join(lines), encoding="utf-8")
    names: dict[tuple[str, int], dict[str, str]] = {
        one: {} for one in (LSOA, LSOA_BEFORE, MSOA, WARD)
    }
    area = Area(load_authority(code, catalogue, folder.parent), folder, names)
    tables = [one for one in area.authority.tables if one.level == "practice"]
    shared = Counter(one.file for one in tables)
    alone = [one.key for one in tables if shared[one.file] > 1]
    lines += [f'\n[tables.{one}]\nfile = "{one}.csv"\n' for one in alone]
    for source in SOURCES:
        other = source.fits(area.authority) and not source.named_by(area.authority)
        if other and all(fetcher.at_hand(one) for one in source.addresses(area)):
            lines += [f'\n[tables.{one}]\nsource = "{source.said}"\n' for one in source.tables]
    said.write_text("".join(lines), encoding="utf-8")
    return Area(load_authority(code, catalogue, folder.parent), folder, names)


def is_spare(source: Source, authority: Authority) -> bool:
    """Whether another table comes before each of its tables, for what that is needed for."""
    tables = [authority.table(one) for one in source.tables]
    return all(one.purpose and authority.table_for(one.purpose) != one for one in tables)


def is_served(source: Source, area: Area) -> bool:
    """Whether there is a table already for what the tables of a source are needed for."""
    purposes = {area.authority.table(one).purpose for one in source.tables}
    there = {one.purpose for one in area.authority.tables if area.has([one.key])}
    return purposes <= there


def put(fresh: Path, figures: Path) -> None:
    """Put a finished folder among the figures, in one step on whatever disk they are."""
    beside = _beside(figures, fresh.name)
    clear(figures, fresh.name)
    figures.mkdir(parents=True, exist_ok=True)
    shutil.copytree(fresh, beside / fresh.name)
    os.replace(beside / fresh.name, figures / fresh.name)
    beside.rmdir()


def clear(figures: Path, code: str) -> None:
    """Remove what a run that was killed left beside the figures."""
    shutil.rmtree(_beside(figures, code), ignore_errors=True)


def _beside(figures: Path, code: str) -> Path:
    return figures / f".{code}.beginning"
