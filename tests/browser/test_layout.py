"""Every width, zoom, paper, and no scripts."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from charts.registry import CHARTS
from tests.browser.conftest import Open, settled
from tests.browser.screen import (
    control,
    filters,
    follow,
    group,
    headline,
    lead,
    mark,
    opened,
    take,
    text,
)

pytestmark = pytest.mark.browser

OPENED = f"charts=all&tables={','.join(CHARTS)}"
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
# Elements that stick out of the window, unless something around them scrolls or hides them.
STICKING = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility()) return false;
  if (one.closest(".leaflet-pane, .unseen, .skip, svg.chart")) return false;
  for (let up = one.parentElement; up; up = up.parentElement) {
    if (getComputedStyle(up).overflowX !== "visible" && up !== document.body) return false;
  }
  const box = one.getBoundingClientRect();
  return box.width > 0 && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map((one) => `${one.tagName} ${one.id} ${one.className}`)"""
# Boxes whose own text does not fit and cannot be scrolled to.
CLIPPED = """() => [...document.querySelectorAll(
    "button, label, summary, legend, p, h1, h2, h3, a, li, th, td")]
  .filter((one) => one.checkVisibility() &&
    !one.closest(".unseen, .skip, .leaflet-container, caption"))
  .filter((one) => {
    const style = getComputedStyle(one);
    return style.overflow !== "visible" &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  }).map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`)"""
# Pairs of texts of a chart that lie on each other, and texts outside its box.
COLLISIONS = """() => [...document.querySelectorAll("svg.chart")].flatMap((svg) => {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const texts = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBBox()]);
  const out = texts.filter(([, b]) => b.x < -1 || b.y < -1 || b.x + b.width > width + 1 ||
    b.y + b.height > height + 1).map(([words]) => `outside: ${words}`);
  const on = texts.flatMap(([words, a], i) => texts.slice(i + 1).filter(([, b]) =>
    a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width &&
    a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height)
    .map(([other]) => `${words} / ${other}`));
  const name = svg.closest(".panel").id;
  return [...out, ...on].map((one) => `${name}: ${one}`);
})"""


CROWDED = (
    "",
    "?ward=E05015018",
    "?ward=E05015018,E05015019&q=1,2",
    "?ward=E05015019,E05015015,E05015018&rankby=rank",
    "?area=E01005744,E01005760",
    "?ward=E05015015&q=1",
    "?ind=population_density_2022&x=population_density_2022&y=idaopi_2025",
    "?ind=imd_2019&measure=decile&q=5",
)


SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def scrolls_sideways(page: Page) -> bool:
    found: bool = page.evaluate(SIDEWAYS)
    return found


def assert_nothing_sticks_out(page: Page, where: object) -> None:
    sideways, sticks = page.evaluate(f"[{SIDEWAYS}, ({STICKING})()]")
    assert not sideways, where
    assert sticks == [], where


def open_details(page: Page) -> None:
    page.eval_on_selector_all("details", "(all) => all.forEach((one) => { one.open = true; })")


@pytest.mark.parametrize(
    "query",
    [f"?ward=E05015018&{OPENED}", "?area=E01005744&ind=imd_2019&junk=" + "x" * 60],
)
def test_nothing_sticks_out_at_any_width(open_page: Open, query: str) -> None:
    page = open_page(query)
    for width in (1440, 1280, 1024, 1000, 768, 600, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_sticks_out(page, width)
    open_details(page)
    for width in (320, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_sticks_out(page, f"{width}, all open")


def test_nothing_sticks_out_at_twice_the_size(open_page: Open) -> None:
    page = open_page(
        "?ward=E05015018", viewport={"width": 720, "height": 450}, device_scale_factor=2
    )
    assert not scrolls_sideways(page)
    assert page.evaluate(STICKING) == []
    assert page.evaluate(CLIPPED) == []


def test_wider_text_spacing_clips_nothing(open_page: Open) -> None:
    page = open_page(f"?ward=E05015018&{OPENED}", bypass_csp=True)
    page.add_style_tag(content=SPACING)
    open_details(page)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_sticks_out(page, width)
        assert page.evaluate(CLIPPED) == [], width


def test_the_closed_choices_show_their_whole_text(come_to: Open) -> None:
    page = come_to()
    cut = page.evaluate(
        """() => [...document.querySelectorAll("select")].filter((one) => {
          if (!one.checkVisibility()) return false;
          const style = getComputedStyle(one);
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
          const room = one.clientWidth - parseFloat(style.paddingLeft)
            - parseFloat(style.paddingRight) - 20;
          return pen.measureText(one.selectedOptions[0].textContent).width > room;
        }).map((one) => `${one.id}: ${one.selectedOptions[0].textContent}`)"""
    )
    assert cut == []


def test_no_words_in_a_chart_are_cut_or_lie_on_others(open_page: Open) -> None:
    page = open_page("help", wait=False, java_script_enabled=False)  # the server draws charts
    found = {}
    for query in CROWDED:
        page.goto(f"/map{query or '?'}&charts=all")
        assert page.locator("svg.chart").count() == (5 if "ind=population" in query else 4)
        found[query] = page.evaluate(COLLISIONS)
    assert {query: words for query, words in found.items() if words} == {}


def test_words_in_charts_are_large_enough_to_read_on_a_phone(come_to: Open) -> None:
    page = come_to("?ward=E05015018&charts=all", viewport={"width": 360, "height": 800})
    page.locator("#figures").click()
    sizes = page.eval_on_selector_all(
        "svg.chart text",
        """(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)
          * one.ownerSVGElement.getScreenCTM().a)""",
    )
    assert min(sizes) >= 9
    assert len(sizes) > 50


def test_the_legend_is_on_the_first_screen_with_the_map(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    bottom = page.evaluate("document.querySelector('#legend ul').getBoundingClientRect().bottom")
    assert bottom <= 900


# The words of the legend as they lie on the screen: what overlaps, and what leaves the legend.
LEGEND = """() => {
  const box = document.getElementById("legend").getBoundingClientRect();
  const said = "#legend .name, #legend .count, #legend .ends span";
  const lines = [...document.querySelectorAll(said)].flatMap((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()].map((rect) => [one.textContent, rect]);
  });
  const out = lines.filter(([, a]) => a.left < box.left || a.right > box.right);
  const on = lines.filter(([words, a], i) => lines.some(([other, b], j) => i !== j &&
    a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom));
  return [...out, ...on].map(([words]) => words);
}"""


def test_the_words_of_the_legend_stand_free(come_to: Open) -> None:
    page = come_to("?q=1,2")
    found = {}
    for measure in ("decile", "rank", "national-quintile"):
        page.set_viewport_size({"width": 1440, "height": 900})
        group(page, measure)
        for width in (1440, 1024, 768, 360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.eval_on_selector(".key", "(key) => { key.open = true; }")
            with suppress(PlaywrightTimeout):
                page.wait_for_function(f"!({LEGEND})().length")
            found[measure, width] = page.evaluate(LEGEND)
    assert {where: words for where, words in found.items() if words} == {}


def test_less_motion_stops_the_map_from_gliding(open_page: Open, come_to: Open) -> None:
    still = open_page(reduced_motion="reduce")
    options = """() => { const { options } = explorer.areas.layer("E01005744")._map;
      return [options.zoomAnimation, options.fadeAnimation, options.inertia]; }"""
    assert still.evaluate(options) == [False, False, False]
    assert come_to().evaluate(options)[0] is True


def test_on_paper_the_answers_stay_and_the_controls_go(come_to: Open) -> None:
    page = come_to("?ward=E05015018&charts=all", viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelectorAll('.on-paper').length === 1")
    pressed = ("#choose", "#sharing", "#figures", ".leaflet-control-zoom", ".actions", ".opens")
    for gone in (*pressed, ".panel-head", "#axis-x", "#card", "#more-charts"):
        assert page.locator(gone).first.is_hidden(), gone
    for kept in (
        ".top .site",
        "#headline .lead",
        "#chips .chip",
        ".on-paper",
        "#legend li",
        "footer details li",
    ):
        assert page.locator(kept).first.is_visible(), kept
    for key in ("deciles", "wards", "domains", "scatter"):
        assert page.locator(f"#panel-{key} svg.chart").is_visible(), key
        assert page.locator(f"#panel-{key} .finding").is_visible(), key
    assert page.locator("#panel-areas tbody tr").count() == 7
    assert page.locator("#panel-areas tbody tr").last.is_visible()
    assert "Crown copyright" in text(page, "footer")
    assert not scrolls_sideways(page)
    assert page.evaluate(STICKING) == []
    page.emulate_media(media="null")
    assert page.locator("#figures").is_visible()
    assert filters(page) == {"ward": "E05015018", "charts": "all"}


# Cells whose text is cut off, and tables that cannot be reached where they are too wide.
CELLS = """() => [...document.querySelectorAll(".panel table")].flatMap((table) => {
  const region = table.closest(".scroll");
  const cut = [...table.querySelectorAll("th, td")].filter((one) =>
    getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1);
  const edge = region.getBoundingClientRect();
  const wide = table.getBoundingClientRect().width > edge.width + 1;
  const out = [...table.querySelectorAll("tbody td:last-child")].filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const box = one.getBoundingClientRect();
    return range.getBoundingClientRect().right > box.right + 1;
  });
  const reached = region.tabIndex === 0 && region.getAttribute("aria-label") &&
    getComputedStyle(region).overflowX === "auto";
  region.scrollLeft = 10000;
  const fixed = [...table.querySelectorAll("tr > :first-child")].every((one) =>
    Math.abs(one.getBoundingClientRect().left - edge.left - region.clientLeft
      - (wide ? 0 : parseFloat(getComputedStyle(region).paddingLeft))) < 2);
  const name = table.closest(".panel").id;
  return [...cut, ...out].map((one) => `${name}: ${one.textContent}`)
    .concat(wide && !reached ? [`${name}: out of reach`] : [])
    .concat(wide && !fixed ? [`${name}: first column moves`] : []);
})"""
THEMES = (
    *("", "?ind=ethnic_asian_share_2021", "?ind=religion_muslim_share_2021"),
    *("?ind=population_density_2022", "?ind=imd_2019&measure=decile"),
    "?ind=uptake_first_16_plus&with=income_2025&over=practices,circles",
)


def test_no_number_of_a_table_is_clipped(come_to: Open) -> None:
    found = {}
    for query in THEMES:
        page = come_to(f"{query or '?'}&{OPENED}")
        assert page.locator(".panel table").count() > 4, query
        for width in (1440, 1024, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found[query, width], sideways = page.evaluate(f"[({CELLS})(), {SIDEWAYS}]")
            assert not sideways, (query, width)
    assert {shown: cells for shown, cells in found.items() if cells} == {}


# Tables of the panel whose first cell, the name of a row, cannot be seen when it is scrolled to.
UNSEEN = """() => [...document.querySelectorAll("#panel .scroll")].filter((one) => {
  const cell = one.querySelector("tbody tr > *");
  cell.scrollIntoView({ block: "center", inline: "start" });
  const { left, top, height } = cell.getBoundingClientRect();
  return !cell.contains(document.elementFromPoint(left + 4, top + height / 2));
}).map((one) => one.getAttribute("aria-label"))"""


@pytest.mark.parametrize("query", ["", "ind=uptake_first_16_plus&over=practices"])
def test_a_table_wider_than_its_column_shows_its_first_column(come_to: Open, query: str) -> None:
    page = come_to(f"?{query}&{OPENED}")
    assert page.locator("#panel .scroll").count() > 4
    for width in (1440, 1280, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(UNSEEN) == [], width
    wide = page.locator("#panel .scroll").evaluate_all(
        "(every) => every.filter((one) => one.scrollWidth > one.clientWidth + 100).length"
    )
    assert wide, "it scrolls beside its first column"


def test_without_scripts_everything_but_the_map_is_there(open_page: Open) -> None:
    page = open_page("?ward=E05015018", wait=False, java_script_enabled=False)
    assert "Brinnington & Stockport Central: 7 of 191" in headline(page)
    assert page.locator("svg.chart").count() == 3
    assert page.locator("#panel-areas tbody tr").count() == 7
    assert "Without JavaScript the map is a picture" in text(page, ".map")
    assert page.locator(".map .still").evaluate("(one) => one.naturalWidth") > 600
    assert page.locator("#maps").is_hidden()
    control(page, "Heatons North").check()
    control(page, "1 most deprived").check()
    page.select_option("#ind", "crime_2025")
    follow(page.get_by_role("button", name="Show this view").first)
    chosen = {key: value for key, value in filters(page).items() if value}
    assert chosen["ward"] == "E05015018,E05015026"
    assert chosen["q"] == "1"
    assert chosen["ind"] == "crime_2025"
    assert lead(page).startswith("The selection: 100.0% of people")
    assert "Selected: Brinnington & Stockport Central and Heatons North." in headline(page)
    assert page.locator("#notice").is_hidden()
    assert "Crime deprivation 2025" in text(page, "#panel-areas h2")
    page.locator("#panel-wards svg a[aria-label*=', Heatons North:']").click()
    page.wait_for_load_state()
    assert "Heatons North" not in headline(page)


def test_the_form_folds_away_on_a_phone_and_can_be_opened(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    assert page.locator("#figure").is_hidden()
    opened(page, "choose")
    take(page, "crime_2025")
    settled(page)
    page.keyboard.press("Escape")
    assert page.locator("#figure").is_hidden()
    page.locator(".key > summary").first.click()
    assert text(page, "#legend h2").startswith("Crime deprivation 2025")
    page.locator("#figures").click()
    mark(page, "deciles", "Decile 1,").scroll_into_view_if_needed()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("#figure").wait_for(state="visible")
