"""The rule of disclosure: what may be printed of one count, given what was printed before.

Counts of 1 to 7 are hidden, others are rounded to 5 (the rule of NHS Digital, now NHS England, for
hospital statistics). A true nought is printed: nobody is in it. What is out of a count, and the
people left of it, are counts too. A printed figure changes only once the count has moved by MOVES
from it, so that of a change of 1 to 7 never less than seven values are possible, as of a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEAST, MOST = 1, 7  # a count of these is hidden
BASE = 5
NEAR = BASE // 2
MOVES = BASE


class Seen(NamedTuple):
    """A printed figure, and what it tells: the count of that date is from `low` to `high`."""

    date: str
    value: int
    low: int
    high: int


class Pair(NamedTuple):
    """What was printed of a count, and of what it is out of."""

    counted: Seen
    out_of: Seen


def small(number: float) -> bool:
    """Whether a count is to be hidden."""
    return LEAST <= number <= MOST


def must_hide(count: float, out_of: float) -> bool:
    """Whether a count, what it is out of or what is left of it is to be hidden."""
    return small(count) or small(out_of) or small(out_of - count)


def printed(count: int, date: str, before: Sequence[Seen]) -> Seen:
    """What is printed of a count that is not small.

    `before` is what was printed of the same figure, the one to hold on to last. Of it, a value
    within less than MOVES of the count is printed again, and then tells that and no more. What was
    printed of the same date stays while it is true.
    """
    anchor = before[-1] if before else None
    if anchor and anchor.date == date and anchor.low <= count <= anchor.high:
        return anchor
    if count == 0:
        return Seen(date, 0, 0, 0)
    if anchor and anchor.value and abs(count - anchor.value) < MOVES:
        low, high = anchor.value - MOVES + 1, anchor.value + MOVES - 1
        return Seen(date, anchor.value, max(low, MOST + 1), high)
    value = BASE * ((count + NEAR) // BASE)
    low, high = max(value - NEAR, MOST + 1), value + NEAR
    if anchor and anchor.value and count > anchor.value:
        low = max(low, anchor.value + MOVES)
    elif anchor and anchor.value:
        high = min(high, anchor.value - MOVES)
    return Seen(date, value, low, high)


def holds(low: float, high: float) -> bool:
    """Whether a range of a change tells no small one: it has as many values as 1 to 7, or none."""
    touches = (low <= MOST and high >= LEAST) or (low <= -LEAST and high >= -MOST)
    return high - low >= MOST - LEAST or not touches


def tells_change(now: Pair, before: Iterable[Pair]) -> bool:
    """Whether what is printed, beside what was printed before, gives a change of 1 to 7 away.

    Changes of the count, of what it is out of, and of what is left are looked at alike.
    """
    return any(
        not holds(one[0] - other[1], one[1] - other[0])
        for then in before
        for one, other in zip(_ranges(now), _ranges(then), strict=True)
    )


def _ranges(pair: Pair) -> tuple[tuple[int, int], ...]:
    count, out_of = pair
    left = (max(0, out_of.low - count.high), out_of.high - count.low)
    return (count.low, count.high), (out_of.low, out_of.high), left
