"""How many people lived in an area at two censuses, on areas that can be compared."""

from __future__ import annotations

import numpy as np

from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Table
from charts.profile import area_name
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number, percent, source_words
from geodata.store import Store

ROLE = "people of a census"


def censuses(store: Store) -> tuple[Indicator, Indicator] | None:
    """The earliest and the latest census that the bundle has counts of people of."""
    found = sorted(store.catalogue.role(ROLE), key=lambda one: one.period[-4:])
    return (found[0], found[-1]) if len(found) > 1 else None


def change(context: Context) -> Chart:
    """People then and now in the area and in the whole place."""
    store = context.store
    pair = censuses(store)
    assert pair is not None  # the registry asks `comparable` first
    before, after = pair
    mask = context.selection.mask
    places = [(area_name(context), mask)]
    if not context.selection.is_everything:
        places.append((context.place, np.ones_like(mask)))
    counted = [(name, *people_then_and_now(store, pair, chosen)) for name, chosen in places]
    columns = (
        Column("area", "Place"),
        Column("people_before", before.edition, numeric=True, indicator=before),
        Column("people_after", after.edition, numeric=True, indicator=after),
        Column("change", "Change in people", numeric=True, decimals=0),
        Column("change_share", "Change, %", numeric=True),
    )
    rows = tuple((name, *_cells(then, now)) for name, then, now in counted)
    return Chart(
        key="change",
        title=f"How many more people than in {before.edition}?",
        finding=_finding(context, pair, counted),
        picture=None,
        table=Table(columns, rows, f"People at the censuses of {before.edition}, {after.edition}"),
        indicators=pair,
        notes=(
            "Areas that were split since are added up. Where only a part of one is selected, "
            "nothing is compared.",
        ),
    )


def comparable(store: Store) -> bool:
    """Whether there are two censuses to compare."""
    return censuses(store) is not None


def people_then_and_now(
    store: Store, pair: tuple[Indicator, Indicator], mask: Array
) -> tuple[float, float]:
    """People of masked LSOAs at two censuses; nan for both where the areas are not the same.

    An area of either year that is only in part masked, or that has no count, cannot be compared.
    """
    counts = []
    for one in pair:
        level, values = store.level(one.level, one.vintage), store.values(one.key)
        some = store.members(mask, level)
        whole = ~store.members(~np.asarray(mask, dtype=np.bool_), level)
        if (some & ~whole).any() or (values.status[some] != "ok").any():
            return np.nan, np.nan
        counts.append(float(values.value[some].sum()))
    return counts[0], counts[1]


def _cells(then: float, now: float) -> tuple[Cell, ...]:
    if then != then:
        return (None, None, None, None)
    return then, now, int(now - then), 100 * (now - then) / then if then else None


def _finding(
    context: Context,
    pair: tuple[Indicator, Indicator],
    counted: list[tuple[str, float, float]],
) -> Finding:
    before, after = pair
    say = Writer(context.href(), source_words(after))
    name, then, now = counted[0]
    if then != then:
        return say.finding(
            f"{name} cannot be compared with {before.edition}.",
            also="It holds only a part of an area of that census.",
        )
    said = [_change_words(say, then, now, "selection")]
    if len(counted) > 1 and counted[1][1] == counted[1][1]:
        place = _change_words(say, counted[1][1], counted[1][2], "place")
        said.append(f"in {context.place} {place}")
    return say.finding(
        f"{name} had {number(now)} people in {after.edition}, {said[0]} than in "
        f"{before.edition}" + (f"; {said[1]}." if len(said) > 1 else ".")
    )


def _change_words(say: Writer, then: float, now: float, where: str) -> str:
    """ "6% more": the change in per cent of the people then."""
    share = abs(now - then) / then if then else 0.0
    text = percent(share)
    say.value("change in people", "place" if where == "place" else "selection", 100 * share, text)
    return f"{text} {'more' if now >= then else 'fewer'}"
