"""What the tables of charts say, read figure by figure: of what, where, when, and which part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from charts.cells import cell_words
from charts.file_fields import fields
from charts.model import Cell, Chart, Context

CODE = re.compile(r"(?:lsoa|msoa|ward)\d\d_code|practice_code")
PARTS = {
    "percent": "value",
    "value": "value",
    "rank": "value",
    "count": "numerator",
    "number": "numerator",
    "numerator": "numerator",
    "people": "numerator",
    "without_first_dose": "numerator",
    "total": "denominator",
    "denominator": "denominator",
    "register": "denominator",
    "out_of": "denominator",
    "low": "low",
    "high": "high",
}


class Reading(NamedTuple):
    """A printed number: of which concept, of which place, on which date, which part of it."""

    concept: str
    place: str
    date: str
    part: str
    printed: str
    filed: Cell
    chart: str


def readings(chart: Chart, context: Context, selection: str) -> Iterator[Reading]:
    """Every number of a chart's table that is the figure of an indicator, printed and in files."""
    filed = fields(chart)
    for at, row in enumerate(chart.table.rows):
        for index, column in enumerate(chart.table.columns):
            if not column.numeric or row[index] is None:
                continue
            about = _about(chart, context, selection, at, column.key)
            if about is not None:
                words = cell_words(chart.table, row, index)
                yield Reading(*about, words, filed[index].cells[at], chart.key)


def _about(
    chart: Chart, context: Context, selection: str, at: int, key: str
) -> tuple[str, str, str, str] | None:
    """Concept, place, date and part of a cell; None for what is no figure of an indicator."""
    row = {
        one.key: cell for one, cell in zip(chart.table.columns, chart.table.rows[at], strict=True)
    }
    concept = chart.indicators[0].key
    where, _, name = key.partition("_")
    owner = {"selected": selection, "all": "place"}.get(where)
    part = PARTS.get(name if owner else key)
    if chart.key in ("composition", "uptake_age"):
        siblings = context.store.catalogue.group(chart.indicators[0].group) or chart.indicators
        named = str(row.get("group") or row.get("age"))
        concept = next(one.key for one in siblings if one.category == named)
        return (concept, owner, "", part) if owner and part else None
    if chart.key == "by_quintile":
        if not (owner and part):
            return None
        quintile = row["quintile_number"]
        basis = context.selection.filter.basis
        of = f"{owner}, {basis} quintile {quintile} by {context.selection.filter.by}"
        return (concept, of if quintile else owner, "", part)
    if chart.key == "uptake_time":
        return _over_time(chart, context, selection, at, key)
    if chart.key == "scatter":
        part = "value" if where in "xy" and name else None
        concept = name
    if chart.key == "wards" and where == "ward":
        part = PARTS.get(name)
    if chart.key == "concentration":
        part = {"group_count": "numerator"}.get(key)
    if chart.key == "uptake_deprivation":
        part = {"uptake_percent": "value", "low": "low", "high": "high"}.get(key)
    if chart.key == "unvaccinated":
        part = {"low": None, "high": None}.get(key, part)
    if chart.key == "areas" and key == "people":
        concept, part = "people", "value"
    if chart.key == "wards" and chart.indicators[0].kind.is_rank:
        part = None
    code = next((str(cell) for name, cell in row.items() if CODE.fullmatch(name)), "")
    return (concept, code, "", part) if code and part else None


def _over_time(
    chart: Chart, context: Context, selection: str, at: int, key: str
) -> tuple[str, str, str, str] | None:
    """A cell of the table of dates; the last date is that of the latest figures."""
    rows, (quintile, _, name) = chart.table.rows, key.partition("_")
    date = "" if at == len(rows) - 1 else str(rows[at][0])
    owner = {"selected": selection, "all": "place"}.get(quintile)
    if re.fullmatch(r"q\d", quintile):
        asked = context.selection.filter
        owner = f"place, {asked.basis} quintile {quintile[1]} by {asked.by}"
    part = PARTS.get(name)
    return (chart.indicators[0].key, owner, date, part) if owner and part else None
