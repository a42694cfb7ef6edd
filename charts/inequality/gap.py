"""A gap: how wide it is, who makes it, whether it closes, and what the best fifth would mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.columns import number_or_none, value_cells, value_columns
from charts.estimates import Estimate, of_place
from charts.findings import Finding, figure_of
from charts.gaps import gap_of, other_definitions, signed_bounds, unit_of_difference
from charts.inequality.equiplot import EquiplotView, Line, equiplot
from charts.inequality.split import Split, split
from charts.model import Cell, Chart, Column, Context, Table
from charts.scene import Picture
from charts.words import COUNTRY, capital, joined, noun
from charts.writer import Writer
from geodata.format import day, difference_of, number, signed, source_words
from geodata.stats import attributable, change_of_gap, decompose, shares_borne
from geodata.store import Series, Store
from layers.words import full_label
from views.gaps import SPLITS, GapsView

KEY = "gaps_gap"
MOST_NAMED = 2


@dataclass(frozen=True, eq=False)
class GapFound:
    """A split figure, the whole place's, and what each group adds to the gap from a benchmark.

    `benchmark` is England's figure where one is held, otherwise that of the group at the good end.
    `points` are percentage points that add up to the place's gap from it; empty without counts.
    """

    split: Split
    whole: Estimate
    benchmark: float
    of_england: bool
    points: tuple[float, ...]


def gap_found(context: Context, view: GapsView) -> GapFound:
    """Everything about the gap of a view."""
    store, subject = context.store, context.indicator
    found = split(store, subject, view.by, view.split)
    ends = found.ends
    benchmark, of_england = store.values(subject.key).national, True
    if benchmark != benchmark:
        of_england = False
        benchmark = found.values[ends[1]].value if ends else np.nan
    return GapFound(
        split=found,
        whole=of_place(store, subject.key),
        benchmark=float(benchmark),
        of_england=of_england,
        points=_points(store, found, float(benchmark)),
    )


def _points(store: Store, found: Split, benchmark: float) -> tuple[float, ...]:
    subject = found.subject
    values = store.values(subject.key)
    known = (values.status == "ok") & (found.number >= 0)
    if not (subject.kind.is_share and subject.has_parts) or np.isnan(benchmark) or not known.any():
        return ()
    above, below = (np.where(known, one, np.nan) for one in (values.numerator, values.denominator))
    parts = decompose(above, below, benchmark, np.where(known, found.number, 0))
    points = np.zeros(len(found.names))
    points[: len(parts.points)] = parts.points
    return tuple(points.tolist())


def gap(context: Context, view: GapsView) -> Chart:
    """The groups of a figure, with the gap between the ends."""
    found = gap_found(context, view)
    subject, period = found.split.subject, context.store.people_period
    return Chart(
        key=KEY,
        title=f"{full_label(subject)}, by {split_words(context, view)}",
        finding=_finding(context, found),
        picture=_picture(context, found, view),
        table=Table(
            (
                Column("group", "Group"),
                *value_columns(subject, "value", subject.label),
                Column("people", f"People, {period}", numeric=True, decimals=0),
                Column(
                    "points",
                    f"Adds to the gap from {_benchmark_name(found)}, points",
                    numeric=True,
                    shown="when filled",
                    meaning="The group's share of people times its own gap; they add up to the "
                    "whole gap.",
                ),
            ),
            tuple(_rows(found)),
            f"{full_label(subject)} by {split_words(context, view)}",
        ),
        indicators=(subject,),
        notes=_notes(context, found, view),
    )


def _picture(context: Context, found: GapFound, view: GapsView) -> Picture | None:
    """A line with a mark for each fifth of deprivation, where there are such fifths."""
    each = found.split
    fifths = view.split in ("national", "local")
    if not fifths or each.ends is None or each.subject.kind.is_count:
        return None
    line = Line(context.place, each.subject, each.values)
    title = full_label(each.subject)
    return equiplot(EquiplotView(title, context.place, view.split, (line,), KEY)).picture


def split_words(context: Context, view: GapsView) -> str:
    """What the groups are: "national quintiles of deprivation (Index ... 2025)"."""
    words = SPLITS[view.split]
    if view.split not in ("national", "local"):
        return words
    return f"{words} ({full_label(context.store.catalogue.indicator(view.by))})"


def _rows(found: GapFound) -> list[tuple[Cell, ...]]:
    each = found.split
    order = list(range(len(each.names)))
    if not each.ordered:
        sign = -1 if each.subject.of_concern == "more" else 1
        order.sort(key=lambda at: (not each.values[at].known, sign * each.values[at].value))
    return [
        (
            capital(each.names[at]),
            *value_cells(each.subject, each.values[at]),
            each.people[at],
            number_or_none(found.points[at]) if found.points else None,
        )
        for at in order
    ]


def _benchmark_name(found: GapFound) -> str:
    if found.of_england:
        return COUNTRY
    return f"the figure of {found.split.names[found.split.ends[1]]}" if found.split.ends else "none"


def _finding(context: Context, found: GapFound) -> Finding:
    subject, each = found.split.subject, found.split
    say = Writer(context.href(), source_words(subject))
    if each.ends is None:
        return say.finding(f"Fewer than two groups of {context.place} have a figure, so no gap.")
    first, last = each.ends
    most, least = (
        say.put(figure_of(subject, each.values[at], "place", of=each.names[at])) for at in each.ends
    )
    size = difference_of(subject, each.values[last].value, each.values[first].value)
    gap_words = size.in_unit(unit_of_difference(subject))
    return say.finding(
        f"{subject.short_label}: {most} in {each.names[first]}, {least} in {each.names[last]}. "
        f"The gap is {gap_words}.",
        also=" ".join(filter(None, (_if_all_did(found, say), _closing(context, found)))),
    )


def _if_all_did(found: GapFound, say: Writer) -> str:
    """What would be if all groups had the figure of the good end: people, and the part it is."""
    each, subject = found.split, found.split.subject
    if each.ends is None or not (subject.kind.is_share and subject.has_parts):
        return ""
    above, below = (
        np.array([getattr(one, name) if one.known else np.nan for one in each.values], float)
        for name in ("count", "total")
    )
    people = attributable(above, below, each.ends[1]).number
    word = "fewer" if subject.of_concern == "more" else "more"
    said = say.value("attributable", "place", abs(people), number(abs(people)))
    best = each.names[each.ends[1]]
    return f"If all did as well as {best}, {said} {word} people would be among them."


def _closing(context: Context, found: GapFound) -> str:
    """Whether the gap has changed between the first and the last date, where there are dates."""
    subject, ends = found.split.subject, found.split.ends
    series = context.store.series_of(subject.key)
    if series is None or ends is None or len(series.days) < 2:
        return ""
    change, low, high = (100 * one for one in change_between(series, found.split))
    if np.isnan(change):
        return ""
    first, last = (day(series.dates[at]) for at in (series.days[0], series.days[-1]))
    ages = "" if subject.near else ", the first date with these ages,"
    of = f" Of those {noun(subject)}s alone that are shown at both dates." if subject.near else ""
    verb = "has grown" if low > 0 else "has shrunk" if high < 0 else "has not clearly changed"
    return (
        f"From {first}{ages} to {last} the gap {verb}: "
        f"{signed(change)} points ({signed_bounds(low, high)}).{of}"
    )


def change_between(series: Series, found: Split) -> tuple[float, float, float]:
    """Change of the gap between the ends from the first to the last date: change, low, high.

    Of the areas that have a figure at both; nan where one of the ends has none.
    """
    assert found.ends is not None
    dates = [series.days[0], series.days[-1]]
    known = ~np.isnan(series.people[dates]).any(axis=0)
    counts = [
        (float(series.people[at][inside].sum()), float(series.denominator[at][inside].sum()))
        for at in dates
        for inside in (known & (found.number == end) for end in found.ends)
    ]
    if not all(below for _, below in counts):
        return np.nan, np.nan, np.nan
    change, low, high = change_of_gap(*counts)
    return float(change), float(low), float(high)


def _notes(context: Context, found: GapFound, view: GapsView) -> tuple[str, ...]:
    subject, each = found.split.subject, found.split
    notes = []
    if subject.interval == "none":
        notes.append("No interval is published for this figure, so the gap is indicative.")
    if view.split in ("national", "local"):
        notes += other_definitions(context, gap_of(subject, view.split, each.values))
    if found.points:
        top = sorted(range(len(each.names)), key=lambda at: -abs(found.points[at]))[:MOST_NAMED]
        named = joined([f"{each.names[at]} ({signed(found.points[at])})" for at in top])
        notes.append(f"Most of the gap from {_benchmark_name(found)} comes from {named}.")
        borne = shares_borne(np.array([max(0, one.count) for one in each.values], float))
        if each.ordered and not np.isnan(borne).any():
            notes.append(
                f"The most deprived group bears {number(100 * borne[0], 1)}% of the total."
                if view.split in ("national", "local")
                else f"The first group bears {number(100 * borne[0], 1)}% of the total."
            )
    return tuple(notes)
