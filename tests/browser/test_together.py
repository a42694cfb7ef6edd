"""Themes seen together: circles, clusters, a second map, dates, overlays in any order."""

from __future__ import annotations

import csv
import time

import pytest
from playwright.sync_api import Page, expect

from geodata.store import Store
from settings import ROOT
from tests.browser.conftest import PATIENCE, Console, Open, settled
from tests.browser.screen import (
    answers,
    colours,
    control,
    filters,
    opened,
    show,
    tab_to_map,
    text,
    view,
    words,
)
from tests.browser.test_accessibility import fits_and_is_accessible, open_details
from tests.browser.test_themes import OWN_COLOURS, WIDTHS

pytestmark = pytest.mark.browser

UPTAKE = "uptake_first_16_plus"
WITHOUT = "unvaccinated_16_plus"
CIRCLES = ".leaflet-circles-pane path"
CLUSTERS = ".leaflet-clusters-pane path"


def check(page: Page, label: str) -> None:
    control(page, label).check()


def depth(page: Page, pane: str) -> int:
    return int(page.eval_on_selector(f".leaflet-{pane}-pane", "(pane) => pane.style.zIndex"))


def radii(page: Page) -> list[float]:
    """Radii of the circles; while the map still takes its place they are drawn as nothing."""
    until = time.monotonic() + PATIENCE / 1000
    while True:
        found: list[float] = page.eval_on_selector_all(
            CIRCLES, "(all) => all.map((one) => one.getBBox().width / 2)"
        )
        if (found and all(found)) or time.monotonic() > until:
            return found
        page.wait_for_timeout(20)


def published(code: str) -> int:
    """People of 16 and over on the register without a first dose, from the published table."""
    path = ROOT / "geodata" / "figures" / "E08000007" / "covid_vaccination_msoa11_20210711.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if code in row.values())
    return int(row["population_16_plus_nims"]) - int(row["first_dose"])


def test_circles_have_the_surface_of_their_count(come_to: Open, store: Store) -> None:
    page = come_to()
    check(page, "Circles")
    sizes = radii(page)
    counts = store.values(WITHOUT).value.tolist()
    assert len(sizes) == len(counts) == 42
    expected = sorted((count / max(counts)) ** 0.5 for count in counts)
    assert sorted(size / max(sizes) for size in sizes) == pytest.approx(expected, abs=0.06)
    assert "People without a first dose" in text(page, "#circle-legend")
    settled(page)
    assert filters(page)["over"].split(",")[-1] == "circles"
    assert "first dose" in text(page, "#panel-areas thead")


def test_the_card_and_the_table_say_what_the_circle_says(come_to: Open) -> None:
    page = come_to(f"?ind={UPTAKE}&over=circles,wards")
    page.locator(CIRCLES).first.wait_for(state="attached")
    tab_to_map(page)
    card = text(page, "#card")
    code = card.split("(MSOA) ")[1][:9]
    assert f"{published(code):,}" in card
    row = (
        page.locator("#panel-areas tbody tr")
        .filter(has_text=card.split(" Neighbourhood (MSOA) ")[0])
        .first
    )
    assert f"{published(code):,}" in words(row.inner_text())


def test_circles_of_another_count_come_in_one_file_and_fade_with_the_filter(
    come_to: Open,
) -> None:
    page = come_to("?over=circles")
    page.locator(CIRCLES).first.wait_for(state="attached")
    opened(page, "layers")
    page.select_option("#circle", "ethnic_asian_count_2021")
    page.wait_for_function(f"document.querySelectorAll('{CIRCLES}').length > 150")
    assert "Asian" in text(page, "#circle-legend h2")
    control(page, "Brinnington & Stockport Central").check()
    settled(page)
    strong = page.locator(f"{CIRCLES}[stroke-opacity='1']").count()
    assert 0 < strong < 20


def test_clusters_are_outlined_counted_and_told_from_chance(come_to: Open) -> None:
    page = come_to()
    check(page, "Clusters")
    page.locator(CLUSTERS).first.wait_for(state="attached")
    legend = text(page, "#cluster-legend")
    assert "Towards most deprived, neighbours alike" in legend
    assert "areas lie in a cluster" in legend
    assert "4,999 permutations" in legend
    tab_to_map(page)
    assert "Cluster: Towards most deprived" in text(page, "#card")
    settled(page)
    assert "neighbours alike" in text(page, "#panel-areas tbody")


def test_where_chance_could_have_made_the_pattern_the_map_says_so(come_to: Open) -> None:
    page = come_to(f"?ind={UPTAKE}&over=clusters")
    page.wait_for_function("!document.getElementById('cluster-legend').hidden")
    assert "None of the 42 areas lies in a cluster" in text(page, "#cluster-legend")
    assert page.locator(CLUSTERS).count() == 0
    show(page, "population_2022")
    page.wait_for_function(
        "document.getElementById('cluster-legend').textContent.includes('not worked out')"
    )
    assert "Index of Multiple Deprivation 2025" in text(page, "#cluster-legend")


def test_overlays_are_reordered_by_button_and_the_link_keeps_the_order(come_to: Open) -> None:
    page = come_to("?over=names,wards,circles")
    asked = answers(page)
    assert depth(page, "wards") > depth(page, "circles")
    opened(page, "layers")
    page.get_by_role("button", name="Move Circles above the one before").click()
    assert depth(page, "circles") > depth(page, "wards")
    settled(page)
    assert view(page)["over"] == "names,circles,wards"
    assert page.evaluate("document.activeElement.dataset.step") == "-1"
    assert "Circles, now above Ward outlines" in (page.text_content("#status") or "")
    assert asked == []
    page.reload()
    page.locator(CIRCLES).first.wait_for(state="attached")
    assert depth(page, "circles") > depth(page, "wards")
    page.go_back()
    page.wait_for_function("!location.search.includes('circles,wards')")
    order = page.eval_on_selector_all(
        "#overlays li", "(all) => all.map((one) => one.dataset.overlay)"
    )
    assert order.index("names") < order.index("wards") < order.index("circles")


def test_an_overlay_made_faint_is_faint_and_asks_nothing(come_to: Open) -> None:
    page = come_to()
    asked = answers(page)
    check(page, "Faint Ward outlines")
    opacity = page.eval_on_selector(".leaflet-wards-pane", "(pane) => Number(pane.style.opacity)")
    assert 0 < opacity < 0.6
    settled(page)
    assert filters(page) == {"faint": "wards"}
    assert asked == []


def test_two_maps_move_together_and_each_has_its_legend(come_to: Open) -> None:
    page = come_to(f"?with={UPTAKE}&as=beside")
    page.locator("#second-legend li").first.wait_for()
    first, second = page.locator("#map").bounding_box(), page.locator("#second-map").bounding_box()
    assert first
    assert second
    assert first["y"] == second["y"]
    assert second["x"] >= first["x"] + first["width"]
    assert "First dose uptake" in text(page, "#second-legend h2")
    assert "Index of Multiple Deprivation" in text(page, "#legend h2")
    pixels = "document.querySelector('#second-map canvas').toDataURL()"
    before = page.evaluate(pixels)
    tab_to_map(page)
    page.keyboard.press("+")
    page.wait_for_function(f"{pixels} !== {before!r}")
    assert "First dose uptake" in text(page, "#card")
    control(page, "Brinnington & Stockport Central").check()
    settled(page)
    assert "2 of 8" in text(page, "#second-legend")
    page.select_option("#as", "pair")
    page.locator("#legend td").first.wait_for()
    assert page.locator("#second").is_hidden()


def test_the_map_of_a_date_has_bands_that_stay_and_play_walks_to_the_last(come_to: Open) -> None:
    page = come_to(f"?ind={UPTAKE}&date=2021-03-21")
    assert text(page, "#day-words") == "By 21 March 2021"
    assert "by 21 March 2021" in text(page, "#legend h2")
    assert page.locator("#legend li").count() == 10
    early = colours(page)
    tab_to_map(page)
    assert "by 21 March 2021" in text(page, "#card")
    assert "rank" not in text(page, "#card")
    page.locator("#play").click()
    expect(page.locator("#day-words")).to_have_text("By 11 July 2021")
    expect(page.locator("#play")).to_have_text("Play")
    assert colours(page) != early
    settled(page)
    assert filters(page) == {"ind": UPTAKE, "date": "2021-07-11"}
    assert "By 11 July 2021, %" in text(page, "#panel-areas thead")
    page.locator("#latest").click()
    assert page.locator("#legend li").count() == 5
    settled(page)
    assert filters(page) == {"ind": UPTAKE}


def test_the_slider_works_by_keyboard_and_is_gone_without_dates(come_to: Open) -> None:
    page = come_to(f"?ind={UPTAKE}")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    assert text(page, "#day-words") == "By 21 February 2021"
    assert page.get_attribute("#day", "aria-valuetext") == "By 21 February 2021"
    show(page, "imd_2025")
    page.wait_for_function("document.getElementById('time').hidden")
    settled(page)
    assert page.locator("#legend li").count() == 5


def test_what_cannot_be_fetched_is_said_and_can_be_asked_for_again(
    open_page: Open, console: Console
) -> None:
    console.forgive("net::ERR_")
    page = open_page()
    page.route("**/clusters-*", lambda route: route.abort())
    check(page, "Clusters")
    expect(page.locator("#pending")).to_contain_text("The clusters could not be loaded")
    page.unroute("**/clusters-*")
    control(page, "Clusters").uncheck()
    check(page, "Clusters")
    page.locator(CLUSTERS).first.wait_for(state="attached")


TOGETHER = (
    "?over=practices,circles,clusters,names,wards&faint=practices",
    f"?with={UPTAKE}&as=beside",
    f"?ind={UPTAKE}&date=2021-03-21&over=circles",
)


@pytest.mark.parametrize("query", TOGETHER)
def test_every_way_of_seeing_together_is_accessible_and_fits(come_to: Open, query: str) -> None:
    page = come_to(query)
    page.locator("#legend li").first.wait_for(state="attached")
    open_details(page)
    fits_and_is_accessible(page, *WIDTHS, coloured=OWN_COLOURS)
