"""Readers who set larger letters in their browser: breakpoints follow, nothing lies on anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, ready
from tests.browser.test_layout import SIDEWAYS, STICKING

pytestmark = pytest.mark.browser

PAGES = (
    "?ward=E05015018,E05015019&q=1,2&over=practices,circles,wards,names",
    "?ind=uptake_first_16_plus&area=E01005744,E01005760&with=income_2025",
    "share?show=wards&ward=E05015018",
    "embed?show=map&ward=E05015018&change=ind,ward",
    "embed?show=wards&change=rankby",
)
# Words that lie on other words or on a control, and words cut off by a box that cannot be scrolled.
OVERLAPS = """() => {
  const left = ".unseen, .skip, .leaflet-container, .picture, svg, caption, option, script, " +
    "style, noscript, textarea";
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(left);
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (!textContent.trim() || !shown(parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const rect of range.getClientRects()) {
      if (rect.width > 1) boxes.push([textContent.trim().slice(0, 40), rect, parentElement]);
    }
  }
  const controls = "input:not([type=hidden]), select, button, iframe, svg.chart";
  for (const one of document.querySelectorAll(controls)) {
    if (one.checkVisibility() && !one.closest(".unseen, .leaflet-container")) {
      boxes.push([one.id || one.name || one.tagName, one.getBoundingClientRect(), one]);
    }
  }
  const clip = (rect, from) => {
    const { left, right, top, bottom } = rect;
    const box = { left, right, top, bottom, cut: false };
    for (let up = from.parentElement; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const edge = up.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      if (!scrolls && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1)) box.cut = true;
      box.left = Math.max(box.left, edge.left); box.right = Math.min(box.right, edge.right);
      box.top = Math.max(box.top, edge.top); box.bottom = Math.min(box.bottom, edge.bottom);
    }
    return box;
  };
  const seen = boxes.map(([words, rect, from]) => [words, clip(rect, from), from])
    .filter(([, box]) => box.right - box.left > 1 && box.bottom - box.top > 1);
  const cut = seen.filter(([, box]) => box.cut).map(([words]) => `cut: ${words}`);
  const on = seen.flatMap(([words, a, from], at) => seen.slice(at + 1)
    .filter(([, b, other]) => !from.contains(other) && !other.contains(from) &&
      a.left + 2 < b.right && b.left + 2 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom)
    .map(([other]) => `${words} / ${other}`));
  return [...cut, ...on];
}"""


def enlarge(page: Page, size: int) -> None:
    """Set the size of letters as the browser's settings do: media queries in em follow it."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size}})


# Names of wards on a map that lie on each other.
NAMES = """() => {
  const all = [...document.querySelectorAll(".ward-name:not(.hidden) > span")]
    .map((one) => [one.textContent, one.getBoundingClientRect()]);
  return all.flatMap(([name, a], at) => all.slice(at + 1).filter(([, b]) => a.left + 4 < b.right &&
    b.left + 4 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom)
    .map(([other]) => `${name} / ${other}`));
}"""


SIZES = (20, 24, 32)
# What is wrong with a page: what overlaps, whether it scrolls sideways, what sticks out.
WRONG = f"[({OVERLAPS})(), {SIDEWAYS}, ({STICKING})()]"


def test_nothing_overlaps_in_larger_letters(open_page: Open) -> None:
    page = open_page("help", wait=False, apart=True)
    found = {}
    for size in SIZES:
        enlarge(page, size)
        for address in PAGES:
            path = f"/map{address}" if address.startswith("?") else f"/{address}"
            page.goto(path, wait_until="networkidle")  # scripts run after the first frame
            for width in (1280, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                lies, sideways, sticks = page.evaluate(WRONG)
                if lies or sideways or sticks:
                    found[address, size, width] = [*lies[:6], *sticks[:3], sideways]
        assert_names_of_two_maps_stand_free(page, size)
    assert found == {}


def assert_names_of_two_maps_stand_free(page: Page, size: int) -> None:
    page.goto("/map?with=income_2025&as=beside")
    ready(page)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{size}px"
    assert page.evaluate("(size) => !matchMedia(`(min-width: ${1441 / size}em)`).matches", size)
    for width in (1440, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            "() => { const map = explorer.areas.layer('E01005744')._map;"
            " return map.getSize().x === map.getContainer().clientWidth; }"
        )
        assert page.evaluate(NAMES) == [], (size, width)


def test_the_search_for_overlaps_finds_one(open_page: Open) -> None:
    page = open_page("share", wait=False)
    assert page.evaluate(OVERLAPS) == []
    page.evaluate("document.querySelector('h2').style.marginBottom = '-2em'")
    assert page.evaluate(OVERLAPS) != []
