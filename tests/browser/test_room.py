"""What opens on the map's page lies on top, and what is said there is there to be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, ready, settled
from tests.browser.screen import opened
from tests.browser.test_layout import scrolls_sideways
from tests.browser.test_letters import enlarge

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
PAIR = "?ind=uptake_first_16_plus&with=income_2025&over=practices,circles,wards"
MENUS = ("choose", "filter-box", "draw-box", "layers", "sharing")
# What stands in an open menu and would not be hit where it is drawn, once it is scrolled to.
UNDER = """(menu) => {
  const box = menu.querySelector(":scope > :not(summary)");
  const pressed = "input:not([type=hidden]), select, button, a, textarea";
  const all = [...box.querySelectorAll(pressed)].filter((one) => one.checkVisibility());
  const missed = all.filter((one) => {
    one.scrollIntoView({ block: "nearest" });
    const { left, top, width, height } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return !hit || !one.contains(hit);
  });
  const { bottom } = box.getBoundingClientRect();
  return [all.length > 2, missed.map((one) => one.id || one.outerHTML), bottom <= innerHeight];
}"""


# In how many rows the arrows of each layer stand.
ROWS = """(all) => all.map((one) => new Set([...one.querySelectorAll("button")]
  .map((button) => button.getBoundingClientRect().top)).size)"""


def test_what_a_menu_holds_can_be_pressed(open_page: Open) -> None:
    page = open_page("help", wait=False, **PHONE)
    for letters in (16, 24):
        enlarge(page, letters)
        page.set_viewport_size(PHONE["viewport"])
        page.goto(f"/map{PAIR}")
        ready(page)
        for size in ((360, 740), (768, 1024)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert not scrolls_sideways(page), (size, letters)
            for menu in MENUS:
                found = opened(page, menu).evaluate(UNDER)
                assert found == [True, [], True], (menu, size, letters)
                if menu == "layers":
                    rows = page.eval_on_selector_all("#overlays li:has(button)", ROWS)
                    assert set(rows) == {1}, (size, letters)
                page.keyboard.press("Escape")


# Samples and words of an open key that are not seen whole: cut at the side, or under something.
UNSEEN = """(key) => {
  const edge = key.getBoundingClientRect();
  return [...key.querySelectorAll(".swatch, li > span, th, td")].filter((one) => {
    if (!one.textContent.trim() && !one.matches(".swatch")) return false;
    one.scrollIntoView({ block: "nearest" });
    const range = document.createRange();
    range.selectNode(one);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    if (one.matches(".unseen")) return false;
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left < edge.left || right > edge.right || !key.contains(hit);
  }).map((one) => one.textContent);
}"""
# Words that begin on one line and end on another.
BROKEN = """() => {
  const walker = document.createTreeWalker(document.getElementById("legend"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent } = walker.currentNode;
    for (const { 0: word, index } of textContent.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
    }
  }
  return found;
}"""
RELIGION = "?ind=religion_muslim_share_2021&over=practices,wards"


def test_a_key_is_read_whole_on_a_laptop(come_to: Open) -> None:
    page = come_to(RELIGION, **LAPTOP)
    assert page.locator(".key").first.evaluate(UNSEEN) == []
    page.select_option("#with", "uptake_first_16_plus")
    page.locator("#legend table").wait_for()
    settled(page)
    assert page.locator(".key").first.evaluate(UNSEEN) == []
    assert page.evaluate(BROKEN) == []
    page.evaluate("explorer.card.show(explorer.card.lines('E02001199'))")
    ground = page.locator("#card").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_on_a_phone_the_key_is_whole_and_nothing_leaves_the_map(open_page: Open) -> None:
    page = open_page(RELIGION, **PHONE)
    bar = page.locator(".leaflet-control-scale").bounding_box()
    assert bar
    assert bar["x"] + bar["width"] <= 352
    opened(page, "layers")
    assert set(page.eval_on_selector_all("#overlays li:has(button)", ROWS)) == {1}
    assert page.locator("#overlays li").first.evaluate("(one) => one.offsetHeight") < 60
    page.keyboard.press("Escape")
    key = page.locator(".key").first
    key.locator("summary").click()
    seen = "(all) => all.filter((one) => one.getBoundingClientRect().bottom <= innerHeight).length"
    assert page.eval_on_selector_all("#legend .swatch", seen) == 5
    assert key.evaluate(UNSEEN) == []


def test_every_chip_has_its_cross_in_sight_and_more_leads_to_the_summary(come_to: Open) -> None:
    page = come_to("?ward=E05015018&area=E01005744,E01005760", **LAPTOP)
    room = page.locator("#chips").bounding_box()
    assert room
    chips = page.locator(".chip")
    assert chips.count() == 2
    for chip in chips.all():
        box = chip.bounding_box()
        assert box
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        assert box["y"] + box["height"] <= room["y"] + room["height"]
    assert page.locator(".strip").evaluate("(one) => one.offsetHeight") == 64
    page.locator("#headline .rest").click()
    summary = page.locator("#summary")
    expect(summary).to_be_focused()
    assert summary.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"


# The corners of what is selected on the map, and of what the map leaves free.
FREE = """() => {
  const { level } = explorer.areas.shown();
  const map = explorer.areas.layer("E01005744")._map;
  const { left, top, right, bottom } = map.getContainer().getBoundingClientRect();
  const bounds = L.latLngBounds(level.codes.filter((_, at) => explorer.areas.bright(at))
    .map((code) => explorer.areas.layer(code).getBounds()));
  const [high, low] = [bounds.getNorthWest(), bounds.getSouthEast()]
    .map((one) => map.latLngToContainerPoint(one));
  const key = document.querySelector(".key").getBoundingClientRect();
  const shut = document.querySelector("main").dataset.panel === "shut";
  const over = ["layers", ...(shut ? ["figures"] : [])].map((id) => document.getElementById(id));
  const under = Math.max(...over.map((one) => one.getBoundingClientRect().bottom));
  return [left + high.x > key.right, left + low.x < right, top + high.y > under,
    top + low.y < bottom];
}"""


def test_a_ward_that_was_found_is_whole_in_what_is_free_and_its_answer_is_read(
    open_page: Open,
) -> None:
    page = open_page(reduced_motion="reduce", **LAPTOP)
    page.locator("#find").fill("Reddish North")
    page.locator("#found [role=option]").first.click()
    settled(page)
    assert page.evaluate(FREE) == [True] * 4
    first = page.locator("#headline .lead").bounding_box()
    assert first
    for _ in range(2):
        on = "([x, y]) => document.elementFromPoint(x, y).closest('#headline') !== null"
        assert page.evaluate(on, [first["x"] + 20, first["y"] + 8])
        page.locator("#find").blur()


# Wards, and all of the place, that are not whole in what is free when a link leads to them. The
# last is where the page was before, for all but the first time: nothing is to be waited for.
HIDDEN = f"""() => ["", ...Object.keys(explorer.state.boot.wards)].filter((ward) => {{
  explorer.state.change({{ ward: [ward] }}, "ward");
  return ({FREE})().includes(false);
}})"""


@pytest.mark.parametrize(("letters", "sizes"), [(16, (1366, 1440)), (24, (1440,))])
def test_what_a_link_shows_is_whole_in_what_is_free(
    open_page: Open, letters: int, sizes: tuple[int, ...]
) -> None:
    page = open_page(before=lambda page: enlarge(page, letters), **LAPTOP)
    for width in sizes:
        page.set_viewport_size({"width": width, "height": 768})
        for panel in ("open", "shut"):
            settled(page)
            assert page.evaluate(HIDDEN) == [], (width, panel)
            page.locator("#figures").click()


def test_every_page_has_one_low_header_on_a_phone_and_data_leads_to_its_themes(
    open_page: Open,
) -> None:
    page = open_page("help", wait=False, **PHONE)
    for path in ("", "area", "reach", "gaps", "help", "data"):
        page.goto(f"/{path}", wait_until="domcontentloaded")
        assert page.locator(".top").evaluate("(one) => one.offsetHeight") <= 100, path
    ways = page.get_by_role("navigation", name="On this page").get_by_role("link")
    expect(ways.last).to_be_in_viewport(ratio=1)
    targets = "(all) => all.map((one) => document.querySelector(one.hash) !== null)"
    assert set(ways.evaluate_all(targets)) == {True}
    assert ways.count() > page.locator("main section > .figures").count()


# How many areas have more under the bar of dates than beside it.
COVERED = """() => {
  const bar = document.getElementById("time").getBoundingClientRect();
  const edge = document.getElementById("map").getBoundingClientRect();
  const { level } = explorer.areas.shown();
  const areas = level.codes.map((code) => explorer.areas.layer(code)._pxBounds);
  const map = explorer.areas.layer(level.codes[0])._map;
  return areas.filter((one) => {
    const { x, y } = map.layerPointToContainerPoint(one.getCenter());
    const [across, down] = [edge.left + x, edge.top + y];
    return across > bar.left && across < bar.right && down > bar.top && down < bar.bottom;
  }).length;
}"""


def test_the_bar_of_dates_lies_beside_the_areas(come_to: Open) -> None:
    for width, height in ((1440, 900), (1366, 768), (768, 1024), (360, 740)):
        for second in ("", "&date=2021-05-23", "&with=imd_2025&as=beside"):
            size = {"width": width, "height": height}
            page = come_to(f"?ind=uptake_first_16_plus{second}", viewport=size)
            assert page.locator("#time").is_visible()
            small = (
                width == 360 and "with" in second
            )  # 200 pixels high: the southern end is under it
            assert page.evaluate(COVERED) == small, (width, second)
            boxes = ("#time", ".leaflet-control-scale")
            bar, scale = (page.locator(one).first.bounding_box() for one in boxes)
            assert bar
            assert scale
            above = scale["y"] + scale["height"] <= bar["y"]
            assert above or scale["x"] >= bar["x"] + bar["width"], (width, second)
