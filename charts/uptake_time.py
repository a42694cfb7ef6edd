"""How uptake rose in the most and the least deprived MSOAs, and whether the gap widened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.estimates import Estimate, estimates
from charts.groups import Array, compares
from charts.model import Cell, Chart, Column, Context, Table
from charts.msoas import NOTE, msoa_level, msoa_quintiles
from charts.time_picture import picture
from charts.words import counted
from geodata.catalogue import Indicator, Trend
from geodata.format import day, difference, number, percent
from geodata.stats import newcombe_difference
from geodata.store import Series, Store
from layers.over_time import trend_of as own_trend
from layers.words import full_label

KEY = "uptake_time"


@dataclass(frozen=True, eq=False)
class Rise:
    """A trend at the dates that publish it: uptake of each quintile (1 to 5) and of the place."""

    trend: Trend
    basis: str
    dates: tuple[str, ...]
    quintiles: tuple[tuple[Estimate, ...], ...]
    whole: tuple[Estimate, ...]

    def gap(self, at: int) -> tuple[float, float, float]:
        """Least less most deprived at a date, in percentage points, with Newcombe's interval."""
        least, most = self.quintiles[4][at], self.quintiles[0][at]
        found = newcombe_difference(least.count, least.total, most.count, most.total)
        middle, low, high = (100 * float(one) for one in found)
        return middle, low, high


def uptake_time(context: Context) -> Chart:
    """Cumulative uptake by quintile of the MSOAs, national or local as the filter has them."""
    store, filter = context.store, context.selection.filter
    by, basis = filter.by, filter.basis
    trend = trend_of(store, context.indicator)
    found = _rise(store, trend.key, by, basis)
    chosen = _chosen(context, trend) if compares(context) else ()
    indicator = store.catalogue.indicator(trend.indicator)
    index = full_label(store.catalogue.indicator(by))
    return Chart(
        key=KEY,
        title=f"{trend.label}: uptake over time, by deprivation",
        sentence=_sentence(context, found, chosen),
        picture=picture(context, found.dates, found.quintiles, chosen),
        table=_table(context, found, chosen),
        indicators=(indicator,),
        notes=(
            f"Lines are {basis} quintiles of {context.place}'s MSOAs by {index}, 1 = most "
            "deprived, 5 = least deprived.",
            NOTE,
            "The register of July 2021 (NIMS) divides every date. Only ages that a date gives in "
            "full are shown at it.",
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
        basis=basis,
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
    text = _gap_words(context, found)
    if context.selection.is_empty:
        return f"{text} No area is selected."
    if not chosen:
        return text
    count = int(context.store.members(context.selection.mask, msoa_level(context.store)).sum())
    return (
        f"{text} The {counted(count, 'MSOA')} that the selected areas lie in reached "
        f"{percent(chosen[-1].value)}; {context.place} {percent(found.whole[-1].value)}."
    )


def _gap_words(context: Context, found: Rise) -> str:
    """Whether the gap between the ends changed from the first date to the last."""
    first, last = found.gap(0), found.gap(-1)
    least, most = found.quintiles[4][-1], found.quintiles[0][-1]
    if not (least.known and most.known):
        return (
            f"{found.trend.label}: no MSOA of {context.place} lies in one of the two outer "
            f"{found.basis} quintiles, so there is no gap between them."
        )
    verdict = "did not clearly change"
    if first[2] < last[1]:
        verdict = "widened"
    elif last[2] < first[1]:
        verdict = "narrowed"
    apart = difference(100 * least.value, 100 * most.value)
    return (
        f"{found.trend.label}: the gap between the least and the most deprived {found.basis} "
        f"quintile of MSOAs {verdict}. It was {number(first[0], 1)} percentage points by "
        f"{day(found.dates[0])} and {apart.words}{apart.why} by {day(found.dates[-1])}, "
        f"with uptake of {percent(least.value)} and {percent(most.value)}."
    )


def _table(context: Context, found: Rise, chosen: tuple[Estimate, ...]) -> Table:
    columns = [Column("date", "Doses up to", shown="always")]
    for quintile in range(1, 6):
        end = {1: " (most deprived)", 5: " (least deprived)"}.get(quintile, "")
        columns.append(Column(f"q{quintile}_percent", f"{quintile}{end}, %", numeric=True))
        for key in ("people", "register", "low", "high"):
            columns.append(Column(f"q{quintile}_{key}", key, numeric=True, shown="download"))
    columns += [
        Column("all_percent", f"{context.place}, %", numeric=True),
        Column("gap", "Gap, 5 less 1", numeric=True),
        Column("gap_low", "95 % low", numeric=True),
        Column("gap_high", "95 % high", numeric=True),
    ]
    if chosen:
        columns.append(Column("selected_percent", "Selected, %", numeric=True))
    rows = []
    for at, date in enumerate(found.dates):
        cells: list[Cell] = [date]
        for line in found.quintiles:
            one = line[at]
            cells += [_per_cent(one.value), one.count, one.total]
            cells += [_per_cent(one.low), _per_cent(one.high)]
        cells.append(_per_cent(found.whole[at].value))
        cells += [None if one != one else float(one) for one in found.gap(at)]
        if chosen:
            cells.append(_per_cent(chosen[at].value))
        rows.append(tuple(cells))
    caption = f"{found.trend.label}: uptake by {found.basis} quintile, %"
    return Table(tuple(columns), tuple(rows), caption)


def _per_cent(fraction: float) -> float | None:
    return None if fraction != fraction else 100 * fraction
