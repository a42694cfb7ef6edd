"""Map, charts, table and filters answer each other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from layers.palette import FADED
from tests.browser import figures
from tests.browser.conftest import Open, settled
from tests.browser.screen import (
    bright,
    choose,
    click_area,
    colours,
    control,
    filters,
    finding,
    findings,
    group,
    headline,
    look_at,
    mark,
    outlines,
    paint,
    show,
    spot,
    text,
)

pytestmark = pytest.mark.browser

AREA = "E01005744"
OTHER = "E01005885"
EVERY = {one.code for one in figures.areas()}


def assert_everything_is_about_one_area(page: Page, code: str) -> None:
    one = figures.area(code)
    assert filters(page)["area"] == code
    assert bright(page) == {code}
    assert len(outlines(page)) == 1
    said = findings(page)
    assert f"{one.people:,} people (mid-2022)" in said["headline"]
    assert said["deciles"].startswith("The selected area")
    assert "selection is" in said["domains"]
    assert said["scatter"].startswith("1 selected area: too few")
    assert said["areas"].startswith("1 area chosen.")
    rows = page.locator("#panel-areas tbody tr:has([aria-current])")
    assert rows.count() == 1
    assert one.name in rows.first.inner_text()
    assert "1 chosen area" in text(page, "#chips")


def test_clicking_an_area_picks_it_everywhere_and_clicking_again_clears(come_to: Open) -> None:
    page = come_to("?charts=all")
    before = findings(page)
    click_area(page, AREA)
    assert_everything_is_about_one_area(page, AREA)
    click_area(page, AREA)
    assert findings(page) == before
    assert bright(page) == EVERY
    assert outlines(page) == []
    assert filters(page) == {"charts": "all"}


def assert_pointing_at_an_area_outlines_and_describes_it(page: Page) -> None:
    page.mouse.move(*spot(page, AREA))
    card = page.locator("#card")
    card.wait_for(state="visible")
    one = figures.area(AREA)
    said = text(page, "#card")
    assert one.name in said
    assert f"{one.neighbourhood}, {one.ward_name} ward" in said
    assert f"rank {one.imd:,} of 33,755" in said
    assert f"{one.people:,} people (mid-2022)" in said
    assert page.locator(".leaflet-focus-pane path").first.get_attribute("d") not in (None, "M0 0")
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")


def test_pointing_describes_an_area_and_several_clicked_areas_add_up(come_to: Open) -> None:
    page = come_to()
    assert_pointing_at_an_area_outlines_and_describes_it(page)
    click_area(page, AREA)
    click_area(page, OTHER)
    both = {AREA, OTHER}
    assert bright(page) == both
    people = sum(figures.area(code).people for code in both)
    assert f"{people:,} people (mid-2022)" in headline(page)
    click_area(page, AREA)
    assert bright(page) == {OTHER}


def test_picked_areas_come_first_and_the_page_says_that_the_filters_wait(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    outside = next(one.code for one in figures.areas() if one.ward == "E05015016")
    click_area(page, outside)
    assert bright(page) == {outside}
    assert "filters wait while areas are chosen one by one" in text(page, "#chips")
    choose(page, control(page, "1 most deprived"))
    assert "area" not in filters(page)
    assert filters(page)["ward"] == "E05015018"


def test_bars_of_deciles_and_wards_select_and_clear_again(come_to: Open) -> None:
    page = come_to()
    expected = {one.code for one in figures.areas() if -(-10 * one.imd // figures.ENGLAND) == 1}
    mark(page, "deciles", "Decile 1,").click()
    settled(page)
    assert bright(page) == expected
    assert mark(page, "deciles", "Decile 1,").get_attribute("aria-current") == "true"
    assert f"{len(expected)} of {len(expected)} selected areas" in finding(page, "deciles")
    mark(page, "deciles", "Decile 1,").click()
    settled(page)
    assert bright(page) == EVERY

    mark(page, "wards", "1 of 21, Brinnington").click()
    settled(page)
    ward = {one.code for one in figures.in_ward("E05015018")}
    assert bright(page) == ward
    page.locator('#panel-wards svg a[aria-label*=", Heatons North:"]').click()
    settled(page)
    both = ward | {one.code for one in figures.in_ward("E05015026")}
    assert bright(page) == both
    assert filters(page) == {"ward": "E05015018,E05015026"}
    mark(page, "wards", "1 of 21, Brinnington").click()
    settled(page)
    assert bright(page) == both - ward


def test_a_domain_row_shades_the_map_by_that_domain(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    mark(page, "domains", "Crime deprivation 2025").click()
    settled(page)
    assert page.input_value("#ind") == "crime_2025"
    assert text(page, "#legend h2").startswith("Crime deprivation 2025")
    assert filters(page) == {"ward": "E05015018", "ind": "crime_2025"}
    assert "Crime deprivation 2025" in text(page, "#panel-deciles h2")
    assert len(bright(page)) == 7


def test_a_row_of_the_table_and_a_point_of_the_scatter_pick_their_area(come_to: Open) -> None:
    page = come_to("?charts=all")
    one = min(figures.areas(), key=lambda one: one.imd)
    page.locator("#panel-areas tbody th a").first.click()
    settled(page)
    assert_everything_is_about_one_area(page, one.code)
    page.locator("#panel-areas tbody th a").first.click()
    settled(page)
    assert bright(page) == EVERY
    page.locator(f'#panel-scatter [data-of="{AREA}"]').click()
    settled(page)
    assert_everything_is_about_one_area(page, AREA)


def test_a_rectangle_on_the_scatter_picks_the_areas_in_it(come_to: Open) -> None:
    page = come_to("?x=imd_2025&y=income_2025")
    chart = page.locator("#panel-scatter svg")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    expected = set(
        page.evaluate(
            """([left, right]) => [...document.querySelectorAll("#panel-scatter [data-of]")]
              .filter((mark) => { const at = mark.getBoundingClientRect();
                const x = at.left + at.width / 2; return x >= left && x <= right; })
              .map((mark) => mark.dataset.of)""",
            [box["x"], box["x"] + box["width"] * 0.3],
        )
    )
    assert 10 < len(expected) < 100
    page.mouse.move(box["x"] + 1, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 90, steps=3)
    assert page.locator("#panel-scatter .box").count() == 1
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] - 2, steps=3)
    page.mouse.up()
    settled(page)
    assert page.locator("#panel-scatter .box").count() == 0
    found = bright(page)
    assert len(found ^ expected) <= 1
    assert "areas you chose" in headline(page)


def test_areas_outside_the_selection_are_grey_and_the_others_keep_their_colour(
    come_to: Open,
) -> None:
    page = come_to()
    before = colours(page)
    control(page, "Brinnington & Stockport Central").check()
    settled(page)
    inside = {one.code for one in figures.in_ward("E05015018")}
    after = colours(page)
    assert {code: after[code] for code in inside} == {code: before[code] for code in inside}
    assert {colour for code, colour in after.items() if code not in inside} == {FADED}
    assert FADED not in before.values()
    assert paint(page, AREA)["fillOpacity"] >= 0.85
    assert "Grey areas are outside the filter" in text(page, "#map-note")


def test_quintiles_filter_nationally_locally_and_by_an_earlier_index(come_to: Open) -> None:
    page = come_to()
    every = figures.areas()
    choose(page, control(page, "1 most deprived"))
    assert bright(page) == {one.code for one in every if one.quintile == 1}
    choose(page, control(page, "Local (Stockport)"))
    order = sorted(every, key=lambda one: one.imd)
    local = {one.code for place, one in enumerate(order, 1) if -(-5 * place // len(order)) == 1}
    assert bright(page) == local
    assert "local quintile 1" in headline(page).lower()
    choose(page, control(page, "National"))
    page.select_option("#by", "imd_2019")
    settled(page)
    assert bright(page) == {one.code for one in every if one.quintile_2019 == 1}
    assert filters(page) == {"q": "1", "by": "imd_2019"}
    assert "Index of Multiple Deprivation 2019" in headline(page)


def test_the_index_of_2019_is_drawn_on_its_own_areas_and_the_seam_is_dashed(
    come_to: Open,
) -> None:
    page = come_to()
    drawn = "explorer.areas.shown().level.codes.filter((c) => explorer.areas.layer(c).options.fill)"
    assert len(page.evaluate(drawn)) == 191
    assert paint(page, "E01005758")["fill"] is False
    show(page, "imd_2019")
    assert len(page.evaluate(drawn)) == 190
    assert paint(page, "E01005758")["fill"] is True
    assert paint(page, "E01033948")["fill"] is False
    assert [one["dashes"] is not None for one in outlines(page)] == [True]
    assert "Dashed outline" in text(page, "#map-note")
    assert "2011" in finding(page, "areas")
    look_at(page, "E01005758")
    click_area(page, "E01005758")
    assert filters(page)["area"] == "E01033947,E01033948"
    show(page, "imd_2025")
    assert bright(page) == {"E01033947", "E01033948"}


def test_a_legend_names_its_classes_and_counts_the_selected_of_all(come_to: Open) -> None:
    page = come_to()
    quintiles = [sum(1 for one in figures.areas() if one.quintile == q) for q in range(1, 6)]
    counts = [text.split()[0] for text in page.locator("#legend .count").all_inner_texts()]
    assert counts == [str(one) for one in quintiles]
    spoken = page.locator("#legend li").all_text_contents()
    assert spoken[0] == f"1 (most deprived){quintiles[0]} small areas"
    assert "5 (least deprived)" in spoken[-1]
    group(page, "decile")
    assert page.locator("#legend li").count() == 10
    choose(page, control(page, "1 most deprived"))
    assert "Grey areas" in text(page, "#map-note")
    assert page.locator("#legend .count").last.inner_text().startswith("0 of")


def test_an_empty_selection_is_said_in_words_everywhere(come_to: Open) -> None:
    page = come_to("?ward=E05015015&q=1&charts=all")
    assert bright(page) == set()
    said = findings(page)
    assert said["headline"].startswith("No area is both in Bramhall South & Woodford and in")
    assert "Choose others, or clear a filter, to continue" in said["headline"]
    for key in ("deciles", "domains", "scatter", "areas"):
        assert "No area is selected" in said[key], key
    assert page.locator("#panel-areas tbody tr").count() == 0
    assert "Bramhall South & Woodford is number" in said["wards"]
    page.get_by_role("link", name="Clear all").click()
    settled(page)
    assert bright(page) == EVERY
    assert not any("No area is selected" in one for one in findings(page).values())


def test_the_last_row_link_shows_every_area(come_to: Open) -> None:
    page = come_to()
    assert page.locator("#panel-areas tbody tr").count() == 20
    page.locator("#panel-areas").get_by_role("link", name="Show all 191 rows").click()
    settled(page)
    assert page.locator("#panel-areas tbody tr").count() == 191
    assert filters(page) == {"rows": "all"}
    page.locator("#panel-areas").get_by_role("link", name="Show the first 20 rows").click()
    settled(page)
    assert page.locator("#panel-areas tbody tr").count() == 20


def test_ward_names_do_not_lie_on_each_other_and_can_be_switched_off(come_to: Open) -> None:
    page = come_to(viewport={"width": 700, "height": 800})
    overlaps = """() => {
      const boxes = [...document.querySelectorAll(".ward-name:not(.hidden) > span")]
        .map((one) => one.getBoundingClientRect());
      return [boxes.length, boxes.some((a, i) => boxes.some((b, j) => i < j &&
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom))];
    }"""
    shown, overlapping = page.evaluate(overlaps)
    assert shown >= 8
    assert not overlapping
    control(page, "Ward names").uncheck()
    assert page.evaluate(overlaps)[0] == 0
    settled(page)
    assert filters(page) == {"over": "wards"}
