"""The columns of the list of areas: everything the map says about an area, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from charts.columns import authority_columns, ward_column
from charts.companions import companion_columns
from charts.groups import Array
from charts.made_rows import Noted
from charts.model import Cell, Column, Context
from charts.words import STATUS, capital, joined, noun
from geodata.catalogue import Indicator
from geodata.classify import Classes
from geodata.geography import LSOA
from geodata.store import Level, Values

Columns = list[tuple[Column, Callable[[int], Cell]]]
CHANGED = f"changed in {LSOA[1]}"


@dataclass(frozen=True, eq=False)
class Listing:
    """The rows to list: indexes into a level's areas, those of rank 1 first."""

    level: Level
    values: Values
    classes: Classes | None
    order: Array
    parts: tuple[tuple[int, ...], ...]
    people: Array

    def number(self, index: int) -> float:
        """The rank of ranks, the value of everything else; nan without one."""
        source = self.values.rank if self.values.indicator.kind.is_rank else self.values.value
        return float(source[index])


def columns_of(context: Context, found: Listing) -> Columns:
    """Each column with the function that reads its cell for one area of the level."""
    store, indicator = context.store, context.indicator
    kind = f"{found.level.name}{found.level.vintage % 100}"
    columns: Columns = [
        (Column(f"{kind}_code", "Code", shown="download"), lambda i: found.level.codes[i]),
        (Column(f"{kind}_name", capital(noun(indicator))), lambda i: found.level.names[i]),
    ]
    if indicator.level == "lsoa":
        neighbourhood = Column("neighbourhood", "Neighbourhood")
        columns.append((neighbourhood, _names(found, store.areas.msoa_name)))
    ward = ward_column(shown=_ward_shown(indicator))
    columns.append((ward, _names(found, store.areas.ward_name)))
    if store.authorities:
        of_each = (store.areas.lad_code, store.areas.lad_name)
        columns += [
            (column, _names(found, names))
            for column, names in zip(authority_columns(), of_each, strict=True)
        ]
    columns.append((_value_column(indicator), lambda i: _value(found, i)))
    columns += _parts_columns(found)
    columns += companion_columns(context, found.level)
    columns += _class_columns(found)
    if indicator.unit != "people" and not indicator.has_parts:
        people = Column("people", f"People, {context.store.people_period}", numeric=True)
        columns.append((people, lambda i: int(found.people[i])))
    note = Column("boundary", "Boundary", shown="when filled")
    columns.append((note, Noted(CHANGED, store.members(store.areas.changed, found.level))))
    columns.append((Column("status", "Status", shown="download"), lambda i: _status(found, i)))
    return columns


def _ward_shown(indicator: Indicator) -> Literal["always", "download"]:
    """Larger areas reach over many wards: their names are left to the file."""
    return "always" if indicator.level == "lsoa" else "download"


def _parts_columns(found: Listing) -> Columns:
    """Numerator and denominator, where every value has them, and a word where one is over 100%.

    A count is its own numerator and is not repeated.
    """
    values = found.values
    if not values.indicator.has_parts:
        return []

    def whole(numbers: Array) -> Callable[[int], Cell]:
        return lambda index: None if np.isnan(numbers[index]) else int(numbers[index])

    columns: Columns = [
        (
            Column("numerator", values.indicator.numerator_head, numeric=True),
            whole(values.numerator),
        ),
        (
            Column("denominator", values.indicator.denominator_head, numeric=True),
            whole(values.denominator),
        ),
        (
            Column("flag", "Note", shown="when filled"),
            Noted("over 100%", values.over),
        ),
    ]
    return columns[1:] if values.indicator.kind.is_count else columns


def _names(found: Listing, names: tuple[str, ...]) -> Callable[[int], Cell]:
    return lambda index: joined(list(dict.fromkeys(names[part] for part in found.parts[index])))


def _value_column(indicator: Indicator) -> Column:
    if indicator.kind.categorical:
        return Column("value", capital(indicator.unit))
    if indicator.kind.is_rank:
        return Column("rank", capital(indicator.unit), numeric=True)
    return Column("value", indicator.value_label, numeric=True, indicator=indicator)


def _class_columns(found: Listing) -> Columns:
    """The class of each area in words; nothing for categories, which have none."""
    classes = found.classes
    if classes is None:
        return []
    measure = classes.measure.label
    label = measure if "ocal" in measure else f"{measure}, {classes.basis}"

    def words(index: int) -> Cell:
        number = int(classes.number[index])
        return classes.labels[number - 1] if number else _status(found, index)

    number = Column(
        "class_number", f"{label}, number", numeric=True, shown="download", meaning="1 comes first."
    )
    return [(Column("class", label), words), (number, lambda i: int(classes.number[i]) or None)]


def _status(found: Listing, index: int) -> str:
    status = str(found.values.status[index])
    return STATUS.get(status, status)


def _value(found: Listing, index: int) -> Cell:
    if found.values.indicator.kind.categorical:
        return found.values.words[index] or None
    if not found.values.rank[index]:
        return None
    value = found.number(index)
    whole = found.values.indicator.kind.is_rank or found.values.indicator.kind.is_count
    return int(value) if whole else value
