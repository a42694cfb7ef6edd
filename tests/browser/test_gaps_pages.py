"""The report checked and the board of data gaps in a browser: for everybody, at any width."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import fits_and_is_accessible, open_details

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["gaps/report", "gaps/missing"])
def test_pages_of_gaps_are_for_everybody_at_any_width(open_page: Open, path: str) -> None:
    page = open_page(path, wait=False)
    open_details(page)
    assert page.locator("main details:not([open])").count() == 0
    fits_and_is_accessible(page, 1366, 768, 360)


@pytest.mark.parametrize("path", ["gaps/report", "gaps/missing"])
def test_on_paper_nothing_of_a_claim_is_clipped_and_the_list_and_the_cards_stand(
    open_page: Open, path: str
) -> None:
    page = open_page(path, wait=False)
    assert_no_page_but_the_last_is_mostly_empty(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    wide = "e => e.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert page.locator(".claim:visible").count() > 10
    assert page.locator(".claim, .claim dl").evaluate_all(wide) == 0
    assert page.locator(".claim a:visible", has_text="Map").count() == 0
    if path == "gaps/missing":
        return
    assert page.locator(".by-verdict li:visible").count() == page.locator(".claim").count()
    assert page.locator(".claim.checkable dl:visible").count() > 10
    assert page.locator(".claim:not(.checkable):visible").count() == 0
    assert page.locator(".claim, .claims").evaluate_all(
        "all => all.every(one => getComputedStyle(one).breakInside === 'auto')"
    )


def assert_no_page_but_the_last_is_mostly_empty(page: Page) -> None:
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(sheets) > 1
    for at in range(len(sheets) - 1):
        inked = np.flatnonzero(sheets[at].render().to_numpy().min(axis=(1, 2)) < 200)
        assert inked.max() > 0.7 * sheets[at].get_height(), (page.url, at)


def test_a_link_of_a_claim_shows_the_areas_it_counts(open_page: Open) -> None:
    page = open_page("gaps/report", wait=False)
    page.get_by_role("link", name="Four areas in the most deprived 1%").click()
    claim = page.locator(".claim[open]")
    expect(claim).to_contain_text("Four areas are in the most deprived 1%")
    claim.get_by_role("link").first.click()
    expect(page.locator("#headline")).to_contain_text("5 areas you chose")
