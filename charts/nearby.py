"""GP practices in an area and nearest to it, as a table."""

from __future__ import annotations

from typing import Any

import numpy as np

from charts.columns import number_or_none
from charts.model import Chart, Column, Context, Table
from charts.practice_figures import outcomes, usual
from charts.profile import area_name
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import source_words
from geodata.nearby import away, has_centroids
from layers.words import full_label

NEAREST = 5
Placed = tuple[list[int], Any, Any]
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
    order, far, inside = ordered(
        context, practices, placed, practices.inside(context.selection.mask), most=NEAREST
    )
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
        Column("patients", "Patients", numeric=True, decimals=0),
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


def straight_line(context: Context) -> str:
    """How distances are measured."""
    points = "population-weighted centroids" if has_centroids(context.store) else "points inside"
    return (
        "Distances are straight lines from the middle of where people live: the mean of the small "
        f"areas' {points}, weighted by people."
    )


def ordered(context: Context, places: Any, offered: Any, inside: Any, *, most: int) -> Placed:
    """Places `inside` the area, then the nearest others; metres to each; which of both it is."""
    far = away(context.store, context.selection.mask, places.lat, places.lon)
    inside = inside & offered
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
