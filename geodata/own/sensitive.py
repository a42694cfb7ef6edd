"""What must not be narrowed: small counts, and small changes from one date to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from geodata.own.cells import Figure
from geodata.own.rule import LEAST, MOST, holds, small
from geodata.own.system import CLOSE, UNKNOWN, Known, System, Terms, consistent


@dataclass(frozen=True)
class Cell:
    """A cell of an area: what is known when it is printed, and of hidden ones what is known anyway.

    `free` says that it is printed and may be hidden; `cost` what is lost then. `true` are count and
    what it is out of, None for a cell of an earlier file, whose true counts are forgotten.
    """

    known: Known
    free: bool
    cost: float
    true: tuple[int, int] | None


@dataclass(frozen=True)
class Wanted:
    """A sum of variables that is 1 to 7; it only may be where not `sure`.

    Of those that may be, some can never be for what was printed before: they ask for nothing. Of a
    `change` as many values have to be possible, of a count these very ones.
    """

    terms: Terms
    sure: bool = True
    change: bool = False

    @property
    def asks(self) -> tuple[tuple[tuple[Terms, ...], float], ...]:
        """Sums whose least values together may not be more than a number."""
        if self.change:
            return (((self.terms, opposite(self.terms)), LEAST - MOST),)
        return ((self.terms,), LEAST), ((opposite(self.terms),), -MOST)


def sensitive(cells: Sequence[Cell], system: System, *, added_up: bool) -> Iterator[Wanted]:
    """Sums of variables that are 1 to 7, or may be where true counts are forgotten.

    Of each cell people counted, all, and those left; with counts that are added up over dates also
    the changes of these.
    """
    for at, cell in enumerate(cells):
        if cell.true:
            yield from _small(cell.true, _variables(system, at))
    for before, at in _pairs(cells) if added_up else ():
        later, earlier = cells[at].true, cells[before].true
        terms = [
            _less(now, then)
            for now, then in zip(_variables(system, at), _variables(system, before), strict=True)
        ]
        if later and earlier:
            change = (later[0] - earlier[0], later[1] - earlier[1])
            yield from (replace(one, change=True) for one in _small(change, terms))
        elif later or earlier:
            yield from _perhaps_small(terms, system)
    yield from _still_open(cells, system, added_up=added_up)


def _pairs(cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Cells of two dates that are the same otherwise, the earlier first."""
    series: dict[tuple[str, Figure], list[tuple[str, int]]] = defaultdict(list)
    for at, cell in enumerate(cells):
        figure = cell.known.figure
        series[cell.known.area, figure._replace(date="")].append((figure.date, at))
    for dates in series.values():
        for (_, before), (_, at) in combinations(sorted(dates), 2):
            yield before, at


def _variables(system: System, at: int) -> list[Terms]:
    count, out_of = int(system.count[at]), int(system.out_of[at])
    return [{count: 1}, {out_of: 1}, {out_of: 1, count: -1}]


def _less(now: Terms, then: Terms) -> Terms:
    """The change; a variable that both share is not in it."""
    found = {at: now.get(at, 0) - then.get(at, 0) for at in {**now, **then}}
    return {at: factor for at, factor in found.items() if factor}


def opposite(terms: Terms) -> Terms:
    """The sum with its sign turned."""
    return {at: -factor for at, factor in terms.items()}


def _small(true: tuple[int, int], terms: Sequence[Terms]) -> Iterator[Wanted]:
    """Those of count, all and left that are small; of a small loss its opposite."""
    count, out_of = true
    for number, one in zip((count, out_of, out_of - count), terms, strict=True):
        if small(abs(number)):
            yield Wanted(one if number > 0 else opposite(one))


def _perhaps_small(terms: Sequence[Terms], system: System) -> Iterator[Wanted]:
    """Changes that may be small for all that is known with everything printed, up or down."""
    for one in filter(None, terms):
        low, high = system.range(one)
        if not holds(low, high):
            yield Wanted(one, sure=False, change=True)


def _still_open(cells: Sequence[Cell], system: System, *, added_up: bool) -> Iterator[Wanted]:
    """What earlier files hid and left open: it may have been small, and has to stay open."""
    earlier = [at for at, one in enumerate(cells) if one.true is None]
    if not earlier or len(earlier) == len(cells):
        return
    known = [cells[at].known for at in earlier]
    apart = [replace(one, whole=(one.figure,)) for one in known]
    alone = consistent(known, apart, added_up=added_up)
    for place, at in enumerate(earlier):
        if cells[at].known.count == UNKNOWN:
            for then, now in zip(_variables(alone, place), _variables(system, at), strict=True):
                low, high = alone.range(then)
                if low <= LEAST + CLOSE and high >= MOST - CLOSE:
                    yield Wanted(now, sure=False)
