"""TOML entries, checked against a dataclass: unknown and missing keys, types, stray spaces."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, NoReturn

from geodata import text_files
from geodata.errors import CatalogueError
from geodata.text_files import TextFileError

TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "int | None": (int,),
    "float | None": (int, float),
    "tuple[str, ...]": (list,),
    "Parts": (dict,),
    "Pairs": (dict,),
    "Limits": (dict,),
    "Source": (str,),
    "Kind": (str,),
    "Ends": (str,),
}


def entries(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The top-level tables of a TOML file, in the order written."""
    return [(key, mapping(path.name, key, value)) for key, value in read_toml(path).items()]


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as it is."""
    try:
        return text_files.read_toml(path, "a TOML file")
    except TextFileError as error:
        where = f"line {error.row}" if error.row else "file"
        raise CatalogueError(
            file=path.name, key=where, found=error.found, expected=error.expected
        ) from error


def arguments(file: str, where: str, cls: type, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments for a dataclass but its `key`: every name known, every value of its type."""
    known = {field.name: field for field in fields(cls) if field.name != "key"}
    required = [name for name, field in known.items() if field.default is MISSING]
    check_keys(file, where, entry, required=required, known=known)
    return {
        name: _typed(file, f"{where}.{name}", str(known[name].type), value)
        for name, value in entry.items()
    }


def check_keys(
    file: str,
    where: str,
    entry: Mapping[str, Any],
    *,
    required: Collection[str],
    known: Collection[str],
) -> None:
    """Refuse a key that is not known and the absence of one that is required."""
    for name in entry:
        if name not in known:
            refuse(file, f"{where}.{name}", "an unknown key", f"one of {', '.join(known)}")
    for name in required:
        if name not in entry:
            refuse(file, f"{where}.{name}", "nothing", "a value, this key is required")


def mapping(file: str, key: str, value: object) -> Mapping[str, Any]:
    """The value, if it is a table of keys and values."""
    if not isinstance(value, dict):
        refuse(file, key, repr(value), "a table of keys and values")
    return value


def one_of(file: str, key: str, value: object, choices: Collection[str]) -> None:
    """Refuse a value that is not among the choices."""
    if value not in choices:
        refuse(file, key, repr(value), f"one of {', '.join(choices)}")


def refuse(file: str, key: str, found: str, expected: str) -> NoReturn:
    """Raise the catalogue's own error."""
    raise CatalogueError(file=file, key=key, found=found, expected=expected)


def _typed(file: str, where: str, wanted: str, value: object) -> Any:
    types = TYPES[wanted]
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        refuse(file, where, repr(value), " or ".join(one.__name__ for one in types))
    if isinstance(value, str) and (value == "" or value != value.strip()):
        refuse(file, where, repr(value), "text without surrounding spaces")
    if isinstance(value, list):
        return _texts(file, where, value)
    if isinstance(value, dict) and wanted == "Limits":
        return tuple((name, _ends(file, f"{where}.{name}", inner)) for name, inner in value.items())
    if isinstance(value, dict):
        single = wanted == "Pairs"
        return tuple(
            (name, _typed(file, f"{where}.{name}", "str" if single else "tuple[str, ...]", inner))
            for name, inner in value.items()
        )
    return value


def _ends(file: str, where: str, value: object) -> tuple[float, float]:
    ends = value if isinstance(value, list) else []
    if [type(one) in (int, float) for one in ends] != [True, True] or ends[0] >= ends[1]:
        refuse(file, where, repr(value), "two numbers, the lowest and the highest")
    return ends[0], ends[1]


def _texts(file: str, where: str, value: list[object]) -> tuple[str, ...]:
    if not value:
        refuse(file, where, "an empty list", "at least one text")
    return tuple(_typed(file, where, "str", item) for item in value)
