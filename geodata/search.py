"""Type-ahead over wards, MSOAs, LSOAs and postcodes. Whatever is typed gets a plain answer."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geodata.geography import LSOA_BEFORE
from geodata.store import Store

LONGEST = 60
BEST = 8
KINDS = ("ward", "msoa", "lsoa", "postcode")
OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
EXACT, PREFIX, WITHIN, ABSENT = range(4)


@dataclass(frozen=True)
class Match:
    """A place found: its kind (one of KINDS), words for it, and the LSOAs 2021 it selects.

    ward is the code when the place is a ward, otherwise None.
    """

    kind: str
    label: str
    detail: str
    areas: tuple[str, ...]
    ward: str | None


@dataclass(frozen=True)
class Found:
    """The best matches, best first, and a sentence saying what was found or what could be."""

    matches: tuple[Match, ...]
    message: str


@dataclass(frozen=True)
class Entry:
    """A place that can be found, and the plain texts that find it."""

    match: Match
    keys: tuple[str, ...]


def find(store: Store, text: str) -> Found:
    """The BEST matches for what was typed. Only the first LONGEST characters are read.

    Exact matches come first, then those where the text starts a word, then those that hold it;
    within each, wards, MSOAs, LSOAs and postcodes in that order. Case, accents, spaces in
    postcodes and "&" for "and" make no difference.
    """
    typed = text[:LONGEST]
    sought = plain(typed)
    if not sought:
        return Found(matches=(), message=_advice(store))
    graded = [
        (grade, KINDS.index(entry.match.kind), entry.match.label, entry.match.areas, entry.match)
        for entry in _index(store)
        if (grade := _grade(sought, entry)) < ABSENT
    ]
    if not graded:
        return Found(matches=(), message=_nothing(store, typed))
    best = tuple(match for *_, match in sorted(graded, key=lambda item: item[:4])[:BEST])
    return Found(matches=best, message=_count(len(graded)))


def plain(text: str) -> str:
    """Lower case, no accents, "and" for "&", and single spaces for everything that is no letter."""
    spread = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("'", ""))
    letters = "".join(letter for letter in spread if not unicodedata.combining(letter))
    spaced = "".join(letter if letter.isalnum() else " " for letter in letters.casefold())
    return " ".join(spaced.split())


def _grade(sought: str, entry: Entry) -> int:
    if sought in entry.keys:
        return EXACT
    if entry.match.kind == "postcode":
        spaced, compact = entry.keys
        if sought.replace(" ", "") == compact:
            return EXACT
        return PREFIX if spaced.startswith(sought) or compact.startswith(sought) else ABSENT
    if any(f" {key}".find(f" {sought}") >= 0 for key in entry.keys):
        return PREFIX
    return WITHIN if any(sought in key for key in entry.keys) else ABSENT


@lru_cache(maxsize=2)
def _index(store: Store) -> tuple[Entry, ...]:
    """Every place of a store, made once."""
    return (*_wards(store), *_msoas(store), *_lsoas(store), *_postcodes(store))


def _wards(store: Store) -> Iterator[Entry]:
    level = store.level("ward")
    for index, (code, name) in enumerate(zip(level.codes, level.names, strict=True)):
        areas = _areas_in(store, level.of_area == index)
        detail = f"ward ({level.vintage}), {_small_areas(areas)}"
        match = Match(kind="ward", label=name, detail=detail, areas=areas, ward=code)
        yield Entry(match=match, keys=(plain(name), plain(code)))


def _msoas(store: Store) -> Iterator[Entry]:
    level = store.level("msoa")
    for index, (code, name) in enumerate(zip(level.codes, level.names, strict=True)):
        areas = _areas_in(store, level.of_area == index)
        detail = f"neighbourhood (MSOA), {_small_areas(areas)}"
        match = Match(kind="msoa", label=name, detail=detail, areas=areas, ward=None)
        yield Entry(match=match, keys=(plain(name), plain(code)))


def _lsoas(store: Store) -> Iterator[Entry]:
    areas = store.areas
    for index, (code, name) in enumerate(zip(areas.code, areas.name, strict=True)):
        keys = [plain(name), plain(code)]
        detail = f"small area (LSOA) {code}, {areas.ward_name[index]}"
        if areas.changed[index]:
            keys += [plain(areas.lsoa11_name[index]), plain(areas.lsoa11_code[index])]
            detail += f", {areas.lsoa11_code[index]} in {LSOA_BEFORE[1]}"
        match = Match(kind="lsoa", label=name, detail=detail, areas=(code,), ward=None)
        yield Entry(match=match, keys=tuple(keys))


def _postcodes(store: Store) -> Iterator[Entry]:
    areas, postcodes = store.areas, store.postcodes
    for code, index in zip(postcodes.code, postcodes.lsoa21.tolist(), strict=True):
        match = Match(
            kind="postcode",
            label=code,
            detail=f"postcode in {areas.name[index]}, {areas.ward_name[index]}",
            areas=(areas.code[index],),
            ward=None,
        )
        spaced = plain(code)
        yield Entry(match=match, keys=(spaced, spaced.replace(" ", "")))


def _areas_in(store: Store, mask: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(store.areas.code[index] for index in np.flatnonzero(mask).tolist())


def _small_areas(areas: tuple[str, ...]) -> str:
    return "1 small area" if len(areas) == 1 else f"{len(areas)} small areas"


def _count(found: int) -> str:
    if found > BEST:
        return f"The first {BEST} of {found:,} matches."
    return "1 match." if found == 1 else f"{found} matches."


def _nothing(store: Store, typed: str) -> str:
    """What to say when nothing was found: a postcode that is not listed, or what to try."""
    compact = plain(typed).replace(" ", "").upper()
    parts = POSTCODE.fullmatch(compact)
    if parts or OUTWARD.fullmatch(compact):
        written = " ".join(parts.groups()) if parts else compact
        if not store.postcodes.code:
            return f"{written} cannot be found: postcodes are not held for {store.authority.name}."
        source = store.catalogue.source(store.authority.table_for("postcodes").source)
        edition = f"{source.title}, {_month(source.published)}"
        return f"{written} is not in the list of {store.authority.name} postcodes ({edition})."
    shown = " ".join("".join(letter for letter in typed if letter.isprintable()).split())
    return f"Nothing found for “{shown}”. {_advice(store)}"


def _advice(store: Store) -> str:
    kinds = ["a ward", "a neighbourhood (MSOA)", "a small area (LSOA)"]
    examples = [store.wards[0][1]]
    if store.postcodes.code:
        kinds.append("a postcode")
        examples.append(store.postcodes.code[0])
    listed = f"{', '.join(kinds[:-1])} or {kinds[-1]}"
    return f"Search for {listed}, for example {' or '.join(examples)}."


def _month(published: str) -> str:
    """ "2025-05" as "May 2025"; a year alone stays as it is."""
    year, *rest = published.split("-")
    return f"{calendar.month_name[int(rest[0])]} {year}" if rest else year
