"""General practices as circles, worked out on the server: the twin of `assets/practices.js`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number
from geodata.store import Store
from layers.palette import NO_VALUE
from layers.practices import outcomes
from layers.said import ranked, said
from layers.shading import Entry, source_words, without_value
from layers.words import full_label

SCALE, SMALLEST = 0.0945, 5  # pixels of radius for the root of a patient; and at least


@dataclass(frozen=True)
class Circle:
    """One practice: where it stands, how large and in which colour it is drawn, and its words."""

    lon: float
    lat: float
    radius: float
    colour: str
    known: bool
    lit: bool
    words: str


@dataclass(frozen=True)
class Circles:
    """The practices that have a place, the largest first, with their legend."""

    circles: tuple[Circle, ...]
    title: str
    ends: tuple[str, str]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    source: str


def circles(store: Store, indicator: Indicator, *, mask: Array) -> Circles:
    """The practices by one outcome. `mask` says which LSOAs of 2021 are selected."""
    found = outcomes(store, indicator)
    practices, values = store.practices, store.values(indicator.key)
    number = np.array([int(digit) for digit in found["classes"]])
    listed = np.array(practices.listed)
    here = np.flatnonzero(listed).tolist()
    lit = store.practice_mask(mask)
    around = found["intervals"] or [""] * len(practices.code)
    drawn = [
        Circle(
            lon=float(practices.lon[index]),
            lat=float(practices.lat[index]),
            radius=max(SMALLEST, SCALE * math.sqrt(practices.patients[index])),
            colour=found["colours"][number[index] - 1] if number[index] else NO_VALUE,
            known=bool(number[index]),
            lit=bool(lit[index]),
            words=_words(store, indicator, index, around[index]),
        )
        for index in here
    ]
    spans = found["ranges"] or [""] * len(found["labels"])
    classes = tuple(
        Entry(colour, label, span, str(int((number[here] == at).sum())))
        for at, (colour, label, span) in enumerate(
            zip(found["colours"], found["labels"], spans, strict=True), start=1
        )
    )
    without = without_value(values.status[here], np.ones(len(here), dtype=np.bool_))
    return Circles(
        circles=tuple(sorted(drawn, key=lambda one: -one.radius)),
        title=f"Circles: {found['title']}",
        ends=(indicator.more, indicator.less),
        entries=(*classes, *without),
        notes=(
            "A practice is shown where it stands; its patients live elsewhere too. "
            "The larger the circle, the more patients are on its list.",
            *_faded(lit[here]),
            *([found["crude"]] if found["crude"] else []),
        ),
        source=source_words(indicator),
    )


def _faded(lit: Array) -> tuple[str, ...]:
    """How many practices the selection chooses, which are those that stand in it."""
    if lit.all():
        return ()
    inside, every = int(lit.sum()), len(lit)
    return (f"{inside} of {every} practices stand in the areas selected; the others are faded.",)


def _words(store: Store, indicator: Indicator, index: int, around: str) -> str:
    """A practice, its list, its figure, the interval around it and its rank."""
    practices, place = store.practices, store.authority.name
    values = store.values(indicator.key)
    parts = (
        f"{practices.name[index]}, {practices.postcode[index]}",
        f"{number(practices.patients[index])} patients on the list, wherever they live",
        f"{full_label(indicator)}: {said(values, index, place=place)}",
        f"95 % interval {around}" if around else "",
        ranked(values, index, place=place),
    )
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)
