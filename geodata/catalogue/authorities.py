"""An authority from TOML: its name, and in what its tables differ from those of every authority."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from geodata.catalogue.entries import arguments, check_keys, mapping, one_of, read_toml, refuse
from geodata.catalogue.holdings import Agreement, Authority, Difference, Table
from geodata.geography import CODE_PATTERNS

REQUIRED = ("code", "name", "kind")


def read_authority(
    path: Path, code: str, *, tables: Mapping[str, Table], agreements: Collection[Agreement]
) -> Authority:
    """One authority file, with the tables of every authority changed to what it says of its own."""
    file = f"authorities/{path.name}"
    content = read_toml(path)
    check_keys(file, code, content, required=REQUIRED, known=(*REQUIRED, "tables"))
    if content["code"] != code:
        refuse(file, "code", repr(content["code"]), f"{code}, the name of the file")
    if not re.fullmatch(CODE_PATTERNS["borough"], code):
        refuse(file, "code", code, f"a code like {CODE_PATTERNS['borough']}")
    own = dict(tables)
    for key, entry in mapping(file, "tables", content.get("tables", {})).items():
        where = f"tables.{key}"
        one_of(file, where, key, tables)
        given = arguments(file, where, Difference, mapping(file, where, entry))
        own[key] = replace(own[key], **given)
    return Authority(
        code=code,
        name=str(content["name"]),
        kind=str(content["kind"]),
        tables=tuple(own.values()),
        agreements=tuple(agreements),
    )
