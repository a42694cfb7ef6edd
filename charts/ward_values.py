"""Wards, or local authorities, in order of an indicator that has no national rank.

Shares, numbers, means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from charts.columns import number_or_none, value_cells, value_columns
from charts.divisions import Division, InOrder
from charts.estimates import Estimate, from_aggregate, of_place
from charts.findings import Finding, figure_of
from charts.groups import selected_in
from charts.long_rows import IN_THE_TABLE, Gap, rows_drawn, whole_table
from charts.made_rows import MadeRows
from charts.model import WARD_SELECTED, Cell, Chart, Column, Context, Table
from charts.rows_picture import Look, Row, picture
from charts.subjects import census_note
from charts.ward_places import places_words
from charts.words import capital
from charts.writer import Writer
from geodata.aggregate import estimated, method, over
from geodata.catalogue import Catalogue, Indicator
from geodata.format import source_words, with_sign
from geodata.store import Store
from layers.words import full_label


@dataclass(frozen=True)
class WardValue:
    """A ward (or an authority) and its value."""

    code: str
    name: str
    value: Estimate


@dataclass(frozen=True, eq=False)
class WardValues(InOrder[WardValue]):
    """The wards in order, what is of concern first, otherwise the highest; and the whole place.

    `whole` is the figure of the whole place, of numbers that of its average ward.
    """

    subject: Indicator
    whole: Estimate

    @cached_property
    def known(self) -> int:
        """How many have a value: they come first."""
        return sum(one.value.known for one in self.wards)

    def text(self, one: Estimate) -> str:
        """A value as it stands in a sentence."""
        sign = self.subject.kind.sign
        return with_sign(self.subject, one.value) if sign and one.known else one.text(self.subject)


def ward_values(context: Context, what: Division) -> Chart:
    """Which wards have most of what is shown."""
    found = _compared(context, what)
    return Chart(
        key=what.chart,
        title=f"How do the {what.many}{what.where(context)} compare? {full_label(found.subject)}",
        finding=_finding(context, found, what),
        picture=picture(
            _rows(context, found, what),
            Look(
                panel=what.chart,
                polarity="neutral",
                rings=False,
                line=found.whole.value,
                line_name=context.place,
                names=190,
                height=20,
                indicator=found.subject,
            ),
        ),
        table=_table(context, found, what),
        indicators=(found.subject,),
        notes=(
            *what.noted(),
            _how(context, found.subject, what),
            f"{capital(what.many)} are ranked whole, whatever else is filtered.",
            *census_note(found.subject),
        ),
    )


def _compared(context: Context, what: Division) -> WardValues:
    """Those that the chart is of, in order."""
    subject = _subject(context.store.catalogue, context.indicator)
    return what.compared(context, _found(context.store, subject.key, what))


def _subject(catalogue: Catalogue, shown: Indicator) -> Indicator:
    """The share of the same people, where a number was chosen and there is one."""
    fits = shown.level == "lsoa"
    if not shown.kind.is_count or not shown.column or (fits and shown.has_parts):
        return shown
    same = (one for one in catalogue.at(shown.level) if one.kind.is_share)
    return next(
        (one for one in same if (one.table, one.column) == (shown.table, shown.column)), shown
    )


@lru_cache(maxsize=256)
def _found(store: Store, key: str, what: Division) -> WardValues:
    """Whole wards do not depend on what is selected, so the answer is remembered."""
    subject, ward = store.values(key).indicator, store.level(what.level)
    fits = subject.level in what.fits
    each = from_aggregate((over if fits else estimated)(store, key, ward), subject)
    every, size = of_place(store, key), len(ward.codes)
    if subject.kind.adding == "sum":
        every = replace(every, value=every.value / size)
    sign = -1 if subject.largest_first else 1
    order = sorted(range(size), key=lambda at: (*_last(each[at], sign), ward.names[at]))
    return WardValues(
        subject=subject,
        wards=tuple(WardValue(ward.codes[at], ward.names[at], each[at]) for at in order),
        whole=every,
    )


def _last(one: Estimate, sign: int) -> tuple[bool, float]:
    return (not one.known, sign * one.value if one.known else 0.0)


def _how(context: Context, subject: Indicator, what: Division) -> str:
    """Where the values of wards are from."""
    if subject.level not in what.fits:
        return (
            "Published for neighbourhoods (MSOAs), which do not fit into wards. A ward's value is "
            "an estimate without an interval: the mean of the neighbourhoods where its people "
            "live, weighted by people."
        )
    words = f"A {what.one}'s value is {method(subject)}."
    average = f" The line is {_average(context, what)}." if subject.kind.adding == "sum" else ""
    interval = "" if subject.interval != "none" else " It has no interval."
    return f"{words}{average}{interval}"


def _average(context: Context, what: Division) -> str:
    """The average ward, of which place where those of some of it are compared."""
    return f"the average {what.one}" + (f" of {context.place}" if what.within(context) else "")


def _finding(context: Context, found: WardValues, what: Division) -> Finding:
    """The first and the last ward beside the place, and where the selected wards stand."""
    subject, label = found.subject, full_label(found.subject)
    say = Writer(context.href(), source_words(subject))
    if not found.known:
        return say.finding(f"{label} has no figure for {what.many}{what.where(context)}.")
    top, last = found.wards[0], found.wards[found.known - 1]
    first, end = ("highest", "lowest") if subject.largest_first else ("lowest", "highest")
    average = subject.kind.adding == "sum"
    owner = _average(context, what) if average else f"{context.place} as a whole"
    guessed = subject.level not in what.fits
    estimated = " Wards are estimated from neighbourhoods." if guessed else ""
    for one in (top, last):
        say.estimate(subject, "place", one.value, of=one.name)
    place = figure_of(subject, found.whole, "place")
    if average:
        place = replace(place, concept=f"{subject.key} of the average {what.one}")
    chosen = found.indexes(what.chosen(context))
    places = [(found.wards[at].name, at + 1) for at in chosen]
    many = f"{what.many}{what.where(context)}"
    words = (
        f"{label}: {top.name} is {first} with {found.text(top.value)}. {last.name} is {end} with "
        f"{found.text(last.value)}. {capital(owner)} has {found.text(found.whole)}.{estimated}"
        f"{places_words(places, len(found.wards), say, many)}"
    )
    return say.finding(what.told(context, words, len(found.wards), say), reference=place)


def _rows(context: Context, found: WardValues, what: Division) -> list[Row]:
    chosen = found.indexes(what.chosen(context))
    return [
        Row(name=at.text, empty=IN_THE_TABLE, href=whole_table(context, what.chart), words=at.words)
        if isinstance(at, Gap)
        else _row(context, found, at, what)
        for at in rows_drawn(len(found.wards), chosen, known=found.known)
    ]


def _row(context: Context, found: WardValues, at: int, what: Division) -> Row:
    one, chosen = found.wards[at], what.chosen(context)
    current = one.code in chosen
    action = f"Take out this {what.one}" if current else f"Select this {what.one}"
    return Row(
        name=one.name,
        chosen=one.value if current or not chosen else None,
        whole=None if current or not chosen else one.value,
        href=what.link(context, one.code),
        words=f"{at + 1}, {one.name}: {found.text(one.value)}. {action}",
        current=current,
        of=one.code,
    )


def _table(context: Context, found: WardValues, what: Division) -> Table:
    subject = found.subject
    plain = Column("value", subject.value_label, numeric=True, indicator=subject)
    fits = subject.level in what.fits and subject.has_parts
    columns = (
        Column("position", "Place", numeric=True),
        *what.columns(context.store),
        WARD_SELECTED,
        *(value_columns(subject, what.key, capital(what.one)) if fits else (plain,)),
    )

    def cells(one: Estimate) -> tuple[Cell, ...]:
        return value_cells(subject, one) if fits else (number_or_none(one.value),)

    def read(part: int) -> Callable[[int], Cell]:
        return lambda at: row(at)[part]

    @lru_cache(maxsize=1)
    def row(at: int) -> tuple[Cell, ...]:
        one = found.wards[at]
        named = what.cells(context.store, one.code, one.name)
        return (at + 1, *named, selected(one.code), *cells(one.value))

    selected = selected_in(context, what.level)
    rows = MadeRows(tuple(map(read, range(len(columns)))), np.arange(len(found.wards)))
    return Table(
        columns, rows, f"{capital(what.many)}{what.where(context)} by {full_label(subject)}"
    )
