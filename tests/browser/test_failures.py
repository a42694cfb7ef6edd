"""When something does not come, the page keeps what it has and says so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Console, Open, settled
from tests.browser.screen import (
    POST,
    bright,
    choose,
    filters,
    findings,
    headline,
    lead,
    mark,
    status,
    text,
    ward_box,
)

pytestmark = pytest.mark.browser


def test_when_the_server_stops_answering_the_choices_stay_and_the_page_says_so(
    open_page: Open, console: Console
) -> None:
    console.forgive("net::ERR_", "Callback", "Failed to fetch", "callback")
    page = open_page(before=lambda page: page.clock.install())
    before = findings(page)
    page.route(POST, lambda route: route.abort())
    ward_box(page, "Edgeley").check()
    page.clock.run_for(9_000)
    said = page.get_by_role("alert")
    expect(said).to_contain_text("The server has not answered")
    expect(said).to_be_visible()
    assert findings(page) == before
    assert filters(page) == {"ward": "E05015023"}
    assert ward_box(page, "Edgeley").is_checked()
    assert not page.locator("body.waiting").count(), "still faded"
    page.unroute(POST)
    ward_box(page, "Manor").check()
    expect(page.locator("#headline .lead")).to_contain_text("Edgeley and Manor")
    expect(page.locator("#trouble")).to_be_hidden()


def test_after_a_failure_the_next_change_is_answered(open_page: Open, console: Console) -> None:
    console.forgive("net::ERR_", "Callback", "Failed to fetch", "callback")
    page = open_page()
    page.route(POST, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        ward_box(page, "Edgeley").check()
    page.unroute(POST)
    ward_box(page, "Manor").check()
    settled(page)
    assert "Edgeley and Manor" in lead(page)


def test_after_a_failure_going_back_to_the_view_before_is_answered(
    open_page: Open, console: Console
) -> None:
    console.forgive("net::ERR_", "Callback", "Failed to fetch", "callback")
    page = open_page()
    choose(page, ward_box(page, "Edgeley"))
    before = findings(page)
    page.route(POST, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        ward_box(page, "Manor").check()
    page.unroute(POST)
    ward_box(page, "Manor").uncheck()
    settled(page)
    assert findings(page) == before


def test_an_error_of_the_server_keeps_the_page_and_the_next_change_works(
    open_page: Open, console: Console
) -> None:
    console.forgive("500", "Callback", "callback")
    page = open_page()
    page.route(POST, lambda route: route.fulfill(status=500, body="no"))
    with page.expect_response(POST):
        ward_box(page, "Edgeley").check()
    assert lead(page).startswith("Stockport: ")
    page.unroute(POST)
    ward_box(page, "Manor").check()
    settled(page)
    assert "Edgeley and Manor" in lead(page)


@pytest.mark.parametrize("name", ["geography", "ind-imd_2025", "areas"])
def test_without_the_maps_files_there_is_a_sentence_and_everything_else(
    open_page: Open, console: Console, name: str
) -> None:
    console.forgive("net::ERR_")

    def lose(page: Page) -> None:
        page.route(f"**/files/{name}.*.json", lambda route: route.abort())

    page = open_page("?ward=E05015018", wait=False, before=lose)
    expect(page.locator("#legend")).to_contain_text("The map could not load")
    assert "Brinnington & Stockport Central: 7 of 191" in headline(page)
    assert page.locator("#panel-areas tbody tr").count() == 7
    mark(page, "wards", "1 of 21, Brinnington").click()
    page.wait_for_function("!document.body.classList.contains('waiting')")
    expect(page.locator("#headline .lead")).to_contain_text("Stockport: ")


def test_without_the_ward_outlines_the_areas_are_still_drawn(
    open_page: Open, console: Console
) -> None:
    console.forgive("net::ERR_")
    page = open_page(
        wait=False,
        before=lambda page: page.route("**/files/wards.*.json", lambda route: route.abort()),
    )
    page.wait_for_function("window.explorer && explorer.areas.layer('E01005744')")
    expect(page.locator("#trouble")).to_contain_text("The outlines of the wards could not load")
    expect(page.locator("#legend li")).to_have_count(5)
    choose(page, ward_box(page, "Edgeley"))
    assert len(bright(page)) < 20


def test_find_says_when_it_cannot_be_reached(open_page: Open, console: Console) -> None:
    console.forgive("net::ERR_")
    page = open_page()
    page.route("**/find?*", lambda route: route.abort())
    page.locator("#find").press_sequentially("edgeley")
    expect(page.locator("#find-answer")).to_have_text("The search could not be reached. Try again.")
    assert page.locator("#found").is_hidden()


def test_a_reply_that_comes_late_is_not_shown(open_page: Open) -> None:
    page = open_page()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(POST, hold_the_first)
    with page.expect_request(POST):
        ward_box(page, "Edgeley").check()
    with page.expect_response(POST):
        ward_box(page, "Manor").check()
    settled(page)
    assert "Edgeley and Manor" in lead(page)
    shown = findings(page)
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert findings(page) == shown
    assert not page.locator("body.waiting").count()


def test_a_reply_that_is_not_understood_does_not_break_the_page(
    open_page: Open, console: Console
) -> None:
    console.forgive("JSON", "Unexpected", "callback", "Callback")
    page = open_page()
    body = '{"multi":true,"response":{"reply":{"value":"<html>proxy</html>"}}}'
    page.route(POST, lambda route: route.fulfill(body=body, content_type="application/json"))
    with page.expect_response(POST):
        ward_box(page, "Edgeley").check()
    page.unroute(POST)
    ward_box(page, "Manor").check()
    settled(page)
    assert "Edgeley and Manor" in lead(page)
    assert "proxy" not in text(page, "body")
    assert "proxy" not in status(page)


def test_old_and_new_figures_are_never_mixed(open_page: Open) -> None:
    """A page that is open while the bundle is exchanged keeps its figures until loaded again."""

    def newer(route: Route) -> None:
        reply = route.fetch()
        body = re.sub(r"edition(\W+)\w+", r"edition\1newer", reply.text())
        route.fulfill(response=reply, body=body)

    page = open_page()
    before = findings(page)
    page.route(POST, newer)
    ward_box(page, "Edgeley").check()
    said = page.locator("#outdated")
    expect(said).to_contain_text("The figures have been updated since you opened this page")
    assert findings(page) == before
    page.unroute(POST)
    said.get_by_role("button", name="Load this view again").click()
    expect(page.locator("#headline .lead")).to_contain_text("Edgeley")
    expect(said).to_be_hidden()
    assert filters(page) == {"ward": "E05015023"}


def test_a_file_that_is_gone_is_said_to_be_of_other_figures(
    open_page: Open, console: Console
) -> None:
    console.forgive("404")
    page = open_page()
    page.route(
        "**/files/ind-crime_2025.*.json", lambda route: route.fulfill(status=404, body="gone")
    )
    page.locator("#ind").select_option("crime_2025")
    expect(page.get_by_role("alert")).to_contain_text("The figures have been updated")
    expect(page.locator("#outdated")).to_be_visible()
