"""Tables of figures and what they must agree on, from TOML; the same for every authority.

`each` names lists of texts, said once: a key (or an agreement's column) that has a name in braces
stands for one entry for each text of the list, a text in a list of columns for all of them.

    each.band = ["25_29", "30_34"]
    at_most."second_dose_{band}" = "first_dose_{band}"      two limits
    added.first_dose_all = ["first_dose_{band}"]            one sum of two columns
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from itertools import product
from pathlib import Path
from typing import Any

from geodata import marks
from geodata.catalogue.entries import arguments, mapping, one_of, read_toml, refuse
from geodata.catalogue.families import expand, fill
from geodata.catalogue.holdings import PURPOSES, TABLE_KINDS, Agreement, Table
from geodata.catalogue.indicators import levels
from geodata.geography import FIGURE_LEVELS

AGREEMENTS = "agreements"
EACH = "each"
REPEATED = ("sums", "added", "at_most", "limits")
TABLE_FIELDS = (*(field.name for field in fields(Table) if field.name != "key"), EACH)


def read_tables(
    directory: Path, *, sources: Collection[str]
) -> tuple[dict[str, Table], tuple[Agreement, ...]]:
    """Every table by its key, in the order of files and of writing, and every agreement."""
    tables: dict[str, Table] = {}
    agreements: list[tuple[str, int, Mapping[str, Any]]] = []
    for path in sorted(directory.glob("*.toml")):
        content = read_toml(path)
        file = f"tables/{path.name}"
        for number, entry in enumerate(content.pop(AGREEMENTS, ()), start=1):
            agreements.append((file, number, entry))
        written = [(key, mapping(file, key, entry)) for key, entry in content.items()]
        for key, entry in expand(file, written, fields=TABLE_FIELDS):
            if key in tables:
                refuse(file, key, "a key used before", "a new key")
            tables[key] = read_table(file, key, entry, sources=sources)
    for purpose in PURPOSES:
        serving = [table.key for table in tables.values() if table.purpose == purpose]
        if not serving:
            refuse("tables/", f"purpose {purpose}", "no table", "one table or more")
    return tables, tuple(
        agreement
        for file, number, entry in agreements
        for agreement in _read_agreements(file, number, entry, tables=tables)
    )


def read_table(file: str, key: str, entry: Mapping[str, Any], *, sources: Collection[str]) -> Table:
    """One table, its choices checked against each other."""
    entry = _repeated(file, key, entry)
    table = Table(key=key, **arguments(file, key, Table, entry))
    one_of(file, f"{key}.kind", table.kind, TABLE_KINDS)
    one_of(file, f"{key}.source", table.source, sources)
    if table.purpose:
        one_of(file, f"{key}.purpose", table.purpose, PURPOSES)
    if (table.purpose in ("people", "practices")) != bool(table.period):
        expected = "when people or patients were counted, for their tables only"
        refuse(file, f"{key}.period", repr(table.period), expected)
    if (table.level, table.vintage) not in FIGURE_LEVELS:
        refuse(file, f"{key}.vintage", f"{table.level} {table.vintage}", levels())
    for mark, status in table.marks:
        one_of(file, f"{key}.marks.{mark}", status, marks.ORDER)
    if (table.kind == "deprivation") != (table.total is not None):
        refuse(file, f"{key}.total", str(table.total), "the number ranked, for ranks only")
    return table


def _read_agreements(
    file: str, number: int, entry: Mapping[str, Any], *, tables: Collection[str]
) -> list[Agreement]:
    where = f"{AGREEMENTS}.{number}"
    entry = dict(mapping(file, where, entry))
    each = _each(file, where, entry)
    agreements = []
    for words in _choices(str(entry.get("column")), each):
        own = {name: fill(value, words) for name, value in entry.items()}
        own["columns"] = _spread(own.get("columns"), each)
        agreement = Agreement(**arguments(file, where, Agreement, own))
        one_of(file, f"{where}.table", agreement.table, tables)
        one_of(file, f"{where}.other", agreement.other, tables)
        agreements.append(agreement)
    return agreements


def _repeated(file: str, where: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with every key and text that stands for several written out."""
    answer = dict(entry)
    each = _each(file, where, answer)
    for name in REPEATED:
        if name in answer:
            answer[name] = {
                fill(key, words): _spread(fill(value, words), each)
                for key, value in mapping(file, f"{where}.{name}", answer[name]).items()
                for words in _choices(key, each)
            }
    return answer


def _each(file: str, where: str, entry: dict[str, Any]) -> Mapping[str, list[str]]:
    """The lists of an entry, taken out of it; each must be used."""
    each = mapping(file, f"{where}.{EACH}", entry.pop(EACH, {}))
    for name, texts in each.items():
        if not isinstance(texts, list) or not texts:
            refuse(file, f"{where}.{EACH}.{name}", repr(texts), "a list of texts")
        if f"{{{name}}}" not in repr(entry):
            refuse(file, f"{where}.{EACH}.{name}", "an unused name", f"{{{name}}} in the entry")
    return each


def _choices(key: str, each: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """One set of words for each way to fill the names in a key; one empty set without names."""
    names = [name for name in each if f"{{{name}}}" in key]
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*(each[n] for n in names))]


def _spread(value: Any, each: Mapping[str, list[str]]) -> Any:
    """A list with every text that has a name in braces turned into one for each of its list."""
    if not isinstance(value, list):
        return value
    return [fill(text, words) for text in value for words in _choices(str(text), each)]
