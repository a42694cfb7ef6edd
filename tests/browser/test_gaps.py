"""The page about inequality in a browser: at once, for everybody, without scripts too."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import fits_and_is_accessible

pytestmark = pytest.mark.browser


def test_a_slider_is_answered_in_its_part_and_the_way_back_is_kept(open_page: Open) -> None:
    page = open_page("gaps?by=imd_2019&cut=4", wait=False)
    before = page.locator("#tails .finding").first.inner_text()
    page.locator("#cut").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tails .finding").first).to_contain_text("10 of 190")
    expect(page).to_have_url(re.compile("cut=5"))
    expect(page.locator("#said")).to_contain_text("10 of 190")
    assert page.evaluate("document.activeElement.id") == "cut"
    page.go_back()
    expect(page.locator("#tails .finding").first).to_have_text(before)


def test_conditions_lead_to_the_map_of_the_areas(open_page: Open) -> None:
    page = open_page("gaps", wait=False)
    count = page.locator("#meeting .finding").inner_text().split(" ")[0]
    page.locator("#meeting").get_by_role("link", name="on the map").click()
    expect(page.locator("#panel-areas [aria-current=true], #chips").first).to_be_attached()
    assert page.url.count("E01") == int(count)


def test_without_scripts_the_forms_do_the_same(open_page: Open) -> None:
    page = open_page("gaps", wait=False, java_script_enabled=False)
    page.locator("#floor").fill("95")
    page.locator("#floors").get_by_role("button", name="Show").click()
    assert "floor=95" in page.url
    assert page.url.endswith("#floors")
    expect(page.locator("#floors .finding")).to_contain_text("floor")


def test_on_a_phone_the_first_screen_has_the_answer_and_an_open_form_stays_open(
    open_page: Open,
) -> None:
    page = open_page("gaps", wait=False, viewport={"width": 360, "height": 740})
    expect(page.locator("#cut")).to_be_hidden()
    finding = page.locator("#tails .finding").first
    box = finding.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 740
    page.locator("#tails .fold > summary").click()
    page.locator("#cut").focus()
    before = finding.inner_text()
    page.keyboard.press("ArrowLeft")
    expect(finding).not_to_have_text(before)
    expect(page.locator("#cut")).to_be_focused()
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator("#floor")).to_be_visible()
    expect(page.locator("#floors .fold > summary")).to_be_hidden()


@pytest.mark.parametrize("path", ["gaps", "gaps?split=ward&level=ward&above=1&count=people"])
def test_gaps_are_for_everybody_at_any_width(open_page: Open, path: str) -> None:
    fits_and_is_accessible(open_page(path, wait=False), 1366, 360)


def test_on_paper_there_is_no_control_and_nothing_is_cut(open_page: Open) -> None:
    page = open_page("gaps", wait=False)
    document = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    text = " ".join(one.get_textpage().get_text_range() for one in document)
    assert "How polarised is it?" in text
    assert "Download" not in text
    for sheet in document:
        pixels = sheet.render(scale=1).to_numpy()[:, :, :3]
        assert not (pixels < 235).any(axis=2)[:, -25:].any()
