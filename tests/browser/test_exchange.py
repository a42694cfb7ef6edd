"""Pages whose parts are exchanged: what does not come is dimmed, said, and asked for again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Console, Open

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


@pytest.mark.parametrize("name", PAGES)
def test_an_answer_that_is_lost_is_said_and_asked_for_again(
    open_page: Open, console: Console, name: str
) -> None:
    console.forgive("Failed to load resource", "ERR_INTERNET_DISCONNECTED")
    control, first, then, part, key = PAGES[name]
    page = open_page(name, wait=False, apart=True)
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


@pytest.mark.parametrize("name", PAGES)
def test_a_refusal_and_an_old_answer_change_nothing(
    open_page: Open, console: Console, name: str
) -> None:
    console.forgive("Failed to load resource", "503")
    control, first, then, _, key = PAGES[name]
    page = open_page(name, wait=False, apart=True)
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
