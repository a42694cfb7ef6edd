"""From true counts to what may be printed: hidden, rounded, and hidden once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from geodata.own.cells import Cells
from geodata.own.register import Key, Printed, Register, State
from geodata.own.rule import Pair, Seen, must_hide, printed, tells_change
from geodata.own.secondary import to_hide
from geodata.own.sensitive import Cell
from geodata.own.system import UNKNOWN, Known

History = Mapping[Key, Sequence[State]]  # of each figure what was printed, from the first file on


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
    places: dict[str, list[Cell]] = defaultdict(list)
    people: dict[Key, list[int]] = defaultdict(list)
    for at, place in cells.each():
        key, true = (cells.areas[place], cells.figures[at]), cells.true(at, place)
        places[key[0]].append(_cell(key, true, found[key], history.get(key, ())))
        people[_people(key)].append(true[1])
    for key in set(history) - set(found) if added_up else ():
        places[key[0]].append(_earlier(key, history[key], people[_people(key)]))
    answer = dict(found)
    for code, own in places.items():
        for at in to_hide(own, added_up=added_up):
            answer[code, own[at].known.figure] = None
    return answer


def _people(key: Key) -> Key:
    """Whom a figure is out of, whatever the dose and the date."""
    return key[0], key[1]._replace(dose="", date="")


def _cell(key: Key, true: tuple[int, int], shown: State, past: Sequence[State]) -> Cell:
    """A cell of the file. What was printed of it once is known, hidden now or not."""
    seen = _last(past)
    if shown is None and seen and _fits(seen.counted, true[0]) and _fits(seen.out_of, true[1]):
        shown = seen
    free = shown is not None and seen is None
    return Cell(_known(key, shown, true[1]), free=free, cost=1 + true[1], true=true)


def _earlier(key: Key, past: Sequence[State], people: Sequence[int]) -> Cell:
    """A cell of an earlier file. Whom it is out of are those of now, for all that can be known."""
    seen = _last(past)
    same = [one for one in people if seen is None or _fits(seen.out_of, one)]
    whole: object = same[0] if same else (key[1].dose, key[1].date)
    return Cell(_known(key, seen, whole), free=False, cost=0, true=None)


def _known(key: Key, shown: State, whole: object) -> Known:
    if shown is None:
        return Known(*key, UNKNOWN, UNKNOWN, whole)
    counted, out_of = shown.counted, shown.out_of
    return Known(*key, (counted.low, counted.high), (out_of.low, out_of.high), whole)


def _last(past: Sequence[State]) -> State:
    return next((one for one in reversed(past) if one), None)


def _fits(seen: Seen, number: int) -> bool:
    return seen.low <= number <= seen.high
