"""Themes on the map: small files, MSOAs, two figures, practices, strength of the shading."""

from __future__ import annotations

import csv
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from settings import ROOT
from tests.browser.conftest import Open, settled
from tests.browser.screen import (
    answers,
    bright,
    colours,
    control,
    filters,
    opened,
    show,
    tab_to_map,
    take,
    text,
    view,
    words,
)
from tests.browser.test_accessibility import fits_and_is_accessible, open_details

pytestmark = pytest.mark.browser

ASIAN = "ethnic_asian_share_2021"
UPTAKE = "uptake_first_16_plus"
WIDTHS = (1440, 360)
OWN_COLOURS = ".key, #time"  # of a view: the rest of the page has the same in all
PRACTICES = "?over=wards,names,practices"


def drawn(page: Page, key: str) -> None:
    """Wait until the map shows an indicator."""
    page.wait_for_function("(key) => explorer.areas.shown().indicator.key === key", arg=key)


def visible(page: Page) -> set[str]:
    """The kinds of codes that are filled on the map."""
    found: list[str] = page.evaluate(
        """() => explorer.areas.shown().level.codes
          .filter((code) => explorer.areas.layer(code).options.fill)
          .map((code) => code.slice(0, 3))"""
    )
    return set(found)


def census(code: str) -> tuple[int, int]:
    """Asian residents and all residents of an area, from the published table."""
    path = ROOT / "geodata" / "figures" / "E08000007" / "ethnic_group_2021_lsoa21.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if code in row.values())
    return int(row["asian"]), int(row["total"])


def test_a_change_of_figure_costs_one_small_file_once_and_no_shapes(open_page: Open) -> None:
    page = open_page()
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))
    for key in (ASIAN, "imd_2025", ASIAN):
        show(page, key)
        drawn(page, key)
    files = [urlsplit(one.url).path.split(".")[0] for one in seen if "/files/" in one.url]
    assert f"/files/ind-{ASIAN}" in files
    assert len(set(files)) == len(files)
    # Beside it only figures that an arrow key would show next, on each side of the three shown.
    assert all(one.startswith("/files/ind-") for one in files)
    assert len(files) <= 1 + 2 * 3


def test_the_shading_stays_until_the_figures_are_here(open_page: Open) -> None:
    held: list[Route] = []
    page = open_page()
    page.route(f"**/ind-{ASIAN}.*", lambda route: held.append(route))
    before = colours(page)
    take(page, ASIAN)
    settled(page)
    assert colours(page) == before
    assert text(page, "#legend h2").startswith("Index of Multiple Deprivation 2025")
    held[0].continue_()
    drawn(page, ASIAN)
    assert colours(page) != before
    assert text(page, "#legend h2").startswith("Ethnic group: Asian 2021")


def test_a_share_is_said_with_its_parts_on_the_card_and_its_range_in_the_legend(
    come_to: Open,
) -> None:
    page = come_to(f"?ind={ASIAN}")
    tab_to_map(page)
    code = page.evaluate(
        "() => { const { level, sheet } = explorer.areas.shown();"
        " return level.codes[sheet.order[0]]; }"
    )
    part, whole = census(code)
    card = text(page, "#card")
    assert f"{100 * part / whole:.1f}% ({part:,} of {whole:,} usual residents)" in card
    assert "rank 1 of 191 areas" in card
    largest = words(page.locator("#legend li").last.inner_text())
    assert f"to {100 * part / whole:.2f}%" in largest
    spoken = words(page.locator("#legend li").last.text_content() or "")
    assert "largest share in the Asian group" in spoken


def test_msoa_figures_are_drawn_on_msoas_and_picking_one_picks_its_lsoas(come_to: Open) -> None:
    page = come_to(f"?ind={UPTAKE}")
    assert visible(page) == {"E02"}
    assert len(colours(page)) == 42
    assert "neighbourhoods of 2011" in text(page, "#legend h2")
    tab_to_map(page)
    page.keyboard.press("ArrowDown")
    assert "Neighbourhood (MSOA) E02" in text(page, "#card")
    assert "on the register" in text(page, "#card")
    page.keyboard.press("Enter")
    settled(page)
    assert len(bright(page)) == 1
    assert len(filters(page)["area"].split(",")) >= 3
    show(page, "imd_2025")
    drawn(page, "imd_2025")
    assert visible(page) == {"E01"}
    assert bright(page) == set(filters(page)["area"].split(","))


def test_the_panels_follow_the_theme_and_keep_what_is_open(come_to: Open) -> None:
    page = come_to("?ind=crime_2025")
    assert page.locator("#panel-domains").count() == 1
    page.locator("#panel-wards summary").first.click()
    page.locator("#about summary").click()
    show(page, ASIAN)
    assert page.locator("#panel-domains").count() == 0
    assert page.locator("#panel-wards details").first.get_attribute("open") is not None
    assert "usual residents" in text(page, "#about")
    show(page, "crime_2025")
    order = page.eval_on_selector_all("#charts > *", "(all) => all.map((one) => one.id)")
    page.reload()
    assert order == page.eval_on_selector_all("#charts > *", "(all) => all.map((one) => one.id)")


def test_the_strength_of_the_shading_asks_nothing_and_is_in_the_link(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    asked = answers(page)
    opened(page, "layers")
    page.locator("#fade").fill("40")
    opacities = "() => explorer.areas.layer('E01005744').options.fillOpacity"
    page.wait_for_function(f"({opacities})() <= 0.4")
    page.wait_for_url("**fade=40*")
    assert filters(page) == {"ward": "E05015018", "fade": "40"}
    assert asked == []


def test_practices_come_when_asked_for_and_follow_the_outcome(open_page: Open) -> None:
    page = open_page()
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))
    assert page.locator("#practice-legend").is_hidden()
    control(page, "GP practices").check()
    page.locator("#practice-legend li").first.wait_for()
    assert page.locator("#practice-list li").count() == 32
    assert "Not adjusted for age" in text(page, "#practice-note")
    page.select_option("#practice", "qof_diabetes_2020_21")
    page.wait_for_function(
        "document.getElementById('practice-note').textContent.includes('P88034')"
    )
    page.select_option("#practice", "cqc_rating")
    page.wait_for_function(
        "document.getElementById('practice-legend').textContent.includes('Outstanding')"
    )
    settled(page)
    files = [urlsplit(one.url).path.split(".")[0] for one in seen if "/files/" in one.url]
    wanted = {f"/files/{one}" for one in ("points", "practices", "ind-cqc_rating")}
    wanted.add("/files/ind-qof_diabetes_2020_21")
    assert wanted <= set(files) <= {*wanted, "/files/ind-qof_diabetes_2024_25"}
    assert len(files) == len(set(files)), "each once"
    assert view(page)["over"] == "names,practices,wards"
    control(page, "GP practices").uncheck()
    settled(page)
    assert page.locator("#practice-legend").is_hidden()
    assert page.locator(".leaflet-practices-pane").is_hidden()


def test_no_circle_of_a_practice_lies_on_another(come_to: Open) -> None:
    page = come_to(PRACTICES, viewport={"width": 360, "height": 800})
    page.locator("#practice-legend li").first.wait_for(state="attached")
    closest = page.evaluate(
        """() => {
          const circles = ".leaflet-practices-pane path.leaflet-interactive";
          const all = [...document.querySelectorAll(circles)]
            .map((path) => path.getBoundingClientRect())
            .map((box) => [box.x + box.width / 2, box.y + box.height / 2, box.width / 2]);
          let least = Infinity;
          all.forEach(([x, y, r], one) => all.slice(one + 1).forEach(([u, v, s]) => {
            least = Math.min(least, Math.hypot(x - u, y - v) - r - s);
          }));
          return [all.length, least];
        }"""
    )
    assert closest[0] == 32
    assert closest[1] > -1


def test_a_practice_is_reached_by_keyboard_and_described(come_to: Open) -> None:
    page = come_to(PRACTICES + "&ward=E05015025")
    page.locator("#practice-legend li").first.wait_for()
    assert "2 of 32 practices stand in the areas selected" in text(page, "#practice-note")
    page.locator("#practice-list summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#card")).to_contain_text("patients on the list")
    card = text(page, "#card")
    assert "95% interval" in card
    assert "Not adjusted for age" in card
    assert card[:12] in words(page.text_content("#status") or "")


def test_two_figures_make_nine_classes_that_add_up(come_to: Open) -> None:
    page = come_to(f"?with={ASIAN}")
    page.locator("#legend td").first.wait_for()
    counts = [int(cell) for cell in page.locator("#legend td").all_inner_texts()]
    assert len(counts) == 9
    assert sum(counts) == 191
    assert len(set(colours(page).values())) == 9
    tab_to_map(page)
    card = text(page, "#card")
    assert "Index of Multiple Deprivation 2025" in card
    assert "Ethnic group: Asian 2021" in card
    assert card.count("Third 1 of 3") == 2


def test_a_figure_of_lsoas_beside_one_of_msoas_is_drawn_on_msoas(come_to: Open) -> None:
    page = come_to(f"?ind=imd_2025&with={UPTAKE}")
    assert visible(page) == {"E02"}
    assert "added up to neighbourhoods" in text(page, "#map-note")
    tab_to_map(page)
    assert "people-weighted mean rank" in text(page, "#card")
    page.select_option("#with", "")
    page.locator("#legend li").first.wait_for()
    assert visible(page) == {"E01"}
    settled(page)


@pytest.mark.parametrize(
    "query",
    [f"?ind={ASIAN}&measure=decile", f"?ind={UPTAKE}", PRACTICES, f"?with={UPTAKE}"],
)
def test_every_theme_is_accessible_and_fits(come_to: Open, query: str) -> None:
    page = come_to(query)
    page.locator("#legend .swatch").first.wait_for()
    if "practices" in query:
        page.locator("#practice-legend li").first.wait_for()
    open_details(page)
    fits_and_is_accessible(page, *WIDTHS, coloured=OWN_COLOURS)
    styled = page.request.get(page.url).text().count(" style=")
    assert styled == 0
