"""Areas and people by decile of the indicator shown, the selection beside the whole place.

Two panels share one scale. A row leads to picking its areas, within the ward and quintile filters.
"""

from __future__ import annotations

from charts.absent import absent
from charts.deciles_counts import Deciles, count_deciles, hundredths
from charts.deciles_picture import picture
from charts.findings import Finding
from charts.groups import compares, seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.words import cut, some_of, with_noun
from geodata.classify import Classes
from geodata.format import number, percent
from geodata.stats import share
from layers.words import full_label

KEY = "deciles"


def deciles(context: Context) -> Chart:
    """Chart 1: how many areas and people are in each decile."""
    indicator = context.indicator
    if indicator.kind.categorical:
        return absent(context, f"{full_label(indicator)} has categories, which make no deciles.")
    found = count_deciles(context)
    return Chart(
        key=KEY,
        title=f"Areas and people by decile: {full_label(indicator)}",
        finding=Finding(_sentence(context, found)),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=(indicator,),
        notes=(_basis_note(context, found.classes), *seam_note(context.store, indicator)),
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


def _sentence(context: Context, found: Deciles) -> str:
    indicator, place = context.indicator, context.place
    if context.selection.is_empty:
        return f"No area is selected; the bars show all of {place}."
    if indicator.total is None:
        return _local_sentence(context, found)
    where = f"{cut(indicator, 10)} (decile 1)"
    whole = percent(share(found.whole.people[1], found.whole.all_people))
    if context.selection.is_everything:
        return f"{_first_words(found, 'area', where)}."
    return (
        f"{_first_words(found, 'selected area', where)}; "
        f"in {place} as a whole it is {whole} of people."
    )


def _first_words(found: Deciles, noun: str, where: str) -> str:
    """How many are in decile 1: "15 of 191 areas are in ..., home to 26,494 people (8.9 %)"."""
    chosen = found.chosen
    areas, people = chosen.areas[1], chosen.people[1]
    if not areas:
        return f"None of {with_noun(chosen.all_areas, noun)} is in {where}"
    return (
        f"{some_of(areas, chosen.all_areas, noun)} {'is' if areas == 1 else 'are'} in {where}, "
        f"home to {with_noun(people, 'person', 'people')} "
        f"({percent(share(people, chosen.all_people))})"
    )


def _local_sentence(context: Context, found: Deciles) -> str:
    indicator = context.indicator
    start = f"{indicator.label} has no national rank, so these deciles are {context.place}'s own"
    if context.selection.is_everything:
        return f"{start}: each holds about a tenth of its areas."
    return (
        f"{start}. {_first_words(found, 'selected area', f'decile 1 ({indicator.class_ends[0]})')}."
    )


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
