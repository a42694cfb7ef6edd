"""A chart's table as the columns of a file: names that are unique, one type each, a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from charts.cells import why_empty
from charts.file_about import MARKS, Entry
from charts.model import Cell, Chart, Column, Table
from geodata.catalogue import Indicator
from geodata.spreadsheets import worded
from layers.words import full_label

Datatype = Literal["string", "integer", "number", "date"]
NO_VALUE = "no_value"
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


@dataclass(frozen=True)
class Field:
    """A column of a file. `name` is for programs and does not change, `title` for people."""

    name: str
    title: str
    datatype: Datatype
    meaning: str
    cells: tuple[Cell, ...]


def fields(chart: Chart) -> tuple[Field, ...]:
    """The columns of a chart's table in their order, and one that says why cells are empty."""
    table = chart.table
    found = [_field(chart, index, column) for index, column in enumerate(table.columns)]
    names = _unique([one.name for one in found])
    titles = _unique([one.title for one in found], " ")
    own = [
        replace(one, name=name, title=title)
        for one, name, title in zip(found, names, titles, strict=True)
    ]
    return (*own, _no_value(table, own))


def about_fields(about: Iterable[Entry], used: Sequence[Field], rows: int) -> tuple[Field, ...]:
    """What is said of a table as columns, the same in every row."""
    names = {one.name for one in used}
    return tuple(
        Field(
            name=f"about_{one.name}" if one.name in names else one.name,
            title=f"About: {one.title}",
            datatype="string",
            meaning=one.meaning,
            cells=(one.text,) * rows,
        )
        for one in about
    )


def _field(chart: Chart, index: int, column: Column) -> Field:
    cells = tuple(_cell(row[index]) for row in chart.table.rows)
    datatype: Datatype = "date" if column.is_day else "string"
    if column.numeric:
        datatype = "integer" if _is_whole(column, cells) else "number"
        if datatype == "integer":
            cells = tuple(None if one is None else int(one) for one in cells)
    elif datatype == "string":
        cells = tuple(worded(one) if isinstance(one, str) else one for one in cells)
    return Field(
        name="".join(one if one in _SAFE else "_" for one in column.key.lower()),
        title=column.heading[:1].upper() + column.heading[1:],
        datatype=datatype,
        meaning=_meaning(chart, column),
        cells=cells,
    )


def _cell(value: Cell) -> Cell:
    return None if value != value else value


def _is_whole(column: Column, cells: Iterable[Cell]) -> bool:
    """Whether all are whole: counts and ranks are, even where they were worked out as fractions."""
    given = [one for one in cells if one is not None]
    kind = column.indicator.kind if column.indicator else None
    if kind and (kind.is_count or kind.is_rank):
        return all(float(one).is_integer() for one in given)
    counted = kind is None and not (column.decimals or column.is_share or column.by_row)
    return bool(given) and all(
        isinstance(one, int) or (counted and float(one).is_integer()) for one in given
    )


def _meaning(chart: Chart, column: Column) -> str:
    """What a column holds, with definition, unit and denominator of the figure it is about.

    Numbers that have no figure of their own are about that of the chart, if it has only one.
    """
    said = [column.meaning or f"{column.heading[:1].upper()}{column.heading[1:]}."]
    if column.indicator is not None:
        said.append(_about(column.indicator))
        said.append(f"Unit: {column.indicator.unit}.")
    elif column.by_row:
        said.append("Unit: that of the figure of the row.")
    elif column.numeric:
        said += ["Unit: per cent."] if column.is_share else []
        said += [f"Figure: {_about(chart.indicators[0])}"] if len(chart.indicators) == 1 else []
    if column.key == "status":
        said.append(" ".join(f"{word}: {meaning}" for word, meaning in MARKS.items()))
    return " ".join(said)


def _about(one: Indicator) -> str:
    parts = one.kind.is_fraction and one.has_parts
    shared = f" Denominator: {one.denominator}." if parts else ""
    return f"{full_label(one)}. {one.definition}{shared}"


def _no_value(table: Table, own: Sequence[Field]) -> Field:
    """Which cells of a row are empty, and why: "rank: suppressed; people: no value"."""
    cells = tuple(
        "; ".join(
            f"{one.name}: {why_empty(table, row, index)}"
            for index, one in enumerate(own)
            if one.cells[number] is None
        )
        for number, row in enumerate(table.rows)
    )
    meaning = "Names the columns without a value in this row, each with the reason."
    return Field(NO_VALUE, "Without a value", "string", meaning, cells)


def _unique(names: Sequence[str], between: str = "_") -> list[str]:
    """Names without two that are alike in letters of one size: later ones get a number."""
    found: dict[str, str] = {}
    for name in names:
        new, number = name, 2
        while new.casefold() in found:
            new, number = f"{name}{between}{number}", number + 1
        found[new.casefold()] = new
    return list(found.values())
