"""Three charts answer, the rest wait; tables are there when they are asked for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, Open, settled
from tests.browser.screen import (
    POST,
    answers,
    control,
    filters,
    finding,
    follow,
    show,
    status,
    unfold,
    ward_box,
)
from tests.browser.test_failures import NETWORK

pytestmark = pytest.mark.browser

SCATTER = "Two figures against each other"
IN_SIGHT = """() => { const { top, bottom } = document.getElementById("panel-scatter")
  .getBoundingClientRect(); return top < innerHeight && bottom > 0; }"""


def standing(page: Page) -> list[str]:
    """Ids of what stands in the column of charts."""
    found: list[str] = page.eval_on_selector_all("#charts > *", "(all) => all.map(({ id }) => id)")
    return found


def test_three_charts_stand_and_the_rest_is_named_below_them(come_to: Open) -> None:
    page = come_to("?ind=uptake_first_16_plus")
    assert standing(page) == [
        "panel-by_quintile",
        "panel-unvaccinated",
        "panel-uptake_time",
        "more-charts",
    ]
    more = page.get_by_role("region", name="More charts")
    assert more.get_by_role("link").all_inner_texts() == [
        "Uptake by age",
        "Wards",
        "Uptake, deprivation and ethnic mix",
        SCATTER,
    ]
    assert page.locator("#charts table").count() == 0
    assert page.locator("#panel-areas tbody tr").count() == 20


def test_a_chart_that_waits_comes_when_it_is_wanted_and_goes_again(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    asked = answers(page)
    first = standing(page)[:3]
    unfold(page, SCATTER)
    assert standing(page) == [*first, "panel-scatter", "more-charts"]
    assert len(asked) == 1
    expect(page.locator("#panel-scatter")).to_be_focused()
    assert page.evaluate(IN_SIGHT)
    assert status(page) == "Charts: all."
    assert filters(page) == {"ward": "E05015018", "charts": "all"}
    page.get_by_role("link", name="Fewer charts").click()
    settled(page)
    assert standing(page) == [*first, "more-charts"]
    expect(page.locator("#more-charts")).to_be_focused()
    assert filters(page) == {"ward": "E05015018"}


def test_back_and_forward_know_which_charts_and_tables_were_there(come_to: Open) -> None:
    page = come_to()
    seen = [(standing(page), page.locator("#charts table").count())]
    unfold(page, SCATTER)
    seen.append((standing(page), page.locator("#charts table").count()))
    page.locator("#panel-wards .opens").click()
    settled(page)
    seen.append((standing(page), page.locator("#charts table").count()))
    assert len({repr(one) for one in seen}) == 3
    for expected in (seen[1], seen[0]):
        page.go_back()
        settled(page)
        assert (standing(page), page.locator("#charts table").count()) == expected
    page.go_forward()
    page.go_forward()
    settled(page)
    assert (standing(page), page.locator("#charts table").count()) == seen[2]
    page.reload()
    page.wait_for_selector("#legend li")
    assert (standing(page), page.locator("#charts table").count()) == seen[2]


def test_a_table_opens_and_closes_under_the_focus_and_it_is_said(come_to: Open) -> None:
    page = come_to()
    link = page.locator("#panel-wards .opens")
    expect(link).to_have_attribute("aria-expanded", "false")
    link.focus()
    where = link.evaluate("(one) => one.getBoundingClientRect().top")
    page.keyboard.press("Enter")
    settled(page)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    assert link.evaluate("(one) => one.getBoundingClientRect().top") == pytest.approx(where, abs=1)
    assert status(page) == "Tables shown: Wards."
    expect(page.locator("#panel-wards tbody tr")).to_have_count(10)
    assert filters(page) == {"tables": "wards"}
    page.keyboard.press("Enter")
    settled(page)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")
    assert status(page) == "Tables shown: none."
    expect(page.locator("#panel-wards table")).to_have_count(0)
    assert filters(page) == {}


def test_what_is_open_stays_open_through_filters_figures_and_clearing(come_to: Open) -> None:
    page = come_to()
    page.locator("#panel-wards .opens").click()
    settled(page)
    unfold(page, SCATTER)
    ward_box(page, "Edgeley").check()
    settled(page)
    show(page, "ethnic_asian_share_2021")
    expect(page.locator("#panel-wards table")).to_be_visible()
    assert "panel-scatter" in standing(page)
    page.get_by_role("link", name="Clear all").click()
    settled(page)
    assert filters(page) == {
        "ind": "ethnic_asian_share_2021",
        "charts": "all",
        "tables": "wards",
    }
    expect(page.locator("#panel-wards table")).to_be_visible()


def test_an_address_may_name_a_chart_that_waits(open_page: Open) -> None:
    page = open_page("?ward=E05015018#panel-scatter")
    expect(page.locator("#panel-scatter")).to_be_focused()
    assert page.evaluate(IN_SIGHT)
    settled(page)
    assert filters(page) == {"ward": "E05015018", "charts": "all"}
    assert urlsplit(page.url).fragment == "panel-scatter"
    assert page.evaluate("history.length") == 2
    page.get_by_role("link", name="Fewer charts").click()
    settled(page)
    page.evaluate("location.hash = 'panel-scatter'")
    expect(page.locator("#panel-scatter")).to_be_focused()
    assert finding(page, "scatter")


def test_an_address_that_names_what_does_not_wait_asks_for_nothing(open_page: Open) -> None:
    page = open_page("?ward=E05015018#%E0%A4%A")
    asked = answers(page)
    for place in ("#%E0%A4%A", "#panel-waiting", "#nothing", "#panel-wards"):
        page.evaluate("(place) => { location.hash = place; }", place)
        settled(page)
        assert filters(page) == {"ward": "E05015018"}, place
        assert len(standing(page)) == 4, place
    assert asked == []


def test_a_view_that_sets_the_axes_is_about_the_scatter(come_to: Open) -> None:
    page = come_to("?x=imd_2025&y=crime_2025")
    assert standing(page)[-2:] == ["panel-scatter", "more-charts"]
    assert page.get_by_role("link", name="Fewer charts").count() == 1


def test_practices_that_are_on_the_map_are_among_the_first_charts(come_to: Open) -> None:
    page = come_to()
    control(page, "GP practices").check()
    page.locator("#panel-practices .finding").wait_for()
    settled(page)
    assert standing(page) == ["panel-deciles", "panel-practices", "panel-wards", "more-charts"]


def test_a_link_opened_in_a_tab_of_its_own_shows_its_chart(open_page: Open) -> None:
    page = open_page()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=SCATTER).click(modifiers=["Control"])
    other = opened.value
    expect(other.locator("#panel-scatter .finding")).to_be_visible()
    assert filters(page) == {}
    assert standing(page)[-1] == "more-charts"
    assert page.locator("#panel-scatter").count() == 0


def test_without_scripts_charts_and_tables_are_a_link_away(open_page: Open) -> None:
    page = open_page("?ward=E05015018", wait=False, java_script_enabled=False)
    follow(page.get_by_role("link", name=SCATTER))
    assert page.url.endswith("?ward=E05015018&charts=all#panel-scatter")
    assert page.locator("#panel-scatter .finding").is_visible()
    follow(page.locator("#panel-scatter .opens"))
    assert page.url.endswith("?ward=E05015018&charts=all&tables=scatter#panel-scatter")
    assert page.locator("#panel-scatter tbody tr").count() == 7
    control(page, "Heatons North").check()
    follow(page.get_by_role("button", name="Show this view").first)
    assert page.locator("#panel-scatter tbody tr").count() > 7
    page.get_by_role("link", name="Fewer charts").click()
    assert page.url.endswith("#more-charts")
    assert not re.search("charts=all|tables=[a-z]", page.url)
    assert page.locator("#panel-scatter").count() == 0


def test_on_a_phone_the_sheet_opens_for_a_chart_that_the_address_names(open_page: Open) -> None:
    page = open_page("?ward=E05015018#panel-scatter", viewport={"width": 360, "height": 740})
    expect(page.locator("#panel-scatter h2")).to_be_in_viewport()
    expect(page.locator("#panel-scatter")).to_be_focused()


def test_when_the_server_does_not_answer_the_charts_that_are_there_stay(
    open_page: Open, console: Console
) -> None:
    console.forgive(*NETWORK)
    page = open_page(before=lambda page: page.clock.install())
    first = standing(page)
    page.route(POST, lambda route: route.abort())
    page.get_by_role("link", name=SCATTER).click()
    page.clock.run_for(3_000)
    expect(page.locator("#trouble")).to_contain_text("trying again")
    assert standing(page) == first
    page.unroute(POST)
    page.clock.run_for(20_000)
    expect(page.locator("#panel-scatter")).to_be_focused()
    expect(page.locator("#trouble")).to_be_hidden()
