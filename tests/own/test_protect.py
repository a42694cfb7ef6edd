"""No small count or change follows from what is printed, whatever the table and its history."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geodata.own import protect as room
from geodata.own.attack import given_away, seen
from geodata.own.cells import ALL, Cells, Figure
from geodata.own.protect import protect
from geodata.own.register import Register
from geodata.own.rule import Pair, Seen, holds, must_hide, printed, small, tells_change
from geodata.own.secondary import UnsafeError

AGES, SEXES, DATES = ("under 65", "65 and over"), ("female", "male"), ("2026-01-31", "2026-02-28")


def with_totals(array):
    for axis in (1, 2):
        if array.shape[axis] > 1:
            array = np.concatenate([array, array.sum(axis=axis, keepdims=True)], axis=axis)
    return array


def table(count, out_of):
    """Cells of arrays of dates by ages by sexes by areas."""
    dates, ages, sexes, areas = count.shape
    axes = (
        DATES[:dates],
        (*AGES[:ages], ALL) if ages > 1 else ("",),
        (*SEXES[:sexes], ALL) if sexes > 1 else ("",),
    )
    figures = tuple(Figure("first", *one) for one in product(*axes))
    flat = (len(figures), areas)
    codes = tuple(f"E01{at:06d}" for at in range(areas))
    return Cells(
        codes, figures, with_totals(count).reshape(flat), with_totals(out_of).reshape(flat)
    )


@st.composite
def tables(draw, dates=2):
    """Counts that do not fall, out of people whose number changes now and then."""
    shape = (draw(st.integers(1, 2)), draw(st.integers(1, 2)), 2)
    size = int(np.prod(shape))
    first = np.array(draw(st.lists(st.integers(0, 40), min_size=size, max_size=size)))
    more = np.array(draw(st.lists(st.integers(0, 14), min_size=size, max_size=size)))
    left = np.array(draw(st.lists(st.integers(0, 30), min_size=size, max_size=size)))
    moved = np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)))
    count = np.stack([first, first + more][:dates]).reshape(-1, *shape).astype(float)
    whole = first + more + left
    out_of = np.stack([whole, whole + moved][:dates]).reshape(-1, *shape).astype(float)
    return table(count, out_of)


def attacked(cells, printed):
    """Everything printed, against the true counts of all dates."""

    def values(state):
        return (state.counted.value, state.out_of.value) if state else None

    known = [
        seen(cells, f, a, values(printed[cells.areas[a], cells.figures[f]]), printed)
        for f, a in cells.each()
    ]
    return given_away(known, (), added_up=True)


def only(cells, date):
    """The cells of one date."""
    at = [place for place, one in enumerate(cells.figures) if one.date == date]
    figures = tuple(cells.figures[place] for place in at)
    return Cells(cells.areas, figures, cells.count[at], cells.out_of[at])


@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(tables())
def test_an_attacker_never_narrows_a_small_count_or_change(cells):
    shown = protect(cells, Register(), added_up=True)
    assert attacked(cells, shown).broken == ()
    for (f, a), state in (
        (one, shown[cells.areas[one[1]], cells.figures[one[0]]]) for one in cells.each()
    ):
        assert state is None or not must_hide(*cells.true(f, a))


@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(tables())
def test_nor_when_each_date_comes_in_a_file_of_its_own_and_the_last_comes_again(cells):
    register = Register()
    for date in (*DATES, DATES[-1]):
        part = only(cells, date)
        if len(part.figures):
            register = register.with_file(protect(part, register, added_up=True))
    assert attacked(cells, register.latest()).broken == ()


@settings(max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(tables(dates=1), st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_nor_when_a_file_is_corrected(cells, moved):
    """A correction that cannot be shown beside the first file is refused: that tells nothing."""
    register = Register().with_file(protect(cells, Register(), added_up=True))
    parts = [at for at, one in enumerate(cells.figures) if ALL not in one]
    more = np.zeros_like(cells.count)
    more[parts] = np.resize(moved, (len(parts), len(cells.areas)))
    for at, total in enumerate(cells.figures):
        for part in parts:
            figure = cells.figures[part]
            inside = (total.age in (ALL, figure.age)) and (total.sex in (ALL, figure.sex))
            more[at] += more[part] * (inside and at not in parts)
    corrected = Cells(cells.areas, cells.figures, cells.count + more, cells.out_of + more)
    try:
        register = register.with_file(protect(corrected, register, added_up=True))
    except UnsafeError:
        return
    assert attacked(corrected, register.latest()).broken == ()


def test_nor_in_a_whole_authority(store):
    """The small areas of the product by two ages and two dates."""
    rng = np.random.default_rng(1)
    size = len(store.areas.code)
    out_of = np.maximum(0, rng.normal(150, 80, (1, 2, 1, size))).astype(int)
    count = (out_of * rng.random(out_of.shape)).astype(int)
    later = np.minimum(out_of, count + rng.exponential(6, out_of.shape).astype(int))
    both = np.concatenate([count, later]).astype(float)
    cells = table(both, np.concatenate([out_of, out_of]).astype(float))
    shown = protect(cells, Register(), added_up=True)
    outcome = attacked(cells, shown)
    assert outcome.broken == ()
    assert outcome.tried > 100
    small_ones = sum(must_hide(*cells.true(*one)) for one in cells.each())
    hidden = sum(state is None for state in shown.values())
    assert small_ones <= hidden < len(shown) / 4


def test_the_same_file_again_prints_the_same_and_is_not_noted():
    rng = np.random.default_rng(5)
    count = rng.integers(0, 40, (2, 2, 2, 6)).cumsum(axis=0).astype(float)
    cells = table(count, count + rng.integers(0, 30, count.shape))
    first = Register().with_file(protect(cells, Register(), added_up=True))
    again = first.with_file(protect(cells, first, added_up=True))
    assert again is first


@pytest.mark.parametrize("dates", [1, 2])
def test_the_attacker_succeeds_where_only_small_counts_are_hidden(monkeypatch, dates):
    count = np.array([[[[1.0]], [[20.0]]], [[[2.0]], [[29.0]]]])[:dates]
    cells = table(count, count + 50)
    assert attacked(cells, protect(cells, Register(), added_up=True)).broken == ()
    monkeypatch.setattr(room, "to_hide", lambda *_, **__: frozenset())
    (broken, *_) = attacked(cells, protect(cells, Register(), added_up=True)).broken
    assert "under 65: a count of 1 to 7 is from 0 to 4" in broken


def test_an_attacker_who_tries_every_table_finds_the_same():
    """Every table of two ages and their total that prints so, without any linear programming."""
    for young, old in ((1, 20), (3, 17), (7, 9), (5, 3), (12, 6)):
        cells = table(np.array([[[[float(young)]], [[float(old)]]]]), np.full((1, 2, 1, 1), 60.0))
        shown = protect(cells, Register(), added_up=True)
        states = [shown[cells.areas[0], one] for one in cells.figures]
        possible = [
            (x, y)
            for x, y in product(range(61), repeat=2)
            if all(
                state is None or state.counted.low <= number <= state.counted.high
                for state, number in zip(states, (x, y, x + y), strict=True)
            )
        ]
        for part, true in enumerate((young, old)):
            if small(true):
                assert {one[part] for one in possible} >= set(range(1, 8))


def test_what_is_hidden_costs_least():
    cells = table(np.array([[[[3.0]], [[21.0]]]]), np.array([[[[30.0]], [[900.0]]]]))
    shown = protect(cells, Register(), added_up=True)
    hidden = {figure.age for (_, figure), state in shown.items() if state is None}
    assert hidden == {"under 65"} | ({"65 and over"} if "65 and over" in hidden else set())
    assert shown[cells.areas[0], cells.figures[2]] is not None


def test_a_figure_that_was_hidden_stays_hidden_at_its_date():
    small_one, large = (
        table(np.full((1, 1, 1, 1), n), np.full((1, 1, 1, 1), 90.0)) for n in (4.0, 40.0)
    )
    register = Register().with_file(protect(small_one, Register(), added_up=True))
    assert list(protect(large, register, added_up=True).values()) == [None]


@pytest.mark.parametrize(("count", "value"), [(0, 0), (8, 10), (12, 10), (13, 15), (102, 100)])
def test_counts_are_rounded_to_five_and_a_nought_is_one(count, value):
    shown = printed(count, "2026-01-31", [])
    assert shown.value == value
    assert shown.low <= count <= shown.high
    assert not small(shown.low)


@given(st.integers(8, 300), st.integers(8, 300))
def test_a_printed_figure_changes_only_by_what_tells_no_small_change(first, second):
    before = printed(first, "2026-01-31", [])
    after = printed(second, "2026-02-28", [before])
    assert after.low <= second <= after.high
    assert holds(after.low - before.high, after.high - before.low)
    assert holds(max(0, after.low - before.high), after.high - before.low)


def test_what_is_told_of_a_change_is_no_less_open_than_a_count():
    assert all((holds(1, 7), holds(-9, -1), holds(8, 9), holds(0, 0), holds(-3, 3), holds(6, 14)))
    assert not any((holds(0, 4), holds(2, 7), holds(6, 10), holds(-7, -2)))
    pair = Pair(Seen("a", 20, 18, 22), Seen("a", 50, 48, 52))
    assert tells_change(pair, [Pair(Seen("b", 25, 25, 25), Seen("b", 50, 46, 54))])
    assert not tells_change(pair, [Pair(Seen("b", 25, 25, 27), Seen("b", 50, 46, 54))])


def test_nor_when_people_of_earlier_dates_cannot_be_those_of_now(monkeypatch):
    """Four monthly files in which the people that counts are out of grow."""
    dates = [f"2026-0{month}-28" for month in range(1, 5)]
    monkeypatch.setattr("tests.own.test_protect.DATES", dates)
    rng = np.random.default_rng(1)
    first = rng.integers(0, 30, (1, 2, 2, 2))
    steps = [first]
    for _ in dates[1:]:
        steps.append(steps[-1] + rng.integers(0, 9, first.shape))
    count = np.concatenate(steps).astype(float)
    whole = np.repeat(count[-1:] + rng.integers(0, 30, first.shape), 4, 0)
    cells = table(count, whole + np.cumsum(rng.integers(0, 4, whole.shape), 0))
    register = Register()
    for date in dates:
        register = register.with_file(protect(only(cells, date), register, added_up=True))
    assert attacked(cells, register.latest()).broken == ()
