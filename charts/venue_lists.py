"""Venues as tables: those in the selection, and for an area also the nearest of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from charts.columns import authority_columns, number_or_none
from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Table
from charts.nearby import DISTANCE, INSIDE, Placed, ordered, straight_line
from charts.profile import area_name
from charts.words import capital, joined
from charts.writer import Writer
from geodata.authorities import authority_of
from geodata.catalogue import Indicator
from geodata.format import month
from geodata.geography import LAD_NAME
from geodata.selection import venues_in
from geodata.venues import hours_words, kind_words
from layers.venues import OLD, lists_of, placed_otherwise

MOST_NAMED = 3  # kinds
HOURS = "Hours as its list has them."
AUTHORITY = authority_columns()[1:]
COLUMNS = (
    Column("venue_code", "Code", shown="download"),
    Column("venue", "Venue"),
    Column("kind", "Kind"),
    Column("open_saturday", "Saturday", title="Open on Saturday", meaning=HOURS),
    Column("open_sunday", "Sunday", title="Open on Sunday", meaning=HOURS),
    Column("address", "Address"),
    Column("postcode", "Postcode"),
    Column("ward", "Ward"),
    *AUTHORITY,
    DISTANCE,
    INSIDE,
    Column("listed", "Listed"),
    Column("list", "List"),
)
BRIEF = ("venue", "kind", "postcode", "distance_m", "listed")  # what an area page has room for


def venues(context: Context) -> Chart:
    """The venues of the chosen kinds in the selection; of every kind where none is chosen.

    The nearest to its middle come first; of the whole place, those of a kind together.
    """
    found, whole = context.store.venues, context.selection.is_everything
    kinds = context.venues or tuple(sorted(set(found.kind)))
    inside = venues_in(context.store, context.selection)
    order, *rest = ordered(context, found, np.isin(found.kind, kinds), inside, most=0)
    if whole:
        order.sort(key=lambda at: (found.kind[at], found.name[at]))
    left = (DISTANCE.key, INSIDE.key) if whole else (INSIDE.key,)
    columns = tuple(one for one in COLUMNS if one.key not in left)
    named = joined([kind_words(one) for one in kinds], most=MOST_NAMED, noun="kinds")
    return Chart(
        key="venues",
        title="Which venues are there?",
        **_made(context, columns, (order, *rest)),
        finding=_finding(context, len(order), of=f" ({named})" if context.venues else ""),
    )


def nearby_venues(context: Context) -> Chart:
    """Of each kind of venue those in the area, or the nearest one."""
    found = context.store.venues
    kinds = np.array(found.kind)
    inside = venues_in(context.store, context.selection)
    every = sorted(set(found.kind))
    placed = [ordered(context, found, kinds == one, inside, most=1) for one in every]
    order = [at for one in placed for at in one[0]]
    columns = tuple(one if one.key in BRIEF else replace(one, shown="download") for one in COLUMNS)
    return Chart(
        key="nearby_venues",
        title="Where could people meet?",
        **_made(context, columns, (order, placed[0][1], inside)),
        finding=_finding(context, int(inside.sum())),
    )


def _made(context: Context, columns: tuple[Column, ...], placed: Placed) -> dict[str, Any]:
    """The table of some venues in their order, and what has to be known of them, for a `Chart`."""
    store, (order, far, inside) = context.store, placed
    venues = store.venues
    if not store.authorities:
        columns = tuple(one for one in columns if one not in AUTHORITY)
    cells: dict[str, Sequence[Cell]] = {
        "venue_code": venues.code,
        "venue": venues.name,
        "kind": [capital(kind_words(one)) for one in venues.kind],
        "address": venues.address,
        "postcode": venues.postcode,
        "ward": venues.ward_name,
        LAD_NAME: [authority_of(store, int(one)) for one in venues.lsoa21],
        "open_saturday": [capital(hours_words(one)) for one in venues.open_saturday],
        "open_sunday": [capital(hours_words(one)) for one in venues.open_sunday],
        DISTANCE.key: [number_or_none(one) for one in far],
        INSIDE.key: ["yes" if one else "" for one in inside],
        "listed": [month(one) for one in venues.date],
        "list": venues.publisher,
    }
    rows = tuple(tuple(cells[one.key][at] for one in columns) for at in order)
    measured = DISTANCE in columns
    nearest = " and nearest to it" if INSIDE in columns else ""
    return {
        "picture": None,
        "table": Table(columns, rows, f"Venues in {area_name(context)}{nearest}"),
        "indicators": _people(context) if measured else (),
        "notes": (
            *([straight_line(context)] if measured else []),
            *placed_otherwise(store, tuple(order)),
            *(f"{one}." for one in lists_of(store, order)),
        ),
        "lists": (store.catalogue.source(store.authority.table_for("venues").source),),
    }


def _finding(context: Context, count: int, *, of: str = "") -> Finding:
    """How many venues stand in the selection; `of` names their kinds."""
    say = Writer(context.href())
    every = say.count("venues", "selection", count)
    number = every if count else "No"
    stand = f"venues{of} stand" if count > 1 else f"venue{of} stands"
    return say.finding(f"{number} known {stand} in {area_name(context)}.", also=OLD)


def _people(context: Context) -> tuple[Indicator, ...]:
    """The count of people that the middle of an area is weighted by."""
    store = context.store
    table = store.authority.table_for("people").key
    every = (one for one in store.catalogue.indicators if one.kind.is_count)
    return tuple(one for one in every if one.table == table and one.column == "population")[:1]
