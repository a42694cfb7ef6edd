"""Wards in order of the indicator shown, where it has no national rank: shares, numbers, means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from charts.columns import number_or_none, value_cells, value_columns, ward_code_column, ward_column
from charts.estimates import Estimate, from_aggregate, of_place
from charts.findings import Finding, figure_of
from charts.groups import selected_wards
from charts.long_rows import IN_THE_TABLE, Gap, rows_drawn, whole_table
from charts.model import WARD_SELECTED, Cell, Chart, Column, Context, Table
from charts.rows_picture import Look, Row, picture
from charts.subjects import census_note
from charts.ward_places import places_words
from charts.words import best_fit, capital
from charts.writer import Writer
from geodata.aggregate import estimated, method, over
from geodata.catalogue import Catalogue, Indicator
from geodata.format import source_words, with_sign
from geodata.store import Store
from layers.words import full_label

KEY = "wards"


@dataclass(frozen=True)
class WardValue:
    """A ward and its value."""

    code: str
    name: str
    value: Estimate


@dataclass(frozen=True, eq=False)
class WardValues:
    """The wards in order, what is of concern first, otherwise the highest; and the whole place.

    `whole` is the authority's figure, of numbers that of the average ward. `how` says where the
    values of wards are from.
    """

    subject: Indicator
    wards: tuple[WardValue, ...]
    whole: Estimate
    how: str

    def text(self, one: Estimate) -> str:
        """A value as it stands in a sentence."""
        sign = self.subject.kind.sign
        return with_sign(self.subject, one.value) if sign and one.known else one.text(self.subject)


def ward_values(context: Context) -> Chart:
    """Which wards have most of what is shown."""
    found = _found(context.store, _subject(context.store.catalogue, context.indicator).key)
    return Chart(
        key=KEY,
        title=f"How do the wards compare? {full_label(found.subject)}",
        finding=_finding(context, found),
        picture=picture(
            _rows(context, found),
            Look(
                panel=KEY,
                polarity="neutral",
                rings=False,
                line=found.whole.value,
                line_name=context.place,
                names=190,
                height=20,
                indicator=found.subject,
            ),
        ),
        table=_table(context, found),
        indicators=(found.subject,),
        notes=(
            best_fit(),
            found.how,
            "Wards are ranked whole, whatever else is filtered.",
            *census_note(found.subject),
        ),
    )


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
def _found(store: Store, key: str) -> WardValues:
    """Whole wards do not depend on what is selected, so the answer is remembered."""
    subject, ward = store.values(key).indicator, store.level("ward")
    fits = subject.level == "lsoa"
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
        how=_how(subject),
    )


def _last(one: Estimate, sign: int) -> tuple[bool, float]:
    return (not one.known, sign * one.value if one.known else 0.0)


def _how(subject: Indicator) -> str:
    if subject.level == "msoa":
        return (
            "Published for neighbourhoods (MSOAs), which do not fit into wards. A ward's value is "
            "an estimate without an interval: the mean of the neighbourhoods where its people "
            "live, weighted by people."
        )
    words = f"A ward's value is {method(subject)}."
    average = " The line is the average ward." if subject.kind.adding == "sum" else ""
    interval = "" if subject.interval != "none" else " It has no interval."
    return f"{words}{average}{interval}"


def _finding(context: Context, found: WardValues) -> Finding:
    """The first and the last ward beside the place, and where the selected wards stand."""
    subject, label = found.subject, full_label(found.subject)
    say = Writer(context.href(), source_words(subject))
    known = [one for one in found.wards if one.value.known]
    if not known:
        return say.finding(f"{label} has no figure for wards.")
    top, last = known[0], known[-1]
    first, end = ("highest", "lowest") if subject.largest_first else ("lowest", "highest")
    average = subject.kind.adding == "sum"
    owner = "the average ward has" if average else f"{context.place} as a whole has"
    estimated = " Wards are estimated from neighbourhoods." if subject.level == "msoa" else ""
    for one in (top, last):
        say.estimate(subject, "place", one.value, of=one.name)
    place = figure_of(subject, found.whole, "place")
    if average:
        place = replace(place, concept=f"{subject.key} of the average ward")
    chosen = context.selection.filter.wards
    places = [(one.name, at) for at, one in enumerate(found.wards, start=1) if one.code in chosen]
    return say.finding(
        f"{label}: {top.name} is {first} with {found.text(top.value)}. {last.name} is {end} with "
        f"{found.text(last.value)}. {capital(owner)} {found.text(found.whole)}.{estimated}"
        f"{places_words(places, len(found.wards), say)}",
        reference=place,
    )


def _rows(context: Context, found: WardValues) -> list[Row]:
    wards = context.selection.filter.wards
    chosen = (at for at, one in enumerate(found.wards) if one.code in wards)
    known = sum(one.value.known for one in found.wards)
    return [
        Row(name=at.text, empty=IN_THE_TABLE, href=whole_table(context, KEY), words=at.words)
        if isinstance(at, Gap)
        else _row(context, found, at)
        for at in rows_drawn(len(found.wards), chosen, known=known)
    ]


def _row(context: Context, found: WardValues, at: int) -> Row:
    one, chosen = found.wards[at], context.selection.filter.wards
    current = one.code in chosen
    after = tuple(code for code in chosen if code != one.code) if current else (*chosen, one.code)
    action = "Take out this ward" if current else "Select this ward"
    return Row(
        name=one.name,
        chosen=one.value if current or not chosen else None,
        whole=None if current or not chosen else one.value,
        href=context.href(ward=tuple(sorted(after)), area=()),
        words=f"{at + 1}, {one.name}: {found.text(one.value)}. {action}",
        current=current,
        of=one.code,
    )


def _table(context: Context, found: WardValues) -> Table:
    subject = found.subject
    plain = Column("value", subject.value_label, numeric=True, indicator=subject)
    fits = subject.level == "lsoa" and subject.has_parts
    columns = (
        Column("position", "Place", numeric=True),
        ward_code_column(),
        ward_column(),
        WARD_SELECTED,
        *(value_columns(subject, "ward", "Ward") if fits else (plain,)),
    )

    def cells(one: Estimate) -> tuple[Cell, ...]:
        return value_cells(subject, one) if fits else (number_or_none(one.value),)

    selected = selected_wards(context)
    rows = tuple(
        (at, one.code, one.name, selected[one.code], *cells(one.value))
        for at, one in enumerate(found.wards, start=1)
    )
    return Table(columns, rows, f"Wards by {full_label(subject)}")
