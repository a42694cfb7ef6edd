"""The table of areas: everything the map says about each area, in words. Rows pick their area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from charts.companions import companion_columns
from charts.groups import Array, classed, level_of, seam_note
from charts.model import Cell, Chart, Column, Context, Link, Table
from charts.words import (
    CURRENT_VINTAGE,
    PEOPLE_OF,
    STATUS,
    areas_of,
    capital,
    counted,
    joined,
    noun,
)
from geodata.catalogue import Indicator
from geodata.classify import MEASURES, Classes
from geodata.format import with_unit
from geodata.store import Level, Values
from layers.words import full_label

KEY = "areas"
CHANGED = f"changed in {CURRENT_VINTAGE}"


@dataclass(frozen=True, eq=False)
class Listing:
    """The rows to list: indexes into a level's areas, in the order shown."""

    level: Level
    values: Values
    classes: Classes
    order: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    people: Array


def areas(context: Context) -> Chart:
    """The areas selected, those nearest the `more` end of the indicator first."""
    indicator = context.indicator
    found = _listing(context)
    return Chart(
        key=KEY,
        title=f"{capital(noun(indicator))}s, {indicator.more} first: {full_label(indicator)}",
        sentence=_sentence(context, found),
        picture=None,
        table=_table(context, found),
        indicators=(indicator, *context.companions),
        notes=(
            "Wards are those of May 2023, by best fit. Neighbourhoods are Middle layer Super "
            "Output Areas (MSOAs) with the names of the House of Commons Library.",
            *_larger(context),
            *seam_note(context.store, indicator),
        ),
    )


def _larger(context: Context) -> tuple[str, ...]:
    """What is owed where figures are known for larger areas than those that are filtered."""
    if context.indicator.level != "msoa":
        return ()
    return (
        "Listed is every MSOA that holds at least one selected small area (LSOA). Its figure is "
        "for the whole MSOA and says nothing about single LSOAs.",
    )


def _listing(context: Context) -> Listing:
    store, indicator = context.store, context.indicator
    level = level_of(store, indicator)
    values = store.values(indicator.key)
    members = np.flatnonzero(store.members(context.selection.mask, level)).tolist()
    order = sorted(
        members, key=lambda one: (values.rank[one] == 0, values.rank[one], level.codes[one])
    )
    return Listing(
        level=level,
        values=values,
        classes=classed(context, indicator, context.measure),
        order=tuple(order),
        parts=level.parts,
        people=store.people(level),
    )


def _sentence(context: Context, found: Listing) -> str:
    if not found.order:
        return "No area is selected. Clear a filter to see areas here."
    indicator, first = context.indicator, found.order[0]
    start = f"{areas_of(indicator, len(found.order))}."
    if not found.values.rank[first]:
        return f"{start} None has a value."
    place = found.level.names[first]
    if indicator.level == "lsoa":
        place += f" in {context.store.areas.msoa_name[found.parts[first][0]]}"
    words = with_unit(indicator, _value(found, first) or 0)
    if indicator.kind.is_rank:
        what = indicator.rank_ends[0] if len(found.order) > 1 else "only one"
        return f"{start} The {what} is {place}, {words}."
    return f"{start} {place} comes first on {indicator.label}, with {words}."


def _value(found: Listing, index: int) -> float | None:
    if not found.values.rank[index]:
        return None
    if found.values.indicator.kind.is_rank:
        return int(found.values.rank[index])
    value = float(found.values.value[index])
    if found.values.indicator.kind.is_count:
        return int(value)
    return value


def _table(context: Context, found: Listing) -> Table:
    columns = _columns(context, found)
    rows = tuple(tuple(read(index) for _, read in columns) for index in found.order)
    indicator = context.indicator
    order = f"{indicator.rank_ends[0]} first"
    caption = f"{areas_of(indicator, len(rows))}, {order}: {full_label(indicator)}"
    return Table(
        columns=tuple(column for column, _ in columns),
        rows=rows,
        caption=caption,
        link=lambda row: _link(context, found, found.order[row]),
    )


def _columns(context: Context, found: Listing) -> list[tuple[Column, Callable[[int], Cell]]]:
    """Each column with the function that reads its cell for one area of the level."""
    store, indicator = context.store, context.indicator
    kind = f"{found.level.name}{found.level.vintage % 100}"
    columns: list[tuple[Column, Callable[[int], Cell]]] = [
        (Column(f"{kind}_code", "Code", shown="download"), lambda i: found.level.codes[i]),
        (Column(f"{kind}_name", capital(noun(indicator))), lambda i: found.level.names[i]),
    ]
    if indicator.level == "lsoa":
        neighbourhood = Column("neighbourhood", "Neighbourhood")
        columns.append((neighbourhood, _names(found, store.areas.msoa_name)))
    ward = Column("ward23_name", "Ward (2023)", shown=_ward_shown(indicator))
    columns.append((ward, _names(found, store.areas.ward_name)))
    columns.append((_value_column(indicator), lambda i: _value(found, i)))
    columns += _parts_columns(found)
    columns += companion_columns(context, found.level)
    label = Column("class", _class_label(context, found))
    columns.append((label, lambda i: _class_words(found, i)))
    if indicator.unit != "people" and not indicator.has_parts:
        people = Column("people", f"People, {PEOPLE_OF}", numeric=True)
        columns.append((people, lambda i: int(found.people[i])))
    changed = [any(store.areas.changed[part] for part in parts) for parts in found.parts]
    note = Column("boundary", "Boundary", shown="when filled")
    columns.append((note, lambda i: CHANGED if changed[i] else ""))
    columns.append((Column("status", "Status", shown="download"), lambda i: _status(found, i)))
    return columns


def _ward_shown(indicator: Indicator) -> Literal["always", "download"]:
    """Larger areas reach over many wards: their names are left to the file."""
    return "always" if indicator.level == "lsoa" else "download"


def _parts_columns(found: Listing) -> list[tuple[Column, Callable[[int], Cell]]]:
    """Numerator and denominator, where every value has them, and a word where one is over 100 %."""
    values = found.values
    if not values.indicator.has_parts:
        return []

    def whole(numbers: Array) -> Callable[[int], Cell]:
        return lambda index: None if np.isnan(numbers[index]) else int(numbers[index])

    over, indicator = values.over, values.indicator
    shown: Literal["always", "download"] = "download" if indicator.kind.is_count else "always"
    out_of = f"Out of {indicator.denominator_label}"
    return [
        (Column("numerator", "Number", numeric=True, shown=shown), whole(values.numerator)),
        (Column("denominator", out_of, numeric=True), whole(values.denominator)),
        (
            Column("flag", "Mind", shown="when filled"),
            lambda index: "over 100 %" if over[index] else "",
        ),
    ]


def _names(found: Listing, names: tuple[str, ...]) -> Callable[[int], Cell]:
    return lambda index: joined(list(dict.fromkeys(names[part] for part in found.parts[index])))


def _value_column(indicator: Indicator) -> Column:
    if indicator.kind.is_rank:
        return Column("rank", indicator.value_label, numeric=True)
    return Column("value", indicator.value_label, numeric=True, indicator=indicator)


def _class_label(context: Context, found: Listing) -> str:
    measure = MEASURES[context.measure].label
    return measure if "ocal" in measure else f"{measure}, {found.classes.basis}"


def _class_words(found: Listing, index: int) -> str:
    number = int(found.classes.number[index])
    return found.classes.labels[number - 1] if number else "no value"


def _status(found: Listing, index: int) -> str:
    status = str(found.values.status[index])
    return STATUS.get(status, status)


def _link(context: Context, found: Listing, index: int) -> Link:
    picked = set(context.selection.filter.picked)
    codes = {context.store.areas.code[part] for part in found.parts[index]}
    current = bool(picked) and codes <= picked
    after = picked - codes if current else picked | codes
    return Link(context.href(area=tuple(sorted(after))), current)


def more_to_pick(context: Context) -> tuple[tuple[str, Link], ...]:
    """While areas are picked: the other areas of their wards, each with a link that adds it."""
    store, picked = context.store, set(context.selection.filter.picked)
    inside = {store.areas.ward_code[i] for i in np.flatnonzero(context.selection.mask)}
    if not picked:
        return ()
    return tuple(
        (name, Link(context.href(area=tuple(sorted({*picked, code}))), current=False))
        for code, name, ward in zip(
            store.areas.code, store.areas.name, store.areas.ward_code, strict=True
        )
        if ward in inside and code not in picked
    )


def picked_wards(context: Context) -> str:
    """The wards that the picked areas lie in, by name."""
    store = context.store
    names = {store.areas.ward_name[i] for i in np.flatnonzero(context.selection.mask)}
    noun = "ward" if len(names) == 4 else "wards"
    return joined(sorted(names), most=3, noun=noun) or counted(0, "ward")
