"""The domain profile: where the selection stands on each kind of deprivation, beside the place.

Positions are the share of all ranked areas that are more deprived than the average rank of the
people selected: 0 is the most deprived end, 100 the least.
"""

from __future__ import annotations

from charts.domains_picture import picture
from charts.domains_positions import (
    Position,
    by_gap,
    distance_words,
    place_at,
    positions,
    worst_words,
)
from charts.findings import Finding
from charts.groups import compares, main_index, seam_note
from charts.model import Cell, Chart, Column, Context, Table
from charts.writer import Writer
from geodata.format import source_words
from layers.words import full_label

KEY = "domains"


def domains(context: Context) -> Chart:
    """Chart 3: on which kinds of deprivation the selection differs."""
    found = positions(context)
    return Chart(
        key=KEY,
        title=f"Which kinds of deprivation stand out? {main_index(context.store).edition}",
        finding=finding(context, found),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=tuple(one.indicator for one in found),
        notes=(
            "Each position averages the national ranks of the areas, weighted by the people living "
            "in them. It says what share of the country's areas rank more deprived.",
            *seam_note(context.store, found[0].indicator),
        ),
    )


def finding(context: Context, found: tuple[Position, ...]) -> Finding:
    """The domain on which the selection is worst and best, against the place."""
    place = context.place
    say = Writer(context.href(), source_words(found[0].indicator))
    if context.selection.is_empty:
        return say.finding(f"No area is selected; the circles show {place} as a whole.")
    if context.selection.is_everything:
        domains = [one for one in found if one.indicator.domain]
        first = min(domains, key=lambda one: one.whole)
        last = max(domains, key=lambda one: one.whole)
        country = first.indicator.ranked_in
        low, high = (place_at(one, "place", say) for one in (first, last))
        return say.finding(
            f"Across {place}, {first.indicator.label} is the most deprived kind: "
            f"{low} of {country}'s areas rank more deprived. "
            f"{last.indicator.label} is the least deprived: {high}."
        )
    gaps = by_gap(found)
    if not gaps:
        return say.finding("No kind of deprivation has a value for the selection.")
    worst = worst_words(context, gaps[0], say)
    return say.finding(f"{worst} {_best_words(context, gaps[-1], say)}")


def _best_words(context: Context, best: Position, say: Writer) -> str:
    label = best.indicator.label
    if best.distance.is_nothing:
        return f"It is best on {label}, where it is about the same as {context.place}."
    if best.ahead > 0:
        return f"It is best on {label}: {distance_words(best, say)} nearer the least deprived end."
    return (
        f"It is less deprived than {context.place} on none; "
        f"it comes nearest on {label}: {distance_words(best, say)}."
    )


def _table(context: Context, found: tuple[Position, ...]) -> Table:
    place = context.place
    columns = [
        Column("domain", "Kind of deprivation"),
        Column("edition", "Edition", shown="download"),
        Column("weight_percent", "Weight, %", numeric=True, without="all kinds"),
        Column("selected_percent", "Selected, % more deprived", numeric=True),
        Column("all_percent", f"{place}, % more deprived", numeric=True),
        Column("difference", "Difference, points", numeric=True),
        Column("flag", "Note", shown="when filled"),
        Column("selected_mean_rank", "Selected, average rank", numeric=True),
        Column("all_mean_rank", f"{place}, average rank", numeric=True),
        Column("ranked_areas", "Areas ranked", numeric=True, shown="download"),
    ]
    keep = range(len(columns)) if compares(context) else (0, 1, 2, 4, 8, 9)
    rows = tuple(tuple(cells[index] for index in keep) for cells in map(_cells, found))
    caption = (
        f"Share of areas that rank more deprived, {full_label(found[0].indicator)} and its kinds"
    )
    return Table(tuple(columns[index] for index in keep), rows, caption)


def _cells(one: Position) -> tuple[Cell, ...]:
    empty = one.chosen != one.chosen
    return (
        one.indicator.label,
        one.indicator.edition,
        one.indicator.weight,
        None if empty else 100 * one.chosen,
        100 * one.whole,
        None if empty else 100 * one.ahead,
        "" if empty or one.distance.agrees else "before rounding",
        None if empty else one.chosen_rank,
        one.whole_rank,
        one.indicator.total,
    )
