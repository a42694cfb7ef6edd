"""How uptake rose in the most and the least deprived MSOAs, and whether the gap widened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.columns import END, interval_columns, number_or_none
from charts.estimates import Estimate, estimates
from charts.findings import Finding, figure_of
from charts.gaps import OTHER_BASIS, Gap, gap_of, other_definitions
from charts.groups import Array, compares
from charts.model import Chart, Column, Context, Table
from charts.msoas import holding, level_of, quintile_note, quintiles_of
from charts.time_picture import picture
from charts.words import capital, noun, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator, Trend
from geodata.format import day, source_words
from geodata.store import Series, Store
from layers.words import full_label

KEY = "uptake_time"


@dataclass(frozen=True, eq=False)
class Rise:
    """A trend at the dates that publish it: uptake of each quintile (1 to 5) and of the place.

    `left_out` are areas that no line counts, since their figures are not shown at every date.
    """

    store: Store
    trend: Trend
    indicator: Indicator
    basis: str
    dates: tuple[str, ...]
    quintiles: tuple[tuple[Estimate, ...], ...]
    whole: tuple[Estimate, ...]
    left_out: int

    def gap(self, at: int) -> Gap | None:
        """The gap between the outermost quintiles that have any MSOA, at a date."""
        return gap_of(self.indicator, self.basis, [line[at] for line in self.quintiles])


def uptake_time(context: Context) -> Chart:
    """Uptake by local quintile of the areas that the trend is of."""
    store, by = context.store, context.selection.filter.by
    trend = trend_shown(store, context.indicator)
    basis = context.selection.filter.basis
    found, other = (_rise(store, trend.key, by, one) for one in (basis, OTHER_BASIS[basis]))
    chosen = _chosen(context, trend) if compares(context) else ()
    indicator = store.catalogue.indicator(trend.indicator)
    index = full_label(store.catalogue.indicator(by))
    return Chart(
        key=KEY,
        title=f"Did the gap in uptake narrow? {trend.label}",
        finding=_finding(context, found, chosen),
        picture=picture(context, found.dates, found.quintiles, chosen, of=_of(indicator)),
        table=_table(context, found, chosen),
        indicators=(indicator,),
        notes=(
            f"Lines are {basis} quintiles of {context.place}'s {noun(indicator)}s by {index}.",
            *_what_is_divided(found),
            "It widened or narrowed where the intervals (Newcombe) of the first and the last date "
            "do not overlap.",
            *other_definitions(context, found.gap(-1), other.gap(-1)),
            trend.caveat,
        ),
    )


def _of(indicator: Indicator) -> str:
    """What the lines are of."""
    return "Share, %" if indicator.near else "People with a dose, % of the register"


def _what_is_divided(found: Rise) -> tuple[str, ...]:
    """Whose figures the lines are, and whom they are divided by."""
    whole = found.indicator.denominator
    if found.indicator.near:
        nouns = f"{noun(found.indicator)}s"
        some = with_noun(found.left_out, noun(found.indicator))
        left = f" {some} left out: not shown at every date." if found.left_out else ""
        return (
            f"Each date is divided by the people of that date: {whole}.",
            f"A line counts the same {nouns} at every date.{left}",
            "A gap in a line is a date at which a figure it needs is not shown.",
        )
    return (
        quintile_note(found.store),
        f"Every date is divided by the same people: {whole}. Only ages that a date gives in full "
        "are shown at it.",
        "In wide age groups the gap of early dates also shows who was invited first: older "
        "people, of whom less deprived neighbourhoods have more.",
    )


def trend_shown(store: Store, shown: Indicator) -> Trend:
    """The trend of the uptake shown, or of its age, or of the widest ages."""
    trends = store.catalogue.trends
    age = (one for one in trends if one.age_group == shown.category)
    own = (one for one in trends if shown.key in (one.indicator, *one.at))
    return next(own, None) or next(age, None) or trends[0]


@lru_cache(maxsize=64)
def _rise(store: Store, key: str, by: str, basis: str) -> Rise:
    series = store.series(key)
    indicator = store.catalogue.indicator(series.trend.indicator)
    group = quintiles_of(store, level_of(store, indicator), by, basis)
    lines = [_over_time(series, group == one) for one in range(1, 6)]
    whole, _ = _over_time(series, np.ones(len(group), dtype=np.bool_))
    return Rise(
        store=store,
        trend=series.trend,
        indicator=indicator,
        basis=basis,
        dates=tuple(series.dates[at] for at in series.days),
        quintiles=tuple(line for line, _ in lines),
        whole=whole,
        left_out=sum(left for _, left in lines),
    )


def _over_time(series: Series, mask: Array) -> tuple[tuple[Estimate, ...], int]:
    people, out_of, left_out = series.added_up(mask)
    return tuple(estimates(people, out_of)), left_out


def _members(context: Context, trend: Trend) -> Array:
    """The areas of a trend that hold the selection."""
    indicator = context.store.catalogue.indicator(trend.indicator)
    return context.store.members(context.selection.mask, level_of(context.store, indicator))


def _chosen(context: Context, trend: Trend) -> tuple[Estimate, ...]:
    return _over_time(context.store.series(trend.key), _members(context, trend))[0]


def _finding(context: Context, found: Rise, chosen: tuple[Estimate, ...]) -> Finding:
    """The gap at the last date and how it changed, beside uptake of the selection."""
    say = Writer(context.href(), source_words(found.indicator))
    first, last = found.gap(0), found.gap(-1)
    if first is None or last is None:
        nouns = f"{noun(found.indicator)}s"
        text, asked = f"{found.trend.label}: no two quintiles have {nouns} to compare.", None
    else:
        text, asked = _gaps_words(context, found, (first, last), say), last.figure("place")
    if context.selection.is_empty:
        return say.finding(f"{text} No area is selected.", asked=asked)
    if not chosen:
        return say.finding(text, asked=asked)
    if not chosen[-1].known:
        return say.finding(f"{text} What is selected has no figure that is shown.", asked=asked)
    count = int(_members(context, found.trend).sum())
    say.count(f"{found.indicator.level.upper()}s", "selection", count)
    here = say.put(figure_of(found.indicator, chosen[-1], "selection"))
    place = figure_of(found.indicator, found.whole[-1], "place")
    text += (
        f" {capital(holding(context, found.indicator, count))} reached {here}; {context.place} "
        f"{place.text}."
    )
    return say.finding(text, asked=asked, reference=place)


def _gaps_words(context: Context, found: Rise, gaps: tuple[Gap, Gap], say: Writer) -> str:
    """The gap at the first and the last date, whether it changed, and both ends of the last."""
    first, last = gaps
    say.put(first.figure("place", date=found.dates[0]))
    say.put(last.figure("place"))
    most, least = (say.put(last.end(which, "place")) for which in (0, 1))
    quintile = f"{context.selection.filter.basis} quintile of {noun(found.indicator)}s"
    return (
        f"{found.trend.label}: the gap between the least and the most deprived {quintile} "
        f"{_change(first, last)}. "
        f"It was {first.words} by {day(found.dates[0])} and {last.words} by "
        f"{day(found.dates[-1])}. Uptake was then {least} and {most}."
    )


def _change(first: Gap, last: Gap) -> str:
    """What became of the gap: it changed where the intervals do not overlap."""
    before, after = first.size, last.size
    if before[2] < after[1]:
        return "widened"
    return "narrowed" if after[2] < before[1] else "did not clearly change"


def _table(context: Context, found: Rise, chosen: tuple[Estimate, ...]) -> Table:
    columns = [Column("date", "Doses up to", is_day=True)]
    for quintile in range(1, 6):
        end = {1: " (most deprived)", 5: " (least deprived)"}.get(quintile, "")
        columns.append(Column(f"q{quintile}_percent", f"{quintile}{end}, %", numeric=True))
        for key in ("people", "register", "low", "high"):
            title = f"{quintile}{end}, {f'95% {key}' if key in END else key}"
            columns.append(
                Column(f"q{quintile}_{key}", key, numeric=True, shown="download", title=title)
            )
    columns += [
        Column("all_percent", f"{context.place}, %", numeric=True),
        Column("gap", "Gap, least less most deprived", numeric=True),
        *interval_columns("gap", "Gap"),
        Column("flag", "Note", shown="when filled"),
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
        gap = found.gap(at)
        cells += [number_or_none(one) for one in gap.size] if gap else [None] * 3
        cells.append("" if gap is None or gap.printed.agrees else "before rounding")
        if chosen:
            cells.append(chosen[at].value)
        rows.append(tuple(cells))
    return Table(
        tuple(columns), tuple(rows), f"{found.trend.label}: uptake by deprivation quintile, %"
    )
