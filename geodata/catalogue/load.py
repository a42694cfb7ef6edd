"""From TOML to the catalogue's dataclasses, refusing anything unexpected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from geodata.catalogue.model import (
    KINDS,
    POLARITIES,
    PURPOSES,
    TABLE_KINDS,
    THEMES,
    Authority,
    Indicator,
    Source,
    Table,
)
from geodata.errors import CatalogueError
from geodata.geography import CODE_PATTERNS, LEVELS

T = TypeVar("T", Source, Indicator, Table)
PUBLISHED = re.compile(r"\d{4}(-\d{2}){0,2}")
TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "int | None": (int,),
    "float | None": (int, float),
    "Source": (str,),
}


def entries(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The top-level tables of a TOML file, in the order written."""
    return [(key, _mapping(path.name, key, value)) for key, value in _toml(path).items()]


def read_source(file: str, key: str, entry: Mapping[str, Any]) -> Source:
    """One entry of sources.toml."""
    source = Source(**_arguments(file, key, Source, entry))
    if not PUBLISHED.fullmatch(source.published):
        _refuse(file, f"{key}.published", source.published, "YYYY, YYYY-MM or YYYY-MM-DD")
    return source


def read_indicator(
    file: str, key: str, entry: Mapping[str, Any], *, sources: Mapping[str, Source]
) -> Indicator:
    """One entry of indicators/*.toml, its source looked up and its choices checked."""
    arguments = _arguments(file, key, Indicator, entry)
    _one_of(file, f"{key}.source", arguments["source"], sources)
    arguments["source"] = sources[arguments["source"]]
    indicator = Indicator(**arguments)
    _one_of(file, f"{key}.theme", indicator.theme, THEMES)
    _one_of(file, f"{key}.kind", indicator.kind, KINDS)
    _one_of(file, f"{key}.polarity", indicator.polarity, POLARITIES)
    if (indicator.level, indicator.vintage) not in LEVELS:
        _refuse(file, f"{key}.vintage", f"{indicator.level} {indicator.vintage}", _levels())
    if (indicator.kind == "rank") != (indicator.total is not None):
        _refuse(file, f"{key}.total", str(indicator.total), "a total for ranks, and only for them")
    if (indicator.total is None) != (indicator.ranked_in == ""):
        _refuse(file, f"{key}.ranked_in", repr(indicator.ranked_in), "the place of the total")
    if indicator.domain != (indicator.weight is not None):
        _refuse(file, f"{key}.weight", str(indicator.weight), "a weight for domains, only for them")
    return indicator


def read_authority(path: Path, code: str, *, sources: Collection[str]) -> Authority:
    """One authority file: its name, the purpose of each table, and the tables."""
    file = f"authorities/{path.name}"
    content = _toml(path)
    expected = ("code", "name", "kind", "purposes", "tables")
    _keys(file, code, content, required=expected, known=expected)
    if content["code"] != code:
        _refuse(file, "code", repr(content["code"]), f"{code}, the name of the file")
    if not re.fullmatch(CODE_PATTERNS["borough"], code):
        _refuse(file, "code", code, f"a code like {CODE_PATTERNS['borough']}")
    tables = tuple(
        _read_table(file, key, _mapping(file, key, entry), sources=sources)
        for key, entry in content["tables"].items()
    )
    purposes = _mapping(file, "purposes", content["purposes"])
    _keys(file, "purposes", purposes, required=PURPOSES, known=PURPOSES)
    for purpose, table in purposes.items():
        _one_of(file, f"purposes.{purpose}", table, [table.key for table in tables])
    return Authority(
        code=code,
        name=str(content["name"]),
        kind=str(content["kind"]),
        tables=tables,
        purposes=tuple(sorted(purposes.items())),
    )


def _read_table(
    file: str, key: str, entry: Mapping[str, Any], *, sources: Collection[str]
) -> Table:
    where = f"tables.{key}"
    sums = _mapping(file, f"{where}.sums", entry.get("sums", {}))
    plain = {name: value for name, value in entry.items() if name != "sums"}
    arguments = _arguments(file, where, Table, plain) | {
        "key": key,
        "sums": tuple((total, tuple(parts)) for total, parts in sums.items()),
    }
    table = Table(**arguments)
    _one_of(file, f"{where}.kind", table.kind, TABLE_KINDS)
    _one_of(file, f"{where}.source", table.source, sources)
    if (table.level, table.vintage) not in LEVELS:
        _refuse(file, f"{where}.vintage", f"{table.level} {table.vintage}", _levels())
    if (table.kind == "deprivation") != (table.total is not None):
        _refuse(file, f"{where}.total", str(table.total), "the number ranked, for ranks only")
    return table


def _arguments(file: str, key: str, cls: type[T], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Check an entry's keys and types against a dataclass; `key` itself comes from the heading."""
    known = {field.name: field for field in fields(cls) if field.name not in ("key", "sums")}
    required = [name for name, field in known.items() if field.default is MISSING]
    _keys(file, key, entry, required=required, known=known)
    for name, value in entry.items():
        wanted = TYPES[str(known[name].type)]
        if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
            _refuse(file, f"{key}.{name}", repr(value), " or ".join(t.__name__ for t in wanted))
        if value == "" or (isinstance(value, str) and value != value.strip()):
            _refuse(file, f"{key}.{name}", repr(value), "text without surrounding spaces")
    return {"key": key.removeprefix("tables."), **entry}


def _keys(
    file: str,
    where: str,
    entry: Mapping[str, Any],
    *,
    required: Collection[str],
    known: Collection[str],
) -> None:
    for name in entry:
        if name not in known:
            _refuse(file, f"{where}.{name}", "an unknown key", f"one of {', '.join(known)}")
    for name in required:
        if name not in entry:
            _refuse(file, f"{where}.{name}", "nothing", "a value, this key is required")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueError(
            file=path.name, key="file", found="no such file", expected="a TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(
            file=path.name, key="file", found=str(error), expected="valid TOML"
        ) from error


def _mapping(file: str, key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        _refuse(file, key, repr(value), "a table of keys and values")
    return value


def _one_of(file: str, key: str, value: object, choices: Collection[str]) -> None:
    if value not in choices:
        _refuse(file, key, repr(value), f"one of {', '.join(choices)}")


def _levels() -> str:
    return "one of " + ", ".join(f"{name} {vintage}" for name, vintage in LEVELS)


def _refuse(file: str, key: str, found: str, expected: str) -> NoReturn:
    raise CatalogueError(file=file, key=key, found=found, expected=expected)
