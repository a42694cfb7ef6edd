"""The list of areas: ordered by its headings, ticked, downloaded; with a keyboard and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, settled
from tests.browser.screen import filters, follow, status
from tests.browser.test_layout import scrolls_sideways
from tests.browser.test_map_page import BOXES

pytestmark = pytest.mark.browser

ROWS = "#panel-areas tbody tr"
TICKED = '#panel-areas tbody a[aria-current="true"]'


def test_a_heading_orders_the_list_by_keyboard_and_the_address_keeps_it(come_to: Open) -> None:
    page = come_to("?area=E01005744,E01005760")
    ticked = page.locator(TICKED).all_inner_texts()
    assert len(ticked) == 2
    page.evaluate("document.getElementById('list').scrollIntoView()")
    boxes = page.evaluate(BOXES)
    name = page.locator("#panel-areas thead").get_by_role("link", name="Neighbourhood")
    name.focus()
    top = name.evaluate("(one) => one.getBoundingClientRect().top")
    for sort, aria in (("neighbourhood", "ascending"), ("-neighbourhood", "descending")):
        page.keyboard.press("Enter")
        settled(page)
        assert filters(page)["sort"] == sort
        expect(name).to_be_focused()
        expect(page.locator("#panel-areas th[aria-sort]")).to_have_attribute("aria-sort", aria)
        assert "List ordered by neighbourhood" in status(page)
        assert sorted(page.locator(TICKED).all_inner_texts()) == sorted(ticked)
        assert abs(name.evaluate("(one) => one.getBoundingClientRect().top") - top) < 1
    assert page.evaluate(BOXES) == boxes
    first = page.locator(ROWS).first.inner_text()
    page.reload()
    assert page.locator(ROWS).first.inner_text() == first
    page.go_back()
    expect(page.locator("#panel-areas th[aria-sort]")).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("width", [1366, 360])
def test_ticking_offers_a_file_and_moves_no_row(come_to: Open, width: int) -> None:
    page = come_to(viewport={"width": width, "height": 740})
    if width == 360:
        page.locator("#figures").click()
    page.evaluate("document.getElementById('list').scrollIntoView()")
    files = page.locator("#panel-areas .ticked a")
    assert files.count() == 0
    row = page.locator(ROWS).nth(1)
    row.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    top = row.evaluate("(one) => one.getBoundingClientRect().top")
    for number in (1, 2):
        page.locator("#panel-areas tbody th a").nth(number).click()
        settled(page)
        chosen = "chosen one" if number == 1 else f"{number} chosen"
        named = [f"Download the {chosen} ({kind})" for kind in ("CSV", "XLSX")]
        assert files.all_inner_texts() == named
        assert abs(row.evaluate("(one) => one.getBoundingClientRect().top") - top) < 1
        assert not scrolls_sideways(page)
    with page.expect_download() as found:
        files.first.click()
    assert len(found.value.path().read_text().splitlines()) == 3


def test_without_scripts_a_heading_leads_to_the_list_in_its_order(open_page: Open) -> None:
    page = open_page("?area=E01005744", wait=False, java_script_enabled=False)
    follow(page.locator("#panel-areas thead").get_by_role("link", name="Ward"))
    assert filters(page) == {"area": "E01005744", "sort": "ward"}
    expect(page.locator("#panel-areas h2")).to_be_in_viewport()
    assert page.locator(TICKED).count() == 1
    assert page.locator(ROWS).count() > 20
