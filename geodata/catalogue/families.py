"""Families: siblings that share most of their words, written once.

[family.<name>] holds the keys the siblings share and `members`, a list of tables. Each member
gives texts to put in the place of {name} in any shared text, and may give keys of its own; `key`
is the pattern of the members' keys. Braces that no member fills are left for others to fill.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from geodata.catalogue.entries import mapping, refuse

FAMILY = "family"
Entry = tuple[str, Mapping[str, Any]]


def expand(file: str, entries: list[Entry], *, fields: Collection[str]) -> Iterator[Entry]:
    """Entries in the order written, each family in its place turned into its members."""
    for key, entry in entries:
        if key != FAMILY:
            yield key, entry
            continue
        for name, family in entry.items():
            where = f"{FAMILY}.{name}"
            yield from _members(file, where, mapping(file, where, family), fields=fields)


def _members(
    file: str, where: str, family: Mapping[str, Any], *, fields: Collection[str]
) -> Iterator[Entry]:
    shared = {name: value for name, value in family.items() if name not in ("key", "members")}
    pattern, members = family.get("key"), family.get("members")
    if not isinstance(pattern, str) or "{" not in pattern:
        refuse(file, f"{where}.key", repr(pattern), "a pattern of keys such as 'thing_{slug}'")
    if not isinstance(members, list) or not members:
        refuse(file, f"{where}.members", repr(members), "a list of members")
    for number, member in enumerate(members, start=1):
        place = f"{where}.members, {number}"
        own = mapping(file, place, member)
        filled = {name: fill(value, own) for name, value in {"key": pattern, **shared}.items()}
        key = filled.pop("key")
        if "{" in key:
            refuse(file, place, key, f"a text for each name in {pattern}")
        used = _names_used((pattern, shared), own)
        for name in own:
            if name not in used and name not in fields:
                refuse(file, f"{place}, {name}", "an unused name", "a name in a shared text")
        yield key, filled | {name: value for name, value in own.items() if name in fields}


def fill(value: Any, words: Mapping[str, Any]) -> Any:
    """A value with {name} replaced by the member's text of that name, in lists and tables too."""
    if isinstance(value, str):
        for name, text in words.items():
            if isinstance(text, str):
                value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, dict):
        return {fill(key, words): fill(item, words) for key, item in value.items()}
    return [fill(item, words) for item in value] if isinstance(value, list) else value


def _names_used(shared: object, member: Mapping[str, Any]) -> set[str]:
    text = repr(shared)
    return {name for name in member if f"{{{name}}}" in text}
