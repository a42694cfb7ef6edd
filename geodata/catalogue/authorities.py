"""What an authority says of itself: its name, and in what its tables differ from everybody's.

It lies beside its figures (authority.toml), and a bundle's manifest holds the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.catalogue.entries import arguments, check_keys, mapping, one_of, read_toml, refuse
from geodata.catalogue.holdings import Agreement, Authority, Difference, Table
from geodata.geography import CODE_PATTERNS

AUTHORITY_FILE = "authority.toml"
REQUIRED = ("code", "name", "kind")
KNOWN = (*REQUIRED, "tables")


def read_said(folder: Path) -> dict[str, Any]:
    """What the file in a folder of figures says; CatalogueError where it is of another folder."""
    file, code = f"{folder.name}/{AUTHORITY_FILE}", folder.name
    if not re.fullmatch(CODE_PATTERNS["borough"], code):
        refuse(
            "figures/", code, "no code of an authority", f"a code like {CODE_PATTERNS['borough']}"
        )
    if not (folder / AUTHORITY_FILE).exists():
        wanted = f"{', '.join(REQUIRED)} of the authority in {folder / AUTHORITY_FILE}"
        expected = f"{wanted}; python -m geodata refresh {code} makes it"
        refuse("figures/", code, "no such file", expected)
    said = read_toml(folder / AUTHORITY_FILE)
    check_keys(file, code, said, required=REQUIRED, known=KNOWN)
    if said["code"] != code:
        refuse(file, "code", repr(said["code"]), f"{code}, the name of its folder")
    return said


def authority_of(
    said: Mapping[str, Any],
    *,
    tables: Mapping[str, Table],
    agreements: Collection[Agreement],
    sources: Collection[str],
) -> Authority:
    """An authority, with the tables of every authority changed to what it says of its own."""
    file = f"{said['code']}/{AUTHORITY_FILE}"
    own = dict(tables)
    for key, entry in mapping(file, "tables", said.get("tables", {})).items():
        where = f"tables.{key}"
        one_of(file, where, key, tables)
        given = arguments(file, where, Difference, mapping(file, where, entry))
        own[key] = replace(own[key], **given)
        one_of(file, f"{where}.source", own[key].source, sources)
    return Authority(
        code=str(said["code"]),
        name=str(said["name"]),
        kind=str(said["kind"]),
        tables=tuple(own.values()),
        agreements=tuple(agreements),
        said=dict(said),
    )
