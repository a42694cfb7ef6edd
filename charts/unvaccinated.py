"""Where the people without a first dose are: MSOAs in order of how many, as a list to work down."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np

from charts import scene, svg
from charts.estimates import Estimate, estimates, parts
from charts.findings import Finding, beside, figure_of
from charts.groups import Array, choosable, compares, quintile_words
from charts.model import Chart, Column, Context, Table
from charts.msoas import MEMBERS, msoa_level, msoa_link
from charts.svg import Marks
from charts.words import joined, with_noun
from geodata.catalogue import Catalogue, Indicator
from geodata.format import number, percent, share_words
from geodata.geography import MSOA_CODE, MSOA_NAME
from layers.words import full_label

KEY = "unvaccinated"
OLDER = "50 and over"
MOST = 10
TOP, ROW, NAMES, END = 40, 21, 168, 322


def unvaccinated(context: Context) -> Chart:
    """MSOAs by people without a first dose."""
    subject = of_age(context.store.catalogue, context.indicator.category)
    each = _each(context, subject)
    order = _order(context, each, context.selection.mask)
    listed = _order(context, each, choosable(context))
    return Chart(
        key=KEY,
        title=full_label(subject),
        finding=_finding(context, subject, each, order),
        picture=_picture(context, each, listed),
        table=_table(context, subject, each, order),
        listing=_table(context, subject, each, listed),
        indicators=(subject,),
        notes=(
            f"Out of {subject.denominator}. Ordered by people, because people are what a session "
            "can reach; the share with its 95 % interval (Wilson) stands in the table.",
            MEMBERS,
        ),
    )


def of_age(catalogue: Catalogue, age: str) -> Indicator:
    """People without a first dose of the age shown, or of the widest ages there are."""
    group = catalogue.role("no first dose")
    return next((one for one in group if one.category == age), group[0])


def _each(context: Context, subject: Indicator) -> list[Estimate]:
    return estimates(*parts(context.store.values(subject.key)))


def _order(context: Context, each: list[Estimate], mask: Array) -> tuple[int, ...]:
    """The MSOAs that hold an area of a mask, or all where it is empty, most people first."""
    store, level = context.store, msoa_level(context.store)
    there = np.flatnonzero(store.members(mask, level)) if mask.any() else range(len(level.codes))
    return tuple(sorted(map(int, there), key=lambda at: (-each[at].count, level.codes[at])))


def _finding(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...]
) -> Finding:
    """People without a first dose; the sentence gives the place's share beside them."""
    sentence, view = _sentence(context, subject, each, order), context.href()
    asked = context.selection.filter
    if context.selection.is_empty or (asked.quintiles == (1,) and not asked.picked):
        return Finding(sentence, view=view)
    if not compares(context):
        return beside(sentence, subject, None, _counts(_added(each, range(len(each)))), view=view)
    chosen = figure_of(subject, _counts(_added(each, order)), "selection")
    return Finding(sentence, figure=chosen, source=subject.source.title, view=view)


def _counts(one: Estimate) -> Estimate:
    """A share as the number of people it is a share of the register."""
    return replace(one, value=float(one.count), low=nan, high=nan)


def _sentence(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...]
) -> str:
    names, place = msoa_level(context.store).names, context.place
    day = subject.edition.removeprefix("to ")
    if context.selection.is_empty:
        return f"No area is selected; the bars show all of {place}."
    chosen, whole = _added(each, order), _added(each, range(len(each)))
    most = joined([f"{names[at]} ({number(each[at].count)})" for at in order[:3]])
    aged = f"people aged {subject.category} on the register"
    if not compares(context):
        return (
            f"{number(whole.count)} of {place}'s {number(whole.total)} {aged} had no first dose "
            f"by {day} ({share_words(whole.value)}). Most are in {most}."
        )
    part = percent(chosen.count / whole.count) if whole.count else "none"
    beside = (
        f"That is {share_words(chosen.value)}, against {share_words(whole.value)} in {place}, and "
        f"{part} of all there without a dose."
    )
    listed = f" Most are in {most}." if len(order) > 3 else ""
    deprived = _deprived(context, day)
    if deprived and subject.category == OLDER:
        return f"{deprived}They are among {number(chosen.total)} {aged}. {beside}{listed}"
    return (
        f"{deprived}The selected areas lie in {with_noun(len(order), 'MSOA')}. There "
        f"{number(chosen.count)} of {number(chosen.total)} {aged} had no first dose by {day}. "
        f"{beside}{listed}"
    )


def _added(each: list[Estimate], which: tuple[int, ...] | range) -> Estimate:
    count, total = (sum(getattr(each[at], name) for at in which) for name in ("count", "total"))
    return estimates([count], [total])[0]


def _deprived(context: Context, day: str) -> str:
    """For the most deprived quintile: how many older people, and in which MSOAs."""
    asked = context.selection.filter
    if asked.quintiles != (1,) or asked.picked:
        return ""
    older = of_age(context.store.catalogue, OLDER)
    each = _each(context, older)
    order = _order(context, each, context.selection.mask)
    within = " in the wards chosen" if asked.wards else ""
    return (
        f"Among the most deprived {asked.basis} quintile{within}, "
        f"{number(_added(each, order).count)} over-50s had no first dose by {day}, in "
        f"{with_noun(len(order), 'MSOA')}. That counts everybody in an MSOA that holds "
        f"an area of {quintile_words(context.store, asked)}. "
    )


def _picture(context: Context, each: list[Estimate], order: tuple[int, ...]) -> scene.Picture:
    first = order[:MOST]
    high = max((each[at].count for at in first), default=1)
    scale = svg.Scale(0, max(high, 1), NAMES, END)
    bottom = TOP + ROW * len(first)
    grid = svg.join(*(_tick(scale(tick), tick, bottom) for tick in svg.ticks(high, about=3)))
    rows = (_row(context, each[at], at, TOP + ROW * row, scale) for row, at in enumerate(first))
    shown = f"{len(first)} of {len(order)} MSOAs drawn" if len(first) < len(order) else ""
    return scene.picture(
        svg.label(0, 14, shown, quiet=True, size=svg.SMALL),
        svg.label(372, TOP - 8, "people", anchor="end", size=svg.SMALL, bold=True),
        svg.label(svg.WIDTH, TOP - 8, "share", anchor="end", size=svg.SMALL),
        grid,
        *rows,
        height=max(bottom + 22, 202),
        labelled_by=f"panel-{KEY}-title",
    )


def _tick(x: float, tick: float, bottom: float) -> Marks:
    text = svg.label(x, bottom + 15, number(tick), anchor="middle", quiet=True, size=svg.SMALL)
    return svg.join(svg.rule(x, TOP - 4, x, bottom, strong=tick == 0), text)


def _row(context: Context, one: Estimate, at: int, y: float, scale: svg.Scale) -> scene.Link:
    name = msoa_level(context.store).names[at]
    link = msoa_link(context, at)
    base = y + 15
    marks = [
        svg.label(0, base, svg.shortened(name, NAMES - 8, size=svg.SMALL), size=svg.SMALL),
        svg.bar(NAMES, y + 4, scale(one.count) - NAMES if one.count > 0 else 0, ROW - 8),
        svg.label(372, base, number(one.count), anchor="end", bold=True),
        svg.label(
            svg.WIDTH,
            base,
            share_words(one.value) if one.count >= 0 else "over 100 %",
            anchor="end",
            size=svg.SMALL,
        ),
    ]
    words = f"{name}: {number(one.count)} of {number(one.total)}, {share_words(one.value)}. "
    action = "Clear these areas" if link.current else "Select its areas"
    hit = (0, y, svg.WIDTH, ROW)
    return scene.link(link.href, *marks, words=words + action, current=link.current, hit=hit)


def _table(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...]
) -> Table:
    level = msoa_level(context.store)
    columns = (
        Column("position", "Place", numeric=True),
        Column(MSOA_CODE, "Code", shown="download"),
        Column(MSOA_NAME, "MSOA"),
        Column("without_first_dose", "Without a first dose", numeric=True),
        Column("register", "On the register", numeric=True),
        Column("percent_without", "%", numeric=True, title="Without a first dose, %"),
        Column("low", "95 % low", numeric=True),
        Column("high", "95 % high", numeric=True),
        Column("flag", "Mind", shown="when filled"),
    )
    rows = tuple(
        (
            row,
            level.codes[at],
            level.names[at],
            one.count,
            one.total,
            one.value if one.known else None,
            None if one.low != one.low else one.low,
            None if one.high != one.high else one.high,
            "uptake over 100 %" if one.count < 0 else "",
        )
        for row, at in enumerate(order, start=1)
        for one in (each[at],)
    )
    return Table(columns, rows, f"MSOAs by {subject.numerator}, {subject.edition}")
