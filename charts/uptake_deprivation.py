"""Uptake of each MSOA against deprivation and against ethnic mix, with fitted lines."""

from __future__ import annotations

import numpy as np

from charts.findings import Finding
from charts.groups import compares
from charts.model import SELECTED, Chart, Column, Context, Table
from charts.msoas import MEMBERS, msoa_level
from charts.uptake_picture import picture
from charts.uptake_points import MAJORITY, Uptake, uptake_of
from charts.words import joined, with_noun
from geodata.format import number, share_interval, share_words, signed
from geodata.geography import MSOA, MSOA_CODE, MSOA_NAME
from geodata.stats import Line
from layers.words import full_label

KEY = "uptake_deprivation"
THOUSANDS = 10_000


def uptake_deprivation(context: Context) -> Chart:
    """Does uptake go with deprivation, and with ethnic mix?"""
    found = uptake_of(context)
    mix = next(
        one for one in context.store.catalogue.role("ethnic mix") if one.category == MAJORITY
    )
    return Chart(
        key=KEY,
        title=f"{full_label(found.subject)}, with deprivation and ethnic mix",
        finding=Finding(_sentence(context, found)),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=(found.subject, found.index, mix),
        notes=(
            f"Each point is a whole MSOA ({MSOA[1]}). Its deprivation is the mean national rank "
            f"of its small areas (LSOAs), each counted with its people of "
            f"{context.store.people_period}: not itself a rank.",
            f"Ethnic mix is the share of residents in other groups than {MAJORITY} "
            f"({mix.edition}), counts of its small areas added up.",
            "Lines are least squares, weighted by the register, through all MSOAs whatever is "
            "selected, their 95 % intervals shaded. What goes together in neighbourhoods need not "
            "do so in persons, and is no proof of cause.",
            MEMBERS,
        ),
    )


def _sentence(context: Context, found: Uptake) -> str:
    return f"{_lowest(context, found)} {_slopes(found)}{_selected(context, found)}"


def _lowest(context: Context, found: Uptake) -> str:
    """Which MSOA has the lowest uptake, how deprived it is and whom it is home to."""
    at, names = found.lowest, msoa_level(context.store).names
    one = found.each[at]
    mix = sorted(found.groups.items(), key=lambda pair: -pair[1][at])
    groups = joined([f"{name} {share_words(values[at])}" for name, values in mix])
    return (
        f"Lowest is {names[at]}: {share_words(one.value)} ({share_interval(one.low, one.high)}; "
        f"{number(one.count)} of {number(one.total)} on the register, NIMS). "
        f"It is number {found.order[at]} of {len(names)} MSOAs from the most deprived, with a mean "
        f"rank of {number(found.rank[at])} of {number(found.index.total or 0)} "
        f"({full_label(found.index)}); its residents are {groups}."
    )


def _slopes(found: Uptake) -> str:
    rank = _change(found.on_rank, THOUSANDS)
    other = _change(found.on_other, 10)
    return (
        f"Over all MSOAs, uptake changes by {rank} for each {number(THOUSANDS)} ranks less "
        f"deprived, and by {other} for each 10 % more residents in other ethnic groups "
        f"than {MAJORITY}. This is no proof of cause."
    )


def _change(line: Line, step: float) -> str:
    low, middle, high = (step * one for one in (line.slope_low, line.slope, line.slope_high))
    return f"{signed(middle)} points (95 % interval {signed(low)} to {signed(high)})"


def _selected(context: Context, found: Uptake) -> str:
    if context.selection.is_empty:
        return " No area is selected."
    if not compares(context):
        return ""
    level = msoa_level(context.store)
    members = np.flatnonzero(context.store.members(context.selection.mask, level)).tolist()
    low = min(members, key=lambda at: found.each[at].value)
    return (
        f" Of the {with_noun(len(members), 'MSOA')} selected, {level.names[low]} is lowest with "
        f"{share_words(found.each[low].value)}."
    )


def _table(context: Context, found: Uptake) -> Table:
    level = msoa_level(context.store)
    members = context.store.members(context.selection.mask, level)
    split = compares(context)
    columns = (
        Column(MSOA_CODE, "Code", shown="download"),
        Column(MSOA_NAME, "MSOA"),
        SELECTED,
        Column("uptake_percent", "Uptake, %", numeric=True),
        Column("low", "95 % low", numeric=True),
        Column("high", "95 % high", numeric=True),
        Column("mean_rank", f"Mean rank, {found.index.edition}", numeric=True),
        Column("other_groups_percent", f"Other than {MAJORITY}, %", numeric=True),
        *(
            Column(f"{name.lower()}_percent", f"{name}, %", numeric=True, shown="download")
            for name in found.groups
        ),
    )
    rows = tuple(
        (
            level.codes[at],
            level.names[at],
            "yes" if split and members[at] else "",
            *_percents(found, at),
            float(found.rank[at]),
            float(found.other[at]),
            *(float(values[at]) for values in found.groups.values()),
        )
        for at in sorted(range(len(level.codes)), key=lambda at: found.each[at].value)
    )
    return Table(columns, rows, f"{full_label(found.subject)}, lowest first")


def _percents(found: Uptake, at: int) -> tuple[float | None, ...]:
    one = found.each[at]
    return tuple(None if value != value else value for value in (one.value, one.low, one.high))
