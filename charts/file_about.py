"""What is said in every file of figures: of what, where, when, from whom, and how to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from charts.groups import authority_names, codes_in, drawn_words, quintile_words, ward_names
from charts.model import Chart, Context
from charts.words import STATUS, joined, level_words, with_noun
from geodata.catalogue import Indicator, Source
from geodata.format import day, month
from geodata.selection import drawn
from geodata.spreadsheets import taken
from layers.over_time import moments
from layers.words import full_label

T = TypeVar("T")
FEW = 5  # picked areas that are named in every row
PRECISION = (
    "Numbers are not rounded: shares, averages and intervals have all the decimals they were "
    "worked out with, so that computing can go on. The page rounds half up when it prints them. "
    "Counts and ranks are whole numbers."
)
ROUNDED = (
    "Counts of local figures are rounded to 5 before anything is worked out. What is worked out "
    "from them is not rounded again."
)
MARKS = {
    STATUS["ok"]: "the figure is given as its publisher gives it.",
    STATUS["suppressed"]: "the publisher holds the figure back, so that nobody can be recognised.",
    STATUS["missing"]: "the publisher gives no figure.",
    STATUS["not_applicable"]: "there cannot be such a figure here.",
    "no value": "there is nothing to work a figure out from.",
    "0": "nothing was counted. A nought is a figure; an empty cell is none.",
}


@dataclass(frozen=True)
class Download:
    """What a file is made of: the tables of a view, and when and where they were taken.

    `view` is the address of the view, as absolute as it is known, `asked` the query string that
    the file was asked for with, `day` that of the download. Only some kinds of file hold more than
    the first of `charts`.
    """

    charts: tuple[Chart, ...]
    context: Context
    view: str
    asked: str
    day: date

    @property
    def chart(self) -> Chart:
        """The chart asked for; the first of several."""
        return self.charts[0]


@dataclass(frozen=True)
class Entry:
    """One thing that is said of a table: its name in a file, its heading, what it means, itself."""

    name: str
    title: str
    meaning: str
    text: str


def entries(chart: Chart, context: Context, view: str) -> tuple[Entry, ...]:
    """All that is said of a chart's table. What differs between indicators is given for each."""

    def each(name: str, title: str, meaning: str, read: Callable[[Indicator], str]) -> Entry:
        return Entry(name, title, meaning, _each(chart.indicators, read))

    def credit(name: str, title: str, meaning: str, read: Callable[[Source], str]) -> Entry:
        return Entry(name, title, meaning, _each(chart.sources, read))

    return (
        Entry("place", "Place", _place(context), context.place),
        Entry("filter", "Filter", "The areas that the view selects.", filter_words(context)),
        each("indicator", "Figure", "What is measured, with its edition.", full_label),
        each("period", "Period", "When it was so.", lambda one: _period(one, context)),
        each("definition", "Definition", "What is measured, in full.", lambda one: one.definition),
        each("share_of", "Denominator", "What shares are of.", lambda one: one.denominator),
        each("method", "Method", "How it was worked out.", lambda one: one.method),
        each("vintage", "Areas", "The areas it is published for.", level_words),
        credit("source", "Source", "Publisher and title.", _source),
        credit("published", "Published", "When it was published.", _published),
        credit("licence", "Licence", "What it may be used under.", lambda one: one.licence),
        credit(
            "attribution",
            "Attribution",
            "What has to be said with it.",
            lambda one: one.attribution,
        ),
        Entry("view", "View", "Address that shows the same figures.", view),
    )


def _place(context: Context) -> str:
    """What the place is."""
    several = context.store.authorities
    return "The local authorities together." if several else "The local authority."


def _each(found: Iterable[T], read: Callable[[T], str]) -> str:
    every = list(dict.fromkeys(map(read, found)))
    return (" " if all(one.endswith(".") for one in every) else "; ").join(every)


def _source(one: Source) -> str:
    return f"{one.publisher}: {one.title}"


def _published(one: Source) -> str:
    """With a word before it, because a spreadsheet makes a date of "October 2025"."""
    published = one.published
    return f"on {day(published)}" if published.count("-") > 1 else f"in {month(published)}"


def _period(one: Indicator, context: Context) -> str:
    """When it was so; the day that the view shows, where the figure is known for days."""
    period = f"for {one.period}" if taken(one.period) else one.period
    shown = moments(context.store, one).get(context.date)
    return f"{period}; the view shows the figures up to {shown.day}" if shown else period


def filter_words(context: Context, *, most: int = FEW) -> str:
    """The filter of a view in words, wards and up to so many picked areas by name and code."""
    store, asked, count = context.store, context.selection.filter, context.selection.count
    if asked.picked:
        codes = codes_in(store, context.selection.mask)
        names = dict(zip(store.areas.code, store.areas.name, strict=True))
        named = ": " + joined([f"{names[one]} ({one})" for one in codes]) if codes else ""
        return with_noun(count, "chosen area") + (named if len(codes) <= most else "")
    parts = [drawn_words(one) for one in drawn(store, asked)]
    if asked.authorities:
        noun = "local authority" if len(asked.authorities) == 1 else "local authorities"
        parts.append(f"{noun} {joined(authority_names(store, asked.authorities))}")
    if asked.wards:
        noun = "ward" if len(asked.wards) == 1 else "wards"
        parts.append(f"{noun} {joined(ward_names(store, asked.wards))}")
    if asked.quintiles:
        parts.append(quintile_words(store, asked))
    if not parts:
        return f"none, all of {context.place}"
    return f"{', '.join(parts)}: {with_noun(count, 'area')} selected"
