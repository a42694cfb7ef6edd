"""From true counts to what may be printed: hidden, rounded, and hidden once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from geodata.own.cells import Cells, Figure
from geodata.own.register import Key, Printed, Register, State
from geodata.own.rule import Pair, must_hide, printed, tells_change
from geodata.own.secondary import to_hide
from geodata.own.sensitive import Cell
from geodata.own.system import UNKNOWN, Known

History = Mapping[Key, list[State]]  # of each figure what was printed, from the first file on


def protect(cells: Cells, register: Register, *, added_up: bool) -> Printed:
    """What may be printed of each cell, None for those that are hidden.

    `added_up` says that counts include those of the dates before, so that their differences are
    counts too. UnsafeError where a small count would follow from what was printed before.
    """
    history: dict[Key, list[State]] = defaultdict(list)
    for _, key, state in register.rows:
        history[key].append(state)
    series: dict[Key, list[Pair]] = defaultdict(list)
    for (area, figure), states in history.items():
        series[area, figure._replace(date="")] += filter(None, states)
    found: Printed = {}
    for at, place in sorted(cells.each(), key=lambda one: cells.figures[one[0]].date):
        figure = cells.figures[at]
        key = (cells.areas[place], figure)
        true = cells.true(at, place)
        every = series[key[0], figure._replace(date="")]
        before = every if added_up else list(filter(None, history.get(key, ())))
        found[key] = None if None in history.get(key, ()) else _one(true, figure.date, before)
        shown = found[key]
        if shown:
            every.append(shown)
    return _with_secondary(cells, found, history, added_up=added_up)


def _one(true: tuple[int, int], date: str, before: Sequence[Pair]) -> State:
    """What is printed of one cell by itself, None where it is to be hidden.

    It holds on to what was printed of the same date last, or else of the date before it.
    """
    if must_hide(*true):
        return None
    earlier = sorted(
        (one for one in before if one.counted.date <= date), key=lambda one: one.counted.date
    )
    count, out_of = (
        printed(number, date, [one[part] for one in earlier]) for part, number in enumerate(true)
    )
    pair = Pair(count, out_of)
    others = (one for one in before if one != pair)
    return None if count.value > out_of.value or tells_change(pair, others) else pair


def _with_secondary(cells: Cells, found: Printed, history: History, *, added_up: bool) -> Printed:
    """The same with more hidden, area by area."""
    places: dict[str, list[tuple[Figure, tuple[int, int] | None]]] = defaultdict(list)
    for at, area in cells.each():
        places[cells.areas[area]].append((cells.figures[at], cells.true(at, area)))
    for code, figure in history if added_up else ():
        if (code, figure) not in found:
            places[code].append((figure, None))
    answer = dict(found)
    for code, figures in places.items():
        own = [
            _cell(code, figure, true, found.get((code, figure)), history.get((code, figure), []))
            for figure, true in figures
        ]
        for at in to_hide(own, added_up=added_up):
            answer[code, figures[at][0]] = None
    return answer


def _cell(
    code: str, figure: Figure, true: tuple[int, int] | None, shown: State, past: Sequence[State]
) -> Cell:
    """A cell for the optimiser. What was printed of it once is known, hidden or not."""
    seen = next((one for one in reversed(past) if one), None)
    if shown is None and seen and (true is None or _fits(seen, true)):
        shown = seen
    count, out_of = ((one.low, one.high) for one in shown) if shown else (UNKNOWN, UNKNOWN)
    whole = ("all", true[1]) if true else ("earlier", figure.dose, figure.date)
    return Cell(
        known=Known(code, figure, count, out_of, whole),
        free=shown is not None and seen is None and true is not None,
        cost=1 + (true[1] if true else 0),
        true=true,
    )


def _fits(seen: Pair, true: tuple[int, int]) -> bool:
    return all(one.low <= number <= one.high for one, number in zip(seen, true, strict=True))
