"""A floor: which areas fall short of it, for certain or possibly, and how many people that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from charts.columns import number_or_none, value_cells, value_columns
from charts.estimates import Estimate, each, of_place
from charts.findings import Finding
from charts.groups import level_of
from charts.inequality.split import split
from charts.model import Cell, Chart, Column, Context, Table
from charts.words import areas_of, capital, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, source_words, with_sign
from geodata.reach.floors import floor_of
from layers.words import full_label
from views.gaps import GapsView

KEY = "gaps_floors"
# Where a figure's interval lies: what is short of the floor for certain comes first.
STANDINGS = ("short of it", "possibly short of it", "not short of it", "no figure")


@dataclass(frozen=True)
class Short:
    """One area: its figure, how it stands to the floor, and the people needed; None if unknown."""

    code: str
    name: str
    value: Estimate
    standing: str
    needed: int | None
    people: int


@dataclass(frozen=True, eq=False)
class Floors:
    """Every area of a level in order, the most short first; `floor` in the unit of the figure.

    `given` says that a reader named the floor; otherwise it is the figure of the whole place.
    """

    subject: Indicator
    floor: float
    given: bool
    whole: Estimate
    areas: tuple[Short, ...]

    def those(self, standing: str) -> list[Short]:
        """Areas of a standing."""
        return [one for one in self.areas if one.standing == standing]

    @property
    def needed(self) -> int | None:
        """People needed in all; None where the figure has no counts."""
        known = [one.needed for one in self.areas if one.needed is not None]
        return sum(known) if known else None


def floors_of(context: Context, view: GapsView) -> Floors:
    """How every area of the level stands to the floor."""
    store, subject = context.store, context.indicator
    whole = of_place(store, subject.key)
    floor = view.floor or whole.value
    codes, names, values, people = _areas(context, view)
    needed = _needed(subject, values, floor)
    areas = [
        Short(code, name, value, standing(subject, value, floor), missing, count)
        for code, name, value, missing, count in zip(
            codes, names, values, needed, people, strict=True
        )
    ]
    worst = -1 if subject.of_concern == "more" else 1
    areas.sort(
        key=lambda one: (STANDINGS.index(one.standing), worst * np.nan_to_num(one.value.value))
    )
    return Floors(subject, floor, bool(view.floor), whole, tuple(areas))


def standing(subject: Indicator, value: Estimate, floor: float) -> str:
    """How a figure stands to a floor; one without an interval is never short of it for certain."""
    if not value.known:
        return STANDINGS[3]
    worse, better = (
        (value.low, value.high) if subject.of_concern == "less" else (-value.high, -value.low)
    )
    end = floor if subject.of_concern == "less" else -floor
    if better != better:
        own = value.value if subject.of_concern == "less" else -value.value
        return STANDINGS[1] if own < end else STANDINGS[2]
    return STANDINGS[0] if better < end else STANDINGS[1] if worse < end else STANDINGS[2]


def _needed(subject: Indicator, values: Sequence[Estimate], floor: float) -> list[int | None]:
    """The fewest people whose figure has to change in each area; None without counts."""
    if not (subject.kind.is_share and subject.has_parts):
        return [None] * len(values)
    above = np.array([one.count if one.known else np.nan for one in values], dtype=np.float64)
    below = np.array([one.total if one.known else np.nan for one in values], dtype=np.float64)
    share = floor / 100
    if subject.of_concern == "more":  # as many without as the floor leaves
        above, share = below - above, (100 - floor) / 100
    if not 0 < share <= 1:
        return [0 if one.known else None for one in values]
    found = floor_of(above, below, share).needed
    return [None if one != one else int(one) for one in found.tolist()]


def _areas(
    context: Context, view: GapsView
) -> tuple[Sequence[str], Sequence[str], Sequence[Estimate], Sequence[int]]:
    """Codes, names, figures and people of the areas of a level."""
    store, subject = context.store, context.indicator
    if view.level != "own" and subject.level != "practice":
        found = split(store, subject, view.by, {"ward": "ward", "quintile": "national"}[view.level])
        names = [capital(one) for one in found.names]
        return names, names, found.values, found.people
    if subject.level == "practice":
        practices = store.practices
        patients = np.nan_to_num(practices.patients, nan=0).astype(int).tolist()
        return practices.code, practices.name, each(store.values(subject.key)), patients
    level = level_of(store, subject)
    people = store.people(level).astype(int).tolist()
    return level.codes, level.names, each(store.values(subject.key)), people


def floors(context: Context, view: GapsView) -> Chart:
    """The areas of a level by how far they fall short of a floor."""
    found = floors_of(context, view)
    subject, period = found.subject, context.store.people_period
    return Chart(
        key=KEY,
        title=f"What would a floor of {_value(found)} mean?",
        finding=_finding(context, found, view),
        picture=None,
        table=Table(
            (
                Column("code", "Code", shown="download"),
                Column("area", "Area"),
                Column("standing", "To the floor"),
                *value_columns(subject, "value", subject.label),
                Column("needed", "People needed", numeric=True, decimals=0),
                Column("people", f"People, {period}", numeric=True, decimals=0),
            ),
            tuple(_row(subject, one) for one in found.areas),
            f"{full_label(subject)}: areas and a floor of {_value(found)}",
        ),
        indicators=(subject,),
        notes=_notes(found),
    )


def _row(subject: Indicator, one: Short) -> tuple[Cell, ...]:
    return (
        one.code,
        one.name,
        one.standing,
        *value_cells(subject, one.value),
        None if one.needed is None else number_or_none(float(one.needed)),
        one.people,
    )


def _value(found: Floors) -> str:
    return with_sign(found.subject, found.floor)


def _finding(context: Context, found: Floors, view: GapsView) -> Finding:
    say = Writer(context.href(), source_words(found.subject))
    certain, possible = (found.those(one) for one in STANDINGS[:2])
    place, many = context.place, len(found.areas)
    whole = say.estimate(found.subject, "place", found.whole)
    noun = {"ward": "ward", "quintile": "quintile"}.get(view.level)
    kind = with_noun(many, noun) if noun else areas_of(found.subject, many)
    meets = standing(found.subject, found.whole, found.floor) == STANDINGS[2]
    first = f"{place} as a whole has {whole}"
    if found.given:
        first += ", which meets the floor" if meets else ", which is short of the floor itself"
    people = say.count("people short", "place", sum(one.people for one in certain))
    said = (
        f"{number(len(certain))} of {kind} {'is' if len(certain) == 1 else 'are'} short of it for "
        f"certain, home to {people} people."
        if certain
        else f"None of {kind} is short of it for certain."
    )
    more = f"{number(len(possible))} may be." if possible else ""
    if found.subject.interval == "none":
        said = "No interval is published, so none is short of it for certain."
        verb = "is by its figure" if len(possible) == 1 else "are by their figure"
        more = f"{number(len(possible))} of {kind} {verb}." if possible else ""
    needed = found.needed
    need = (
        f"To bring each one to the floor, {number(needed)} people would have to change."
        if needed
        else ""
    )
    return say.finding(f"{first}.", also=" ".join(filter(None, (said, more, need))))


def _notes(found: Floors) -> tuple[str, ...]:
    sure = (
        "An area is short of the floor for certain when its whole 95% interval is, possibly when "
        "a part of it is."
    )
    none = "No interval is published for this figure, so no area is short of the floor for certain."
    counts = "The fewest people are counted who bring an area to the floor; nobody is apportioned."
    subject = found.subject
    return (
        sure if subject.interval != "none" else none,
        *((counts,) if subject.kind.is_share and subject.has_parts else ()),
        *(() if found.given else ("No floor was named, so it is the figure of the whole place.",)),
    )
