"""When something does not come, the page keeps what it has and says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Console, Open, ready, settled
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
    take,
    text,
    ward_box,
    words,
)

pytestmark = pytest.mark.browser


NETWORK = ("net::ERR_", "Callback", "Failed to fetch", "callback", "500", "404", "JSON")


def late(page: Page) -> set[str]:
    """The parts of the page that are dimmed, because they are not yet what the view asks for."""
    return set((page.get_attribute("body", "data-stale") or "").split())


def change(page: Page, **values: str) -> None:
    """Change the view as a control would."""
    given = {key: value.split(",") for key, value in values.items()}
    page.evaluate("(given) => explorer.state.change(given, Object.keys(given)[0])", given)


def opacity(page: Page, selector: str) -> float:
    return float(
        page.locator(selector).first.evaluate("(element) => getComputedStyle(element).opacity")
    )


def assert_charts_are_dimmed_while_nothing_answers(page: Page) -> None:
    before = findings(page)
    page.route(POST, lambda route: route.abort())
    ward_box(page, "Edgeley").check()
    page.clock.run_for(2_000)
    said = page.locator("#trouble")
    expect(said).to_contain_text("The charts still show the view before.")
    expect(said).to_contain_text("The server has not answered; trying again.")
    assert findings(page) == before
    assert late(page) == {"charts"}
    assert opacity(page, "#charts .panel") < 1
    assert filters(page) == {"ward": "E05015023"}
    page.unroute(POST)
    page.clock.run_for(20_000)
    expect(page.locator("#headline .lead")).to_contain_text("Edgeley")
    expect(said).to_be_hidden()
    assert late(page) == set()


def assert_a_slow_answer_is_shown_when_it_comes(page: Page) -> None:
    held: list[Route] = []
    page.route(POST, lambda route: held.append(route))
    with page.expect_request(POST):
        ward_box(page, "Manor").check()
        page.clock.run_for(100)
    page.clock.run_for(2_000)
    expect(page.locator("#trouble")).to_contain_text("The server has not answered")
    held[0].continue_()
    expect(page.locator("#headline .lead")).to_contain_text("Edgeley and Manor")
    expect(page.locator("#trouble")).to_be_hidden()
    assert len(held) == 1
    page.unroute(POST)


def assert_a_slow_file_is_drawn_when_it_comes(page: Page) -> None:
    held: list[Route] = []
    page.route("**/files/ind-crime_2025.*", lambda route: held.append(route))
    change(page, ind="crime_2025")
    page.clock.run_for(2_000)
    pending = page.locator("#pending")
    expect(pending).to_contain_text("The map still shows Index of Multiple Deprivation 2025.")
    expect(pending).to_contain_text("still loading")
    assert "areas" in late(page)
    assert opacity(page, "#map .leaflet-overlay-pane") < 0.5
    held[0].continue_()
    expect(pending).to_be_hidden()
    expect(page.locator("#legend h2")).to_contain_text("Crime")


def test_what_takes_long_is_said_and_shown_when_it_comes(open_page: Open, console: Console) -> None:
    console.forgive(*NETWORK)
    page = open_page(before=lambda page: page.clock.install())
    assert_charts_are_dimmed_while_nothing_answers(page)
    assert_a_slow_answer_is_shown_when_it_comes(page)
    assert_a_slow_file_is_drawn_when_it_comes(page)


def fulfil(status: int, body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body=body, content_type="application/json")


def cut(route: Route) -> None:
    answer = route.fetch()
    body = answer.text()
    route.fulfill(status=200, body=body[: len(body) // 2], content_type="application/json")


FAILURES: dict[str, Callable[[Route], None]] = {
    "no connection": lambda route: route.abort(),
    "an error": fulfil(500, "no"),
    "a page in its place": fulfil(200, "<!doctype html>"),
    "half of it": cut,
    "another file": fulfil(200, '{"key": "another"}'),
    "nothing": fulfil(200, ""),
}


@dataclass(frozen=True)
class Part:
    """A part of the map, a change of it, the file that needs, and what is said of it."""

    name: str
    change: dict[str, str]
    file: str
    said: str
    legend: str
    how: str


# By view: what fails on its page, one part after the other.
PARTS = {
    "": (
        Part(
            name="areas",
            change={"ind": "crime_2025"},
            file="files/ind-crime_2025.*",
            said="The map still shows Index of Multiple Deprivation 2025. Crime",
            legend="legend",
            how="no connection",
        ),
        Part(
            name="areas",
            change={"with": "income_2025", "as": "pair"},
            file="map/*/crime_2025+income_2025.json",
            said="The map still shows Crime deprivation 2025. Crime",
            legend="legend",
            how="an error",
        ),
    ),
    "?ind=uptake_first_16_plus&date=2021-03-21": (
        Part(
            name="areas",
            change={"ind": "health_2025"},
            file="files/ind-health_2025.*",
            said="The map still shows First dose",
            legend="legend",
            how="half of it",
        ),
    ),
    "?with=income_2025&as=beside&over=circles,practices,names,wards": (
        Part(
            name="second",
            change={"with": "crime_2025"},
            file="files/ind-crime_2025.*",
            said="The second map still shows Income",
            legend="second-legend",
            how="a page in its place",
        ),
        Part(
            name="circles",
            change={"circle": "age_60_plus_count_2022"},
            file="files/ind-age_60_plus_count_2022.*",
            said="The circles still count",
            legend="circle-legend",
            how="another file",
        ),
        Part(
            name="practices",
            change={"practice": "qof_asthma_2020_21"},
            file="files/ind-qof_asthma_2020_21.*",
            said="The practices still show",
            legend="practice-legend",
            how="nothing",
        ),
    ),
    "?over=names,wards": (
        Part(
            name="clusters",
            change={"over": "clusters,names,wards"},
            file="files/clusters-imd_2025.*",
            said="The clusters could not be loaded",
            legend="cluster-legend",
            how="no connection",
        ),
        Part(
            name="practices",
            change={"over": "clusters,practices,names,wards"},
            file="files/practices.*",
            said="The practices could not be loaded",
            legend="practice-legend",
            how="half of it",
        ),
    ),
}


def as_served(page: Page, fragment: str) -> tuple[str, str]:
    """What a fragment says on the page, and in a fresh answer to the view in the address bar."""
    fresh = page.evaluate(
        """async (id) => {
          const text = await (await fetch(location.href)).text();
          return new DOMParser().parseFromString(text, "text/html").getElementById(id).textContent;
        }""",
        fragment,
    )
    return words(page.text_content(f"#{fragment}") or ""), words(fresh)


@pytest.mark.parametrize("query", PARTS)
def test_what_failed_is_dimmed_and_named_until_the_next_change_brings_it(
    open_page: Open, console: Console, query: str
) -> None:
    console.forgive(*NETWORK)
    page = open_page(query)
    pending = page.locator("#pending")
    for part in PARTS[query]:
        shown = page.text_content(f"#{part.legend}") or ""
        page.route(f"**/{part.file}", FAILURES[part.how])
        change(page, **part.change)
        expect(pending).to_contain_text(part.said)
        expect(pending).to_contain_text("could not be loaded; trying again.")
        change(page, q="1")
        settled(page)
        assert late(page) == {part.name}
        assert words(page.text_content(f"#{part.legend}") or "").startswith(words(shown)[:40])
        if page.locator(f"#{part.legend}").is_visible():
            assert opacity(page, f"#{part.legend}") < 0.5
        page.unroute(f"**/{part.file}")
        change(page, q="2")
        expect(pending).to_be_hidden()
        settled(page)
        assert late(page) == set()
        said, served = as_served(page, part.legend)
        assert said == served
        assert opacity(page, f"#{part.legend}") == 1


def test_what_failed_is_asked_for_when_the_browser_is_online_again(
    open_page: Open, console: Console
) -> None:
    console.forgive(*NETWORK)
    page = open_page("?over=circles,names,wards", apart=True)  # with no file kept from before
    page.context.set_offline(True)
    change(page, ind="health_2025", circle="age_60_plus_count_2022")
    expect(page.locator("#pending")).to_contain_text("The circles still count")
    expect(page.locator("#trouble")).to_contain_text("The charts still show the view before")
    assert late(page) == {"areas", "circles", "charts"}
    page.context.set_offline(False)
    expect(page.locator("#pending")).to_be_hidden()
    expect(page.locator("#trouble")).to_be_hidden()
    settled(page)
    for fragment in ("legend", "circle-legend", "headline"):
        said, served = as_served(page, fragment)
        assert said == served


def test_without_the_maps_files_there_is_a_sentence_and_everything_else_until_they_come(
    open_page: Open, console: Console
) -> None:
    console.forgive(*NETWORK)
    page = open_page("help", wait=False, apart=True)  # with no file kept from before
    for name in ("geography", "ind-imd_2025", "areas", "wards"):
        pattern = f"**/files/{name}.*.json"
        page.route(pattern, lambda route: route.abort())
        page.goto("/map?ward=E05015018")
        missing = "The outlines of the wards" if name == "wards" else "The map"
        expect(page.locator("#pending")).to_contain_text(f"{missing} could not be loaded")
        assert "Brinnington & Stockport Central: 7 of 191" in headline(page)
        assert page.locator("#panel-areas tbody tr").count() == 7
        mark(page, "wards", "1 of 21, Brinnington").click()
        expect(page.locator("#headline .lead")).to_contain_text("Stockport: ")
        page.unroute(pattern)
        change(page, q="1")
        ready(page)
        settled(page)
        expect(page.locator("#pending")).to_be_hidden()
        assert 0 < len(bright(page)) < 60


def assert_find_says_that_it_cannot_be_reached(page: Page) -> None:
    page.route("**/find?*", lambda route: route.abort())
    page.locator("#find").press_sequentially("edgeley")
    expect(page.locator("#find-answer")).to_have_text("The search could not be reached. Try again.")
    assert page.locator("#found").is_hidden()


def assert_the_view_before_is_answered_after_a_failure(page: Page) -> None:
    choose(page, ward_box(page, "Edgeley"))
    before = findings(page)
    page.route(POST, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        ward_box(page, "Manor").check()
    page.unroute(POST)
    ward_box(page, "Manor").uncheck()
    settled(page)
    assert findings(page) == before
    assert late(page) == set()


def assert_a_reply_that_comes_late_is_not_shown(page: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(POST, hold_the_first)
    with page.expect_request(POST):
        ward_box(page, "Heald Green").check()
    with page.expect_response(POST):
        ward_box(page, "Manor").check()
    settled(page)
    shown = findings(page)
    assert "Heald Green" in shown["headline"]
    assert "Manor" in shown["headline"]
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert findings(page) == shown
    assert not page.locator("body.waiting").count()


PROXY = '{"multi":true,"response":{"reply":{"value":"<html>proxy</html>"}}}'
REPLIES = {
    "no connection": lambda route: route.abort(),
    "an error": fulfil(500, "no"),
    "what is not understood": fulfil(200, PROXY),
}


def test_whatever_becomes_of_a_reply_the_next_change_is_answered(
    open_page: Open, console: Console
) -> None:
    console.forgive(*NETWORK, "Unexpected")
    page = open_page()
    for why, answer in REPLIES.items():
        page.route(POST, answer)
        with page.expect_event("requestfailed" if why == "no connection" else "requestfinished"):
            ward_box(page, "Edgeley").check()
        assert lead(page).startswith("Stockport: "), why
        page.unroute(POST)
        ward_box(page, "Manor").check()
        settled(page)
        assert "Edgeley and Manor" in lead(page), why
        assert "proxy" not in text(page, "body")
        assert "proxy" not in status(page)
        change(page, ward="")
        settled(page)
    assert_the_view_before_is_answered_after_a_failure(page)
    assert_a_reply_that_comes_late_is_not_shown(page)
    assert_find_says_that_it_cannot_be_reached(page)


def test_old_and_new_figures_are_never_mixed(open_page: Open, console: Console) -> None:
    """A page that is open while the bundle is exchanged keeps its figures until loaded again."""
    console.forgive("404")

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
    page.wait_for_function("document.body.dataset.stale === 'charts'")
    page.unroute(POST)
    said.get_by_role("button", name="Load this view again").click()
    expect(page.locator("#headline .lead")).to_contain_text("Edgeley")
    expect(said).to_be_hidden()
    assert filters(page) == {"ward": "E05015023"}
    ready(page)
    assert_a_file_that_is_gone_is_said_to_be_of_other_figures(page)


def assert_a_file_that_is_gone_is_said_to_be_of_other_figures(page: Page) -> None:
    page.route(
        "**/files/ind-crime_2025.*.json", lambda route: route.fulfill(status=404, body="gone")
    )
    take(page, "crime_2025")
    expect(page.locator("#outdated")).to_contain_text("The figures have been updated")
    expect(page.locator("#outdated")).to_be_visible()
    assert "areas" in late(page)
    expect(page.locator("#pending")).to_contain_text("The map still shows")
