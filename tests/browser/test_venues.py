"""Venues on the map page: by kind, by keyboard, in words, on paper and in an embed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console, Open, settled
from tests.browser.screen import control, opened, status, text, view, words
from tests.browser.test_accessibility import OF_WIDTH, open_details, violations

pytestmark = pytest.mark.browser

SQUARES = ".leaflet-venues-pane .venue"
TWO = "?venues=library,pharmacy"
IN_A_WARD = f"{TWO}&ward=E05015018&rows=all&over=names,practices,wards"


def here(page: Page, count: int) -> None:
    expect(page.locator(SQUARES)).to_have_count(count)


def test_kinds_are_ticked_drawn_said_and_kept_in_the_link(open_page: Open) -> None:
    page = open_page()
    assert page.locator("#venue-legend").is_hidden()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.split("/")[-1].split(".")[0]))
    control(page, "Library (16)").check()
    here(page, 16)
    settled(page)
    assert {"points", "venues"} <= set(asked)
    assert status(page) == "Venues: Library."
    assert view(page)["venues"] == "library"
    assert text(page, "#venue-legend") == "Venues L Library: 16"
    expect(page.locator("#panel-venues caption")).to_have_text("Venues in Stockport")
    control(page, "Pharmacy (64)").check()
    here(page, 80)
    page.go_back()
    here(page, 16)
    control(page, "Library (16)").uncheck()
    expect(page.locator(".leaflet-venues-pane")).to_be_hidden()
    settled(page)
    assert page.locator("#venue-legend").is_hidden()
    assert page.locator("#venue-list").is_hidden()
    assert page.locator("#panel-venues").count() == 0


def test_a_venue_is_reached_by_keyboard_and_described(come_to: Open) -> None:
    page = come_to(IN_A_WARD)
    here(page, 80)
    page.locator("#venue-list summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    name = words(page.evaluate("document.activeElement.textContent")).split(",")[0]
    expect(page.locator("#card strong")).to_have_text(name)
    card = text(page, "#card")
    for said in ("Library", "SK", "Saturday and Sunday: not known", "November 2023"):
        assert said in card
    assert name in status(page)
    assert page.locator(f"{SQUARES} path[stroke-width='3']").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert page.locator(f"{SQUARES} path[stroke-width='3']").count() == 0


def test_a_venue_is_looked_at_on_the_map_and_lit_in_the_table(come_to: Open) -> None:
    page = come_to(IN_A_WARD)
    here(page, 80)
    code = page.locator("#panel-venues tr[data-of]").first.get_attribute("data-of")
    page.locator(f"#panel-venues tr[data-of='{code}']").hover()
    name = text(page, f"#panel-venues tr[data-of='{code}'] th")
    expect(page.locator("#card strong")).to_have_text(name)
    page.locator("#headline").hover()
    expect(page.locator("#card")).to_be_hidden()
    page.locator(f"{SQUARES}:has(path:not([fill='#D6D6D6']))").last.hover()
    expect(page.locator("#card .kind")).to_be_visible()
    expect(page.locator("#panel-venues tr.lit")).to_have_count(1)


def test_axe_finds_nothing_and_letters_stay_white_and_are_on_paper(open_page: Open) -> None:
    page = open_page(TWO, forced_colors="active")
    here(page, 80)
    fills = "(all) => [...new Set(all.map((one) => getComputedStyle(one).fill))]"
    for forced, width in (("active", 1440), ("none", 1440), ("none", 360)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(forced_colors=forced)  # type: ignore[arg-type]
        opened(page, "layers")
        open_details(page)
        within = "#map, .key, #layers, #panel-venues"
        rules = () if width == 1440 else OF_WIDTH
        assert violations(page, within=within, rules=rules) == [], (forced, width)
        for place in (SQUARES, "#venue-legend .venue"):
            assert page.eval_on_selector_all(f"{place} text", fills) == ["rgb(255, 255, 255)"]
            assert len(page.eval_on_selector_all(f"{place} path", fills)) == 2
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("svg.on-paper .venue").count() == 80


OVERLAYS = ("names,wards", "wards,circles,names", "wards")


def assert_names_alone_lie_above_squares(page: Page, over: str) -> None:
    depth = {
        name: int(page.eval_on_selector(f".leaflet-{name}-pane", "(one) => one.style.zIndex"))
        for name in ("venues", *over.split(","))
    }
    for name in over.split(","):
        assert (depth[name] > depth["venues"]) == (name == "names"), (page.url, depth)


def test_names_lie_above_squares_and_squares_above_the_rest(come_to: Open) -> None:
    for over in OVERLAYS:
        page = come_to(f"?over={over}")
        control(page, "Library (16)").check()
        here(page, 16)
        assert_names_alone_lie_above_squares(page, over)


def test_in_embeds_names_lie_above_squares_and_squares_above_the_rest(open_page: Open) -> None:
    page = open_page("help", wait=False)
    for over in OVERLAYS:
        page.goto(f"/embed{TWO}&over={over}&show=map")
        page.wait_for_selector(".picture.replaced", state="attached")
        assert_names_alone_lie_above_squares(page, over)


def test_under_a_filter_the_key_counts_the_squares_that_are_lit(come_to: Open) -> None:
    page = come_to(IN_A_WARD)
    here(page, 80)
    lit = page.locator(f"{SQUARES}:has(path:not([fill='#D6D6D6']))")
    counts = [
        int(one.split(" of ")[0])
        for one in page.locator("#venue-legend .count").all_text_contents()
    ]
    assert sum(counts) == lit.count() > 0


def test_what_does_not_come_is_said_and_asked_for_again(open_page: Open, console: Console) -> None:
    console.forgive("Failed to load resource", "net::")
    page = open_page()
    page.route("**/files/points.*", lambda route: route.abort())
    control(page, "Library (16)").check()
    expect(page.locator("#pending")).to_contain_text(
        "The practices and venues could not be loaded; trying again."
    )
    page.unroute("**/files/points.*")
    here(page, 16)
    expect(page.locator("#pending")).to_be_hidden()


def test_an_embed_has_the_same_squares_as_its_picture(open_page: Open) -> None:
    page = open_page(f"embed{TWO}&show=map&ward=E05015018", wait=False)
    page.wait_for_selector(".picture.replaced", state="attached")
    looks = "(all) => all.map((one) => one.getAttribute('fill')).sort()"
    drawn = page.eval_on_selector_all(".leaflet-venues-pane .venue path", looks)
    assert len(drawn) == 80
    assert drawn == page.eval_on_selector_all(".picture .venue path", looks)
