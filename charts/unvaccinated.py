"""Where the people without a first dose are: MSOAs in order of how many, as a list to work down."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np

from charts import scene, svg
from charts.estimates import Estimate, estimates, parts
from charts.findings import Finding, figure_of
from charts.groups import Array, choosable, compares, quintile_words
from charts.model import Chart, Column, Context, Table
from charts.msoas import MEMBERS, msoa_level, msoa_link, they_lie
from charts.svg import Marks
from charts.words import capital, joined, with_noun
from charts.writer import Writer
from geodata.catalogue import Catalogue, Indicator
from geodata.format import number, share_words, source_words
from geodata.geography import MSOA_CODE, MSOA_NAME

KEY = "unvaccinated"
OLDER = "50 and over"
MOST = 10
NAMED = 3
TOP, ROW, NAMES, END = 40, 21, 168, 322


def unvaccinated(context: Context) -> Chart:
    """MSOAs by people without a first dose."""
    subject = of_age(context.store.catalogue, context.indicator.category)
    each = _each(context, subject)
    order = _order(context, each, context.selection.mask)
    listed = _order(context, each, choosable(context))
    return Chart(
        key=KEY,
        title=f"Where do most people have no first dose? Aged {subject.category}, "
        f"{subject.edition}",
        finding=_finding(context, subject, each, order),
        picture=_picture(context, each, listed),
        table=_table(context, subject, each, order),
        listing=_table(context, subject, each, listed),
        indicators=(subject,),
        notes=(
            f"Out of {subject.denominator}. Ordered by people, because people are what a session "
            "can reach. The share with its 95% interval (Wilson) stands in the table.",
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
    """People without a first dose, as a share beside the place, and where most of them are."""
    say = Writer(context.href(), source_words(subject))
    if context.selection.is_empty:
        return say.finding(f"No area is selected; the bars show all of {context.place}.")
    whole = figure_of(subject, _counts(_added(each, range(len(each)))), "place")
    if not compares(context):
        return say.finding(_of_place(context, subject, each, order, say), asked=whole)
    chosen = figure_of(subject, _counts(_added(each, order)), "selection")
    text = _of_selection(context, subject, each, order, say)
    return say.finding(text, asked=chosen if chosen.text in text else None)


def _counts(one: Estimate) -> Estimate:
    """A share as the number of people it is a share of the register."""
    return replace(one, value=float(one.count), low=nan, high=nan)


def _day(subject: Indicator) -> str:
    return subject.edition.removeprefix("to ")


def _of_place(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...], say: Writer
) -> str:
    whole, place = _added(each, range(len(each))), context.place
    without = say.estimate(subject, "place", _counts(whole))
    total = say.count(f"denominator of {subject.key}", "place", whole.total)
    part = say.share(f"share of {subject.key}", "place", whole)
    return (
        f"{without} of {place}'s {total} people aged {subject.category} on the register had no "
        f"first dose by {_day(subject)} ({part}). {_most(context, subject, each, order, say)}"
    )


def _of_selection(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...], say: Writer
) -> str:
    chosen, whole = _added(each, order), _added(each, range(len(each)))
    deprived = _deprived(context, say)
    total = say.count(f"denominator of {subject.key}", "selection", chosen.total)
    aged = f"people aged {subject.category} on the register"
    if deprived and subject.category == OLDER:
        first = f"{deprived}They are among {total} {aged}."
    else:
        without = say.estimate(subject, "selection", _counts(chosen))
        say.count("MSOAs", "selection", len(order))
        first = (
            f"{deprived}{capital(they_lie(context))} {with_noun(len(order), 'neighbourhood')}. "
            f"There {without} of {total} {aged} had no first dose by {_day(subject)}."
        )
    share = say.share(f"share of {subject.key}", "selection", chosen)
    other = say.share(f"share of {subject.key}", "place", whole)
    part = "none"
    if whole.count:
        held = 100 * chosen.count / whole.count
        part = say.value(f"part of {subject.key}", "selection", held, share_words(held))
    beside = (
        f"That is {share}, against {other} in {context.place}, and {part} of all there without a "
        "dose."
    )
    listed = f" {_most(context, subject, each, order, say)}" if len(order) > NAMED else ""
    return f"{first} {beside}{listed}"


def _most(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...], say: Writer
) -> str:
    """The MSOAs with most people without a first dose."""
    names = msoa_level(context.store).names
    most = [
        f"{names[at]} ({say.estimate(subject, 'place', _counts(each[at]), of=names[at])})"
        for at in order[:NAMED]
    ]
    return f"Most are in {joined(most)}."


def _added(each: list[Estimate], which: tuple[int, ...] | range) -> Estimate:
    count, total = (sum(getattr(each[at], name) for at in which) for name in ("count", "total"))
    return estimates([count], [total])[0]


def _deprived(context: Context, say: Writer) -> str:
    """For the most deprived quintile: how many older people, and in which MSOAs."""
    asked = context.selection.filter
    if asked.quintiles != (1,) or asked.picked:
        return ""
    older = of_age(context.store.catalogue, OLDER)
    each = _each(context, older)
    order = _order(context, each, context.selection.mask)
    held = quintile_words(context.store, asked)
    held += " in the wards chosen" if asked.wards else ""
    held += " in the local authorities chosen" if asked.authorities and not asked.wards else ""
    people = say.estimate(older, "selection", _counts(_added(each, order)))
    say.count("MSOAs", "selection", len(order))
    return (
        f"Among the most deprived {asked.basis} quintile, {people} people aged {OLDER} had "
        f"no first dose by {_day(older)}, in {with_noun(len(order), 'neighbourhood')}. That counts "
        f"everybody in a neighbourhood that holds an area of {held}. "
    )


def _picture(context: Context, each: list[Estimate], order: tuple[int, ...]) -> scene.Picture:
    first = order[:MOST]
    high = max((each[at].count for at in first), default=1)
    scale = svg.Scale(0, max(high, 1), NAMES, END)
    bottom = TOP + ROW * len(first)
    grid = svg.join(*(_tick(scale(tick), tick, bottom) for tick in svg.ticks(high, about=3)))
    rows = (_row(context, each[at], at, TOP + ROW * row, scale) for row, at in enumerate(first))
    shown = (
        f"{number(len(first))} of {number(len(order))} neighbourhoods drawn"
        if len(first) < len(order)
        else ""
    )
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
    level = msoa_level(context.store)
    name = level.names[at]
    link = msoa_link(context, at)
    base = y + 15
    marks = [
        svg.label(0, base, svg.shortened(name, NAMES - 8, size=svg.SMALL), size=svg.SMALL),
        svg.bar(NAMES, y + 4, scale(one.count) - NAMES if one.count > 0 else 0, ROW - 8),
        svg.label(372, base, number(one.count), anchor="end", bold=True),
        svg.label(
            svg.WIDTH,
            base,
            share_words(one.value) if one.count >= 0 else "over 100%",
            anchor="end",
            size=svg.SMALL,
        ),
    ]
    words = f"{name}: {number(one.count)} of {number(one.total)}, {share_words(one.value)}. "
    action = "Clear these areas" if link.current else "Select its areas"
    hit = (0, y, svg.WIDTH, ROW)
    words, of = words + action, level.codes[at]
    return scene.link(link.href, *marks, words=words, current=link.current, hit=hit, of=of)


def _table(
    context: Context, subject: Indicator, each: list[Estimate], order: tuple[int, ...]
) -> Table:
    level = msoa_level(context.store)
    columns = (
        Column("position", "Place", numeric=True),
        Column(MSOA_CODE, "Code", shown="download"),
        Column(MSOA_NAME, "Neighbourhood"),
        Column("without_first_dose", "Without a first dose", numeric=True),
        Column("register", "On the register", numeric=True),
        Column("percent_without", "%", numeric=True, title="Without a first dose, %"),
        Column("low", "95% low", numeric=True),
        Column("high", "95% high", numeric=True),
        Column("flag", "Note", shown="when filled"),
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
            "uptake over 100%" if one.count < 0 else "",
        )
        for row, at in enumerate(order, start=1)
        for one in (each[at],)
    )
    return Table(columns, rows, f"Neighbourhoods by {subject.numerator}, {subject.edition}")
