"""The page that plans outreach in a browser: at once, for everybody, and on paper."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.screen import follow
from tests.browser.test_accessibility import fits_and_is_accessible

pytestmark = pytest.mark.browser

OLDER = "reach?ind=uptake_first_50_plus&venues=library,pharmacy"
ROWS = "#who tbody tr"


def planned(page: Page) -> None:
    """Wait for the venues."""
    expect(page.locator("#plan .venue-list")).to_be_visible(timeout=40_000)


def first_rows(page: Page) -> list[str]:
    return page.locator(f"{ROWS} th").all_inner_texts()[:5]


def assert_a_venue_is_pinned_with_its_cost_and_freed_again(page: Page) -> None:
    finding = page.locator("#plan .finding").first.inner_text()
    page.locator("#plan").get_by_role("link", name="Leave out").first.click()
    expect(page.locator("#plan")).to_contain_text("Leaving it out", timeout=40_000)
    assert "leave=" in page.url
    page.locator("#plan").get_by_role("link", name="Let the plan choose").last.click()
    expect(page.locator("#plan .finding").first).to_have_text(finding, timeout=40_000)
    assert "leave=" not in page.url


def test_a_slider_changes_the_list_at_once_and_a_venue_is_pinned_and_freed(open_page: Open) -> None:
    page = open_page(OLDER, wait=False)
    planned(page)
    assert_a_venue_is_pinned_with_its_cost_and_freed_again(page)
    before = first_rows(page)
    page.locator("#deprived").focus()
    page.keyboard.press("End")
    expect(page.locator("#who")).to_contain_text("50% deprivation")
    expect(page.locator("#said")).not_to_be_empty()
    after = first_rows(page)
    assert after != before
    assert "deprived=100" in page.url
    other = open_page("reach" + page.url.partition("/reach")[2], wait=False)
    assert first_rows(other) == after
    page.get_by_role("link", name="By people alone").click()
    expect(page.locator("#who")).to_contain_text("In order of people not reached.")
    assert first_rows(page) == before
    assert page.locator("#deprived").input_value() == "0"
    page.go_back()
    expect(page.locator("#who")).to_contain_text("50% deprivation")
    assert page.locator("#deprived").input_value() == "100"


def test_a_plan_can_be_cancelled(open_page: Open) -> None:
    page = open_page(
        f"{OLDER}&walk=1310",
        wait=False,
        before=lambda page: page.route("**/reach/plan?*", lambda _: None),
    )
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#progress")).to_contain_text("Cancelled.")
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_a_server_that_does_not_answer_is_said(open_page: Open, console: object) -> None:
    console.forgive("net::ERR_FAILED", "Failed to load resource")  # type: ignore[attr-defined]
    page = open_page(
        f"{OLDER}&walk=1320",
        wait=False,
        before=lambda page: page.route("**/reach/plan?*", lambda route: route.abort()),
    )
    expect(page.locator("#progress")).to_contain_text("could not be worked out")


def test_without_scripts_the_form_and_the_links_do_the_same(open_page: Open) -> None:
    page = open_page(f"{OLDER}&walk=1330", wait=False, java_script_enabled=False)
    assert page.get_by_role("button", name="Cancel").count() == 0
    follow(page.get_by_role("button", name="Show"))
    assert "floor=90" in page.url
    follow(page.get_by_role("link", name="Work out the venues and the call sheet"))
    assert page.locator("h1").inner_text() == "Whom to reach, and where"
    assert page.locator(".planned .picture").count() == 1


def test_reach_is_for_everybody_at_any_width(open_page: Open) -> None:
    page = open_page(f"{OLDER}&open=E02001187&deprived=40", wait=False)
    planned(page)
    fits_and_is_accessible(page, 1366, 768, 360)


def test_the_first_screen_holds_the_list(open_page: Open) -> None:
    page = open_page(OLDER, wait=False, viewport={"width": 1366, "height": 768})
    box = page.locator(ROWS).nth(3).bounding_box()
    assert box
    assert box["y"] + box["height"] < 768


def test_a_call_sheet_is_one_or_two_sides_of_paper(open_page: Open) -> None:
    page = open_page(OLDER.replace("reach?", "reach/sheet?"), wait=False)
    document = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert 1 <= len(document) <= 2
    text = " ".join(one.get_textpage().get_text_range() for one in document)
    plain = " ".join(text.split())
    assert "Neighbourhoods in order" in plain
    assert "Venues" in plain
    assert re.search(r"This plan: http\S+/reach\?", plain)
    assert "Back to the plan" not in plain
    for sheet in document:
        pixels = sheet.render(scale=1).to_numpy()[:, :, :3]
        inked = (pixels < 235).any(axis=2)
        assert not inked[:, -25:].any()
        assert not inked[:, :25].any()


def test_two_readers_plan_apart(open_page: Open) -> None:
    one = open_page(f"{OLDER}&k=1", wait=False)
    other = open_page(f"{OLDER}&k=4", wait=False, apart=True)
    for page in (one, other):
        planned(page)
    assert one.locator("#plan .mark").count() == 1
    assert other.locator("#plan .mark").count() == 4


# Tables wider than their box, and whether the box can be scrolled and leaves their names in place.
CUT = """() => [...document.querySelectorAll("main table")]
  .filter((table) => table.checkVisibility()).flatMap((table) => {
    const box = table.parentElement;
    const name = box.getAttribute("aria-label") || box.getAttribute("aria-labelledby");
    if (box.scrollWidth <= box.clientWidth) return [];
    box.scrollLeft = 10000;
    const edge = box.getBoundingClientRect().left;
    const stays = [...table.querySelectorAll("tbody tr:first-child > *")].some((one) =>
      one.offsetWidth && Math.abs(one.getBoundingClientRect().left - edge) < 1);
    const reached = box.tabIndex === 0 && getComputedStyle(box).overflowX === "auto";
    return stays && reached ? [`${name}: scrolls`] : [`${name}: cut`];
  })"""
OPEN = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def test_no_table_of_the_plan_or_of_its_call_sheet_is_cut(open_page: Open) -> None:
    page = open_page(OLDER, wait=False)
    planned(page)
    sheet = page.locator("#take").get_by_role("link", name="Call sheet, to print").first
    address = sheet.get_attribute("href")
    for path in (page.url, address):
        page.goto(str(path))
        page.evaluate(OPEN)
        found = {}
        for width, media in ((1366, "screen"), (360, "screen"), (703, "print")):
            page.emulate_media(media=media)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 768})
            found[width] = page.evaluate(CUT)
        assert found[1366] == found[703] == [], path
        assert not [one for one in found[360] if one.endswith(": cut")], path
