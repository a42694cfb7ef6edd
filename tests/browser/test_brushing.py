"""What is pointed at or focused in one place is lit in all, in the browser alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser import figures
from tests.browser.conftest import Open, settled
from tests.browser.screen import filters, show, spot, status, tab_to_map, text, words
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

UPTAKE, ASIAN = "uptake_first_16_plus", "ethnic_asian_share_2021"
AREA, WARD, MSOA, CHANGED = "E01005744", "E05015018", "E02001190", "E01005758"
PRACTICE = "P88606"
# By view: charts, and a mark of each by what it stands for; also of another level than the map's.
MARKS: dict[str, list[tuple[str, str]]] = {
    "": [("wards", WARD), ("scatter", AREA)],
    "?ind=imd_2019": [("wards", WARD)],
    f"?y={UPTAKE}": [("scatter", MSOA)],
    f"?ind={ASIAN}": [("wards", WARD), ("concentration", WARD)],
    f"?ind={UPTAKE}": [
        ("unvaccinated", MSOA),
        ("uptake_deprivation", MSOA),
        ("wards", WARD),
        ("scatter", AREA),
    ],
}
ROWS = [("", AREA), ("?ind=imd_2019", CHANGED), (f"?ind={UPTAKE}", MSOA)]
CLASSES = [("", "deciles"), ("?ind=imd_2019", "deciles"), (f"?ind={UPTAKE}", "by_quintile")]
LIT = "[...document.querySelectorAll('.lit')].map((one) => one.dataset.of)"
# The outlines of what is at hand on a map: the bounds of each line, as numbers.
OUTLINES = """(name) => {
  const found = [];
  const map = name === "second" ? explorer.beside.map() : explorer.areas.layer("E01005744")._map;
  const pane = name === "second" ? "selection" : "focus";
  map.eachLayer((one) => {
    if (one.options.pane === pane && one.options.color === explorer.look.colours.accent) {
      found.push(one.getBounds().toBBoxString());
    }
  });
  return found;
}"""
BOUNDS = """(code) => {
  const layer = explorer.areas.layer(code) || explorer.wards.layer(code);
  return layer.getBounds().toBBoxString();
}"""
TOGETHER = """(codes) => codes.map((code) => explorer.areas.layer(code).getBounds())
  .reduce((all, one) => all.extend(one), L.latLngBounds([])).toBBoxString()"""
PLACED = """() => ["main", ".panel", ".panel svg", ".panel tr", "#map", "#legend", "h1", "footer"]
  .flatMap((one) => [...document.querySelectorAll(one)])
  .map((one) => { const { x, y, width, height } = one.getBoundingClientRect();
    return [x, y, width, height].join(); })
  .concat([scrollX, scrollY, document.scrollingElement.scrollHeight])"""


def mark_of(page: Page, panel: str, code: str) -> Locator:
    """The mark of a chart that stands for a place."""
    return page.locator(f'#panel-{panel} svg [data-of="{code}"]').first


def row_of(page: Page, code: str) -> Locator:
    """The row of a place in the list of areas."""
    return page.locator(f'#panel-areas tr[data-of="{code}"]')


def lit(page: Page) -> set[str]:
    """What all marks and rows stand for that are lit."""
    found: list[str] = page.evaluate(LIT)
    return set(found)


def outlined(page: Page, name: str = "first") -> list[str]:
    found: list[str] = page.evaluate(OUTLINES, name)
    return found


def bounds(page: Page, code: str) -> str:
    found: str = page.evaluate(BOUNDS, code)
    return found


def away(page: Page) -> None:
    """Point at nothing."""
    page.mouse.move(2, 2)
    page.wait_for_function(f"({LIT}).length === 0")


def quiet(page: Page) -> list[Request]:
    """Requests from now on."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    return asked


def assert_nothing_is_lit(page: Page) -> None:
    assert lit(page) == set()
    assert outlined(page) == []
    expect(page.locator(".tip")).to_be_hidden()
    expect(page.locator("#card")).to_be_hidden()


def opened(opening: Open, query: str, **context: Any) -> tuple[Page, list[Request]]:
    """A view with all rows of its list, settled, and what is asked from then on."""
    page = opening(f"{query}{'&' if query else '?'}rows=all&charts=all", **context)
    settled(page)
    return page, quiet(page)


@pytest.mark.parametrize("query", MARKS)
def test_a_mark_says_its_words_and_lights_its_place_everywhere(come_to: Open, query: str) -> None:
    page, asked = opened(come_to, query)
    for panel, code in MARKS[query]:
        mark = mark_of(page, panel, code)
        said = mark.get_attribute("aria-label") or mark.locator("title").text_content() or ""
        mark.scroll_into_view_if_needed()
        away(page)
        before = page.evaluate(PLACED)
        mark.hover()
        page.wait_for_function(f"({LIT}).includes('{code}')")
        assert page.evaluate(PLACED) == before
        assert text(page, ".tip") == words(said)
        assert outlined(page) == [bounds(page, code)]
        every = page.locator(f'[data-of="{code}"]').count()
        assert every == page.locator(f'.lit[data-of="{code}"]').count() > 0
        level = page.evaluate("explorer.areas.shown().level.codes")
        assert page.locator("#card").is_visible() == (code in level)
        away(page)
        assert_nothing_is_lit(page)
        assert page.evaluate(PLACED) == before
    assert asked == []


@pytest.mark.parametrize(("query", "code"), ROWS)
def test_a_row_of_the_list_lights_its_area_by_pointer_and_by_keyboard(
    come_to: Open, query: str, code: str
) -> None:
    page, asked = opened(come_to, query)
    row = row_of(page, code)
    name = row.locator("th").inner_text()
    row.locator("td").last.hover()
    page.wait_for_function(f"({LIT}).includes('{code}')")
    assert outlined(page) == [bounds(page, code)]
    assert text(page, "#card").startswith(words(name))
    expect(page.locator(".tip")).to_be_hidden()
    away(page)
    assert_nothing_is_lit(page)
    said = status(page)
    row.locator("a").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert code in lit(page)
    assert outlined(page) == [bounds(page, code)]
    assert text(page, "#card").startswith(words(name))
    assert status(page) == said, "A screen reader has read the link and is told nothing more."
    page.mouse.move(3, 3)
    assert code in lit(page)
    page.evaluate("document.activeElement.blur()")
    assert_nothing_is_lit(page)
    assert asked == []


@pytest.mark.parametrize(("query", "panel"), CLASSES)
def test_a_class_lights_all_its_areas_and_their_rows(come_to: Open, query: str, panel: str) -> None:
    page, asked = opened(come_to, query)
    mark_of(page, panel, "1").hover()
    page.wait_for_function(f"({LIT}).includes('1')")
    rows = page.locator("#panel-areas tr.lit").evaluate_all(
        "(rows) => rows.map((one) => one.dataset.of)"
    )
    assert outlined(page) == [page.evaluate(TOGETHER, rows)]
    if not query:
        first = {one.code for one in figures.areas() if 10 * one.imd <= figures.ENGLAND}
        assert set(rows) == first
        assert {code for code in lit(page) if code.startswith("E01")} == first
    away(page)
    assert_nothing_is_lit(page)
    assert asked == []


def expected(code: str) -> set[str]:
    """What stands for a small area in the default view: itself, its ward, its decile."""
    one = figures.area(code)
    decile = -(-10 * one.imd // figures.ENGLAND)
    return {code, one.ward, "A" if decile == 10 else str(decile)}


def test_an_area_of_the_map_lights_its_marks_and_rows(come_to: Open) -> None:
    page, asked = opened(come_to, "")
    for code in (AREA, "E01005885"):
        page.mouse.move(*spot(page, code))
        page.wait_for_function(f"({LIT}).includes('{code}')")
        assert lit(page) == expected(code)
        kinds = page.evaluate(
            "[...document.querySelectorAll('.lit')].map((one) => one.closest('.panel').id)"
        )
        assert set(kinds) == {"panel-deciles", "panel-wards", "panel-scatter", "panel-areas"}
        assert outlined(page) == [bounds(page, code)]
    away(page)
    assert_nothing_is_lit(page)
    assert asked == []


def test_the_keyboard_on_the_map_lights_marks_and_they_give_way_to_the_pointer(
    come_to: Open,
) -> None:
    page, asked = opened(come_to, "")
    tab_to_map(page)
    first = min(figures.areas(), key=lambda one: one.imd).code
    assert lit(page) == expected(first)
    before = page.evaluate(PLACED)
    page.keyboard.press("PageDown")
    second = sorted(figures.areas(), key=lambda one: one.imd)[1].code
    assert lit(page) == expected(second)
    assert page.evaluate(PLACED) == before
    mark_of(page, "wards", WARD).hover()
    page.wait_for_function(f"({LIT}).includes('{WARD}')")
    assert outlined(page) == [bounds(page, WARD)]
    page.mouse.move(2, 2)
    page.wait_for_function(f"({LIT}).includes('{second}')")
    assert outlined(page) == [bounds(page, second)]
    assert figures.area(second).name in text(page, "#card")
    page.keyboard.press("Escape")
    assert_nothing_is_lit(page)
    assert asked == []


def test_escape_puts_away_what_pointing_shows_until_something_else_is_pointed_at(
    come_to: Open,
) -> None:
    page, asked = opened(come_to, "")
    mark = mark_of(page, "wards", WARD)
    mark.hover()
    tip = page.locator(".tip")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    assert_nothing_is_lit(page)
    box = mark.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    assert_nothing_is_lit(page)
    mark_of(page, "wards", "E05015017").hover()
    expect(tip).to_be_visible()
    page.mouse.move(*spot(page, AREA))
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Escape")
    assert_nothing_is_lit(page)
    assert asked == []


def test_the_tip_stays_while_the_pointer_is_on_it(come_to: Open) -> None:
    page, _ = opened(come_to, "")
    for panel, code in (("wards", WARD), ("scatter", AREA)):
        mark_of(page, panel, code).hover()
        expect(page.locator(".tip")).to_be_visible()
        at, tip = mark_of(page, panel, code).bounding_box(), page.locator(".tip").bounding_box()
        assert at
        assert tip
        assert tip["x"] < at["x"] + at["width"] + 1
        assert tip["x"] + tip["width"] > at["x"] - 1
        assert tip["y"] < at["y"] + at["height"] + 1
        assert tip["y"] + tip["height"] > at["y"] - 1
        page.mouse.move(tip["x"] + tip["width"] / 2, tip["y"] + tip["height"] / 2, steps=4)
        expect(page.locator(".tip")).to_be_visible()
        assert code in lit(page)
        away(page)


def test_arrow_keys_in_a_chart_light_one_place_after_another(come_to: Open) -> None:
    page, asked = opened(come_to, "")
    said = status(page)
    page.locator('#panel-wards svg a[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for key in ("ArrowDown", "ArrowUp", "End"):
        page.keyboard.press(key)
        mark = page.evaluate(
            """(() => { const { dataset, ariaLabel } = document.activeElement;
            return { code: dataset.of, words: ariaLabel }; })()"""
        )
        assert outlined(page) == [bounds(page, mark["code"])]
        assert mark["code"] in lit(page)
        assert text(page, ".tip") == words(mark["words"])
    page.keyboard.press("Escape")
    assert_nothing_is_lit(page)
    assert page.evaluate("document.activeElement.dataset.of") == mark["code"]
    assert status(page) == said
    assert asked == []


def test_brushing_works_on_after_an_answer_and_on_another_level(come_to: Open) -> None:
    page, _ = opened(come_to, "")
    mark = mark_of(page, "wards", WARD)
    mark.hover()
    mark.click()
    settled(page)
    assert filters(page)["ward"] == WARD
    inside = figures.in_ward(WARD)[0].code
    page.mouse.move(*spot(page, inside))
    page.wait_for_function(f"({LIT}).includes('{inside}')")
    assert WARD in lit(page)
    show(page, UPTAKE)
    page.mouse.move(2, 2)
    mark_of(page, "unvaccinated", "E02001190").hover()
    page.wait_for_function(f"({LIT}).includes('{MSOA}')")
    assert outlined(page) == [bounds(page, MSOA)]
    page.mouse.move(*spot(page, "E02001190"))
    page.wait_for_function(f"({LIT}).includes('{MSOA}') && document.querySelector('.tip').hidden")
    assert "Brinnington" in text(page, "#card")


def test_what_is_lit_by_keyboard_stays_lit_through_an_answer(come_to: Open) -> None:
    page, _ = opened(come_to, "")
    page.locator('#panel-wards svg a[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    code = page.evaluate("document.activeElement.dataset.of")
    page.keyboard.press("Enter")
    settled(page)
    assert filters(page)["ward"] == code
    assert code in lit(page)
    assert outlined(page) == [bounds(page, code)]
    assert "Take this ward out" in text(page, ".tip")


def test_both_maps_outline_what_is_looked_at(come_to: Open) -> None:
    page = come_to(f"?with={UPTAKE}&as=beside&y=crime_2025&charts=all")
    page.wait_for_function("explorer.beside.map() !== null")
    page.locator("#figures").click()
    page.eval_on_selector_all(".key", "(all) => all.forEach((one) => { one.open = false; })")
    settled(page)
    asked = quiet(page)
    for code in (AREA, WARD):
        page.locator(f'svg [data-of="{code}"]').first.hover()
        page.wait_for_function(f"({LIT}).includes('{code}')")
        assert outlined(page) == outlined(page, "second") == [bounds(page, code)]
    page.mouse.move(*spot(page, AREA))
    page.wait_for_function(f"({LIT}).includes('{AREA}')")
    assert outlined(page) == outlined(page, "second") == [bounds(page, AREA)]
    away(page)
    assert outlined(page) == outlined(page, "second") == []
    first, second = page.locator("#map").bounding_box(), page.locator("#second-map").bounding_box()
    assert first
    assert second
    x, y = spot(page, AREA)
    page.mouse.move(second["x"] + x - first["x"], second["y"] + y - first["y"])
    page.wait_for_function(f"({LIT}).length > 0")
    assert outlined(page) == outlined(page, "second")
    assert len(outlined(page)) == 1
    assert asked == []


def test_a_practice_is_lit_as_a_circle_and_in_every_chart_that_has_it(come_to: Open) -> None:
    page = come_to("?over=practices,wards&charts=all")
    page.locator("#practice-legend li").first.wait_for()
    settled(page)
    asked = quiet(page)
    wide = ".leaflet-practices-pane path[stroke-width='4']"
    panels = ("practices", "practices_deprivation", "waiting")
    for panel in panels:
        mark_of(page, panel, PRACTICE).hover()
        page.wait_for_function(f"({LIT}).includes('{PRACTICE}')")
        assert lit(page) == {PRACTICE}
        assert all(
            "lit" in (mark_of(page, one, PRACTICE).get_attribute("class") or "") for one in panels
        )
        expect(page.locator(wide)).to_have_count(1)
        expect(page.locator("#card")).to_contain_text("patients on the list")
        away(page)
        expect(page.locator(wide)).to_have_count(0)
    circle = page.locator(".leaflet-practices-pane path.leaflet-interactive").last
    circle.hover()
    page.wait_for_function(f"({LIT}).length > 0")
    (code,) = lit(page)
    name = (mark_of(page, "practices", code).get_attribute("aria-label") or "").split(",")[0]
    assert text(page, "#card strong") == name
    assert asked == []


def test_a_finger_looks_at_a_mark_and_at_the_map(open_page: Open) -> None:
    page = open_page(f"?ind={UPTAKE}&charts=all", has_touch=True)
    settled(page)
    asked = quiet(page)
    mark_of(page, "uptake_deprivation", MSOA).tap()
    page.wait_for_function(f"({LIT}).includes('{MSOA}')")
    expect(page.locator(".tip")).to_contain_text("Brinnington")
    assert outlined(page) == [bounds(page, MSOA)]
    page.locator("#panel-uptake_deprivation h2").tap()
    assert_nothing_is_lit(page)
    assert asked == []


def test_what_is_lit_is_framed_and_accessible_whatever_the_colours(open_page: Open) -> None:
    page = open_page("?charts=all", forced_colors="none")
    assert_what_is_lit_is_framed_and_accessible(page)
    page.mouse.move(2, 2)
    page.emulate_media(forced_colors="active")
    assert_what_is_lit_is_framed_and_accessible(page)


def assert_what_is_lit_is_framed_and_accessible(page: Page) -> None:
    first = min(figures.areas(), key=lambda one: one.imd)
    mark_of(page, "wards", first.ward).hover()
    page.wait_for_function(f"({LIT}).includes('{first.code}')")
    cell = row_of(page, first.code).locator("td").first
    framed = "(one) => { const { boxShadow, outlineStyle } = getComputedStyle(one);" + (
        " return boxShadow !== 'none' || outlineStyle === 'solid'; }"
    )
    assert cell.evaluate(framed)
    point = mark_of(page, "scatter", first.code)
    assert point.evaluate("(one) => getComputedStyle(one).r") == "7px"
    hit = mark_of(page, "wards", first.ward).locator(".hit")
    assert hit.evaluate("(one) => parseFloat(getComputedStyle(one).strokeWidth)") >= 2
    assert violations(page, within="#panel, .tip, #card") == []
