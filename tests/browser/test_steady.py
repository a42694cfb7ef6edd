"""What stays where it is: the page when an area is picked, the list when rows are chosen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, settled
from tests.browser.screen import click_area, filters, headline, look_at, spot, text

pytestmark = pytest.mark.browser

AREA = "explorer.state.values().area"
ZOOM = "explorer.areas.layer(explorer.areas.shown().level.codes[0])._map.getZoom()"
# Where everything in sight begins that a reader finds their way by.
BOXES = """() => Object.fromEntries([...document.querySelectorAll(
    "h1, h2, .panel, #headline .lead, #chips, #legend, #map, #findings, #panel, .strip, .selected")]
  .filter((one) => one.checkVisibility())
  .map((one, at) => {
    const { left, top } = one.getBoundingClientRect();
    return [`${at} ${one.id || one.className || one.textContent}`, [left, top]];
  }).filter(([, [, top]]) => top > -innerHeight && top < innerHeight))"""
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const moved = entry.sources.map(({ node }) => node)
        .filter((node) => node && node.nodeType === 1 && !node.closest("#card, .leaflet-pane"));
      shifts.push(...moved.map((node) => node.outerHTML.slice(0, 80)));
    }
  }).observe({ type: "layout-shift" });
}"""
IN_SIGHT = """(number) => {
  const { level } = explorer.areas.shown();
  const map = explorer.areas.layer(level.codes[0])._map;
  const { x, y } = map.getSize();
  return level.codes.filter((_, at) => {
    const point = map.latLngToContainerPoint(level.points[at]);
    const box = map.getContainer().getBoundingClientRect();
    const top = document.elementFromPoint(box.left + point.x, box.top + point.y);
    const free = top && map.getContainer().contains(top) && !top.closest(".leaflet-control");
    return free && point.x > 60 && point.x < x - 60 && point.y > 60 && point.y < y - 60;
  }).slice(0, number);
}"""


@pytest.mark.parametrize(
    ("query", "width"),
    [
        ("", 1440),
        ("?ind=ethnic_asian_share_2021&ward=E05015018", 1440),
        ("?ind=uptake_first_16_plus", 1100),
        ("?ind=uptake_first_16_plus", 390),
    ],
)
def test_nothing_moves_when_areas_are_picked(come_to: Open, query: str, width: int) -> None:
    page = come_to(query, viewport={"width": width, "height": 900})
    page.locator("#map").scroll_into_view_if_needed()
    page.evaluate(SHIFTS)
    before = page.evaluate(BOXES)
    for code in page.evaluate(IN_SIGHT, 3):
        click_area(page, code)
        moved = {name: (before.get(name), at) for name, at in page.evaluate(BOXES).items()
                 if before.get(name) != at}  # fmt: skip
        assert moved == {}, code
    assert page.evaluate("shifts") == []


def zoomed(page: Page, start: float) -> None:
    page.wait_for_function(f"(start) => {ZOOM} > start", arg=start)


def test_a_double_click_only_zooms(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    first, other = page.evaluate(IN_SIGHT, 20)[::19]
    entries = page.evaluate("history.length")
    start = page.evaluate(ZOOM)
    page.mouse.dblclick(*spot(page, first))
    zoomed(page, start)
    assert page.evaluate(AREA) == ""
    look_at(page, other)
    click_area(page, other)  # by now the first would have been picked too
    assert filters(page)["area"] == other
    assert page.evaluate("history.length") == entries + 1


def test_a_slow_double_click_leaves_what_was_picked(open_page: Open) -> None:
    page = open_page("?area=E01005744", reduced_motion="reduce")
    code = page.evaluate(IN_SIGHT, 1)[0]
    where = spot(page, code)
    page.mouse.click(*where)
    page.wait_for_function(f"{AREA}.includes(',')")
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_function(f"{AREA} === 'E01005744'")
    settled(page)


def test_a_double_click_on_the_second_map_only_zooms(open_page: Open) -> None:
    page = open_page("?with=income_2025&as=beside", reduced_motion="reduce")
    page.wait_for_function("explorer.beside.map() !== null")
    start = page.evaluate(ZOOM)
    box: Any = page.locator("#second-map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.dblclick(*middle)
    zoomed(page, start)
    assert page.evaluate(AREA) == ""
    page.mouse.click(*middle)
    page.wait_for_function(f"{AREA} !== ''")
    assert len(page.evaluate(AREA).split(",")) == 1


def test_a_double_tap_only_zooms(open_page: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    page = open_page(reduced_motion="reduce", **phone)
    first, other = page.evaluate(IN_SIGHT, 20)[::19]
    where = spot(page, first)
    start = page.evaluate(ZOOM)
    page.touchscreen.tap(*where)
    page.touchscreen.tap(*where)
    zoomed(page, start)
    look_at(page, other)
    page.touchscreen.tap(*spot(page, other))
    page.wait_for_function(f"{AREA} !== ''")
    assert page.evaluate(AREA) == other


@pytest.mark.parametrize("query", ["?ward=E05015018,E05015019", "?ind=uptake_first_16_plus"])
def test_choosing_rows_keeps_the_list_and_adds(come_to: Open, query: str) -> None:
    page = come_to(query)
    names = "(all) => all.map((one) => one.textContent)"
    rows = page.locator("#panel-areas tbody th a")
    before = rows.evaluate_all(names)
    where = "(row) => row.getBoundingClientRect().top"
    rows.nth(4).evaluate("(row) => row.scrollIntoView({ block: 'center' })")
    top = rows.nth(4).evaluate(where)
    for number in (5, 3, 4):
        rows.nth(number).click()
        settled(page)
        assert rows.evaluate_all(names) == before
    chosen = page.locator('#panel-areas tbody a[aria-current="true"]')
    assert chosen.all_inner_texts() == [before[at] for at in (3, 4, 5)]
    assert abs(rows.nth(4).evaluate(where) - top) < 1
    if "uptake" in query:
        for at in (3, 4, 5):
            assert before[at] in headline(page)
            assert f"{before[at]} (neighbourhood)" in text(page, "#chips")
    rows.nth(3).click()
    settled(page)
    assert chosen.count() == 2
