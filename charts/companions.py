"""What else the map shows of each area, as columns of the table of areas.

A figure published for other areas than those of the table is never shown as theirs: small areas
say whose figure it is, and MSOAs have the figures of their small areas added up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from charts.groups import level_of
from charts.model import Cell, Column, Context
from charts.words import noun
from geodata.catalogue import Indicator
from geodata.format import WITHOUT, number, with_sign
from geodata.store import Level
from layers.clusters import kinds, labels
from layers.over_time import moments
from layers.pairs import LARGER, added_up
from layers.words import full_label

Columns = list[tuple[Column, Callable[[int], Cell]]]


def companion_columns(context: Context, level: Level, parts: Sequence[Sequence[int]]) -> Columns:
    """A column for each companion, for the day shown and for clusters, as far as there are any.

    `parts` are the LSOAs 2021 of each area of the level.
    """
    columns: Columns = []
    for place, one in enumerate(context.companions, start=2):
        column = Column(f"figure_{place}", f"{full_label(one)}{_whose(one, level)}")
        columns.append((column, _said(context, one, level, parts)))
    return columns + _at_date(context) + _clusters(context)


def _whose(one: Indicator, level: Level) -> str:
    if (one.level, one.vintage) == (level.name, level.vintage):
        return ""
    if (level.name, level.vintage) == LARGER:
        return " (its LSOAs added up)"
    return f" (of the {noun(one)} it lies in)"


def _said(
    context: Context, one: Indicator, level: Level, parts: Sequence[Sequence[int]]
) -> Callable[[int], Cell]:
    store = context.store
    if (level.name, level.vintage) == LARGER and one.level != level.name:
        said = added_up(store, one)["said"]
        return lambda index: said[index]
    values, there = store.values(one.key), level_of(store, one).of_area

    def words(index: int) -> Cell:
        at = int(there[parts[index][0]])
        if values.status[at] != "ok":
            return WITHOUT[str(values.status[at])].lower()
        if one.kind.is_rank:
            return f"rank {number(values.rank[at])}"
        return with_sign(one, float(values.value[at]))

    return words


def _at_date(context: Context) -> Columns:
    found = moments(context.store, context.indicator).get(context.date)
    if found is None:
        return []
    share = found.share
    column = Column("value_at_date", f"By {found.day}, %", numeric=True)
    return [(column, lambda index: float(share[index]))]


def _clusters(context: Context) -> Columns:
    if not context.clustered or not context.indicator.clusters:
        return []
    words = ("in no cluster", *labels(context.indicator))
    found = np.array(list(kinds(context.store, context.indicator)), dtype=np.int64)
    return [(Column("cluster", "Cluster"), lambda index: words[found[index]])]
