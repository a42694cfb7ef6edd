"""Areas and people by decile of the indicator shown, the selection beside the whole place.

Two panels share one scale. A row leads to picking its areas, within the ward and quintile filters.
"""

from __future__ import annotations

from dataclasses import replace
from math import nan

from charts.absent import absent
from charts.deciles_counts import Deciles, count_deciles, hundredths
from charts.deciles_picture import picture
from charts.estimates import Estimate, estimates
from charts.findings import Finding, Where
from charts.groups import compares, seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.words import cut
from charts.writer import Writer
from geodata.classify import Classes
from geodata.format import number, source_words
from layers.sheet import class_letters
from layers.words import full_label

KEY = "deciles"


def deciles(context: Context) -> Chart:
    """Chart 1: how many areas and people are in each decile."""
    indicator = context.indicator
    if indicator.kind.categorical:
        return absent(context, f"{full_label(indicator)} has categories, which make no deciles.")
    if indicator.reference is not None or indicator.indicative:
        return absent(context, f"{full_label(indicator)} is not ranked, so it has no deciles.")
    found = count_deciles(context)
    return Chart(
        key=KEY,
        title=f"How many areas and people are in each decile? {full_label(indicator)}",
        finding=_finding(context, found),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=(indicator,),
        notes=(_basis_note(context, found.classes), *seam_note(context.store, indicator)),
        classes=class_letters(found.areas),
    )


def _basis_note(context: Context, classes: Classes) -> str:
    if context.indicator.total is not None:
        return (
            f"Deciles are {classes.basis}'s: each holds a tenth of its "
            f"{number(context.indicator.total)} ranked areas, so a place can have any number in "
            "each."
        )
    return (
        f"There is no national rank for this figure. Deciles are {classes.basis}'s own: its areas "
        "in ten groups of about the same size."
    )


def _finding(context: Context, found: Deciles) -> Finding:
    """How many selected areas and people are in decile 1, beside the place."""
    indicator, place = context.indicator, context.place
    say = Writer(context.href(), source_words(indicator))
    if context.selection.is_empty:
        return say.finding(f"No area is selected; the bars show all of {place}.")
    if not found.chosen.all_areas - found.chosen.areas[0]:
        return say.finding(f"No selected area has a figure of {indicator.label}.")
    if indicator.total is None:
        return _local(context, found, say)
    where = f"{cut(indicator, 10)} (decile 1)"
    first = _first_words(context, found, where, say)
    if context.selection.is_everything:
        return say.finding(first)
    whole = say.share(*_people(context, found, "place"))
    return say.finding(f"{first} In {place} as a whole it is {whole} of people.")


def _people(context: Context, found: Deciles, where: Where) -> tuple[str, Where, Estimate]:
    """People in decile 1 as a share of all in the selection or the place, without an interval."""
    one = found.chosen if where == "selection" else found.whole
    part = estimates([one.people[1]], [one.all_people])[0]
    concept = f"people in decile 1, {context.indicator.key}"
    return concept, where, replace(part, low=nan, high=nan)


def _first_words(context: Context, found: Deciles, where: str, say: Writer) -> str:
    """How many are in decile 1: "15 of 191 areas are in ..., home to 26,494 people (8.9%)."."""
    chosen, key = found.chosen, context.indicator.key
    here: Where = "selection" if compares(context) else "place"
    areas, people = chosen.areas[1], chosen.people[1]
    every = say.count(f"areas of {key}", here, chosen.all_areas)
    noun = f"{'selected ' * compares(context)}area{'s' * (chosen.all_areas != 1)}"
    if chosen.all_areas == 1:
        return f"The {noun} is {'not ' * (not areas)}in {where}."
    if not areas:
        return f"None of {every} {noun} is in {where}."
    some = say.count(f"areas in decile 1, {key}", here, areas)
    held = say.count(f"number of people in decile 1, {key}", here, people)
    part = say.share(*_people(context, found, here))
    return (
        f"{some} of {every} {noun} {'is' if areas == 1 else 'are'} in {where}, "
        f"home to {held} {'person' if people == 1 else 'people'} ({part})."
    )


def _local(context: Context, found: Deciles, say: Writer) -> Finding:
    indicator = context.indicator
    start = f"{indicator.label} has no national rank, so these deciles are {context.place}'s own"
    if context.selection.is_everything:
        return say.finding(f"{start}. Each holds about a tenth of its areas.")
    first = _first_words(context, found, f"decile 1 ({indicator.class_ends[0]})", say)
    return say.finding(f"{start}. {first}")


def _table(context: Context, found: Deciles) -> Table:
    place = context.place
    columns = [
        Column("decile", "Decile"),
        Column("decile_number", "Decile, number", numeric=True, shown="download"),
        Column("areas_selected", "Areas selected", numeric=True),
        Column("areas_selected_percent", "Areas selected, %", numeric=True),
        Column("people_selected", "People selected", numeric=True),
        Column("people_selected_percent", "People selected, %", numeric=True),
        Column("areas_all", f"Areas, {place}", numeric=True),
        Column("areas_all_percent", f"Areas, {place}, %", numeric=True),
        Column("people_all", f"People, {place}", numeric=True),
        Column("people_all_percent", f"People, {place}, %", numeric=True),
    ]
    rows = [_cells(found, decile) for decile in range(0 if found.whole.areas[0] else 1, 11)]
    if not compares(context):
        columns = [*columns[:2], *columns[6:]]
        rows = [(*row[:2], *row[6:]) for row in rows]
    return Table(tuple(columns), tuple(rows), _caption(context, found))


def _cells(found: Deciles, decile: int) -> tuple[Cell, ...]:
    label = found.classes.labels[decile - 1] if decile else "No value"
    cells: list[Cell] = [label, decile or None]
    for one in (found.chosen, found.whole):
        cells += [
            one.areas[decile],
            hundredths(one.areas[decile], one.all_areas),
            one.people[decile],
            hundredths(one.people[decile], one.all_people),
        ]
    return tuple(cells)


def _caption(context: Context, found: Deciles) -> str:
    return (
        f"Areas and people by decile of {full_label(context.indicator)}, "
        f"deciles of {found.classes.basis}"
    )
