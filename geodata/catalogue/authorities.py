"""An authority from TOML: its name, its tables, their purposes and what must agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from geodata import marks
from geodata.catalogue.entries import arguments, check_keys, mapping, one_of, read_toml, refuse
from geodata.catalogue.indicators import levels
from geodata.catalogue.model import PURPOSES, TABLE_KINDS, Agreement, Authority, Table
from geodata.geography import CODE_PATTERNS, FIGURE_LEVELS

REQUIRED = ("code", "name", "kind", "purposes", "tables")


def read_authority(path: Path, code: str, *, sources: Collection[str]) -> Authority:
    """One authority file."""
    file = f"authorities/{path.name}"
    content = read_toml(path)
    check_keys(file, code, content, required=REQUIRED, known=(*REQUIRED, "agreements"))
    if content["code"] != code:
        refuse(file, "code", repr(content["code"]), f"{code}, the name of the file")
    if not re.fullmatch(CODE_PATTERNS["borough"], code):
        refuse(file, "code", code, f"a code like {CODE_PATTERNS['borough']}")
    tables = tuple(
        _read_table(file, key, mapping(file, key, entry), sources=sources)
        for key, entry in content["tables"].items()
    )
    known = [table.key for table in tables]
    purposes = mapping(file, "purposes", content["purposes"])
    check_keys(file, "purposes", purposes, required=PURPOSES, known=PURPOSES)
    for purpose, table in purposes.items():
        one_of(file, f"purposes.{purpose}", table, known)
    return Authority(
        code=code,
        name=str(content["name"]),
        kind=str(content["kind"]),
        tables=tables,
        purposes=tuple(sorted(purposes.items())),
        agreements=tuple(
            _read_agreement(file, f"agreements.{number}", entry, tables=known)
            for number, entry in enumerate(content.get("agreements", ()), start=1)
        ),
    )


def _read_agreement(
    file: str, where: str, entry: Mapping[str, Any], *, tables: Collection[str]
) -> Agreement:
    agreement = Agreement(**arguments(file, where, Agreement, mapping(file, where, entry)))
    one_of(file, f"{where}.table", agreement.table, tables)
    one_of(file, f"{where}.other", agreement.other, tables)
    return agreement


def _read_table(
    file: str, key: str, entry: Mapping[str, Any], *, sources: Collection[str]
) -> Table:
    where = f"tables.{key}"
    table = Table(key=key, **arguments(file, where, Table, entry))
    one_of(file, f"{where}.kind", table.kind, TABLE_KINDS)
    one_of(file, f"{where}.source", table.source, sources)
    if (table.level, table.vintage) not in FIGURE_LEVELS:
        refuse(file, f"{where}.vintage", f"{table.level} {table.vintage}", levels())
    for mark, status in table.marks:
        one_of(file, f"{where}.marks.{mark}", status, marks.ORDER)
    if (table.kind == "deprivation") != (table.total is not None):
        refuse(file, f"{where}.total", str(table.total), "the number ranked, for ranks only")
    return table
