"""Secondary suppression: which more cells to hide, so that no hidden one can be worked out.

The cell suppression problem of Fischetti and Salazar-González (Mathematical Programming 84 (1999),
283-312): hide what costs least, such that by all that is printed each small count can still be
anything from 1 to 7. Solved as they do, by cuts: the attacker's linear programme finds the range
of each small count; where it is too narrow, its dual says of which cells some must be hidden; the
least costly choice under all cuts so far is an integer programme. Both are solved with HiGHS.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import highspy
import numpy as np

from geodata.errors import ExplorerError
from geodata.own.rule import LEAST, MOST
from geodata.own.sensitive import Cell, Wanted, opposite, sensitive
from geodata.own.solver import solver
from geodata.own.system import CLOSE, UNKNOWN, System

Cut = tuple[Mapping[int, float], float]  # of these cells, weighted, at least so many


class UnsafeError(ExplorerError):
    """Figures that cannot be printed without giving a small count away."""


def to_hide(cells: Sequence[Cell], *, added_up: bool) -> frozenset[int]:
    """The positions of cells of one area that are to be hidden beside those that are.

    UnsafeError where even hiding all of them would not do.
    """
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
            raise UnsafeError("No choice of figures to hide protects those of 1 to 7.")
        for at in hidden ^ chosen:
            known = cells[at].known
            shown = replace(known, count=UNKNOWN, out_of=UNKNOWN) if at in chosen else known
            system.bound(at, shown)
        hidden = chosen


def system_of(cells: Sequence[Cell], *, added_up: bool) -> System:
    """The relations of cells; without those between dates where corrections contradict them."""
    known = [one.known for one in cells]
    system = System(known, added_up=added_up)
    try:
        system.least({})
    except ValueError:
        system = System(known, added_up=False)
    return system


def _cuts(
    wanted: Wanted, cells: Sequence[Cell], system: System, hidden: frozenset[int]
) -> Iterator[Cut]:
    """What must be hidden for a sum to be anything from 1 to 7; nothing where it can be."""
    for one, target in ((wanted.terms, LEAST), (opposite(wanted.terms), -MOST)):
        least, costs = system.least(one)
        if least <= target + CLOSE:
            continue
        gains: dict[int, float] = {}
        for variable in np.flatnonzero(np.abs(costs) > CLOSE).tolist():
            at = system.binding(variable, below=costs[variable] > 0)
            if cells[at].free:
                known = cells[at].known
                low, high = known.count if variable < len(cells) else known.out_of
                gain = costs[variable] * (low if costs[variable] > 0 else high - UNKNOWN[1])
                gains[at] = gains.get(at, 0) + gain
        need = least - target + sum(gain for at, gain in gains.items() if at in hidden)
        useful = {at: min(gain, need) / need for at, gain in gains.items() if gain > CLOSE}
        if sum(useful.values()) < 1 - CLOSE and not wanted.sure:
            continue
        if not useful:
            raise UnsafeError(
                "The figures cannot be printed: with what was printed before, a count of 1 to 7 "
                "would follow. Leave out that date, or ask for help."
            )
        yield useful, 1.0


def _cheapest(cells: Sequence[Cell], cuts: Sequence[Cut]) -> frozenset[int]:
    """The cells that cost least to hide, of those that satisfy every cut."""
    highs = solver()
    used = sorted({at for weights, _ in cuts for at in weights})
    place = {at: number for number, at in enumerate(used)}
    highs.addVars(len(used), np.zeros(len(used)), np.ones(len(used)))
    for at, number in place.items():
        highs.changeColCost(number, cells[at].cost)
        highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for weights, need in cuts:
        places = np.array([place[at] for at in weights])
        factors = np.array(list(weights.values()))
        highs.addRow(need - CLOSE, highspy.kHighsInf, len(places), places, factors)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise UnsafeError("No choice of figures to hide protects those of 1 to 7.")
    values = highs.getSolution().col_value
    return frozenset(at for at, number in place.items() if values[number] > 0.5)
