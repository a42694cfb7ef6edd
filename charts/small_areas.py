"""The small areas of an area: how deprived each is, and what stands out in it."""

from __future__ import annotations

import numpy as np

from charts.findings import Finding
from charts.groups import main_index
from charts.model import Cell, Chart, Column, Context, Table
from charts.picks import pick_link
from charts.profile import area_name
from charts.words import joined
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.classify import decile
from geodata.format import source_words
from geodata.geography import LSOA_CODE
from geodata.store import Store

DRIVERS = 2  # domains that are named of a small area


def small_areas(context: Context) -> Chart:
    """The selected LSOAs, the most deprived first."""
    store = context.store
    index = main_index(store)
    values, level = store.values(index.key), store.level(index.level, index.vintage)
    at = np.flatnonzero(context.selection.mask)
    ranks = values.rank[level.of_area[at]]
    order = at[np.lexsort((at, np.where(ranks > 0, ranks, values.total + 1)))].tolist()
    deciles = decile(values.rank, values.total)
    domains = _domains(store)
    rows = tuple(
        (
            store.areas.code[one],
            store.areas.name[one],
            store.areas.msoa_name[one],
            int(store.areas.population[one]),
            _decile(int(deciles[level.of_area[one]])),
            _decile(int(values.rank[level.of_area[one]])),
            joined(_drivers(store, domains, one)),
        )
        for one in order
    )
    return Chart(
        key="small_areas",
        title="How do its small areas differ?",
        finding=_finding(context, index, rows),
        picture=None,
        table=Table(
            _columns(context, index),
            rows,
            f"Small areas of {area_name(context)}, the most deprived first",
            link=lambda row: pick_link(context, (str(rows[row][0]),)),
        ),
        indicators=(index,),
        notes=(
            f"Named are the {DRIVERS} kinds of deprivation with the most deprived ranks of each.",
        ),
    )


def _columns(context: Context, index: Indicator) -> tuple[Column, ...]:
    return (
        Column(LSOA_CODE, "Code", shown="download"),
        Column("small_area", "Small area"),
        Column("neighbourhood", "Part of"),
        Column("people", f"People, {context.store.people_period}", numeric=True),
        Column("decile", "Decile (1 = most deprived)", numeric=True, decimals=0),
        Column("rank", "Rank", numeric=True, indicator=index),
        Column("stands_out", "Most deprived for"),
    )


def _finding(context: Context, index: Indicator, rows: tuple[tuple[Cell, ...], ...]) -> Finding:
    """How many of them are in the most deprived tenth, and which comes first."""
    say = Writer(context.href(), source_words(index))
    deciles = [row[4] for row in rows if row[4] is not None]
    if not deciles:
        return say.finding(f"None of the small areas of {area_name(context)} has a rank.")
    tenth = f"the most deprived tenth of {index.ranked_in}"
    most = say.count("small areas in decile 1", "selection", sum(one == 1 for one in deciles))
    every = say.count("small areas", "selection", len(rows))
    if len(rows) == 1:
        return say.finding(f"Its one small area is {'' if deciles == [1] else 'not '}in {tenth}.")
    verb = "is" if most in ("0", "1") else "are"
    most = "None" if most == "0" else most
    return say.finding(
        f"{most} of its {every} small areas {verb} in {tenth}.",
        also=f"The most deprived is {rows[0][1]}.",
    )


def _domains(store: Store) -> tuple[Indicator, ...]:
    """The domains of the main index, on its own areas."""
    index = main_index(store)
    return tuple(
        one
        for one in store.catalogue.indicators
        if one.domain and (one.level, one.vintage) == (index.level, index.vintage)
    )


def _drivers(store: Store, domains: tuple[Indicator, ...], area: int) -> list[str]:
    """The domains in which an LSOA ranks as the most deprived, without those that have no rank."""
    ranked = []
    for one in domains:
        rank = int(store.values(one.key).rank[store.level(one.level, one.vintage).of_area[area]])
        if rank > 0:
            ranked.append((rank / (one.total or 1), one.short_label))
    return [name for _, name in sorted(ranked)[:DRIVERS]]


def _decile(value: int) -> int | None:
    return value or None
