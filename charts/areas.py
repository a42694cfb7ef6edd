"""The table of areas: everything the map says about each area, in words. Rows pick their area."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

from charts.areas_columns import Columns, Listing, columns_of
from charts.areas_order import Ways, chosen_way, order_of_heading, order_words, ways
from charts.findings import Finding, Where
from charts.groups import Array, choosable, classed, compares, level_of, seam_note
from charts.made_rows import MadeRows
from charts.model import Chart, Context, Table
from charts.picks import is_picked, pick_link
from charts.words import INDICATIVE, areas_of, capital, fits, noun
from charts.writer import Writer
from geodata.format import source_words, with_sign, with_unit
from geodata.geography import WARD, in_force
from geodata.store import Store
from layers.words import full_label

KEY = "areas"


def areas(context: Context) -> Chart:
    """The areas selected, in the order that the view asks for: of concern first unless it does."""
    indicator = context.indicator
    found = _listing(context, context.selection.mask)
    columns = columns_of(context, found)
    offered = ways(context, found, columns)
    picked = bool(context.selection.filter.picked)
    named = context.store.areas.msoas_are_named
    table = partial(_table, context, columns=columns, offered=offered)
    return Chart(
        key=KEY,
        title=f"{_heading(context, offered)} {full_label(indicator)}",
        finding=_finding(context, found),
        picture=None,
        table=table(found),
        listing=table(_listing(context, choosable(context))) if picked else None,
        indicators=(indicator, *context.companions),
        notes=(
            f"Wards are those of {in_force(WARD)}, by best fit. Neighbourhoods (MSOAs) are Middle "
            f"layer Super Output Areas{named * ' with the names of the House of Commons Library'}.",
            *_larger(context),
            *seam_note(context.store, indicator),
        ),
    )


def _heading(context: Context, offered: Ways) -> str:
    if context.indicator.kind.categorical:
        return f"Which category is each {noun(context.indicator)} in?"
    return f"{capital(noun(context.indicator))}s{order_words(context, offered)}:"


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
    every = _by_rank(store, indicator.key)
    order = every[store.members(mask, level)[every]]
    return Listing(
        level=level,
        values=values,
        classes=None
        if indicator.kind.categorical
        else classed(context, indicator, context.measure),
        order=order,
        parts=level.parts,
        people=store.people(level),
    )


@lru_cache(maxsize=64)
def _by_rank(store: Store, key: str) -> Array:
    """The indexes of all areas of a figure, those without a rank last, then by code."""
    rank = store.values(key).rank
    return np.lexsort((rank, rank == 0))


def _finding(context: Context, found: Listing) -> Finding:
    """How many areas are listed, and the first of them with its value."""
    indicator = context.indicator
    say = Writer(context.href(), source_words(indicator))
    if not found.order.size:
        return say.finding("No area is selected. Clear a filter to see areas here.")
    here: Where = "selection" if compares(context) else "place"
    say.count(areas_of(indicator, 2).removeprefix("2 "), here, len(found.order))
    return say.finding(_words(context, found, say))


def _words(context: Context, found: Listing, say: Writer) -> str:
    indicator, first = context.indicator, int(found.order[0])
    chosen = " chosen" if context.selection.filter.picked else ""
    start = f"{areas_of(indicator, len(found.order))}{chosen}."
    if indicator.kind.categorical:
        return f"{start} Each has a category, none comes before another."
    if not found.values.rank[first]:
        return f"{start} None has a value."
    if indicator.indicative:
        return f"{start} {INDICATIVE}"
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


def _table(context: Context, found: Listing, *, columns: Columns, offered: Ways) -> Table:
    way, back = chosen_way(context, offered)
    order = way.order(found.order, back=back)
    counted = areas_of(context.indicator, len(order))

    def codes(row: int) -> tuple[str, ...]:
        return tuple(context.store.areas.code[part] for part in found.parts[order[row]])

    picked = range(len(order) if context.selection.filter.picked else 0)
    caption = f"{counted}{order_words(context, offered)}: {full_label(context.indicator)}"
    return Table(
        columns=tuple(column for column, _ in columns),
        rows=MadeRows(tuple(read for _, read in columns), order),
        caption=caption,
        link=lambda row: pick_link(context, codes(row)),
        order=partial(order_of_heading, context, offered),
        chosen=frozenset(row for row in picked if is_picked(context, codes(row))),
    )
