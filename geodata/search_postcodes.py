"""Finding postcodes: whole ones in any text, and what part of one covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from geodata.authorities import ward_words
from geodata.format import month, number
from geodata.postcodes import parts, wholes
from geodata.search_index import BEST, Found, Match, counted, group, point, small_areas
from geodata.store import Store

Inward = tuple[str, int]  # an inward code, and the position of its postcode in the list


def postcodes_in(store: Store, text: str) -> Found | None:
    """The whole postcodes that a text holds; None where it holds none.

    One that has to be read with letters for digits counts only where it is in the list.
    """
    known = _positions(store)
    read = list(wholes(text))
    listed = {code: slips for code, slips in sorted(read, key=lambda one: -one[1]) if code in known}
    if listed:
        fewest = min(listed.values())
        codes = [code for code, _ in read if listed.get(code) == fewest]
        matches = tuple(_postcode(store, known[code]) for code in dict.fromkeys(codes))
        return Found(matches=matches[:BEST], message=counted(len(matches)))
    strict = next((code for code, slips in read if not slips), None)
    return None if strict is None else Found(matches=(), message=_not_listed(store, strict))


def _postcode(store: Store, at: int) -> Match:
    postcodes, areas = store.postcodes, store.areas
    area = int(postcodes.lsoa21[at])
    detail = f"postcode in {areas.name[area]}, {ward_words(store, area)}"
    place = (float(postcodes.lat[at]), float(postcodes.lon[at]))
    return point(store, "postcode", postcodes.code[at], detail, area, place)


def part_of_a_postcode(store: Store, text: str) -> Found | None:
    """What part of a postcode covers, and its own parts; None for anything else."""
    for outward, inward, _ in parts(text):
        inside = [
            at
            for out in _outward_codes(store, outward, inward)
            for rest, at in _by_outward(store)[out]
            if rest.startswith(inward.strip("*"))
        ]
        if inside:
            whole = _covered(store, _written(outward, inward), inside)
            below = tuple(_below(store, inward, inside))
            place = store.authority.name
            message = (
                f"{whole.label} covers {number(len(inside))} of {place}'s postcodes, in "
                f"{small_areas(len(whole.areas))}. Choose one, or type the rest."
            )
            return Found((whole, *below)[:BEST], message, partial=True)
    first = next((out for out, rest, slips in parts(text) if not (rest or slips)), None)
    return None if first is None else Found(matches=(), message=_not_listed(store, first))


def _outward_codes(store: Store, outward: str, inward: str) -> list[str]:
    """The outward code if the list has it, or all of an area: its letters, then a digit."""
    known = _by_outward(store)
    if inward != "*":
        return [outward] if outward in known else []
    return [one for one in known if one.startswith(outward) and one[len(outward)].isdigit()]


@lru_cache(maxsize=2)
def _by_outward(store: Store) -> Mapping[str, tuple[Inward, ...]]:
    """The inward codes of each outward code."""
    found: dict[str, list[Inward]] = {}
    for at, code in enumerate(store.postcodes.code):
        out, rest = code.split(" ")
        found.setdefault(out, []).append((rest, at))
    return {out: tuple(ends) for out, ends in found.items()}


def _written(outward: str, inward: str) -> str:
    return f"{outward} {inward}".strip(" *")


def _covered(store: Store, label: str, inside: list[int]) -> Match:
    areas = np.unique(store.postcodes.lsoa21[inside])
    noun = "postcode" if len(inside) == 1 else "postcodes"
    detail = f"{number(len(inside))} {noun} in {small_areas(len(areas))}"
    return group(store, "postcodes", label, detail, areas)


def _below(store: Store, inward: str, inside: list[int]) -> Iterator[Match]:
    """The next smaller parts of a part of a postcode, or its postcodes themselves."""
    codes = [(store.postcodes.code[at], at) for at in inside]
    if len(inward) in (1, 2) and inward != "*":
        yield from (_postcode(store, at) for _, at in codes)
        return
    smaller: dict[str, list[int]] = {}
    for code, at in codes:
        out, rest = code.split(" ")
        smaller.setdefault(out if inward == "*" else f"{out} {rest[0]}", []).append(at)
    yield from (_covered(store, label, ats) for label, ats in smaller.items())


@lru_cache(maxsize=2)
def _positions(store: Store) -> Mapping[str, int]:
    """Every postcode with its position in the list."""
    return {code: at for at, code in enumerate(store.postcodes.code)}


def _not_listed(store: Store, written: str) -> str:
    if not store.postcodes.code:
        return f"{written} cannot be found: postcodes are not held for {store.authority.name}."
    source = store.catalogue.source(store.authority.table_for("postcodes").source)
    edition = f"{source.title}, {month(source.published)}"
    return f"{written} is not in the list of {store.authority.name} postcodes ({edition})."
