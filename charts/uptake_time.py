"""How uptake rose in the most and the least deprived MSOAs, and whether the gap widened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.by_quintile import bounds, gap, gap_words
from charts.columns import END, interval_columns, number_or_none
from charts.estimates import Estimate, estimates
from charts.findings import Figure, Finding, figure_of
from charts.groups import Array, compares
from charts.model import Chart, Column, Context, Table
from charts.msoas import msoa_level, msoa_quintiles, quintile_note
from charts.time_picture import picture
from charts.words import with_noun
from geodata.catalogue import Indicator, Trend
from geodata.format import day, share_words
from geodata.store import Series, Store
from layers.over_time import trend_of as own_trend
from layers.words import full_label

KEY = "uptake_time"


@dataclass(frozen=True, eq=False)
class Rise:
    """A trend at the dates that publish it: uptake of each quintile (1 to 5) and of the place."""

    trend: Trend
    indicator: Indicator
    dates: tuple[str, ...]
    quintiles: tuple[tuple[Estimate, ...], ...]
    whole: tuple[Estimate, ...]

    @property
    def ends(self) -> tuple[int, int]:
        """The most and the least deprived quintile that have any MSOA, from 0."""
        known = [number for number, line in enumerate(self.quintiles) if line[-1].known]
        return known[0], known[-1]

    def gap(self, at: int) -> tuple[float, float, float]:
        """Least less most deprived at a date, in percentage points, with Newcombe's interval."""
        first, last = self.ends
        most, least = self.quintiles[first][at], self.quintiles[last][at]
        return gap(self.indicator, most, least)


def uptake_time(context: Context) -> Chart:
    """Cumulative uptake by local quintile of the MSOAs."""
    store, by = context.store, context.selection.filter.by
    trend = trend_of(store, context.indicator)
    found = _rise(store, trend.key, by, context.selection.filter.basis)
    chosen = _chosen(context, trend) if compares(context) else ()
    indicator = store.catalogue.indicator(trend.indicator)
    index = full_label(store.catalogue.indicator(by))
    return Chart(
        key=KEY,
        title=f"{trend.label}: uptake over time, by deprivation",
        finding=_finding(context, found, chosen),
        picture=picture(context, found.dates, found.quintiles, chosen),
        table=_table(context, found, chosen),
        indicators=(indicator,),
        notes=(
            f"Lines are {context.selection.filter.basis} quintiles of {context.place}'s MSOAs by "
            f"{index}, 1 = most deprived, 5 = least deprived.",
            quintile_note(store),
            f"Every date is divided by the same people: {indicator.denominator}. Only ages that a "
            "date gives in full are shown at it.",
            "The gap is said to have widened or narrowed where the intervals (Newcombe) of its "
            "first and last date do not overlap.",
            "In wide age groups the gap of early dates also shows who was invited first: older "
            "people, of whom less deprived MSOAs have more.",
            trend.caveat,
        ),
    )


def trend_of(store: Store, shown: Indicator) -> Trend:
    """The trend of the uptake shown, or of its age, or of the widest ages."""
    trends = store.catalogue.trends
    age = (one for one in trends if one.age_group == shown.category)
    return own_trend(store, shown) or next(age, None) or trends[0]


@lru_cache(maxsize=64)
def _rise(store: Store, key: str, by: str, basis: str) -> Rise:
    series = store.series(key)
    group = msoa_quintiles(store, by, basis)
    masks = [group == one for one in range(1, 6)]
    return Rise(
        trend=series.trend,
        indicator=store.catalogue.indicator(series.trend.indicator),
        dates=tuple(series.dates[at] for at in series.days),
        quintiles=tuple(_over_time(series, mask) for mask in masks),
        whole=_over_time(series, np.ones(len(group), dtype=np.bool_)),
    )


def _over_time(series: Series, mask: Array) -> tuple[Estimate, ...]:
    people = series.people[list(series.days)][:, mask].sum(axis=1)
    return tuple(estimates(people, np.full(people.shape, series.denominator[mask].sum())))


def _chosen(context: Context, trend: Trend) -> tuple[Estimate, ...]:
    members = context.store.members(context.selection.mask, msoa_level(context.store))
    return _over_time(context.store.series(trend.key), members)


def _sentence(context: Context, found: Rise, chosen: tuple[Estimate, ...]) -> str:
    first, last = found.gap(0), found.gap(-1)
    most, least = found.ends
    if first[2] < last[1]:
        verdict = "widened"
    elif last[2] < first[1]:
        verdict = "narrowed"
    else:
        verdict = "did not clearly change"
    text = (
        f"{found.trend.label}: the gap between the least and the most deprived "
        f"{context.selection.filter.basis} quintile of MSOAs {verdict}. It was "
        f"{_gap_words(found, 0)} by {day(found.dates[0])} and {_gap_words(found, -1)} by "
        f"{day(found.dates[-1])}. Uptake was then {share_words(found.quintiles[least][-1].value)} "
        f"and {share_words(found.quintiles[most][-1].value)}."
    )
    if context.selection.is_empty:
        return f"{text} No area is selected."
    if not chosen:
        return text
    count = int(context.store.members(context.selection.mask, msoa_level(context.store)).sum())
    return (
        f"{text} The {with_noun(count, 'MSOA')} that the selected areas lie in reached "
        f"{share_words(chosen[-1].value)}; {context.place} {share_words(found.whole[-1].value)}."
    )


def _gap_words(found: Rise, at: int) -> str:
    """The gap at a date, in agreement with the values printed beside it."""
    first, last = found.ends
    step = gap_words(found.indicator, found.quintiles[first][at], found.quintiles[last][at])
    return step.in_unit("percentage points")


def _finding(context: Context, found: Rise, chosen: tuple[Estimate, ...]) -> Finding:
    """The gap at the last date, beside uptake of the whole place."""
    middle, low, high = found.gap(-1)
    first, last = found.ends
    step = gap_words(found.indicator, found.quintiles[first][-1], found.quintiles[last][-1])
    gap = Figure(
        concept=f"gap of {found.indicator.key}",
        where="place",
        text=step.words,
        value=middle,
        low=low,
        high=high,
        bounds=f"95 % interval {bounds(low, high)}",
        method="the least less the most deprived quintile, from counts added up",
    )
    return Finding(
        _sentence(context, found, chosen),
        figure=gap,
        reference=figure_of(found.indicator, found.whole[-1], "place") if chosen else None,
        source=found.trend.source.title,
        view=context.href(),
    )


def _table(context: Context, found: Rise, chosen: tuple[Estimate, ...]) -> Table:
    columns = [Column("date", "Doses up to", is_day=True)]
    for quintile in range(1, 6):
        end = {1: " (most deprived)", 5: " (least deprived)"}.get(quintile, "")
        columns.append(Column(f"q{quintile}_percent", f"{quintile}{end}, %", numeric=True))
        for key in ("people", "register", "low", "high"):
            title = f"{quintile}{end}, {f'95 % {key}' if key in END else key}"
            columns.append(
                Column(f"q{quintile}_{key}", key, numeric=True, shown="download", title=title)
            )
    columns += [
        Column("all_percent", f"{context.place}, %", numeric=True),
        Column("gap", "Gap, least less most deprived", numeric=True),
        *interval_columns("gap", "Gap"),
    ]
    if chosen:
        columns.append(Column("selected_percent", "Selected, %", numeric=True))
    rows = []
    for at, date in enumerate(found.dates):
        cells: list[str | float | int | None] = [date]
        for line in found.quintiles:
            one = line[at]
            cells += [number_or_none(one.value), one.count, one.total]
            cells += [None if b != b else b for b in (one.low, one.high)]
        cells.append(found.whole[at].value)
        cells += [None if one != one else float(one) for one in found.gap(at)]
        if chosen:
            cells.append(chosen[at].value)
        rows.append(tuple(cells))
    return Table(
        tuple(columns), tuple(rows), f"{found.trend.label}: uptake by deprivation quintile, %"
    )
