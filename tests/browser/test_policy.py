"""The page runs under its own content security policy, and under a path of a larger site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from settings import Settings
from tests.browser.conftest import Console, Open, ready, serve, settled
from tests.browser.screen import bright, lead, take, ward_box

pytestmark = pytest.mark.browser

LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));"""


def listen(page: Page) -> None:
    page.add_init_script(LISTEN)


def test_nothing_a_reader_does_meets_the_policy_and_it_lets_no_inline_script_run(
    open_page: Open, console: Console
) -> None:
    page = open_page("?over=wards,names,practices", before=listen)
    take(page, "crime_2025")
    ward_box(page, "Edgeley").check()
    settled(page)
    page.locator("#find").fill("SK1")
    page.wait_for_selector("#found li")
    page.locator("#mapbox .leaflet-container").focus()
    page.keyboard.press("ArrowDown")
    page.locator(".leaflet-control-zoom-in").click()
    assert page.evaluate("window.refused") == []
    assert console.held_against() == []
    console.forgive("Content Security Policy")
    page.evaluate(
        """() => { const one = document.createElement("script");
        one.textContent = "window.ran = true"; document.body.append(one); }"""
    )
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.refused.some((one) => one.startsWith('script-src'))")


@pytest.fixture(scope="module")
def beneath() -> Iterator[str]:
    yield from serve(Settings(prefix="/public-health/inequalities/"))


@pytest.fixture
def open_beneath(
    browser: Browser, beneath: str, console: Console
) -> Iterator[Callable[[str], Page]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})

    def open_view(query: str) -> Page:
        page = context.new_page()
        console.listen(page)
        page.add_init_script(LISTEN)
        page.goto(f"{beneath}/public-health/inequalities{query}")
        ready(page)
        return page

    yield open_view
    context.close()
    assert console.held_against() == []


def test_everything_works_under_a_path_prefix(open_beneath: Callable[[str], Page]) -> None:
    page = open_beneath("?ward=E05015018")  # without its last slash it leads to the page
    assert page.url.endswith("/inequalities/map?ward=E05015018")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert lead(page).startswith("Brinnington")
    ward_box(page, "Edgeley").check()
    settled(page)
    take(page, "crime_2025")
    page.locator("#find").fill("SK1")
    page.wait_for_selector("#found li")
    assert 0 < len(bright(page)) < 191
    assert "/public-health/inequalities/map?" in page.url
    assert asked
    assert all("/public-health/inequalities/" in one for one in asked)
    with page.expect_download() as download:
        page.locator("a[href*='download/']").first.evaluate("link => link.click()")
    assert "/public-health/inequalities/download/" in download.value.url
    assert page.evaluate("window.refused") == []
