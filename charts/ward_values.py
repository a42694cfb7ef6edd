"""Wards in order of the indicator shown, where it has no national rank: shares, numbers, means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from charts.composition import share_cells, share_columns
from charts.estimates import Estimate, estimates_of
from charts.model import Cell, Chart, Column, Context, Table
from charts.rows_picture import Look, Row, picture
from charts.subjects import census_note, counted_as
from charts.words import best_fit, joined
from geodata.aggregate import method, over, whole
from geodata.catalogue import Catalogue, Indicator
from geodata.format import percent, share_interval, with_unit
from geodata.stats import weighted_mean_by
from geodata.store import Level, Store
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
    """The wards, the highest value first, and the whole place. `how` says where values are from."""

    subject: Indicator
    wards: tuple[WardValue, ...]
    whole: Estimate
    shares: bool
    how: str

    def text(self, one: Estimate) -> str:
        """A value as it stands in a sentence."""
        return percent(one.value) if self.shares else with_unit(self.subject, one.value)


def ward_values(context: Context) -> Chart:
    """Which wards have most of what is shown."""
    found = _found(context.store, _subject(context.store.catalogue, context.indicator).key)
    return Chart(
        key=KEY,
        title=f"Wards by {full_label(found.subject)}",
        sentence=_sentence(context, found),
        picture=picture(
            [_row(context, found, at) for at in range(len(found.wards))],
            Look(
                panel=KEY,
                polarity="neutral",
                rings=False,
                line=found.whole.value,
                line_name=context.place,
                names=190,
                height=20,
                indicator=None if found.shares else found.subject,
            ),
        ),
        table=_table(found),
        indicators=(found.subject,),
        notes=(
            best_fit(2023),
            found.how,
            "Wards are ranked whole, whatever else is filtered.",
            *census_note(found.subject),
        ),
    )


def _subject(catalogue: Catalogue, shown: Indicator) -> Indicator:
    """The share of the same people, where a number was chosen and there is one."""
    if not shown.kind.is_count or shown.has_parts or not shown.column:
        return shown
    same = (one for one in catalogue.at(shown.level) if one.kind.is_share)
    return next(
        (one for one in same if (one.table, one.column) == (shown.table, shown.column)), shown
    )


@lru_cache(maxsize=256)
def _found(store: Store, key: str) -> WardValues:
    """Whole wards do not depend on what is selected, so the answer is remembered."""
    subject, ward = store.values(key).indicator, store.level("ward", 2023)
    size = len(ward.codes)
    if subject.level == "msoa":
        each = _estimated(store, key, ward)
    else:
        each = estimates_of(subject, over(store, key, ward))
    everywhere = estimates_of(subject, whole(store, key))[0]
    if subject.kind.adding == "sum":
        everywhere = _plain(everywhere.value / size)
    each = [*each, everywhere]
    order = sorted(range(size), key=lambda at: (_last(each[at]), ward.names[at]))
    return WardValues(
        subject=subject,
        wards=tuple(WardValue(ward.codes[at], ward.names[at], each[at]) for at in order),
        whole=each[-1],
        shares=subject.kind.is_share,
        how=_how(subject),
    )


def _last(one: Estimate) -> float:
    return -one.value if one.known else float("inf")


def _plain(value: float) -> Estimate:
    return Estimate(0, 0, value, float("nan"), float("nan"))


def _estimated(store: Store, key: str, ward: Level) -> list[Estimate]:
    """MSOAs do not fit into wards: the mean of the MSOA values where a ward's people live."""
    values = store.values(key)
    of_area = store.level(values.indicator.level, values.indicator.vintage).of_area
    number = values.value[of_area] / (100 if values.indicator.kind.is_share else 1)
    means = weighted_mean_by(number, store.areas.population, ward.of_area, len(ward.codes))
    return [_plain(value) for value in means.tolist()]


def _how(subject: Indicator) -> str:
    """Where the wards' values come from, in words."""
    if subject.level == "msoa":
        return (
            "Published for MSOAs, which do not fit into wards: a ward's value is an estimate, the "
            "mean of the MSOA values where its people live, weighted by people. It has no interval."
        )
    if subject.kind.adding == "sum":
        return "A ward's number adds up its small areas. The line is the average ward."
    if subject.has_parts:
        return f"A ward's share is its {subject.numerator} over its {counted_as(subject)}."
    return f"A ward's value is {method(subject)}. It has no interval."


def _sentence(context: Context, found: WardValues) -> str:
    top, last = found.wards[0], found.wards[-1]
    known = top.value.low == top.value.low
    bounds = f" ({share_interval(top.value.low, top.value.high)})" if found.shares and known else ""
    whole = (
        "the average ward has"
        if found.subject.kind.is_count and not found.shares
        else (f"{context.place} as a whole has")
    )
    lead = (
        f"{full_label(found.subject)}: {top.name} is highest with {found.text(top.value)}{bounds}, "
        f"{last.name} lowest with {found.text(last.value)}; {whole} {found.text(found.whole)}."
        f"{' Wards are estimated from MSOAs.' if found.subject.level == 'msoa' else ''}"
    )
    places = [
        f"{one.name} is number {at}"
        for at, one in enumerate(found.wards, start=1)
        if one.code in context.selection.filter.wards
    ]
    if not places:
        return lead
    return f"{lead} {joined(places, most=3, noun='selected')} of {len(found.wards)} wards."


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
    )


def _table(found: WardValues) -> Table:
    value: tuple[Column, ...] = (
        Column("value", found.subject.value_label, numeric=True, indicator=found.subject),
    )
    counted = found.shares and any(one.value.total for one in found.wards)
    if counted:
        value = share_columns("ward", "Ward")
    columns = (
        Column("place", "Place", numeric=True),
        Column("ward23_code", "Ward code", shown="download"),
        Column("ward23_name", "Ward (2023)"),
        *value,
    )

    def cells(one: Estimate) -> tuple[Cell, ...]:
        return share_cells(one) if counted else (_number(found.subject, one),)

    rows = tuple(
        (at, one.code, one.name, *cells(one.value)) for at, one in enumerate(found.wards, start=1)
    )
    return Table(columns, rows, f"Wards by {full_label(found.subject)}")


def _number(subject: Indicator, one: Estimate) -> Cell:
    if not one.known:
        return None
    if subject.kind.is_count:
        return int(one.value)
    return 100 * one.value if subject.kind.is_share else one.value
