"""The local authorities of a bundle of several: their areas, their wards, their names.

A bundle of one authority has none of this: no level, no names, nothing to choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.contents import Areas, Array
from geodata.geography import LAD, WARD
from geodata.levels import Level

if TYPE_CHECKING:
    from geodata.store import Store

Pairs = tuple[tuple[str, str], ...]


def authority_level(areas: Areas, shapes: Array) -> dict[tuple[str, int], Level]:
    """The authorities as a level, each the union of its LSOAs; no level in a bundle of one.

    `shapes` are those of the LSOAs, in the order of `areas`, which share their edges exactly.
    """
    if not areas.lad_code:
        return {}
    codes, of_area = np.unique(areas.lad_code, return_inverse=True)
    names = dict(zip(areas.lad_code, areas.lad_name, strict=True))
    whole = [shapely.coverage_union_all(shapes[of_area == at]) for at in range(len(codes))]
    for array in (geometry := np.array(whole, dtype=object), of_area):
        array.flags.writeable = False
    every = tuple(map(str, codes))
    return {LAD: Level(*LAD, every, tuple(names[one] for one in every), geometry, of_area)}


@lru_cache(maxsize=4)
def authority_of_wards(store: Store) -> Mapping[str, tuple[str, str]]:
    """Code and name of the authority of each ward, by its code; empty in a bundle of one.

    A ward that no small area fits best is in none.
    """
    areas, ward = store.areas, store.level(WARD[0])
    return {
        code: (areas.lad_code[parts[0]], areas.lad_name[parts[0]])
        for code, parts in zip(ward.codes, ward.parts, strict=True)
        if areas.lad_code and parts
    }


def wards_by_authority(store: Store) -> tuple[tuple[str, Pairs], ...]:
    """Each authority's name with its wards (code, name), in order of names; those in none last.

    In a bundle of one authority all wards stand under the name "".
    """
    of_ward = authority_of_wards(store)
    groups: dict[str, list[tuple[str, str]]] = {name: [] for _, name in store.authorities}
    for code, name in store.wards:
        _, authority = of_ward.get(code, ("", ""))
        groups.setdefault(authority, []).append((code, name))
    return tuple((name, tuple(wards)) for name, wards in groups.items() if wards)


def authorities_of(store: Store, parts: Iterable[int]) -> tuple[str, ...]:
    """The names of the authorities that some small areas lie in; none in a bundle of one."""
    names = store.areas.lad_name
    return tuple(dict.fromkeys(names[part] for part in parts)) if names else ()


def authority_of(store: Store, part: int) -> str:
    """The name of the authority of a small area; "" in a bundle of one, and for none (-1)."""
    names = store.areas.lad_name
    return names[part] if names and part >= 0 else ""


def ward_words(store: Store, part: int, noun: str = "") -> str:
    """The ward of a small area, with its authority where there are several: "Hill Top, Anytown"."""
    return beside(store.areas.ward_name[part], authority_of(store, part), noun)


def beside(ward: str, authority: str, noun: str = "") -> str:
    """A ward's name, a noun after it, and its authority unless the name ends with that."""
    named = f"{ward} {noun}".strip()
    return named if not authority or ward.endswith(f"({authority})") else f"{named}, {authority}"
