"""How long after booking appointments took place, practice by practice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.columns import beside_ward, beside_ward_cell, interval_columns, ward_column
from charts.estimates import Estimate, estimates
from charts.findings import Finding
from charts.groups import Array, compares
from charts.model import SELECTED, Cell, Chart, Column, Context, Table
from charts.practice_figures import PLACE_NOTE
from charts.waiting_picture import picture
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import source_words
from geodata.store import Store

KEY = "waiting"
ROLES = ("seen on the day", "seen within a week", "seen after two weeks")
TIMES = ("same day", "1 to 7 days", "8 to 14 days", "over 14 days")


@dataclass(frozen=True, eq=False)
class Waits:
    """Appointments of each practice by time from booking (in the order of TIMES); row -1 is all."""

    indicators: tuple[Indicator, ...]
    shares: tuple[tuple[Estimate, ...], ...]
    order: tuple[int, ...]

    @property
    def whole(self) -> tuple[Estimate, ...]:
        """All practices together."""
        return self.shares[-1]


def waiting(context: Context) -> Chart:
    """Appointments by time from booking."""
    found = waits(context.store)
    inside = context.store.practice_mask(context.selection.mask)
    return Chart(
        key=KEY,
        title="How long is it from booking to appointment? GP practices, "
        f"{found.indicators[0].edition}",
        finding=_finding(context, found, inside),
        picture=picture(context, found, inside if compares(context) else None),
        table=_table(context, found, inside),
        indicators=found.indicators,
        notes=(PLACE_NOTE, "Practices are ordered by the share on the day of booking."),
    )


@lru_cache(maxsize=4)
def waits(store: Store) -> Waits:
    """The times of every practice; they do not depend on what is selected."""
    same, week, late = (store.values(store.catalogue.role(one)[0].key) for one in ROLES)
    known = same.denominator
    counts = np.column_stack(
        [
            same.numerator,
            week.numerator - same.numerator,
            known - week.numerator - late.numerator,
            late.numerator,
        ]
    )
    counts = np.vstack([counts, np.nansum(counts, axis=0)])
    totals = np.append(known, np.nansum(known))
    there = ~np.isnan(totals)
    columns = [
        estimates(np.where(there, column, 0), np.where(there, totals, 0)) for column in counts.T
    ]
    shares = tuple(zip(*columns, strict=True))
    order = sorted(
        np.flatnonzero(there[:-1]).tolist(),
        key=lambda at: (-shares[at][0].value, store.practices.code[at]),
    )
    return Waits((same.indicator, week.indicator, late.indicator), shares, tuple(order))


def _finding(context: Context, found: Waits, inside: Array) -> Finding:
    """Appointments on the day of booking and after two weeks, and from where to where they run."""
    say = Writer(context.href(), source_words(found.indicators[0]))
    if not found.order:
        return say.finding(f"No practice of {context.place} has times from booking.")
    names, same, late = context.store.practices.name, found.whole[0], found.whole[3]
    first, last = found.order[0], found.order[-1]
    part, after = say.share("same day", "place", same), say.share("over 14 days", "place", late)
    total = say.count("appointments", "place", same.total)
    low, high = (
        f"{say.share(f'same day at {names[at]}', 'place', found.shares[at][0])} at {names[at]}"
        for at in (last, first)
    )
    text = (
        f"In {context.place} {part} of {total} appointments took place on the day of booking. "
        f"{after} took place more than two weeks after it. Same-day appointments run from {low} "
        f"to {high}."
    )
    return say.finding(text + _selected(context, found, inside, say))


def _selected(context: Context, found: Waits, inside: Array, say: Writer) -> str:
    """The practices that stand in the selection, with their appointments on the day."""
    if context.selection.is_empty:
        return " No area is selected."
    if not compares(context):
        return ""
    chosen = [at for at in found.order if inside[at]]
    if not chosen:
        return " No practice stands in the selected areas."
    part = estimates(
        [sum(found.shares[at][0].count for at in chosen)],
        [sum(found.shares[at][0].total for at in chosen)],
    )[0]
    some = say.count("practices with times", "selection", len(chosen))
    every = say.count("practices with times", "place", len(found.order))
    return (
        f" {some} of {every} practices {'stands' if len(chosen) == 1 else 'stand'} in the selected "
        f"areas, with {say.share('same day', 'selection', part)} on the day."
    )


def _table(context: Context, found: Waits, inside: Array) -> Table:
    store, split = context.store.practices, compares(context)
    columns = [
        Column("practice_code", "Code", shown="download"),
        Column("practice_name", "Practice"),
        ward_column(),
        *beside_ward(context.store),
        SELECTED,
        Column("appointments", "Appointments", numeric=True),
    ]
    for time in TIMES:
        key = time.replace(" ", "_")
        columns.append(Column(f"{key}_percent", f"{time}, %", numeric=True))
        columns += interval_columns(key, time, shown="download")
    rows = [
        (
            store.code[at],
            store.name[at],
            store.ward_name[at],
            *beside_ward_cell(context.store, int(store.lsoa21[at])),
            "yes" if split and inside[at] else "",
            found.shares[at][0].total,
            *_cells(found.shares[at]),
        )
        for at in found.order
    ]
    without: list[Cell] = [""] * len((ward_column(), *beside_ward(context.store), SELECTED))
    everyone: tuple[Cell, ...] = (f"All of {context.place}", *without, found.whole[0].total)
    rows.append(("", *everyone, *_cells(found.whole)))
    return Table(tuple(columns), tuple(rows), "Appointments by time from booking, % of known times")


def _cells(shares: tuple[Estimate, ...]) -> tuple[float | None, ...]:
    return tuple(
        None if value != value else value
        for one in shares
        for value in (one.value, one.low, one.high)
    )
