"""Reach by a local figure: from what is shown alone, whatever is hidden, and no more than that."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from math import inf
from types import SimpleNamespace

import numpy as np
import openpyxl
import pytest

from charts.reach import ranking as room
from charts.reach.plan import plan, question
from geodata.own.attack import given_away, seen
from geodata.own.attack_reach import prints, taken_for_true
from geodata.own.entry import name_of
from geodata.own.protect import protect
from geodata.own.register import Register, read_register
from geodata.own.sums import Sum
from geodata.reach.counts import Counts
from geodata.reach.problem import evaluate
from geodata.reach.progress import Outcome
from geodata.store import Store
from tests.own.test_protect import table
from views.reach import parse_reach
from views.vocabulary import Vocabulary

KEY = "own_flu_vaccination"
LATEST, EARLIER = "2026-01-31", "2025-12-31"
SUBJECT = f"{KEY}_flu_2026_01_31_65_and_over"
MARK = "local figures, rounded"
FLOORS = (40, 75, 90)


@pytest.fixture(scope="module")
def printed(added):
    return read_register(added.own / f"{KEY}.printed.csv").latest()


def asked_by(figure):
    """The query of a figure: its last edition, and the date where it is another."""
    date = f"&date={figure.date}" if figure.date != LATEST else ""
    return f"ind={KEY}_{name_of(figure._replace(date=LATEST))}{date}"


def rows_of(read, query):
    text = read(f"/reach/people.csv?{query}").get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def words_of(read, path):
    text = unescape(read(path).get_data(as_text=True))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_menu_has_every_age_and_sex_once_with_its_dates(read, truth):
    page = read("/reach").get_data(as_text=True)
    group = page.partition('<optgroup label="Flu vaccination (local figures, rounded)">')[2]
    options = re.findall(r'<option value="([^"]+)"', group.partition("</optgroup>")[0])
    latest = [f"{KEY}_{name_of(one)}" for one in truth.figures if one.date == LATEST]
    assert sorted(options) == sorted(latest)
    dates = page.partition('name="date"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="([^"]+)"', dates) == ["none", EARLIER]


@pytest.mark.parametrize(
    "path", ["/reach?", "/reach/sheet?", "/reach/people.csv?", "/reach/venues.csv?"]
)
def test_it_says_everywhere_that_the_figures_are_local_and_rounded(read, path):
    said = read(f"{path}ind={SUBJECT}").get_data(as_text=True)
    assert MARK in said
    assert "nan" not in re.findall(r"\w+", re.sub(r"<[^>]+>", " ", said))


def test_the_workbook_says_so_on_each_sheet_and_has_the_areas_left_out(read, printed):
    book = openpyxl.load_workbook(io.BytesIO(read(f"/reach/sheet.xlsx?ind={SUBJECT}").data))
    assert MARK in " ".join(str(cell.value) for row in book["Notes"].iter_rows() for cell in row)
    (people,) = (one for one in book.sheetnames if "people" in one)
    hidden = {code for code, state in states(printed, SUBJECT).items() if state is None}
    found = {row[1] for row in book[people].iter_rows(values_only=True) if "suppressed" in row}
    assert found == hidden


def states(printed, key):
    """What is printed of each area of a figure."""
    return {
        code: state
        for (code, figure), state in printed.items()
        if f"{KEY}_{name_of(figure)}" == key
    }


def test_what_is_hidden_is_counted_named_and_never_a_nought(read, printed):
    every = states(printed, SUBJECT)
    hidden = {code for code, state in every.items() if state is None}
    words = words_of(read, f"/reach?ind={SUBJECT}")
    assert f"{len(hidden)} small areas are left out: their figures are not shown." in words
    named = words.partition(f"Left out: {len(hidden)} small areas")[2].partition(".")[0]
    assert named.count("Inventon") >= len(hidden) > 1
    for row in rows_of(read, f"ind={SUBJECT}"):
        if row["lsoa21_code"] in hidden:
            assert row["status"] == "suppressed"
            assert not any(row[one] for one in ("place", "not_reached", "uptake", "needed"))
        else:
            state = every[row["lsoa21_code"]]
            assert row["not_reached"] == str(state.out_of.value - state.counted.value)


def test_a_neighbourhood_that_opens_shows_every_figure_of_the_file(read, printed, truth):
    code = truth.areas[0]
    page = words_of(read, f"/reach?ind={SUBJECT}&open={code}").partition("Whom and when")[2]
    hidden = sum(state is None for (area, _), state in printed.items() if area == code)
    assert page.partition("The page of")[0].count("Suppressed") == hidden > 0


def test_every_number_follows_from_the_printed_cells(read, printed, truth):
    """Totals, people needed for floors and what a plan covers, of every figure and date."""
    for figure in truth.figures:
        query = asked_by(figure)
        shown = {
            code: (state.counted.value, state.out_of.value)
            for (code, one), state in printed.items()
            if one == figure and state and state.out_of.value
        }
        missing = sum(whole - count for count, whole in shown.values())
        for floor in FLOORS:
            words = words_of(read, f"/reach?{query}&floor={floor}")
            needed = needed_of(shown, floor)
            assert not shown or f"There are about {missing:,} people not reached" in words
            assert not needed or f"about {needed:,} more pe" in words


def needed_of(shown, floor):
    """The fewest more people with whom each area meets a floor in per cent."""
    short = (floor * whole - 100 * count for count, whole in shown.values())
    return sum(max(0, -(-one // 100)) for one in short)


def told(read, truth, printed):
    """What the pages print of each area, if its printed cells do not tell all of it."""
    sums, differs = [], False
    for figure in truth.figures:
        for floor in FLOORS:
            for row in rows_of(read, f"{asked_by(figure)}&floor={floor}"):
                code, cell = row["lsoa21_code"], printed[row["lsoa21_code"], figure]
                count, whole = (cell.counted.value, cell.out_of.value) if cell else (0, 0)
                if not row["not_reached"]:
                    continue
                missing, needed = int(row["not_reached"]), int(row["needed"])
                expected = whole - count, needed_of({code: (count, whole)}, floor)
                differs |= not cell or (missing, needed) != expected
                among = (needed - 1, needed) if needed else (-inf, 0)
                sums.append(Sum(figure, frozenset([code]), -1, 1, (missing, missing)))
                sums.append(Sum(figure, frozenset([code]), -1, floor / 100, among))
    return sums if differs else []


def known(truth, printed):
    def values(state):
        return (state.counted.value, state.out_of.value) if state else None

    return [
        seen(truth, f, a, values(printed[truth.areas[a], truth.figures[f]]), printed)
        for f, a in truth.each()
    ]


def test_an_attacker_learns_nothing_from_the_pages(read, truth, printed):
    assert told(read, truth, printed) == []


def test_the_attacker_would_succeed_if_reach_worked_on_true_counts(
    read, truth, printed, monkeypatch
):
    def true(store, key, date=""):
        (at,) = (
            at
            for at, one in enumerate(truth.figures)
            if one.date == (date or LATEST) and f"{KEY}_{name_of(one._replace(date=LATEST))}" == key
        )
        level = store.level("lsoa", 2021)
        status = np.full(len(level.codes), "ok")
        return Counts(level, truth.count[at], truth.out_of[at], status, 0)

    monkeypatch.setattr(room, "counts_of", true)
    room._ranking.cache_clear()
    try:
        sums = told(read, truth, printed)
    finally:
        room._ranking.cache_clear()
    assert given_away(known(truth, printed), sums, added_up=True).broken


HOSTILE = {
    "a small age": ([1, 20], [60, 60]),
    "a small age and a nought": ([3, 0], [40, 50]),
    "few left": ([52, 20], [55, 60]),
    "small, in a small place": ([4, 9], [12, 16]),
}
TRUE = [(name, "all") for name in HOSTILE] + [("few left", "what is shown")]


@pytest.mark.parametrize(("name", "exact"), [*((name, "nothing") for name in HOSTILE), *TRUE])
def test_small_hostile_tables_are_safe_as_long_as_reach_knows_what_is_shown_alone(name, exact):
    """Two ages and their total. True counts of what is shown would give away what is hidden, too,
    where a total is shown with one of its parts.
    """
    count, out_of = HOSTILE[name]
    cells = table(*(np.array(one, float).reshape(1, 2, 1, 1) for one in (count, out_of)))
    shown = protect(cells, Register(), added_up=True)
    area, found, level = cells.areas[0], [], SimpleNamespace(codes=cells.areas)
    for at, figure in enumerate(cells.figures):
        state = shown[area, figure]
        values = (state.counted.value, state.out_of.value) if state else (np.nan, np.nan)
        true = (cells.count[at, 0], cells.out_of[at, 0])
        knows = exact == "all" or (state and exact == "what is shown")
        asked, expected = (
            Counts(level, *(np.array([x]) for x in one), np.array(["ok"]), 0)
            for one in (true if knows else values, values)
        )
        found.append(prints(figure, asked, expected, iter([np.array([True])])))
    sums = taken_for_true(found)
    broken = given_away(known(cells, shown), sums, added_up=True).broken
    assert bool(broken) == bool(sums) == (exact != "nothing")


def test_a_plan_covers_what_is_shown_and_its_words_say_what_is_left_out(added):
    store: Store = added.open()
    view, _ = parse_reach(f"ind={SUBJECT}&walk=3000&k=1", Vocabulary.of(store))
    found = room.ranking(store, view)
    asked = question(found, view)
    assert asked.problem is not None
    assert len(asked.problem.people) == len(found.listed) < len(found.level.codes)
    outcome = Outcome(evaluate(asked.problem, (0,)), {})
    listed = np.array(found.listed)[list(outcome.plan.covered)]
    values = store.values(SUBJECT)
    assert outcome.plan.people == (values.denominator - values.numerator)[listed].sum()
    context = SimpleNamespace(href=lambda **_: "?")
    notes = plan(context, asked, outcome).notes
    assert any("left out: their figures are not shown" in one for one in notes)
    assert any("A count can be up to 4 from the one shown." in one for one in notes)
