"""Uptake of each MSOA against deprivation and against ethnic mix, with fitted lines."""

from __future__ import annotations

import numpy as np

from charts.findings import Finding
from charts.groups import compares
from charts.model import SELECTED, Chart, Column, Context, Table
from charts.msoas import MEMBERS, msoa_level
from charts.uptake_picture import picture
from charts.uptake_points import MAJORITY, Uptake, uptake_of
from charts.words import joined
from charts.writer import Writer
from geodata.format import share_words, signed, source_words
from geodata.geography import MSOA, MSOA_CODE, MSOA_NAME
from geodata.stats import Line
from layers.words import full_label

KEY = "uptake_deprivation"
THOUSANDS = 10_000
STEP = 10


def uptake_deprivation(context: Context) -> Chart:
    """Does uptake go with deprivation, and with ethnic mix?"""
    found = uptake_of(context)
    mix = next(
        one for one in context.store.catalogue.role("ethnic mix") if one.category == MAJORITY
    )
    return Chart(
        key=KEY,
        title=f"Does uptake go with deprivation and ethnic mix? {full_label(found.subject)}",
        finding=_finding(context, found),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=(found.subject, found.index, mix),
        notes=(
            f"Each point is a whole neighbourhood (MSOA) of {MSOA[1]}. Its deprivation is the mean "
            f"national rank of its small areas, each counted with its people of "
            f"{context.store.people_period}: not itself a rank.",
            f"Ethnic mix is the share of residents in other groups than {MAJORITY} "
            f"({mix.edition}), counts of its small areas added up.{_mix(context, found)}",
            "Lines are least squares, weighted by the register, through all neighbourhoods "
            "whatever is selected, their 95% intervals shaded. What goes together in "
            "neighbourhoods need not do so in persons.",
            MEMBERS,
        ),
    )


def _finding(context: Context, found: Uptake) -> Finding:
    """The MSOA with the lowest uptake, and how uptake goes with deprivation and ethnic mix."""
    say = Writer(context.href(), source_words(found.subject))
    if not any(one.known for one in found.each):
        return say.finding(f"No neighbourhood has a figure of {full_label(found.subject)}.")
    lowest, slopes = _lowest(context, found, say), _slopes(found, say)
    return say.finding(f"{lowest} {slopes}{_selected(context, found, say)}")


def _lowest(context: Context, found: Uptake, say: Writer) -> str:
    """Which MSOA has the lowest uptake, how deprived it is and whom it is home to."""
    at, names = found.lowest, msoa_level(context.store).names
    one, key, index = found.each[at], found.subject.key, found.index.key
    value = say.share(f"{key} of {names[at]}", "place", one)
    count = say.count(f"numerator of {key} of {names[at]}", "place", one.count)
    total = say.count(f"denominator of {key} of {names[at]}", "place", one.total)
    order = say.count(f"place of {names[at]} by {index}", "place", found.order[at])
    every = say.count("MSOAs", "place", len(names))
    others = {name: each[at] for name, each in found.groups.items() if name != MAJORITY}
    largest = max(others, key=lambda name: others[name])
    shares = [
        say.value(f"{name} in {names[at]}", "place", value, share_words(value))
        for name, value in ((MAJORITY, found.groups[MAJORITY][at]), (largest, others[largest]))
    ]
    return (
        f"Lowest is {names[at]}: {value}, {count} of {total} on the register. "
        f"It is number {order} of {every} neighbourhoods, counted from the most deprived. "
        f"Its residents are {shares[0]} {MAJORITY}; the largest other group is {largest}, "
        f"{shares[1]}."
    )


def _mix(context: Context, found: Uptake) -> str:
    """Every ethnic group of the MSOA with the lowest uptake, for the notes."""
    if not any(one.known for one in found.each):
        return ""
    at = found.lowest
    shares = [f"{name} {share_words(each[at])}" for name, each in found.groups.items()]
    return f" {msoa_level(context.store).names[at]}: {joined(shares)}."


def _slopes(found: Uptake, say: Writer) -> str:
    key = found.subject.key
    rank = _change(f"{key} by rank", found.on_rank, THOUSANDS, say)
    ranks = say.count("step of ranks", "place", THOUSANDS)
    other = _change(f"{key} by ethnic mix", found.on_other, STEP, say)
    more = say.value("step of ethnic mix", "place", STEP, str(STEP))
    return (
        f"Over all neighbourhoods, uptake changes by {rank} points for each {ranks} ranks less "
        f"deprived. It changes by {other} points for each {more} points more residents in other "
        f"ethnic groups than {MAJORITY}. This is no proof of cause."
    )


def _change(concept: str, line: Line, step: float, say: Writer) -> str:
    """The slope of a line over so many units, in percentage points."""
    low, middle, high = (step * one for one in (line.slope_low, line.slope, line.slope_high))
    bounds = f"95% interval {signed(low)} to {signed(high)}"
    return say.value(concept, "place", middle, signed(middle), bounds)


def _selected(context: Context, found: Uptake, say: Writer) -> str:
    if context.selection.is_empty:
        return " No area is selected."
    if not compares(context):
        return ""
    level = msoa_level(context.store)
    members = np.flatnonzero(context.store.members(context.selection.mask, level)).tolist()
    known = [at for at in members if found.each[at].known]
    if not known:
        return " No neighbourhood selected has a figure."
    low = min(known, key=lambda at: found.each[at].value)
    value = say.share(f"{found.subject.key} of {level.names[low]}", "place", found.each[low])
    if len(members) == 1:
        return f" The neighbourhood selected, {level.names[low]}, has {value}."
    count = say.count("MSOAs", "selection", len(members))
    return f" Of the {count} neighbourhoods selected, {level.names[low]} is lowest with {value}."


def _table(context: Context, found: Uptake) -> Table:
    level = msoa_level(context.store)
    members = context.store.members(context.selection.mask, level)
    split = compares(context)
    columns = (
        Column(MSOA_CODE, "Code", shown="download"),
        Column(MSOA_NAME, "Neighbourhood"),
        SELECTED,
        Column("uptake_percent", "Uptake, %", numeric=True),
        Column("low", "95% low", numeric=True),
        Column("high", "95% high", numeric=True),
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
