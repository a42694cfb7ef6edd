"""Everything with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import figures
from tests.browser.conftest import Open, settled
from tests.browser.screen import (
    bright,
    filters,
    findings,
    opened,
    outlines,
    status,
    tab_to_map,
    text,
)

pytestmark = pytest.mark.browser

WHERE = """() => {
  const one = document.activeElement;
  const place = one.closest("#map, .find, .menu, #chips, .panel-head, #figures, #panel-edge, " +
    "#more-charts, .panel, .top, footer");
  return [place ? place.id || place.className : one.className || one.tagName,
    one.getAttribute("aria-label") || one.innerText || one.name || one.id];
}"""
RING = """() => {
  const one = document.activeElement;
  const around = (node) => { const s = getComputedStyle(node);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
  };
  const hit = one.querySelector(".hit");
  const marked = hit && parseFloat(getComputedStyle(hit).strokeWidth) >= 2
    && getComputedStyle(hit).stroke !== "none";
  return around(one) || Boolean(marked);
}"""


STOP = f"""() => {{
  const one = document.activeElement;
  if (one === document.body || window.stops.has(one)) return null;
  window.stops.add(one);
  return [...({WHERE})(), ({RING})()];
}}"""


MIDDLE = """() => {
  const { left, top, width, height } = document.getElementById("map").getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""


def walk(page: Page, *, most: int = 250) -> list[list[str]]:
    """Tab from the top to the end of the page: where each stop lies and what it is called."""
    page.evaluate("window.stops = new Set()")
    stops: list[list[str]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError("Tab never came to the end of the page.")


def test_tab_reaches_everything_in_order_and_each_stop_shows_its_focus(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    stops = walk(page)
    names = [name for _, name, _ in stops]
    assert names[0] == "Skip to the map"
    skips = [names.index(f"Skip to the {one}") for one in ("choices", "table of areas")]
    assert skips[1] == skips[0] + 1
    assert stops[skips[0] - 1][0] == "map"
    order = list(
        dict.fromkeys(
            str(place).split()[0]
            for at, (place, _, _) in enumerate(stops[1:], 1)
            if at not in skips
        )
    )
    assert order == [
        "top",
        "rest",
        "map",
        "SUMMARY",
        "field",
        "choose",
        "sharing",
        "filter-box",
        "draw-box",
        "chips",
        "layers",
        "figures",
        "panel-edge",
        "panel-head",
        "panel-deciles",
        "panel-wards",
        "panel-domains",
        "more-charts",
        "panel-areas",
        "foot",
    ]
    assert [(place, name) for place, name, ring in stops if not ring] == []


def test_each_chart_is_one_tab_stop_with_arrows_inside(come_to: Open) -> None:
    page = come_to("?ward=E05015018,E05015019&q=1,2")
    for key in ("deciles", "wards", "domains"):
        marks = page.locator(f"#panel-{key} svg a")
        stops = page.locator(f'#panel-{key} svg a[tabindex="0"]')
        assert stops.count() == 1, key
        stops.focus()
        page.keyboard.press("Home")
        expect(marks.first).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(marks.nth(1)).to_be_focused()
        assert page.evaluate(RING), key
        page.keyboard.press("End")
        expect(marks.last).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(marks.last).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(marks.nth(marks.count() - 2)).to_be_focused()
        assert stops.count() == 1, key


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?ward=E05015018,E05015019,E05015020,E05015021&q=1,2,3",
        "?area=E01005744,E01005760,E01005743&ind=uptake_first_16_plus&date=2021-03-28",
        "?ind=income_2025&with=crime_2025&as=pair&over=practices,circles",
    ],
)
def test_the_map_is_within_eight_tab_stops(come_to: Open, query: str) -> None:
    page = come_to(query)
    stops = []
    while len(stops) < 8 and "map" not in stops:
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
    assert "map" in stops, stops


def test_the_skip_links_lead_to_the_map_the_choices_and_the_table(come_to: Open) -> None:
    page = come_to("?ward=E05015018", viewport={"width": 1440, "height": 500})
    before = findings(page)
    page.keyboard.press("Tab")
    assert page.locator(".skip").first.bounding_box()["height"] > 20  # type: ignore[index]
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_focused()
    assert findings(page) == before
    assert filters(page) == {"ward": "E05015018"}
    page.keyboard.press("Escape")
    for number, name, place in ((1, "#filters", "field"), (2, "#panel-areas", "panel-areas")):
        page.locator(".skip").nth(number).focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"location.hash === '{name}'")
        page.keyboard.press("Tab")
        assert page.evaluate(WHERE)[0].startswith(place)
    assert findings(page) == before
    assert bright(page) == {one.code for one in figures.in_ward("E05015018")}


def test_the_chips_are_one_tab_stop_with_arrows_inside(come_to: Open) -> None:
    page = come_to("?ward=E05015018,E05015019&q=1,2")
    chips = page.locator("#chips a")
    assert page.locator('#chips a[tabindex="0"]').count() == 1
    chips.first.focus()
    page.keyboard.press("End")
    expect(chips.last).to_be_focused()
    expect(chips.last).to_have_text("Clear all")


def test_each_chart_has_one_menu_of_actions(open_page: Open) -> None:
    page = open_page("?ward=E05015018", permissions=["clipboard-read", "clipboard-write"])
    panels = page.locator(".panel")
    menus = page.locator(".panel .actions")
    assert menus.count() == panels.count() == 4
    first, second = menus.first.locator("summary"), menus.nth(1).locator("summary")
    first.focus()
    page.keyboard.press("Enter")
    links = menus.first.get_by_role("link")
    assert links.all_inner_texts()[0] == "Link to this chart"
    assert links.all_inner_texts()[-1] == "Share or embed"
    assert len(links.all()) >= 5
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_focused()
    expect(links.first).to_be_hidden()
    first.click()
    second.click()
    assert page.locator(".actions[open]").count() == 1
    page.locator("#headline .lead").click()
    assert page.locator(".actions[open]").count() == 0
    second.click()
    menus.nth(1).get_by_role("link", name="Link to this chart").click()
    page.wait_for_function(
        "document.getElementById('status').textContent.startsWith('Link copied')"
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{page.url}#{panels.nth(1).get_attribute('id')}"
    expect(second).to_be_focused()


def test_the_menu_of_actions_needs_no_script(open_page: Open) -> None:
    page = open_page("?ward=E05015018", wait=False, java_script_enabled=False)
    page.locator("#panel-wards .actions summary").click()
    page.locator("#panel-wards").get_by_role("link", name="Link to this chart").click()
    assert page.url.endswith("#panel-wards")
    assert page.locator("#panel-wards").is_visible()


def test_the_map_is_travelled_with_arrows_and_says_each_area(come_to: Open) -> None:
    page = come_to()
    tab_to_map(page)
    order = sorted(figures.areas(), key=lambda one: one.imd)
    page.wait_for_function("document.getElementById('status').textContent !== ''")
    for one in order[:3]:
        said = status(page)
        assert said.startswith(one.name)
        assert f"rank {one.imd:,} of 33,755" in said
        assert one.ward_name in said
        assert one.name in text(page, "#card")
        page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    assert status(page).startswith(order[2].name)
    seen = {status(page)}
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(status(page))
    assert len(seen) >= 4
    for _ in range(40):
        page.keyboard.press("ArrowUp")
        if status(page).startswith("No neighbouring area"):
            break
    assert status(page) == "No neighbouring area in that direction."


def test_a_zoom_button_under_the_pointer_is_not_the_map_under_the_keyboard(come_to: Open) -> None:
    page = come_to()
    page.locator(".leaflet-control-zoom-in").click()
    expect(page.locator("#map")).to_be_focused()
    page.wait_for_function("location.search.includes('at=')")
    settled(page)
    assert page.locator("#card").is_hidden()
    page.mouse.move(*page.evaluate(MIDDLE))
    expect(page.locator("#card")).to_be_visible()
    page.locator(".leaflet-control-zoom-out").hover()
    expect(page.locator("#card")).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#card")).to_be_visible()
    page.mouse.move(*page.evaluate(MIDDLE))
    page.locator(".leaflet-control-zoom-out").hover()
    assert page.locator("#card").is_visible()


def test_enter_picks_the_area_at_hand_and_escape_leaves_the_map(come_to: Open) -> None:
    page = come_to()
    tab_to_map(page)
    first = min(figures.areas(), key=lambda one: one.imd)
    page.keyboard.press("Enter")
    settled(page)
    assert bright(page) == {first.code}
    assert len(outlines(page)) == 1
    expect(page.locator("#map")).to_be_focused()
    assert page.locator("#card em").inner_text() == "Chosen"
    page.keyboard.press("Enter")
    settled(page)
    assert len(bright(page)) == 191
    page.keyboard.press("Escape")
    expect(page.locator("#map")).not_to_be_focused()
    assert page.locator("#card").is_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE)[0] != "BODY"


def test_plus_minus_and_nought_zoom(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    tab_to_map(page)
    zoom = "explorer.areas.layer('E01005744')._map.getZoom()"
    start = page.evaluate(zoom)
    page.keyboard.press("+")
    page.wait_for_function(f"{zoom} > {start}")
    page.keyboard.press("+")
    page.keyboard.press("-")
    page.wait_for_function("location.search.includes('at=')")
    page.keyboard.press("0")
    page.wait_for_function(f"Math.abs({zoom} - {start}) < 0.001")
    settled(page)
    assert "at" not in page.url


def test_travelling_far_brings_the_area_into_sight(open_page: Open) -> None:
    page = open_page("?at=53.3912,-2.1196,14", reduced_motion="reduce")
    tab_to_map(page)
    inside = """() => { const name = document.querySelector("#card strong").textContent;
      const { level } = explorer.areas.shown();
      const code = level.codes.find((one) =>
        explorer.card.lines(one).some(([kind, text]) => kind === "name" && text === name));
      const layer = explorer.areas.layer(code);
      return layer._map.getBounds().contains(layer.getBounds().getCenter()); }"""
    for _ in range(6):
        page.keyboard.press("PageDown")
        assert page.evaluate(inside)


def test_focus_stays_on_the_mark_that_was_chosen(come_to: Open) -> None:
    page = come_to()
    page.locator('#panel-wards svg a[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')").split(":")[0]
    page.keyboard.press("Enter")
    settled(page)
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith(name)
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    assert page.evaluate("document.activeElement.tabIndex") == 0


def test_focus_stays_on_what_was_opened_and_it_stays_open(come_to: Open) -> None:
    page = come_to()
    link = page.locator("#panel-deciles .opens")
    link.focus()
    page.keyboard.press("Enter")
    settled(page)
    expect(link).to_be_focused()
    expect(page.locator("#panel-deciles table")).to_be_visible()
    page.evaluate("explorer.state.change({ ward: ['E05015018'] }, 'ward')")
    settled(page)
    expect(link).to_be_focused()
    expect(page.locator("#panel-deciles table")).to_be_visible()
    page.locator("#panel-deciles summary").first.focus()
    page.keyboard.press("Enter")
    page.evaluate("explorer.state.change({ ward: ['E05015023'] }, 'ward')")
    settled(page)
    expect(page.locator("#panel-deciles summary").first).to_be_focused()
    assert page.locator("#panel-deciles details").first.get_attribute("open") is not None


def test_focus_stays_in_the_table_the_form_and_the_chips(come_to: Open) -> None:
    page = come_to()
    page.locator("#panel-areas tbody th a").nth(3).focus()
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate("document.activeElement.textContent") == name
    page.locator("#figure").focus()
    page.keyboard.press("ArrowDown")
    settled(page)
    expect(page.locator("#figure")).to_be_focused()
    opened(page, "filter-box")
    page.locator(".wards input").first.focus()
    page.keyboard.press("Space")
    settled(page)
    expect(page.locator(".wards input").first).to_be_focused()
    page.locator("#chips a.chip").first.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert "ward" not in filters(page)
    assert page.evaluate("document.activeElement !== document.body"), "focus fell to the page"


def test_the_axes_of_the_scatter_keep_the_focus(come_to: Open) -> None:
    page = come_to("?charts=all")
    page.locator("#axis-x").focus()
    page.keyboard.press("ArrowDown")
    settled(page)
    expect(page.locator("#axis-x")).to_be_focused()
    assert filters(page) == {"x": "employment_2025", "charts": "all"}
