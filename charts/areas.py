"""The table of areas: everything the map says about each area, in words. Rows pick their area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from charts.columns import ward_column
from charts.companions import companion_columns
from charts.findings import Finding, Where
from charts.groups import Array, choosable, classed, compares, level_of, seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.picks import is_picked, pick_link
from charts.words import STATUS, areas_of, capital, fits, joined, noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.classify import MEASURES, Classes
from geodata.format import source_words, with_sign, with_unit
from geodata.geography import LSOA, WARD, in_force
from geodata.store import Level, Values
from layers.words import full_label

KEY = "areas"
CHANGED = f"changed in {LSOA[1]}"


@dataclass(frozen=True, eq=False)
class Listing:
    """The rows to list: indexes into a level's areas, in the order shown."""

    level: Level
    values: Values
    classes: Classes | None
    order: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    people: Array

    def number(self, index: int) -> float:
        """The rank of ranks, the value of everything else; nan without one."""
        source = self.values.rank if self.values.indicator.kind.is_rank else self.values.value
        return float(source[index])


def areas(context: Context) -> Chart:
    """The areas selected, those nearest the `more` end of the indicator first."""
    indicator = context.indicator
    found = _listing(context, context.selection.mask)
    picked = bool(context.selection.filter.picked)
    return Chart(
        key=KEY,
        title=f"{_heading(indicator)} {full_label(indicator)}",
        finding=_finding(context, found),
        picture=None,
        table=_table(context, found),
        listing=_table(context, _listing(context, choosable(context))) if picked else None,
        indicators=(indicator, *context.companions),
        notes=(
            f"Wards are those of {in_force(WARD)}, by best fit. Neighbourhoods (MSOAs) are Middle "
            "layer Super Output Areas with the names of the House of Commons Library.",
            *_larger(context),
            *seam_note(context.store, indicator),
        ),
    )


def _heading(indicator: Indicator) -> str:
    if indicator.kind.categorical:
        return f"Which category is each {noun(indicator)} in?"
    return f"{capital(noun(indicator))}s, {indicator.rank_ends[0]} first:"


def _larger(context: Context) -> tuple[str, ...]:
    """What is owed where figures are known for larger areas than those that are filtered."""
    if context.indicator.level != "msoa":
        return ()
    return (
        "Every neighbourhood that holds at least one selected small area is listed. Its figure is "
        "for the whole neighbourhood and says nothing about single small areas.",
    )


def _listing(context: Context, mask: Array) -> Listing:
    store, indicator = context.store, context.indicator
    level = level_of(store, indicator)
    values = store.values(indicator.key)
    members = np.flatnonzero(store.members(mask, level)).tolist()
    order = sorted(
        members, key=lambda one: (values.rank[one] == 0, values.rank[one], level.codes[one])
    )
    return Listing(
        level=level,
        values=values,
        classes=None
        if indicator.kind.categorical
        else classed(context, indicator, context.measure),
        order=tuple(order),
        parts=level.parts,
        people=store.people(level),
    )


def _finding(context: Context, found: Listing) -> Finding:
    """How many areas are listed, and the first of them with its value."""
    indicator = context.indicator
    say = Writer(context.href(), source_words(indicator))
    if not found.order:
        return say.finding("No area is selected. Clear a filter to see areas here.")
    here: Where = "selection" if compares(context) else "place"
    say.count(areas_of(indicator, 2).removeprefix("2 "), here, len(found.order))
    return say.finding(_words(context, found, say))


def _words(context: Context, found: Listing, say: Writer) -> str:
    indicator, first = context.indicator, found.order[0]
    chosen = " chosen" if context.selection.filter.picked else ""
    start = f"{areas_of(indicator, len(found.order))}{chosen}."
    if indicator.kind.categorical:
        return f"{start} Each has a category, none comes before another."
    if not found.values.rank[first]:
        return f"{start} None has a value."
    place = found.level.names[first]
    value = found.number(first)
    words = with_unit(indicator, value)
    text = words if indicator.kind.is_rank else with_sign(indicator, value)
    say.value(f"{indicator.key} of {place}", "place", value, text)
    if indicator.level == "lsoa":
        place += f" in {context.store.areas.msoa_name[found.parts[first][0]]}"
    if indicator.kind.is_rank:
        what = indicator.rank_ends[0] if len(found.order) > 1 else "only one"
        return f"{start} The {what} is {place}, {words}."
    named = f"{place} comes first on {indicator.label}, with {words}."
    return f"{start} {named if fits(named) else f'{place} comes first, with {words}.'}"


def _value(found: Listing, index: int) -> Cell:
    if found.values.indicator.kind.categorical:
        return found.values.words[index] or None
    if not found.values.rank[index]:
        return None
    value = found.number(index)
    whole = found.values.indicator.kind.is_rank or found.values.indicator.kind.is_count
    return int(value) if whole else value


def _table(context: Context, found: Listing) -> Table:
    columns = _columns(context, found)
    rows = tuple(tuple(read(index) for _, read in columns) for index in found.order)
    codes = [tuple(context.store.areas.code[part] for part in found.parts[i]) for i in found.order]
    indicator = context.indicator
    first = "" if indicator.kind.categorical else f", {indicator.rank_ends[0]} first"
    caption = f"{areas_of(indicator, len(rows))}{first}: {full_label(indicator)}"
    return Table(
        columns=tuple(column for column, _ in columns),
        rows=rows,
        caption=caption,
        link=lambda row: pick_link(context, codes[row]),
        chosen=frozenset(row for row, one in enumerate(codes) if is_picked(context, one)),
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
    ward = ward_column(shown=_ward_shown(indicator))
    columns.append((ward, _names(found, store.areas.ward_name)))
    columns.append((_value_column(indicator), lambda i: _value(found, i)))
    columns += _parts_columns(found)
    columns += companion_columns(context, found.level)
    columns += _class_columns(context, found)
    if indicator.unit != "people" and not indicator.has_parts:
        people = Column("people", f"People, {context.store.people_period}", numeric=True)
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
    """Numerator and denominator, where every value has them, and a word where one is over 100%.

    A count is its own numerator and is not repeated.
    """
    values = found.values
    if not values.indicator.has_parts:
        return []

    def whole(numbers: Array) -> Callable[[int], Cell]:
        return lambda index: None if np.isnan(numbers[index]) else int(numbers[index])

    over = values.over
    columns: list[tuple[Column, Callable[[int], Cell]]] = [
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
            lambda index: "over 100%" if over[index] else "",
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


def _class_columns(context: Context, found: Listing) -> list[tuple[Column, Callable[[int], Cell]]]:
    """The class of each area in words; nothing for categories, which have none."""
    classes = found.classes
    if classes is None:
        return []
    measure = MEASURES[context.measure].label
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
