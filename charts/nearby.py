"""GP practices and venues in an area and nearest to it, as tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from charts.columns import number_or_none
from charts.model import Cell, Chart, Column, Context, Table
from charts.practice_figures import outcomes, usual
from charts.profile import area_name
from charts.words import capital
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import month, source_words
from geodata.nearby import away, has_centroids
from geodata.venues import kind_words
from layers.words import full_label

NEAREST = 5  # practices; of each kind of venue the nearest one where none is inside
DISTANCE = Column(
    "distance_m",
    "Metres away",
    numeric=True,
    decimals=0,
    meaning="Metres in a straight line from the middle of where the people of the area live.",
)
INSIDE = Column("inside", "In the area", shown="download", meaning='"yes" where it stands in it.')
REGISTERED = "People may be registered with any practice: a practice is a place and a list."


def nearby_practices(context: Context) -> Chart:
    """The practices that stand in the area, then the nearest others, with two outcomes."""
    store, practices = context.store, context.store.practices
    figures = _outcomes(context)
    placed = np.array(practices.listed, dtype=np.bool_)
    order, far, inside = _order(context, practices, placed, most=NEAREST)
    table = _practice_table(context, figures, order, far, inside)
    say = Writer(context.href(), source_words(figures[0]))
    count = say.count("practices", "selection", int(inside.sum()))
    standing = f"{count} GP {'practice stands' if inside.sum() == 1 else 'practices stand'}"
    words = f"{standing if inside.any() else 'No GP practice stands'} in {area_name(context)}."
    return Chart(
        key="nearby_practices",
        title="Which GP practices are near?",
        finding=say.finding(words, also=REGISTERED),
        picture=None,
        table=table,
        indicators=figures,
        notes=(
            f"Patients were counted in {store.list_period}; they live elsewhere too.",
            straight_line(context),
        ),
    )


def _practice_table(
    context: Context, figures: tuple[Indicator, ...], order: list[int], far: Any, inside: Any
) -> Table:
    practices = context.store.practices
    values = [context.store.values(one.key) for one in figures]
    columns = (
        Column("practice_code", "Code", shown="download"),
        Column("practice", "Practice"),
        Column("postcode", "Postcode"),
        DISTANCE,
        INSIDE,
        Column("patients", "Patients", numeric=True),
        *(Column(one.key, full_label(one), numeric=True, indicator=one) for one in figures),
    )
    rows = tuple(
        (
            practices.code[at],
            practices.name[at],
            practices.postcode[at],
            number_or_none(far[at]),
            "yes" if inside[at] else "",
            number_or_none(practices.patients[at]),
            *(number_or_none(one.value[at]) for one in values),
        )
        for at in order
    )
    return Table(columns, rows, f"GP practices in {area_name(context)} and nearest to it")


def nearby_venues(context: Context) -> Chart:
    """Of each kind of venue those in the area, or the nearest one."""
    store = context.store
    credit = store.catalogue.source(store.authority.table_for("venues").source)
    rows, found = _venue_rows(context)
    columns = (
        Column("venue_code", "Code", shown="download"),
        Column("venue", "Venue"),
        Column("kind", "Kind"),
        Column("address", "Address", shown="download"),
        Column("postcode", "Postcode"),
        DISTANCE,
        INSIDE,
        Column("listed", "Listed"),
        Column("list", "List", shown="download"),
    )
    say = Writer(context.href())
    every = say.count("venues", "selection", found)
    standing = f"{every} known {'venue stands' if found == 1 else 'venues stand'}"
    words = standing if found else "No known venue stands"
    return Chart(
        key="nearby_venues",
        title="Where could people meet?",
        finding=say.finding(f"{words} in {area_name(context)}.", also=OLD),
        picture=None,
        table=Table(columns, rows, f"Venues in {area_name(context)} and nearest to it"),
        indicators=_people(context),
        notes=(straight_line(context), *_lists(context)),
        lists=(credit,),
    )


def _venue_rows(context: Context) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """The rows of the table, and how many of the venues stand in the area."""
    venues = context.store.venues
    kinds = np.array(venues.kind)
    rows: list[tuple[Cell, ...]] = []
    found = 0
    for kind in sorted(set(venues.kind)):
        order, far, inside = _order(context, venues, kinds == kind, most=1)
        found += int((inside & (kinds == kind)).sum())
        rows += [
            (
                venues.code[at],
                venues.name[at],
                capital(kind_words(kind)),
                venues.address[at],
                venues.postcode[at],
                number_or_none(far[at]),
                "yes" if inside[at] else "",
                _listed(venues.date[at]),
                venues.publisher[at],
            )
            for at in order
        ]
    return tuple(rows), found


OLD = "Some lists are old: a venue may have moved or closed."


def _people(context: Context) -> tuple[Indicator, ...]:
    """The count of people that the middle of an area is weighted by."""
    store = context.store
    table = store.authority.table_for("people").key
    every = (one for one in store.catalogue.indicators if one.kind.is_count)
    return tuple(one for one in every if one.table == table and one.column == "population")[:1]


def _lists(context: Context) -> tuple[str, ...]:
    """The lists that venues are from, each with its date."""
    venues = context.store.venues
    pairs = sorted(set(zip(venues.publisher, venues.date, strict=True)))
    return tuple(f"{name}: {_listed(date)}." for name, date in pairs)


def _listed(date: str) -> str:
    """When a list is from: "in June 2025" or "in 2023"."""
    return f"in {month(date)}"


def straight_line(context: Context) -> str:
    """How distances are measured."""
    points = "population-weighted centroids" if has_centroids(context.store) else "points inside"
    return (
        "Distances are straight lines from the middle of where people live: the mean of the small "
        f"areas' {points}, weighted by people."
    )


def _order(context: Context, places: Any, offered: Any, *, most: int) -> tuple[list[int], Any, Any]:
    """Places in the area, then the nearest others; metres to each place; which are inside."""
    mask = context.selection.mask
    far = away(context.store, mask, places.lat, places.lon)
    inside = places.inside(mask) & offered
    nearest = [at for at in np.argsort(far, kind="stable").tolist() if offered[at]]
    within = [at for at in nearest if inside[at]]
    others = [at for at in nearest if not inside[at]]
    return [*within, *others][: max(most, len(within))], far, inside


def _outcomes(context: Context) -> tuple[Indicator, ...]:
    """The usual outcome of practices, and the first share of another name."""
    first = usual(context.store)
    others = (one for one in outcomes(context.store) if one.kind.is_share and one is not first)
    second = next(others, None)
    return (first, second) if second else (first,)
