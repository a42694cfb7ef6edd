"""General practices by one outcome: the class, colour and words of each, and the legend."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.catalogue import Indicator
from geodata.classify import classify, usable_measure
from geodata.contents import Array
from geodata.format import interval, number, source_words
from geodata.stats import interval_by
from geodata.store import Store, Values
from layers.choropleth import ranges
from layers.palette import practice_ramp
from layers.practices import SAMPLES, listed, radius
from layers.sheet import Entry, Line, counts, in_order, same, standing, without_value
from layers.texts import rank_texts, value_texts
from layers.words import full_label

MEASURE = "local-quintile"


@dataclass(frozen=True, eq=False)
class PracticeCircles:
    """Every practice by one outcome; arrays and texts have an element a practice of the store.

    `number` is the class, 0 where there is no figure; `here` the indexes of those that have a
    place, the longest list first; `order` the same from the first of the rank to the last.
    """

    number: Array
    status: Array
    colours: tuple[str, ...]
    title: str
    ends: tuple[str, str]
    entries: tuple[Entry, ...]
    sizes: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    here: tuple[int, ...]
    order: tuple[int, ...]
    notes: tuple[str, ...]
    source: str

    @property
    def counts(self) -> tuple[str, ...]:
        """How many of the practices with a place each entry of the legend holds."""
        here = list(self.here)
        every = np.ones(len(here), dtype=np.bool_)
        return counts(self.entries, self.number[here], self.status[here], every)

    def faded(self, selected: Array) -> tuple[str, ...]:
        """How many practices stand in the selection; `selected` is yes or no for each practice."""
        return standing("practice", selected[list(self.here)])


@lru_cache(maxsize=64)
def practice_circles(store: Store, indicator: Indicator) -> PracticeCircles:
    """The practices by one outcome."""
    values, here = store.values(indicator.key), listed(store)
    numbers, labels, title, spans = _classes(store, values)
    colours = practice_ramp(indicator, len(labels))
    first = in_order(values.rank)
    classes = (
        Entry(colour, label, span, at)
        for at, (colour, label, span) in enumerate(zip(colours, labels, spans, strict=True), 1)
    )
    return PracticeCircles(
        number=numbers,
        status=values.status,
        colours=colours,
        title=f"Circles: {title}",
        ends=indicator.class_ends,
        entries=(*classes, *without_value(values.status[list(here)], numbers[list(here)])),
        sizes=_sizes(store),
        lines=_lines(store, values, numbers, labels),
        here=here,
        order=tuple(at for at in first if at in here),
        notes=_notes(store, values),
        source=source_words(indicator),
    )


def _sizes(store: Store) -> tuple[tuple[float, str], ...]:
    """Samples of lists; none where nobody knows how long any list is."""
    unknown = np.isnan(store.practices.patients[list(listed(store))])
    return () if unknown.all() else tuple((radius(one), number(one)) for one in SAMPLES)


def _sized(store: Store) -> str:
    """What the size of a circle says."""
    unknown = int(np.isnan(store.practices.patients[list(listed(store))]).sum())
    if not _sizes(store):
        return "How many patients are on their lists is not known: all circles are of one size."
    rest = f" Of {number(unknown)} that is not known: theirs are the smallest." if unknown else ""
    return f"The larger the circle, the more patients are on its list.{rest}"


def is_crude(indicator: Indicator) -> bool:
    """Whether a figure counts illness without regard to how old the patients are."""
    return "not adjusted for age" in indicator.method.lower() or indicator.kind.parts == "must"


def intervals(values: Values) -> tuple[str, ...]:
    """The 95% interval of each value in words; "" where it is not known."""
    indicator = values.indicator
    per = indicator.per or indicator.kind.scale
    low, high = interval_by(indicator.interval, values.numerator, values.denominator, per=per)
    return tuple(
        interval(indicator, float(one), float(other)) for one, other in zip(low, high, strict=True)
    )


def _notes(store: Store, values: Values) -> tuple[str, ...]:
    texts = value_texts(values, place=store.authority.name)
    unlisted = [
        f"{code}: {text}."
        for code, text, there, status in zip(
            store.practices.code, texts, store.practices.listed, values.status, strict=True
        )
        if not there and status == "ok"
    ]
    gone = f"not in the list of {store.list_period}"
    return (
        f"A practice is shown where it stands; its patients live elsewhere too. {_sized(store)}",
        *(["Not adjusted for age."] if is_crude(values.indicator) else []),
        *([f"Not on the map, because {gone}. {' '.join(unlisted)}"] if unlisted else []),
    )


def _lines(
    store: Store, values: Values, numbers: Array, labels: tuple[str, ...]
) -> tuple[Line, ...]:
    indicator, place, size = values.indicator, store.authority.name, len(values.codes)
    shown = ("", *(f"Shaded as: quintile {label}" for label in labels))
    around = (f"95% interval {one}" if one else "" for one in intervals(values))
    lines = [
        same("label", full_label(indicator), size),
        Line("value", value_texts(values, place=place)),
        Line("interval", tuple(around)),
        Line("rank", rank_texts(values, place=place)),
    ]
    if not indicator.kind.categorical:
        lines.append(Line("shown", tuple(shown[at] for at in numbers.tolist())))
    lines.append(same("period", f"Period: {indicator.period}", size))
    if is_crude(indicator):
        lines.append(same("crude", "Not adjusted for age", size))
    return tuple(lines)


def _classes(store: Store, values: Values) -> tuple[Array, tuple[str, ...], str, tuple[str, ...]]:
    """The class of each practice, and of each class its label and range; and the title."""
    indicator, place = values.indicator, store.authority.name
    title = full_label(indicator)
    if indicator.kind.categorical:
        number = np.nan_to_num(values.value, nan=0.0).astype(int)
        return number, indicator.categories, title, ("",) * len(indicator.categories)
    classes = classify(values, usable_measure(indicator, MEASURE), place=place)
    bands = indicator.reference is not None
    title += ": bands" if bands else f": quintiles of {place}'s practices"
    return classes.number, classes.labels, title, ranges(values, classes)
