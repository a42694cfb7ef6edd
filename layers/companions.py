"""A second figure on a level that may not be its own, in the words of the card and of tables."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geodata.aggregate import over
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import WITHOUT, number, with_sign
from geodata.store import Level, Store, Values
from layers.pairs import LARGER, added_up
from layers.sheet import Line, same
from layers.texts import value_texts
from layers.words import full_label


def companion_texts(
    store: Store, one: Indicator, level: Level, *, short: bool = False
) -> tuple[str, ...]:
    """The value of a figure for each area of a level.

    Small areas say the figure of the area they lie in, MSOAs their small areas added up. `short`
    leaves out units and parts, for tables that say in their head what the figure is.
    """
    if (level.name, level.vintage) == LARGER and one.level != level.name:
        texts: tuple[str, ...] = added_up(store, one).texts
        return texts
    own = store.level(one.level, one.vintage)
    values = store.values(one.key)
    if short:
        texts = tuple(_short(values, at) for at in range(len(values.codes)))
    else:
        texts = value_texts(values, place=store.authority.name)
    if own is level:
        return texts
    none = WITHOUT["missing"]
    return tuple(none if at < 0 else texts[at] for at in within(level, own))


@dataclass(frozen=True, eq=False)
class CompanionValues:
    """A figure for each area of a level, in its own unit (a rank for ranks); nan without one.

    `status` says why there is none, in the words of `Values.status`.
    """

    value: Array
    numerator: Array
    denominator: Array
    status: tuple[str, ...]


def companion_values(store: Store, one: Indicator, level: Level) -> CompanionValues:
    """What `companion_texts` says, as numbers that are not rounded."""
    if (level.name, level.vintage) == LARGER and one.level != level.name:
        found = over(store, one.key, level)
        status = tuple("missing" if math.isnan(value) else "ok" for value in found.value)
        return CompanionValues(found.value, found.numerator, found.denominator, status)
    own, values = store.level(one.level, one.vintage), store.values(one.key)
    at = np.arange(len(values.codes)) if own is level else np.array(within(level, own))
    given = (at >= 0) & (values.status[at] == "ok")
    number = values.rank if one.kind.is_rank else values.value
    value, numerator, denominator = (
        np.where(given, array[at], np.nan)
        for array in (number, values.numerator, values.denominator)
    )
    status = tuple(np.where(at >= 0, values.status[at], "missing").tolist())
    return CompanionValues(value, numerator, denominator, status)


def _short(values: Values, at: int) -> str:
    if values.status[at] != "ok":
        return WITHOUT[str(values.status[at])]
    if values.indicator.kind.is_rank:
        return f"rank {number(int(values.rank[at]))}"
    return with_sign(values.indicator, float(values.value[at]))


def companion_lines(store: Store, one: Indicator, level: Level, kind: str) -> tuple[Line, Line]:
    """The name and the value of a companion; `kind` says which: "second" or "circle"."""
    texts = companion_texts(store, one, level)
    return same(f"label {kind}", full_label(one), len(texts)), Line(f"value {kind}", texts)


def within(level: Level, larger: Level) -> list[int]:
    """For each area of a level the index of the area of another that holds it; -1 for none."""
    holders = [set(larger.of_area[list(part)].tolist()) for part in level.parts]
    return [one.pop() if len(one) == 1 else -1 for one in holders]
