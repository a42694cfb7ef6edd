"""What else the map shows of each area, as columns of the table of areas.

A figure published for other areas than those of the table is never shown as theirs: small areas
say whose figure it is, and MSOAs have the figures of their small areas added up.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from charts.columns import number_or_none
from charts.model import Cell, Column, Context
from charts.words import STATUS, noun
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.store import Level
from layers.clusters import kinds, labels
from layers.companions import companion_texts, companion_values
from layers.over_time import moments
from layers.pairs import LARGER
from layers.words import full_label

Columns = list[tuple[Column, Callable[[int], Cell]]]


def companion_columns(context: Context, level: Level) -> Columns:
    """A column for each companion, for the day shown and for clusters, as far as there are any."""
    columns: Columns = []
    for number, one in enumerate(context.companions, start=2):
        column = Column(f"figure_{number}", f"{full_label(one)}{_whose(one, level)}")
        texts = companion_texts(context.store, one, level, short=True)
        columns.append((column, texts.__getitem__))
        columns += _numbers(context, one, level, number)
    return columns + _at_date(context) + _clusters(context)


def _numbers(context: Context, one: Indicator, level: Level, number: int) -> Columns:
    """The same figure for computing: value, parts and status, each a column of files alone."""
    found = companion_values(context.store, one, level)
    named = f"{full_label(one)}{_whose(one, level)}"
    parts = (("numerator", found.numerator), ("denominator", found.denominator))
    arrays = (("value", found.value), *(parts if one.has_parts else ()))

    def read(array: Array) -> Callable[[int], Cell]:
        return lambda index: None if np.isnan(array[index]) else float(array[index])

    columns: Columns = [
        (
            Column(
                f"figure_{number}_{key}",
                f"{named}, {key}",
                numeric=True,
                shown="download",
                indicator=one if key == "value" else None,
                decimals=0,
            ),
            read(array),
        )
        for key, array in arrays
        if not one.kind.categorical
    ]
    status = Column(f"figure_{number}_status", f"{named}, status", shown="download")
    return [*columns, (status, lambda index: STATUS.get(found.status[index], found.status[index]))]


def _whose(one: Indicator, level: Level) -> str:
    if (one.level, one.vintage) == (level.name, level.vintage):
        return ""
    if (level.name, level.vintage) == LARGER:
        return " (its small areas added up)"
    return f" (of the {noun(one)} it lies in)"


def _at_date(context: Context) -> Columns:
    found = moments(context.store, context.indicator).get(context.date)
    if found is None:
        return []
    share = found.share
    shown = context.indicator if context.indicator.kind.is_share else None
    column = Column("value_at_date", f"By {found.day}, %", numeric=True, indicator=shown)
    read: Columns = [(column, lambda index: number_or_none(share[index]))]
    if (found.status != "ok").any():
        status = Column("status_at_date", f"By {found.day}, status", shown="download")
        read.append((status, lambda index: STATUS[found.status[index]]))
    return read


def _clusters(context: Context) -> Columns:
    if not context.clustered or not context.indicator.clusters:
        return []
    words = ("in no cluster", *labels(context.indicator))
    found = kinds(context.store, context.indicator)
    return [(Column("cluster", "Cluster"), lambda index: words[found[index]])]
