"""How an outcome of practices changed since the edition before: each practice with its interval.

An edition is never shown beside another in one chart; a change has columns of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.columns import interval_columns, number_or_none
from charts.model import Cell, Column
from charts.words import joined
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import number
from geodata.stats import newcombe_difference
from geodata.store import Store

GREW = 0.25  # of the list before: a practice that closed can have joined one that grew by more


@dataclass(frozen=True, eq=False)
class Change:
    """Points since `before`, its low and high (95%), by the practices; nan where not in both.

    `growth` is that of the list, as a fraction. `gone` had a figure before and have none now.
    """

    before: Indicator
    value: Array
    low: Array
    high: Array
    growth: Array
    gone: Array

    @property
    def grew(self) -> Array:
        """Practices whose list grew by more than GREW."""
        found: Array = np.nan_to_num(self.growth) > GREW
        return found


@lru_cache(maxsize=128)
def change_of(store: Store, key: str) -> Change | None:
    """The change of a share since the edition before it; None where there is none."""
    now = store.values(key)
    one = now.indicator
    others = [other for other in store.catalogue.group(one.group) if other.edition < one.edition]
    if not others or not (one.kind.is_share and one.has_parts):
        return None
    then = store.values(max(others, key=lambda other: other.edition).key)
    known = (now.status == "ok") & (then.status == "ok")
    counts = (now.numerator, now.denominator, then.numerator, then.denominator)
    found = newcombe_difference(*(np.where(known, part, np.nan) for part in counts))
    value, low, high = (one.kind.scale * bound for bound in found)
    growth = np.where(known, now.denominator, np.nan) / then.denominator - 1
    gone = (then.status == "ok") & (now.status != "ok")
    return Change(then.indicator, value, low, high, growth, gone)


def change_columns(found: Change | None) -> tuple[Column, ...]:
    """Columns of the change, where there is one."""
    if found is None:
        return ()
    label = f"Change since {found.before.edition}, points"
    means = "Percentage points, this edition less the one before."
    return (
        Column("change", label, numeric=True, meaning=means),
        *interval_columns("change", label),
        Column("change_note", "Note", shown="when filled"),
    )


def change_cells(found: Change | None, at: int) -> tuple[Cell, ...]:
    """The cells of one practice for `change_columns`."""
    if found is None:
        return ()
    numbers = (number_or_none(one[at]) for one in (found.value, found.low, found.high))
    return (*numbers, f"list grew by {_grown(found, at)}" if found.grew[at] else "")


def _grown(found: Change, at: int) -> str:
    return f"{number(100 * float(found.growth[at]))}%"


def change_notes(store: Store, found: Change | None) -> tuple[str, ...]:
    """How sure a change is, whose list grew much since, and which practices are there no more."""
    if found is None:
        return ()
    before, practices = found.before.edition, store.practices
    grew = [f"{practices.name[at]} ({practices.code[at]})" for at in np.flatnonzero(found.grew)]
    gone = [practices.code[at] for at in np.flatnonzero(found.gone)]
    return (
        f"The change since {before} has the interval of a difference of two shares. Many patients "
        "are on both lists, so it is wider than it need be.",
        *(
            (
                f"Lists that grew by more than {number(100 * GREW)}% since {before}, as after a "
                f"merger: {joined(grew)}. Their change is also one of patients.",
            )
            if grew
            else ()
        ),
        *((f"With a figure of {before} and none since: {joined(gone)}.",) if gone else ()),
    )
