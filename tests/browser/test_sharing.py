"""Handing out a view: the button, the page behind it, and what is copied from it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, settled
from tests.browser.screen import (
    opened,
    ward_box,
    words,
)
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def test_the_share_button_leads_to_the_view_that_is_shown(come_to: Open) -> None:
    page = come_to()
    ward_box(page, "Edgeley").check()
    settled(page)
    opened(page, "sharing").get_by_role("link", name="Share or embed").click()
    page.wait_for_url("**/share?ward=*")
    assert page.input_value("#link-text").split("?")[1] == page.url.split("?")[1]
    page.get_by_role("link", name="Back to the explorer").click()
    page.wait_for_url("**/map?ward=*")
    assert ward_box(page, "Edgeley").is_checked()


def test_a_chart_hands_out_its_picture_and_its_own_lines(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    panel = page.locator("#panel-wards")
    with page.expect_download() as download:
        panel.get_by_text("Actions").click()
        panel.get_by_role("link", name="Picture (PNG)").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"[a-z]+_wards_[a-z0-9-]+_[a-z-]+_\d{4}-\d\d-\d\d\.png", name), name
    panel.get_by_role("link", name="Share or embed").click()
    page.wait_for_url("**/share?show=wards&ward=E05015018")
    assert "embed?show=wards" in page.input_value("#frame-text")
    frame = page.frame_locator("iframe")
    assert words(frame.locator("h1").inner_text()).startswith("How deprived is each ward")


def test_what_is_chosen_is_shown_at_once_and_the_focus_stays(open_page: Open) -> None:
    page = open_page("share", wait=False)
    page.get_by_label("the ward", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_url("**change=ward*")
    expect(page.locator("#frame-text")).to_have_value(re.compile("change=ward"))
    expect(page.get_by_label("the ward", exact=True)).to_be_focused()
    expect(page.locator("#status")).to_contain_text("preview")
    page.get_by_label("Map or chart").select_option("deciles")
    expect(page.locator("#frame-text")).to_have_value(re.compile("show=deciles&amp;change=ward"))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_contain_text("decile")
    frame.get_by_label("Ward").select_option("E05015025")
    expect(frame.locator("#hint")).to_have_text("Press Show to see what you chose.")


def test_a_builder_without_scripts_makes_the_lines_too(open_page: Open) -> None:
    page = open_page("share", wait=False, java_script_enabled=False)
    page.get_by_label("Map or chart").select_option("deciles")
    page.get_by_label("the ward", exact=True).check()
    page.get_by_label("Height in pixels").fill("555")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**show=deciles*")
    lines = page.input_value("#frame-text")
    assert "embed?show=deciles&amp;change=ward" in lines
    assert 'height="555"' in lines
    assert page.locator("[data-copy]:visible").count() == 0


def test_lines_are_copied_or_selected_with_a_word(open_page: Open) -> None:
    page = open_page("share", wait=False, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy=frame-text]").click()
    page.wait_for_function("document.getElementById('status').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r", "") == page.input_value("#frame-text")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator("[data-copy=link-text]").click()
    assert page.inner_text("[data-copy=frame-text]") == "Copy"
    assert "Ctrl and C" in (page.text_content("#status") or "")


@pytest.mark.parametrize(("query", "width"), [("", 1200), ("?show=wards&change=ward", 360)])
def test_axe_finds_nothing_where_views_are_handed_out(
    open_page: Open, query: str, width: int
) -> None:
    page = open_page(f"share{query}", wait=False, viewport={"width": width, "height": 900})
    page.frame_locator("iframe").locator("h1").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
