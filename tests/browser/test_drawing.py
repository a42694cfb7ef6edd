"""Areas that readers make on the map page: by pointer, by form and by keyboard."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, Open, ready, settled
from tests.browser.screen import (
    bright,
    click_area,
    filters,
    findings,
    follow,
    lead,
    look_at,
    opened,
    outlines,
    status,
    text,
    words,
)
from tests.browser.test_accessibility import OF_WIDTH, violations

pytestmark = pytest.mark.browser

MIDDLE = "E01005744"
TOOL = "async-EditControl"
TRIES = 4
LET_PASS = 1_000  # ms without a new corner until a click counts as passed over
Point = tuple[float, float]


def drawn(page: Page) -> int:
    """How many lines that a reader drew lie on the map."""
    return sum(one["dashes"] == "7 4" for one in outlines(page))


def begin(page: Page, pen: str) -> None:
    """Press the button of a shape and wait until it can be drawn."""
    look_at(page, MIDDLE, zoom=12.5)
    opened(page, "draw-box").get_by_role("button", name=pen, exact=True).click()
    page.wait_for_selector("#map.drawing")


def on_map(page: Page, across: float, down: float) -> Point:
    """A place on the screen, as shares of the map's width and height."""
    box = page.locator("#map").bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def click_corners(page: Page, *corners: Point) -> None:
    """Click places on the map until each is a corner; leaflet-draw lets very quick clicks pass."""
    made = page.locator("#map .leaflet-editing-icon")
    for before, corner in enumerate(corners):
        for _ in range(TRIES):
            page.mouse.move(*on_map(page, *corner))
            page.mouse.click(*on_map(page, *corner))
            with suppress(AssertionError):  # a click that was passed over is made again
                expect(made).not_to_have_count(before, timeout=LET_PASS)
                break
        assert made.count() != before, corner


def drag(page: Page, start: Point, end: Point) -> None:
    """Press at one place of the map, let go at another."""
    page.mouse.move(*on_map(page, *start))
    page.mouse.down()
    page.mouse.move(*on_map(page, *end), steps=4)
    page.mouse.up()


def taken(page: Page, key: str) -> str:
    """Wait until the view holds what was drawn, answered; what is in the address then."""
    page.wait_for_function("(key) => explorer.state.values()[key]", arg=key)
    settled(page)
    page.wait_for_selector("#map:not(.drawing)")
    expect(page).to_have_url(re.compile(f"[?&]{key}="))
    return filters(page)[key]


def type_corners(page: Page, corners: str) -> None:
    """Show the outline of some corners by the form."""
    opened(page, "draw-box")
    page.fill("#corners", corners)
    page.get_by_role("button", name="Show outline").click()
    settled(page)


def test_shapes_are_drawn_by_pointer_and_nothing_is_fetched_before(open_page: Open) -> None:
    asked: list[str] = []
    page = open_page(before=lambda one: one.on("request", lambda made: asked.append(made.url)))
    opened(page, "draw-box")
    assert not [one for one in asked if TOOL in one]
    begin(page, "Rectangle")
    drag(page, (0.4, 0.4), (0.6, 0.6))
    taken(page, "shape")
    assert lead(page).startswith("The area you drew.")
    assert drawn(page) == 1
    assert 0 < len(bright(page)) < 191
    begin(page, "Circle")
    drag(page, (0.5, 0.5), (0.6, 0.6))
    assert int(taken(page, "near").split(",")[-1]) > 300
    assert "shape" not in filters(page), "one area at a time"
    begin(page, "Polygon")
    # Around so many areas that their codes would be longer, and away from the key.
    click_corners(page, (0.45, 0.3), (0.85, 0.8), (0.45, 0.8), (0.45, 0.3))
    taken(page, "shape")
    assert "near" not in filters(page)
    assert drawn(page) == 1
    assert "area" not in filters(page), "no click of a drawing picks an area"
    assert page.locator(".leaflet-draw").is_hidden()
    assert sum(TOOL in one for one in asked) == 1


def test_escape_ends_a_drawing_and_a_click_picks_again(come_to: Open) -> None:
    page = come_to()
    begin(page, "Polygon")
    click_corners(page, (0.5, 0.3), (0.6, 0.3))
    page.keyboard.press("Escape")
    page.wait_for_selector("#map:not(.drawing)")
    assert status(page) == "Nothing was drawn."
    assert filters(page) == {}
    click_area(page, MIDDLE)
    assert filters(page) == {"area": MIDDLE}


def test_the_map_lives_on_where_the_tool_does_not_come(open_page: Open, console: Console) -> None:
    console.forgive("ERR_FAILED", "ChunkLoadError")
    page = open_page()
    page.route(f"**/*{TOOL}*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        opened(page, "draw-box").get_by_role("button", name="Circle", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("could not be loaded")
    assert "could not be loaded" in status(page)
    click_area(page, MIDDLE)
    assert filters(page) == {"area": MIDDLE}


def test_a_circle_by_keyboard_and_the_way_back(come_to: Open) -> None:
    page = come_to()
    whole = findings(page)
    page.locator("#draw-box > summary").focus()
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.id") != "around":
        page.keyboard.press("Tab")
    page.keyboard.type("sk1 3xe")
    page.keyboard.press("Enter")
    assert taken(page, "near") == "SK13XE,800"
    assert "circle of 800 m around SK1 3XE" in text(page, "#chips")
    assert drawn(page) == 1
    circle, areas = findings(page), bright(page)
    assert circle != whole
    page.wait_for_function("location.search.includes('at=')")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("1500")
    page.keyboard.press("Enter")
    page.wait_for_function("explorer.state.values().near === 'SK13XE,1500'")
    settled(page)
    assert bright(page) > areas
    page.go_back()
    page.wait_for_function("explorer.state.values().near === 'SK13XE,800'")
    settled(page)
    assert (findings(page), bright(page), drawn(page)) == (circle, areas, 1)
    page.get_by_role("link", name="Clear all").click()
    settled(page)
    assert findings(page) == whole
    assert drawn(page) == 0


def test_what_was_drawn_is_the_same_for_whoever_opens_the_link(
    come_to: Open, open_page: Open
) -> None:
    page = come_to()
    type_corners(page, "SK1 3XE\n53.4300, -2.1300\n53.38 -2.11\n")
    taken(page, "shape")
    page.wait_for_function("location.search.includes('at=')")
    settled(page)
    seen = (page.url, findings(page), bright(page), outlines(page))
    page.reload()
    ready(page)
    assert (page.url, findings(page), bright(page), outlines(page)) == seen
    other = open_page(f"?{urlsplit(page.url).query}")
    assert (findings(other), bright(other), outlines(other)) == seen[1:]


def test_areas_are_added_to_and_taken_from_what_was_drawn(come_to: Open) -> None:
    page = come_to()
    type_corners(page, "53.38, -2.2\n53.42, -2.12")
    taken(page, "shape")
    page.wait_for_function("location.search.includes('at=')")  # the map has come to rest
    held = bright(page)
    out, new = min(held), min({"E01005885", MIDDLE} - held, default="")
    page.keyboard.press("Escape")
    click_area(page, out)
    assert bright(page) == held - {out}
    if new:
        look_at(page, new, zoom=13)
        click_area(page, new)
        assert bright(page) == held - {out} | {new}


WRONG = {
    "53.4,-2.1\n53.41,-2.2\n53.4,-2.2\n53.41,-2.1": "crosses or touches itself near latitude",
    "SK1 3XE\nZZ1 1ZZ\nSK4 1AA": "called “ZZ1 1ZZ”",
    "53.4, -2.1\n53.5": "a latitude and no longitude",
}


def test_what_cannot_be_drawn_is_said_and_seen_and_leaves_the_view(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    before = findings(page)
    for corners, why in WRONG.items():
        type_corners(page, corners)
        expect(page.locator("#notice")).to_contain_text(why)
        assert page.locator("#notice").is_visible()
        assert why in status(page)
        assert findings(page) == before
        assert filters(page) == {"ward": "E05015018"}
        assert page.input_value("#corners") == corners, "to be put right"
    type_corners(page, "53.38, -2.2\n53.42, -2.12")
    expect(page.locator("#notice")).to_be_hidden()
    type_corners(page, "52.1, -1.2\n52.2, -1.1")
    assert "outside Stockport" in lead(page)
    assert "outside Stockport" in status(page)


def test_the_selection_has_a_page_of_its_own(come_to: Open) -> None:
    page = come_to("?near=SK13XE,800&ind=crime_2025")
    page.get_by_role("link", name="Page of this area").click()
    assert page.url.endswith("/area?near=SK13XE,800")
    assert "SK1 3XE" in words(page.inner_text("h1"))
    page.goto("/map")
    assert page.get_by_role("link", name="Page of this area").count() == 0


def test_the_open_menu_is_accessible_and_fits(come_to: Open) -> None:
    page = come_to("?near=SK13XE,800")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        box = opened(page, "draw-box").locator("> .box").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 800
        assert (
            violations(page, within="#draw-box, #chips", rules=() if width == 360 else OF_WIDTH)
            == []
        )


def test_a_circle_and_an_outline_without_scripts(open_page: Open) -> None:
    page = open_page(wait=False, java_script_enabled=False)
    opened(page, "draw-box")
    page.fill("#around", "SK1 3XE")
    follow(page.get_by_role("button", name="Show circle"))
    assert "circle of 800 m around SK1 3XE" in text(page, "#chips")
    assert page.locator("#notice").is_hidden()
    opened(page, "draw-box")
    page.fill("#around", "")
    page.fill("#corners", "53.38, -2.2\n53.42, -2.12")
    follow(page.get_by_role("button", name="Show outline"))
    assert page.inner_text("#headline .lead").startswith("The area you drew.")
    assert page.locator("#notice").is_hidden()
    follow(page.get_by_role("button", name="Show this view").first)
    assert page.inner_text("#headline .lead").startswith("The area you drew.")
