"""Finding a place: an ARIA combobox over wards, neighbourhoods, areas and postcodes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import figures
from tests.browser.conftest import Open, settled
from tests.browser.screen import bright, filters, finding, status, text, view, ward_box
from tests.browser.test_layout import scrolls_sideways

pytestmark = pytest.mark.browser


def ask(page: Page, sought: str) -> None:
    """Type into Find and wait until it has answered exactly that."""
    page.locator("#find").fill(sought)
    page.wait_for_function(
        "() => document.getElementById('found').dataset.sought === "
        "document.getElementById('find').value.trim()"
    )


def options(page: Page) -> list[str]:
    """What is offered."""
    return page.get_by_role("option").locator("span:first-child").all_inner_texts()


def active(page: Page) -> str | None:
    """The option that aria-activedescendant names."""
    name = page.get_attribute("#find", "aria-activedescendant")
    return page.inner_text(f"#{name} span:first-child") if name else None


def test_the_arrows_travel_and_enter_chooses(come_to: Open) -> None:
    page = come_to()
    box = page.get_by_role("combobox", name="Find a place")
    assert box.get_attribute("aria-expanded") == "false"
    ask(page, "bramhall")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("#found").get_attribute("role") == "listbox"
    offered = options(page)
    assert len(offered) >= 3
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    assert active(page) == offered[0]
    assert page.locator('[role=option][aria-selected="true"]').count() == 1
    page.keyboard.press("ArrowDown")
    assert active(page) == offered[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert active(page) == offered[-1]
    page.keyboard.press("ArrowDown")
    assert active(page) == offered[0]
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    settled(page)
    expect(ward_box(page, offered[0])).to_be_checked()
    assert list(filters(page)) == ["ward"]
    assert box.get_attribute("aria-expanded") == "false"
    assert active(page) is None
    assert box.input_value() == offered[0]


def test_escape_closes_the_list_and_chooses_nothing(come_to: Open) -> None:
    page = come_to()
    ask(page, "bramhall")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    assert page.get_attribute("#find", "aria-expanded") == "false"
    assert filters(page) == {}
    expect(page.locator("#find")).to_be_focused()


def test_leaving_the_box_closes_the_list_and_a_click_chooses(come_to: Open) -> None:
    page = come_to()
    ask(page, "heald green")
    page.keyboard.press("Tab")
    expect(page.locator("#found")).to_be_hidden()
    page.locator("#find").focus()
    ask(page, "heald gree")
    page.get_by_role("option").first.click()
    settled(page)
    assert filters(page) == {"ward": "E05015025"}
    expect(ward_box(page, "Heald Green")).to_be_checked()


def test_a_postcode_is_found_in_any_spacing_and_case(come_to: Open) -> None:
    page = come_to()
    postcode, ward = figures.a_postcode()
    for typed in (
        postcode,
        postcode.lower(),
        postcode.replace(" ", ""),
        f"  {postcode.replace(' ', '   ').lower()} ",
    ):
        ask(page, typed)
        assert options(page)[0] == postcode
    page.keyboard.press("Enter")
    settled(page)
    assert "1 chosen area" in text(page, "#chips")
    assert len(bright(page)) == 1
    (code,) = bright(page)
    assert filters(page) == {"area": code}
    assert ward in text(page, "#find-answer")
    assert page.locator(".leaflet-selection-pane path").count() >= 1


def test_a_neighbourhood_and_an_area_code_are_found(come_to: Open) -> None:
    page = come_to()
    ask(page, "offerton west")
    assert status(page).endswith("Enter to choose it.")
    page.keyboard.press("Enter")
    settled(page)
    expected = {one.code for one in figures.areas() if one.neighbourhood == "Offerton West"}
    assert bright(page) == expected
    ask(page, "e01005744")
    page.keyboard.press("Enter")
    settled(page)
    assert bright(page) == {"E01005744"}
    assert figures.area("E01005744").name in finding(page, "areas")


def test_enter_chooses_what_was_typed_even_before_it_is_answered(come_to: Open) -> None:
    page = come_to()
    ask(page, "bramhall")
    page.locator("#find").fill("e01005744")
    page.keyboard.press("Enter")
    expect(page.locator("#find-answer")).to_contain_text(figures.area("E01005744").name)
    settled(page)
    assert filters(page) == {"area": "E01005744"}


def test_the_old_code_of_a_changed_area_finds_both_its_parts(come_to: Open) -> None:
    page = come_to()
    ask(page, "E01005758")
    assert set(options(page)) == {"Stockport 014E", "Stockport 014F"}


def test_what_is_not_known_is_answered_plainly(come_to: Open) -> None:
    page = come_to()
    ask(page, "zzzz")
    assert text(page, "#find-answer").startswith("Nothing found for “zzzz”.")
    assert page.locator("#found").is_hidden()
    ask(page, "M1 1AE")
    assert "M1 1AE is not in the list of Stockport postcodes" in text(page, "#find-answer")
    page.keyboard.press("Enter")
    assert filters(page) == {}
    page.set_viewport_size({"width": 360, "height": 740})
    assert not scrolls_sideways(page)


def test_hostile_input_is_text(come_to: Open) -> None:
    page = come_to()
    for typed in ("<img src=x onerror=alert(1)>", "'; drop table --", "\\x00%00", "é̂™" * 20):
        ask(page, typed)
        assert "Search for a ward" in text(page, "#find-answer")
        assert page.locator("#find-answer *").count() == 0
        assert page.locator("#find").input_value() == typed


def test_only_the_answer_to_the_last_word_is_shown(come_to: Open) -> None:
    page = come_to()
    page.locator("#find").press_sequentially("manor", delay=5)
    page.locator("#find").fill("edgeley")
    expect(page.get_by_role("option").first).to_contain_text("Edgeley")
    assert not any(one.startswith("Manor") for one in options(page))


def test_part_of_a_postcode_chooses_nothing_unasked(come_to: Open) -> None:
    page = come_to()
    outward = figures.a_postcode()[0].split()[0]
    ask(page, outward)
    assert options(page)[0] == outward
    assert f"{outward} covers " in text(page, "#find-answer")
    page.keyboard.press("Enter")
    assert filters(page) == {}
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    assert len(bright(page)) > 1


def test_a_found_place_has_a_pin_in_a_view_of_its_neighbourhood(come_to: Open) -> None:
    page = come_to()
    postcode, _ = figures.a_postcode()
    ask(page, f"Flat 2, The Long Name of a House, A Road, A Town, {postcode}.")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".pin")).to_have_count(1)
    expect(page.locator(".leaflet-tooltip")).to_have_text(postcode)
    seen, pin = (page.locator(one).bounding_box() for one in ("#map", ".pin"))
    assert seen
    assert pin
    assert seen["x"] < pin["x"] < seen["x"] + seen["width"]
    assert seen["y"] < pin["y"] < seen["y"] + seen["height"]
    page.wait_for_function("location.search.includes('at=')")
    assert 12.5 < float(view(page)["at"].split(",")[2]) <= 15
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator(".pin")).to_have_count(0)
