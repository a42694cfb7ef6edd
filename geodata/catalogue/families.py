"""Families: siblings that share most of their words, written once.

[family.<name>] holds the keys the siblings share and `members`, a list of tables. Each member
gives texts to put in the place of {name} in any shared text, and may give keys of its own; `key`
is the pattern of the members' keys. Braces that no member fills are left for others to fill.
`across` is a list of tables too, the years of each member say: each is taken with each member, and
keys of its own are shared ones. `first` holds keys of a member with the first of them alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from geodata.catalogue.entries import mapping, refuse

FAMILY = "family"
FIRST = "first"
OUTSIDE = ("key", "members", "across")
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
    shared = {name: value for name, value in family.items() if name not in OUTSIDE}
    pattern = family.get("key")
    if not isinstance(pattern, str) or "{" not in pattern:
        refuse(file, f"{where}.key", repr(pattern), "a pattern of keys such as 'thing_{slug}'")
    across = _listed(file, f"{where}.across", family.get("across", [{}]))
    for place, member in _listed(file, f"{where}.members", family.get("members")):
        own = {name: value for name, value in member.items() if name != FIRST}
        first = mapping(file, f"{place}, {FIRST}", member.get(FIRST, {}))
        for number, (beside, more) in enumerate(across):
            both = {**shared, **{name: more[name] for name in more if name in fields}}
            words = {**more, **own}
            filled = {name: fill(value, words) for name, value in {"key": pattern, **both}.items()}
            key = filled.pop("key")
            if "{" in key:
                refuse(file, place, key, f"a text for each name in {pattern}")
            _refuse_unused(file, place, {**own, **first}, (pattern, both), fields)
            _refuse_unused(file, beside, more, (pattern, both), fields)
            added = {**own, **first} if number == 0 else own
            yield key, filled | {name: value for name, value in added.items() if name in fields}


def _listed(file: str, where: str, found: object) -> list[tuple[str, Mapping[str, Any]]]:
    """Each table of a list, with where it is written."""
    if not isinstance(found, list) or not found:
        refuse(file, where, repr(found), f"a list of {where.rpartition('.')[2]}")
    places = [f"{where}, {number}" for number in range(1, len(found) + 1)]
    return [(place, mapping(file, place, own)) for place, own in zip(places, found, strict=True)]


def _refuse_unused(
    file: str, place: str, own: Mapping[str, Any], shared: object, fields: Collection[str]
) -> None:
    used = _names_used(shared, own)
    for name in own:
        if name not in used and name not in fields:
            refuse(file, f"{place}, {name}", "an unused name", "a name in a shared text")


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
