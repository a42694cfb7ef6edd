"""Pages whose parts are exchanged: what does not come is dimmed, said, and asked for again."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PATIENCE, Console, Open

pytestmark = pytest.mark.browser

# The page, a control with the value that is chosen first and then, and the part that answers.
PAGES = {
    "gaps": ("#cut", "5", "30", "#tails .finding >> nth=0", "cut"),
    "reach": ("#floor", "92", "99", "#below .finding", "floor"),
}


def choose(page: Page, control: str, value: str) -> None:
    page.locator(control).evaluate(
        """(one, value) => {
          one.value = value;
          for (const kind of ["input", "change"]) {
            one.dispatchEvent(new Event(kind, { bubbles: true }));
          }
        }""",
        value,
    )


def assert_an_answer_that_is_lost_is_said_and_asked_for_again(page: Page, name: str) -> None:
    control, first, then, part, key = PAGES[name]
    choose(page, control, first)
    expect(page).to_have_url(re.compile(f"{key}={first}"))
    before = page.locator(part).inner_text()
    page.context.set_offline(True)
    choose(page, control, then)
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#trouble")).to_contain_text("not answered")
    expect(page.locator("body")).to_have_class(re.compile("waiting"))
    assert page.locator(part).inner_text() == before
    page.context.set_offline(False)
    expect(page).to_have_url(re.compile(f"{key}={then}"))
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("body")).not_to_have_class(re.compile("waiting"))
    expect(page.locator(part)).not_to_have_text(before)


def assert_a_refusal_and_an_old_answer_change_nothing(page: Page, name: str) -> None:
    control, first, then, _, key = PAGES[name]
    held: list[Route] = []

    def hold(route: Route) -> None:
        if f"{key}={first}" in route.request.url:
            held.append(route)
        else:
            route.fulfill(status=503, body="<p>busy")

    page.route(re.compile(rf"/{name}\?"), hold)
    choose(page, control, first)
    page.wait_for_function("document.body.classList.contains('waiting')")
    expect(page.locator("#trouble")).to_contain_text("Still loading")
    choose(page, control, then)
    expect(page.locator("#trouble")).to_contain_text("not answered")
    assert "busy" not in page.locator("main").inner_text()
    page.unroute(re.compile(rf"/{name}\?"))
    expect(page).to_have_url(re.compile(f"{key}={then}"))
    expect(page.locator("#trouble")).to_be_hidden()
    assert len(held) == 1


def assert_back_is_not_undone_by_a_choice_that_was_still_waiting(page: Page, name: str) -> None:
    control, first, then, _, key = PAGES[name]
    choose(page, control, first)
    expect(page).to_have_url(re.compile(f"{key}={first}"))
    page.evaluate(
        """([control, value]) => {
          const one = document.querySelector(control);
          one.value = value;
          one.dispatchEvent(new Event("input", { bubbles: true }));
          one.dispatchEvent(new Event("change", { bubbles: true }));
          window.dispatchEvent(new PopStateEvent("popstate"));
        }""",
        [control, then],
    )
    page.evaluate("new Promise((later) => setTimeout(later, 300))")  # due after the choice's own
    page.wait_for_function("!document.body.classList.contains('waiting')")
    assert f"{key}={first}" in page.url


@pytest.mark.parametrize("name", PAGES)
def test_what_is_lost_refused_or_late_is_said_and_changes_nothing(
    open_page: Open, console: Console, name: str
) -> None:
    console.forgive("Failed to load resource", "ERR_INTERNET_DISCONNECTED", "503")
    page = open_page(name, wait=False, apart=True)
    for check in (
        assert_back_is_not_undone_by_a_choice_that_was_still_waiting,
        assert_an_answer_that_is_lost_is_said_and_asked_for_again,
        assert_a_refusal_and_an_old_answer_change_nothing,
    ):
        page.goto(f"/{name}")
        check(page, name)


def test_a_plan_that_was_asked_for_again_is_worked_out_again(open_page: Open) -> None:
    plans: list[str] = []
    page = open_page(
        "reach?ind=uptake_first_50_plus&venues=library,pharmacy&walk=1370",
        wait=False,
        before=lambda page: page.route(
            "**/reach/plan?*", lambda route: plans.append(route.request.url)
        ),
    )
    for wanted in range(1, 5):
        until = time.monotonic() + PATIENCE / 1000
        while len(plans) < wanted and time.monotonic() < until:
            page.wait_for_timeout(20)
        assert len(plans) == wanted
        page.locator("#reach-form").evaluate("form => form.requestSubmit()")
