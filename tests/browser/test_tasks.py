"""The questions the explorer is for, answered from the screen and checked against the figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser import figures
from tests.browser.conftest import Open, settled
from tests.browser.screen import choose, filters, finding, headline, lead, ward_box, words

pytestmark = pytest.mark.browser

WARD = "E05015018"
NAME = "Brinnington & Stockport Central"


def assert_the_ward_is_answered(page: Page) -> None:
    """Which areas are in the first 1%, how many people live there, what is worst."""
    ward = figures.in_ward(WARD)
    first = figures.first_per_cent(ward)
    said = headline(page)
    assert f"{len(first)} of these areas are in the most deprived 1% of England" in said
    for one in first:
        assert re.search(f"In {re.escape(one.neighbourhood)}: [^.]*{one.name}", said)
    for one in ward:
        assert (one.name in said) == (one in first)
    assert f"{figures.people_in(first):,} people live in those areas (mid-2022)." in said
    domain, mine, theirs = figures.worst_domain(ward)
    gap = f"{100 * (theirs - mine):.1f} percentage points"
    assert (
        f"Compared with Stockport, the selection is worst on {domain}. "
        f"{figures.per_cent(mine)} of England's areas rank more deprived than it, "
        f"against {figures.per_cent(theirs)} for Stockport ({gap} nearer the most deprived end)."
    ) in said


def test_a_ward_chosen_by_its_checkbox_answers_the_question(come_to: Open) -> None:
    page = come_to()
    choose(page, ward_box(page, NAME))
    assert filters(page) == {"ward": WARD}
    assert_the_ward_is_answered(page)


def test_a_ward_typed_into_find_answers_the_question(come_to: Open) -> None:
    page = come_to()
    page.locator("#find").press_sequentially("brinnington & st")
    page.get_by_role("option", name=NAME).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    assert filters(page) == {"ward": WARD}
    assert ward_box(page, NAME).is_checked()
    assert_the_ward_is_answered(page)


def test_the_whole_borough_is_answered_before_anything_is_chosen(come_to: Open) -> None:
    page = come_to()
    every = figures.areas()
    people = figures.people_in(every)
    first = figures.first_per_cent(every)
    fifth = [one for one in every if one.quintile == 1]
    share = figures.per_cent(figures.people_in(fifth) / people)
    assert lead(page) == (
        f"Stockport: {share} of people live in the most deprived fifth of England's areas. That is "
        f"{figures.people_in(fifth):,} of {people:,} people, Index of Multiple Deprivation 2025."
    )
    said = headline(page)
    assert f"Stockport has {len(every)} small areas (LSOAs) and {people:,} people" in said
    assert f"{len(first)} of its areas are in the most deprived 1% of England" in said
    assert all(one.name in said for one in first)
    assert f"{figures.people_in(first):,} people live in those areas" in said
    assert (
        f"With those, {len(fifth)} of {len(every)} areas are in the most deprived 20% of England, "
        f"home to {figures.people_in(fifth):,} people ({share})."
    ) in said


def test_the_deciles_say_how_many_areas_and_people_are_in_the_first(come_to: Open) -> None:
    page = come_to(f"?ward={WARD}")
    ward, every = figures.in_ward(WARD), figures.areas()
    inside = [one for one in ward if 10 * one.imd <= figures.ENGLAND]
    whole = [one for one in every if 10 * one.imd <= figures.ENGLAND]
    people = figures.people_in(inside)
    assert finding(page, "deciles") == (
        f"{len(inside)} of {len(ward)} selected areas are in the most deprived 10% of England "
        f"(decile 1), home to {people:,} people "
        f"({figures.per_cent(people / figures.people_in(ward))}). In Stockport as a whole it is "
        f"{figures.per_cent(figures.people_in(whole) / figures.people_in(every))} of people."
    )


def test_the_wards_say_which_comes_first_and_where_the_chosen_one_stands(come_to: Open) -> None:
    page = come_to("?ward=E05015026")

    def share(some: list[figures.Area]) -> float:
        fifth = [one for one in some if one.quintile == 1]
        return figures.people_in(fifth) / figures.people_in(some)

    shares = {name: share(figures.in_ward(code)) for code, name in figures.wards().items()}
    order = sorted(shares, key=lambda name: -shares[name])
    said = finding(page, "wards")
    assert f"In {order[0]} {figures.per_cent(shares[order[0]])} of people live in areas in" in said
    assert f"in Stockport as a whole {figures.per_cent(share(list(figures.areas())))}." in said
    none = sum(1 for one in shares.values() if one == 0)
    assert f"{none} of {len(shares)} wards have no such area." in said
    name = figures.wards()["E05015026"]
    assert shares[name] > 0
    assert f"{name} is number {order.index(name) + 1} of {len(shares)} wards." in said


def test_the_kinds_of_deprivation_say_the_worst_and_the_best(come_to: Open) -> None:
    page = come_to(f"?ward={WARD}")
    ward, every = figures.in_ward(WARD), list(figures.areas())
    ahead = {
        label: figures.position(ward, key) - figures.position(every, key)
        for key, label in figures.DOMAINS.items()
    }
    best = max(ahead, key=lambda label: ahead[label])
    said = finding(page, "domains")
    assert f"worst on {min(ahead, key=lambda label: ahead[label])}" in said
    assert f"It is best on {best}: {100 * ahead[best]:.1f} percentage points" in said


def test_the_scatter_says_how_strongly_two_indicators_go_together(come_to: Open) -> None:
    page = come_to("?x=imd_2025&y=education_2025")
    every = figures.areas()
    order = [sorted(one.ranks[key] for one in every) for key in ("imd", "education")]
    n = len(every)
    spread = sum(
        (order[0].index(one.ranks["imd"]) - order[1].index(one.ranks["education"])) ** 2
        for one in every
    )
    correlation = 1 - 6 * spread / (n * (n * n - 1))
    said = finding(page, "scatter")
    assert f"rank correlation {correlation:.2f}, {n} areas" in said
    assert "This is no proof of cause." in said


def test_the_table_lists_the_areas_of_the_ward_most_deprived_first(come_to: Open) -> None:
    page = come_to(f"?ward={WARD}")
    ward = sorted(figures.in_ward(WARD), key=lambda one: one.imd)
    rows = [words(row) for row in page.locator("#panel-areas tbody tr").all_inner_texts()]
    assert len(rows) == len(ward)
    for row, one in zip(rows, ward, strict=True):
        assert row.startswith(f"{one.name} {one.neighbourhood} {one.ward_name} {one.imd:,} ")
        assert f"{one.people:,}" in row
    assert finding(page, "areas") == (
        f"{len(ward)} areas. The most deprived is {ward[0].name} in {ward[0].neighbourhood}, "
        f"rank {ward[0].imd:,} of {figures.ENGLAND:,}."
    )
