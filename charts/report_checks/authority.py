"""What is published for the whole authority alone, and the report's own arithmetic."""

from __future__ import annotations

import numpy as np

from charts.report_checks.model import Finder, Found, view_of
from charts.words import areas_of
from geodata.catalogue.reports import Attempt, Claim
from geodata.format import number, share_words, signed
from geodata.store import Store
from layers.words import full_label

PER_CENT = "percent"


def fact(store: Store, claim: Claim, attempt: Attempt) -> Found | None:
    """One cell of a table of the whole authority; None where the table has no such row."""
    table = store.facts(attempt.table)
    rows = table.where(**dict(attempt.cells)) if table else ()
    value = rows[0][attempt.column] if rows else None
    if table is None or not isinstance(value, float | int):
        return None
    row = rows[0]
    unit, period = str(row.get("unit") or ""), str(row.get("period") or "")
    decimals = 0 if float(value).is_integer() and attempt.column == "count" else 1
    text = share_words(value) if unit == PER_CENT else number(value, decimals)
    near = store.catalogue.indicator(attempt.figure) if attempt.figure else None
    return Finder(claim, attempt).found(
        f"{attempt.label}, {period}" if period else attempt.label,
        text,
        float(value),
        of=str(row.get("population_of_table") or store.authority.name),
        period=period,
        lists=(table.source,),
        view=view_of(near) if near else "",
    )


def growth(_: Store, claim: Claim, attempt: Attempt) -> Found:
    """By how many per cent the report's own second number is more than its first."""
    first, last = attempt.start or float("nan"), attempt.end or float("nan")
    value = 100 * (last / first - 1)
    return Finder(claim, attempt).found(
        f"The report's own numbers, {number(first)} and {number(last)}",
        f"{signed(value)}%",
        value,
        of=number(first),
    )


def spread(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """From the lowest to the highest value of an area."""
    values = store.values(attempt.figure)
    known = values.value[~np.isnan(values.value)]
    gap = float(known.max() - known.min())
    return Finder(claim, attempt).found(
        f"From the lowest to the highest of {areas_of(values.indicator, len(known))}, "
        f"{full_label(values.indicator)}",
        f"{number(gap, 1)} {values.indicator.unit}",
        gap,
        values.indicator,
    )
