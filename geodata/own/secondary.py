"""Secondary suppression: which more cells to hide, so that no hidden one can be worked out.

The cell suppression problem of Fischetti and Salazar-González (Mathematical Programming 84 (1999),
283-312): hide what costs least, such that by all that is printed each small count can still be
anything from 1 to 7. Solved as they do, by cuts: the attacker's linear programme finds the range
of each small count; where it is too narrow, its dual says of which cells some must be hidden; the
least costly choice under all cuts so far is an integer programme. Both are solved with HiGHS.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import highspy
import numpy as np

from geodata.errors import ExplorerError
from geodata.own.sensitive import Cell, Wanted, sensitive
from geodata.own.solver import solver
from geodata.own.system import CLOSE, UNKNOWN, Array, Known, System, consistent

Cut = Mapping[int, float]  # cells of which enough must be hidden: their weights add up to 1
UNSAFE = (
    "The figures cannot be shown: beside what was shown before, a count of 1 to 7 would follow. "
    "Leave out that date, or give these figures as they were."
)


class UnsafeError(ExplorerError):
    """Figures that cannot be printed without giving a small count away."""


def to_hide(cells: Sequence[Cell], *, added_up: bool) -> frozenset[int]:
    """The positions of cells of one area that are to be hidden beside those that are.

    Whether people of an earlier file are those of now is not known: hidden is what is needed if
    they are, and if they are not. UnsafeError where even hiding everything would not do.
    """
    if all(one.true for one in cells):
        return _to_hide(cells, added_up=added_up)
    try:
        first = _to_hide(cells, added_up=added_up)
    except UnsafeError:
        first = frozenset()
    apart = [
        replace(one, known=_apart(one, hidden=at in first), free=one.free and at not in first)
        for at, one in enumerate(cells)
    ]
    return first | _to_hide(apart, added_up=added_up)


def _apart(one: Cell, *, hidden: bool) -> Known:
    """What is known of a cell, its people being its own if it is of an earlier file."""
    known = replace(one.known, count=UNKNOWN, out_of=UNKNOWN) if hidden else one.known
    return known if one.true else replace(known, whole=(one.known.figure,))


def _to_hide(cells: Sequence[Cell], *, added_up: bool) -> frozenset[int]:
    system = system_of(cells, added_up=added_up)
    wanted = list(sensitive(cells, system, added_up=added_up))
    hidden: frozenset[int] = frozenset()
    cuts: list[Cut] = []
    while True:
        fresh = [cut for one in wanted for cut in _cuts(one, cells, system, hidden)]
        if not fresh:
            return hidden
        cuts += fresh
        chosen = _cheapest(cells, cuts)
        if chosen == hidden:
            raise UnsafeError(UNSAFE)
        for at in hidden ^ chosen:
            system.bound(at, _apart(cells[at], hidden=True) if at in chosen else cells[at].known)
        hidden = chosen


def system_of(cells: Sequence[Cell], *, added_up: bool) -> System:
    """The relations of cells that no correction of an earlier file contradicts."""
    known, apart = [one.known for one in cells], [_apart(one, hidden=False) for one in cells]
    return consistent(known, apart, added_up=added_up)


def _cuts(
    wanted: Wanted, cells: Sequence[Cell], system: System, hidden: frozenset[int]
) -> Iterator[Cut]:
    """What must be hidden for a sum to be as open as it has to be; nothing where it is."""
    for sums, target in wanted.asks:
        found = [system.least(one) for one in sums]
        over = sum(least for least, _ in found) - target
        if over <= CLOSE:
            continue
        gains: dict[int, float] = defaultdict(float)
        for _, costs in found:
            for at, gain in _gains(costs, cells, system):
                gains[at] += gain
        need = over + sum(gain for at, gain in gains.items() if at in hidden)
        useful = {at: min(gain, need) / need for at, gain in gains.items() if gain > CLOSE}
        if sum(useful.values()) >= 1 - CLOSE:
            yield useful
        elif wanted.sure:
            raise UnsafeError(UNSAFE)


def _gains(costs: Array, cells: Sequence[Cell], system: System) -> Iterator[tuple[int, float]]:
    """By how much at most a least sum falls when a cell is hidden, from its reduced costs."""
    for variable in np.flatnonzero(np.abs(costs) > CLOSE).tolist():
        at = system.binding(variable, below=costs[variable] > 0)
        if cells[at].free:
            known = cells[at].known
            low, high = known.count if variable < len(cells) else known.out_of
            yield at, costs[variable] * (low if costs[variable] > 0 else high - UNKNOWN[1])


def _cheapest(cells: Sequence[Cell], cuts: Sequence[Cut]) -> frozenset[int]:
    """The cells that cost least to hide, of those that satisfy every cut."""
    highs = solver()
    used = sorted({at for weights in cuts for at in weights})
    place = {at: number for number, at in enumerate(used)}
    highs.addVars(len(used), np.zeros(len(used)), np.ones(len(used)))
    for at, number in place.items():
        highs.changeColCost(number, cells[at].cost)
        highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for weights in cuts:
        places = np.array([place[at] for at in weights])
        factors = np.array(list(weights.values()))
        highs.addRow(1 - CLOSE, highspy.kHighsInf, len(places), places, factors)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise UnsafeError(UNSAFE)
    values = highs.getSolution().col_value
    return frozenset(at for at, number in place.items() if values[number] > 0.5)
