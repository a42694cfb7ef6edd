"""Areas that readers make on the map page: by pointer, by form and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, settled
from tests.browser.screen import bright, filters, opened, outlines, status, text

pytestmark = pytest.mark.browser


def drawn(page: Page) -> int:
    """How many thin dashed lines lie on the map."""
    return sum(one["dashes"] == "7 4" for one in outlines(page))


def test_a_circle_around_a_postcode_by_form(open_page: Open) -> None:
    page = open_page()
    opened(page, "draw-box")
    page.fill("#around", "sk1 3xe")
    page.get_by_role("button", name="Show circle").click()
    settled(page)
    page.wait_for_function("location.search.includes('near=SK13XE,800')")
    assert drawn(page) == 1
    assert 0 < len(bright(page)) < 191
    assert "circle of 800 m around SK1 3XE" in text(page, "#chips")
    page.fill("#around", "ZZ1 1ZZ")
    page.keyboard.press("Enter")
    settled(page)
    print(text(page, "#notice"), status(page), filters(page))
    assert "ZZ1 1ZZ" in text(page, "#notice")
    page.screenshot(path="/tmp/pen1.png")
