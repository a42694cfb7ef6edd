"""The page of the map: its share of the screen, that it never moves, how soon things are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from callbacks.answer import Explorer
from tests.browser.conftest import Open, ready, settled
from tests.browser.screen import (
    POST,
    bright,
    click_area,
    control,
    group,
    opened,
    show,
    take,
    ward_box,
)
from tests.browser.test_accessibility import OF_WIDTH, violations
from tests.browser.test_steady import IN_SIGHT

pytestmark = pytest.mark.browser

UPTAKE = "uptake_first_16_plus"
LEAST = {
    (1920, 1080): 0.50,
    (1440, 900): 0.50,
    (1366, 768): 0.45,
    (1280, 720): 0.45,
    (360, 740): 0.55,
}
SHARE = """() => {
  const { left, top, right, bottom } = document.getElementById("map").getBoundingClientRect();
  const wide = Math.min(right, innerWidth) - Math.max(left, 0);
  const tall = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return Math.max(wide, 0) * Math.max(tall, 0) / (innerWidth * innerHeight);
}"""
BOXES = """() => Object.fromEntries(["#map", ".strip", ".selected", "#panel"].map((name) => {
  const { left, top, width, height } = document.querySelector(name).getBoundingClientRect();
  return [name, [left, top, width, height]];
}))"""
# What moved without having been pressed; new words in the panel take the room that they need.
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { sources, hadRecentInput } of list.getEntries()) {
      const nodes = hadRecentInput ? [] : sources.map(({ node }) => node).filter(Boolean);
      const moved = nodes.map((node) => (node.nodeType === 1 ? node : node.parentElement));
      const grow = "#panel, .key"; // with their own words
      const others = moved.filter((one) => one && !one.closest(grow));
      shifts.push(...others.map((one) => one.outerHTML));
    }
  }).observe({ type: "layout-shift" });
}"""


def test_the_map_has_its_share_of_the_first_screen(open_page: Open) -> None:
    page = open_page(wait=False)
    for query in ("", f"?ind={UPTAKE}&ward=E05015018"):
        if query:
            page.goto(f"/map{query}")
        page.wait_for_selector("#map")
        for (width, height), least in LEAST.items():
            page.set_viewport_size({"width": width, "height": height})
            share, scrolled = page.evaluate(f"[({SHARE})(), scrollY]")
            assert share >= least, (query, width, height)
            assert scrolled == 0, (query, width, height)


HEIGHTS = """[".strip", "#headline"].map(
  (one) => document.querySelector(one).getBoundingClientRect().height)"""
STRIP_WIDTHS = (1440, 1366, 1280, 1024)
LONG_STRIP = "?q=1,2&with=uptake_first_65_69"


def test_the_strip_is_as_high_whatever_it_says(come_to: Open) -> None:
    pair, wards = "&with=uptake_first_65_69", "&ward=E05015018,E05015023"
    for query in ("", f"?ind=idaci_2025{wards}", f"?ind=idaci_2025{pair}{wards}", LONG_STRIP):
        page = come_to(query)
        for width in STRIP_WIDTHS:
            page.set_viewport_size({"width": width, "height": 720})
            heights = page.evaluate(HEIGHTS)
            assert heights[0] == 64, (query, width)
            assert heights[1] <= 64, (query, width)


def test_what_the_strip_has_no_room_for_is_a_link_away(come_to: Open) -> None:
    page = come_to(LONG_STRIP)
    summary = page.locator("#summary")
    for width in (STRIP_WIDTHS[0], STRIP_WIDTHS[-1]):
        page.set_viewport_size({"width": width, "height": 720})
        page.locator("#figures").click()
        expect(summary).to_be_hidden()
        page.locator("#headline .rest").click()
        expect(summary).to_be_in_viewport()
        expect(summary).to_be_focused()


def _drag_date(page: Page) -> None:
    page.locator("#day").focus()
    for key in ("Home", "ArrowRight"):
        page.keyboard.press(key)
        settled(page)


WALK: dict[str, Callable[[Page], Any]] = {
    "pick": lambda page: click_area(page, page.evaluate(IN_SIGHT, 1)[0]),
    "ward": lambda page: ward_box(page, "Brinnington & Stockport Central").check(),
    "quintile": lambda page: control(page, "1 most deprived").check(),
    "another ward": lambda page: ward_box(page, "Edgeley").check(),
    "nothing left": lambda page: control(page, "5 least deprived").check(),
    "figure": lambda page: show(page, UPTAKE),
    "age": lambda page: show(page, "uptake_first_80_plus"),
    "date": lambda page: (show(page, UPTAKE), _drag_date(page)),
    "number": lambda page: show(page, "religion_muslim_count_2021"),
    "classes": lambda page: group(page, "decile"),
    "second figure": lambda page: (
        opened(page, "choose") and page.select_option("#with", "income_2025")
    ),
    "one figure": lambda page: opened(page, "choose") and page.select_option("#with", ""),
    "practices": lambda page: control(page, "GP practices").check(),
    "circles": lambda page: control(page, "Circles").check(),
    "clusters": lambda page: control(page, "Clusters").check(),
}


@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
def test_nothing_moves_whatever_is_chosen(come_to: Open, size: tuple[int, int]) -> None:
    page = come_to(viewport={"width": size[0], "height": size[1]})
    page.evaluate(SHIFTS)
    before = page.evaluate(BOXES)
    for name, step in WALK.items():
        step(page)
        settled(page)
        page.keyboard.press("Escape")
        assert page.evaluate(BOXES) == before, name
    assert page.evaluate("shifts") == []


def assert_wards_are_found_and_menus_close_with_escape(page: Page) -> None:
    box = opened(page, "filter-box")
    page.locator("#ward-search").fill("brAm")
    names = box.locator("#ward-list .check:visible").all_inner_texts()
    assert names
    assert all("bram" in one.lower() for one in names)
    page.keyboard.press("Escape")
    expect(box.locator(".box")).to_be_hidden()
    expect(box.locator("summary")).to_be_focused()
    opened(page, "layers")
    opened(page, "sharing")
    expect(page.locator("#layers > .box")).to_be_hidden()
    page.keyboard.press("Escape")


def test_menus_wards_two_figures_dates_and_layers_are_three_actions_away(
    come_to: Open,
) -> None:
    page = come_to()
    assert_wards_are_found_and_menus_close_with_escape(page)
    opened(page, "layers")
    order = "() => [...document.querySelectorAll('#overlays li')].map((one) => one.dataset.overlay)"
    before = page.evaluate(order)
    page.get_by_role("button", name="Move Ward outlines above the one before").click()
    assert page.evaluate(order).index("wards") == before.index("wards") - 1
    page.keyboard.press("Escape")
    page.select_option("#with", UPTAKE)
    page.locator("#legend td").first.wait_for()
    expect(page.locator("#as")).to_be_visible()

    page.goto("/map")
    ready(page)
    opened(page, "filter-box").locator(".wards").get_by_label("Manor", exact=True).check()
    page.locator("#shown-count").click()
    settled(page)
    expect(page.locator("#filter-box > .box")).to_be_hidden()
    expect(page.locator("#panel-deciles .chart")).to_be_in_viewport()
    expect(page.locator("#day")).to_be_hidden()
    page.select_option("#theme", "Vaccination")
    expect(page.locator("#day")).to_be_visible()


def test_a_figure_is_chosen_in_three_steps_that_keep_what_they_can(come_to: Open) -> None:
    page = come_to()
    take(page, "uptake_first_50_plus")
    page.select_option("#figure", "Second dose uptake")
    assert page.evaluate("explorer.state.values().ind") == "uptake_second_50_plus"
    page.select_option("#theme", "Religion")
    page.select_option("#figure", "Muslim")
    page.select_option("#variant", "number of people")
    assert page.evaluate("explorer.state.values().ind") == "religion_muslim_count_2021"
    page.select_option("#figure", "Hindu")
    assert page.evaluate("explorer.state.values().ind") == "religion_hindu_count_2021"
    settled(page)
    page.go_back()
    page.wait_for_function("document.getElementById('figure').value === 'Muslim'")
    assert page.input_value("#variant") == "number of people"


# How much of the drawn areas of each map lies under its key, and whether the dates do.
COVERED = """() => [...document.querySelectorAll("#maps .key")].map((key, at) => {
  const own = key.getBoundingClientRect();
  const map = [explorer.areas.layer("E01005744")._map, explorer.beside.map()][at];
  const { left, top } = map.getContainer().getBoundingClientRect();
  const { level } = explorer.areas.shown();
  const under = level.points.filter((point) => {
    const { x, y } = map.latLngToContainerPoint(point);
    return left + x < own.right && top + y > own.top;
  });
  const dates = document.getElementById("time").getBoundingClientRect();
  return [under.length, at === 0 && dates.left < own.right];
})"""


def test_the_keys_of_two_maps_lie_beside_the_areas(open_page: Open) -> None:
    page = open_page("help", wait=False)
    for width, height in ((1280, 720), (1366, 768), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/map?ind={UPTAKE}&with=income_2025&as=beside&over=practices,circles,wards")
        ready(page)
        page.wait_for_function("explorer.beside.map() !== null")
        expect(page.locator("#second-legend li")).to_have_count(5)
        assert page.evaluate(COVERED) == [[0, False], [0, False]], width
        for one in ("#legend", "#second-legend"):
            box = page.locator(one)
            assert box.evaluate("(one) => one.scrollWidth <= one.clientWidth"), (one, width)
            assert box.locator("li .count").first.is_visible(), (one, width)


# Where the links of the panel's head lie, and the buttons beside them.
HEAD = """() => {
  const links = [...document.querySelectorAll(".panel-head nav a")];
  const buttons = [...document.querySelectorAll("#tall, #figures")]
    .filter((one) => one.checkVisibility());
  const boxes = links.map((one) => one.getBoundingClientRect());
  return [boxes.map((one) => one.top), boxes.at(-1).right,
    buttons.map((one) => one.getBoundingClientRect().toJSON())];
}"""


def assert_the_head_of_the_panel_is_one_line(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    tops, right, buttons = page.evaluate(HEAD)
    assert len(tops) == 4, width
    assert len(set(tops)) == 1, width
    beside = [one for one in buttons if one["top"] < tops[0] + 36 and one["bottom"] > tops[0]]
    assert beside, width
    assert all(right <= one["left"] and one["right"] <= width for one in beside), width


def make_the_panel_narrow(page: Page) -> None:
    """Drag its edge as far as it goes."""
    edge = page.locator("#panel-edge").bounding_box()
    assert edge
    page.mouse.move(edge["x"] + edge["width"] / 2, 500)
    page.mouse.down()
    page.mouse.move(1439, 500)
    page.mouse.up()
    at = page.locator("#panel-edge")
    assert at.get_attribute("aria-valuenow") == at.get_attribute("aria-valuemin")


def test_the_panel_is_widened_hidden_and_given_to_a_second_map(come_to: Open) -> None:
    page = come_to()
    width = "document.getElementById('panel').offsetWidth"
    before = page.evaluate(width)
    page.locator("#panel-edge").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(width) == before + 16
    assert page.get_attribute("#panel-edge", "aria-valuenow") == str(before + 16)
    page.locator("#figures").click()
    expect(page.locator("#panel")).to_be_hidden()
    assert page.get_attribute("#figures", "aria-expanded") == "false"
    page.locator("#figures").click()
    page.select_option("#with", UPTAKE)
    page.select_option("#as", "beside")
    expect(page.locator("#second-map")).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()
    page.select_option("#as", "pair")
    expect(page.locator("#panel")).to_be_visible()
    page.select_option("#with", "")
    make_the_panel_narrow(page)
    for width in (1440, 1366, 1024):
        assert_the_head_of_the_panel_is_one_line(page, width)


def test_on_a_phone_the_panel_is_a_sheet_with_three_stops(come_to: Open) -> None:
    page = come_to("?ward=E05015018", viewport={"width": 360, "height": 740})
    map_ = page.locator("#map").bounding_box()
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#figures").click()
    assert_the_head_of_the_panel_is_one_line(page, 360)
    expect(page.locator("#findings")).to_be_in_viewport()
    half = page.locator("#panel").bounding_box()
    page.locator("#tall").click()
    full = page.locator("#panel").bounding_box()
    assert half
    assert full
    assert map_
    assert 0.4 * map_["height"] < half["height"] < 0.6 * map_["height"]
    assert full["height"] == pytest.approx(map_["height"], abs=2)
    page.locator(".panel-head").get_by_role("link", name="List").click()
    expect(page.locator("#panel-areas h2")).to_be_in_viewport()
    assert page.locator("#map").bounding_box() == map_
    assert page.evaluate("scrollY") == 0


def test_every_menu_is_accessible_when_it_is_open(come_to: Open) -> None:
    """What is around a menu stays as it was; test_together.py has that looked at."""
    page = come_to("?ward=E05015018&over=practices,circles,wards")
    found = {}
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for menu in ("choose", "filter-box", "layers", "sharing"):
            opened(page, menu)
            found[menu, width] = violations(
                page, within=f"#{menu}", rules=() if width == 1440 else OF_WIDTH
            )
            page.keyboard.press("Escape")
    assert {menu: some for menu, some in found.items() if some} == {}


FILTERS = (
    {"ward": ["E05015018", "E05015023"]},
    {"q": ["1", "3"]},
    {"q": ["1"], "basis": ["local"]},
    {"by": ["imd_2019"]},
    {"ward": ["E05015026"], "q": ["1"]},
    {"area": ["E01005744", "E01005760"]},
    {"area": [], "q": [], "ward": [], "basis": ["national"], "by": ["imd_2025"]},
)


def test_the_map_shows_a_filter_before_the_server_says_the_same(
    open_page: Open, explorer: Explorer
) -> None:
    page = open_page()
    page.route(POST, lambda _: None)
    for change in FILTERS:
        page.evaluate("(change) => explorer.state.change(change, Object.keys(change)[0])", change)
        query = page.evaluate("explorer.state.query()")
        answer = explorer.answer(query)
        seen = page.evaluate(
            "explorer.areas.shown().level.codes.map((_, at) => explorer.areas.bright(at))"
        )
        assert seen == answer.selection.mask.tolist(), query
        assert len(bright(page)) == answer.selection.count, query
    assert page.locator("#legend .count").first.is_visible()
    page.evaluate("explorer.state.change({ q: ['5'] }, 'q')")
    page.wait_for_function("document.querySelector('#legend').classList.contains('unanswered')")
