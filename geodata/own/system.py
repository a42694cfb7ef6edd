"""What anybody knows of a table that was printed, as linear relations, and what follows from it.

A variable is a true count. Known are: the range that each printed figure tells; that parts add up
to their total, and a count is no more than it is out of; that counts added up over dates do not
fall. Ranges of hidden figures follow by linear programming with the solver HiGHS (Fischetti and
Salazar-González, Management Science 47 (2001), 1008-1027, call it the attacker's subproblem).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from geodata.own.cells import ALL, Figure
from geodata.own.solver import solver

Array = npt.NDArray[Any]
Range = tuple[float, float]
Terms = Mapping[int, float]
MOST = 1e6  # what a hidden count is thought to be at most
UNKNOWN = (0.0, MOST)
CLOSE = 1e-6


@dataclass(frozen=True)
class Known:
    """What is known of one cell: the ranges of its count and of what that is out of.

    `whole` names the people it is out of: cells with the same are out of the same people.
    """

    area: str
    figure: Figure
    count: Range
    out_of: Range
    whole: object


class System:
    """The relations between cells; `count` and `out_of` are the variables of each, in order."""

    def __init__(self, cells: Sequence[Known], *, added_up: bool) -> None:
        self.cells = list(cells)
        self.count = np.arange(len(cells))
        wholes = {one: at for at, one in enumerate(dict.fromkeys(_whole(one) for one in cells))}
        self.out_of = np.array([len(cells) + wholes[_whole(one)] for one in cells], dtype=np.int64)
        self._sharing: dict[int, list[int]] = defaultdict(list)
        for at, shared in enumerate(self.out_of.tolist()):
            self._sharing[shared].append(at)
        size = len(cells) + len(wholes)
        self._highs = solver()
        self._highs.addVars(size, np.zeros(size), np.full(size, MOST))
        for at, cell in enumerate(cells):
            self._add({int(self.out_of[at]): 1, at: -1}, 0, highspy.kHighsInf)
            self._highs.changeColBounds(at, *cell.count)
        for at in self._sharing:
            self._bound_out_of(at)
        where = {(one.area, one.figure): at for at, one in enumerate(cells)}
        for total, parts in _totals(where):
            for of in (self.count, self.out_of):
                self._add({int(of[total]): 1, **{int(of[one]): -1 for one in parts}}, 0, 0)
        for earlier, later in _successions(where) if added_up else ():
            self._add({later: 1, earlier: -1}, 0, highspy.kHighsInf)

    def bound(self, at: int, known: Known) -> None:
        """Let a cell be known as said."""
        self.cells[at] = known
        self._highs.changeColBounds(at, *known.count)
        self._bound_out_of(int(self.out_of[at]))

    def _bound_out_of(self, variable: int) -> None:
        """What cells are out of together is in the ranges of them all."""
        ranges = [self.cells[at].out_of for at in self._sharing[variable]]
        low, high = max(one for one, _ in ranges), min(one for _, one in ranges)
        self._highs.changeColBounds(variable, low, high)

    def binding(self, variable: int, *, below: bool) -> int:
        """The cell that says what a variable is at least (`below`), or at most."""
        if variable < len(self.cells):
            return variable
        if below:
            return max(self._sharing[variable], key=lambda at: self.cells[at].out_of[0])
        return min(self._sharing[variable], key=lambda at: self.cells[at].out_of[1])

    def cell_of(self, variable: int) -> Known:
        """A cell that a variable belongs to."""
        return self.cells[self.binding(variable, below=True)]

    def add_sum(self, cells: Iterable[int], count: float, out_of: float, among: Range) -> None:
        """Let so many times the counts of some cells, and what they are out of, be in a range."""
        terms: dict[int, float] = {}
        for one in cells:
            for variable, factor in ((self.count[one], count), (self.out_of[one], out_of)):
                if factor:
                    terms[int(variable)] = terms.get(int(variable), 0) + factor
        if terms:
            self._add(terms, *among)

    @property
    def possible(self) -> bool:
        """Whether any table is as is known."""
        self._highs.run()
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def least(self, terms: Terms) -> tuple[float, Array]:
        """The least that a sum of variables can be, and how it grows with each one's bounds.

        The latter are reduced costs, by which the least is a sum of bounds. ValueError where
        nothing is possible at all.
        """
        self._cost(terms, 1)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            self._cost(terms, 0)
            raise ValueError(f"what is known cannot be: {status}")
        value = self._highs.getInfo().objective_function_value
        costs = np.array(self._highs.getSolution().col_dual)
        self._cost(terms, 0)
        return value, costs

    def range(self, terms: Terms) -> Range:
        """The least and the most that a sum of variables can be; ValueError as `least`."""
        low, _ = self.least(terms)
        high, _ = self.least({at: -factor for at, factor in terms.items()})
        return low, -high

    def _cost(self, terms: Terms, sign: int) -> None:
        for at, factor in terms.items():
            self._highs.changeColCost(at, sign * factor)

    def _add(self, terms: Terms, low: float, high: float) -> None:
        at, factors = np.array(list(terms)), np.array(list(terms.values()), dtype=np.float64)
        self._highs.addRow(low, high, len(at), at, factors)


def consistent(known: Sequence[Known], apart: Sequence[Known], *, added_up: bool) -> System:
    """The relations of cells, without those that corrections of earlier files contradict.

    The first to go is that counts do not fall, the next that people are those of an earlier date:
    in `apart` they are their own.
    """
    for every, rising in ((known, added_up), (known, False), (apart, added_up)):
        system = System(every, added_up=rising)
        if system.possible:
            return system
    return System(apart, added_up=False)


def _whole(one: Known) -> object:
    return one.area, one.figure.age, one.figure.sex, one.whole


def _totals(where: Mapping[tuple[str, Figure], int]) -> list[tuple[int, list[int]]]:
    """Each total with its parts, those over ages apart from those over sexes."""
    found: dict[tuple[str, Figure, str], list[int]] = defaultdict(list)
    for (area, figure), at in where.items():
        for axis in ("age", "sex"):
            total = figure._replace(**{axis: ALL})
            if total != figure and (area, total) in where:
                found[area, total, axis].append(at)
    return [(where[area, total], parts) for (area, total, _), parts in found.items()]


def _successions(where: Mapping[tuple[str, Figure], int]) -> list[tuple[int, int]]:
    """Each cell with the same of the next date."""
    found: dict[tuple[str, Figure], list[tuple[str, int]]] = defaultdict(list)
    for (area, figure), at in where.items():
        found[area, figure._replace(date="")].append((figure.date, at))
    return [
        (earlier, later)
        for dates in found.values()
        for (_, earlier), (_, later) in pairwise(sorted(dates))
    ]
