"""The address bar is the state: links, reload, Back, junk, copying."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, ready, settled
from tests.browser.screen import (
    bright,
    choose,
    click_area,
    control,
    filters,
    findings,
    group,
    headline,
    opened,
    outlines,
    show,
    status,
    text,
    unfold,
    view,
    ward_box,
)

pytestmark = pytest.mark.browser

EVERYTHING = {
    "ind": "education_2025",
    "measure": "rank",
    "ward": "E05015018,E05015026",
    "q": "1,2",
    "basis": "local",
    "by": "imd_2019",
    "x": "crime_2025",
    "y": "imd_2025",
    "rankby": "rank",
    "rows": "all",
    "over": "names",
    "at": "53.4167,-2.12,13.25",
}
PICKED = "E01005744,E01033948"


def link(parts: dict[str, str]) -> str:
    return "?" + "&".join(f"{key}={value}" for key, value in parts.items())


def controls(page: Page) -> dict[str, str]:
    """What the form holds, as the scripts read it."""
    held: dict[str, str] = page.evaluate("explorer.state.values()")
    return held


def position(page: Page) -> list[float]:
    """Where the map looks: latitude, longitude, zoom."""
    at: list[float] = page.evaluate(
        """() => { const map = explorer.areas.layer("E01005744")._map; const c = map.getCenter();
          return [c.lat, c.lng, map.getZoom()]; }"""
    )
    return at


def assert_everything_is_restored(page: Page) -> None:
    held = controls(page)
    assert {key: held[key] for key in EVERYTHING} == EVERYTHING
    assert view(page) == EVERYTHING
    assert position(page) == pytest.approx([53.4167, -2.12, 13.25], abs=0.001)
    assert "Education, skills and training deprivation 2025" in text(page, "#legend h2")
    assert "bands of rank" in text(page, "#legend h2")
    assert page.input_value("#axis-x") == "crime_2025"
    assert page.input_value("#axis-y") == "imd_2025"
    current = page.locator("#panel-wards .switch [aria-current=true]")
    assert current.inner_text() == "Average rank"
    assert not control(page, "Ward outlines").is_checked()
    assert control(page, "Ward names").is_checked()


def test_a_link_restores_everything_and_reload_keeps_it(come_to: Open) -> None:
    page = come_to(link(EVERYTHING))
    assert_everything_is_restored(page)
    shown, lit = findings(page), bright(page)
    page.reload()
    ready(page)
    assert_everything_is_restored(page)
    assert findings(page) == shown
    assert bright(page) == lit


def test_a_link_restores_picked_areas(open_page: Open) -> None:
    page = open_page(f"?area={PICKED}")
    assert bright(page) == set(PICKED.split(","))
    assert [one["dashes"] for one in outlines(page)] == [None, None]
    assert "2 areas you chose" in headline(page)
    assert view(page) == {"area": PICKED}


def test_what_was_clicked_together_opens_the_same_from_its_link(
    come_to: Open, open_page: Open
) -> None:
    page = come_to()
    choose(page, ward_box(page, "Edgeley"))
    choose(page, control(page, "1 most deprived"))
    show(page, "health_2025")
    unfold(page, "Two figures against each other")
    page.get_by_role("link", name="Average rank", exact=True).click()
    settled(page)
    page.select_option("#axis-y", "crime_2025")
    settled(page)
    other = open_page("?" + urlsplit(page.url).query)
    assert findings(other) == findings(page)
    assert controls(other) == controls(page)
    assert bright(other) == bright(page)
    assert position(other) == pytest.approx(position(page), abs=0.01)


def test_moving_the_map_is_in_the_link_and_not_in_the_history(
    come_to: Open, open_page: Open
) -> None:
    page = come_to()
    before = page.evaluate("history.length")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_function("location.search.includes('at=')")
    assert list(view(page)) == ["at"]
    assert page.evaluate("history.length") == before
    assert open_page("?at=" + view(page)["at"]).url.endswith("at=" + view(page)["at"])


def test_back_and_forward_walk_through_the_views(come_to: Open) -> None:
    page = come_to()
    visited = [(findings(page), bright(page), filters(page))]
    steps = (
        lambda: choose(page, ward_box(page, "Manor")),
        lambda: show(page, "imd_2019"),
        lambda: choose(page, control(page, "5 least deprived")),
        lambda: page.get_by_role("link", name="Clear all").click(),
    )
    for step in steps:
        step()
        settled(page)
        visited.append((findings(page), bright(page), filters(page)))
    assert len({repr(one) for one in visited}) == len(visited)
    for expected in reversed(visited[:-1]):
        page.go_back()
        settled(page)
        assert (findings(page), bright(page), filters(page)) == expected
    assert not ward_box(page, "Manor").is_checked()
    for expected in visited[1:]:
        page.go_forward()
        settled(page)
        assert (findings(page), bright(page), filters(page)) == expected


def test_back_in_the_middle_of_a_zoom_leads_to_where_the_map_was(come_to: Open) -> None:
    page = come_to("?at=53.4,-2.15,12")
    choose(page, ward_box(page, "Manor"))
    settled(page)
    page.evaluate(
        """new Promise((done) => explorer.map.ready((map) => {
          map.once("zoomend", () => setTimeout(done));
          map.once("zoomanim", () => history.back());
          map.zoomIn();
        }))"""
    )
    settled(page)
    where = "({ lat, lng }, zoom) => [lat.toFixed(2), lng.toFixed(2), zoom.toFixed()]"
    seen = f"explorer.map.ready((map) => found = ({where})(map.getCenter(), map.getZoom()))"
    assert page.evaluate(f"(() => {{ let found; {seen}; return found; }})()") == [
        "53.40",
        "-2.15",
        "12",
    ]
    assert urlsplit(page.url).query == "at=53.4,-2.15,12"


def test_back_takes_the_outlines_of_picked_areas_away_again(come_to: Open) -> None:
    page = come_to()
    click_area(page, "E01005744")
    assert len(outlines(page)) == 1
    page.go_back()
    settled(page)
    assert outlines(page) == []
    assert len(bright(page)) == 191
    page.go_forward()
    settled(page)
    assert len(outlines(page)) == 1
    assert bright(page) == {"E01005744"}


def test_defaults_leave_a_clean_address(come_to: Open) -> None:
    page = come_to()
    assert urlsplit(page.url).query == ""
    group(page, "decile")
    assert filters(page) == {"measure": "decile"}
    group(page, "national-quintile")
    assert urlsplit(page.url).query == ""


def test_a_changed_window_does_not_enter_the_address(open_page: Open) -> None:
    page = open_page(before=lambda page: page.clock.install())
    before = position(page)
    width = "explorer.areas.layer('E01005744')._map.getSize().x"
    page.set_viewport_size({"width": 800, "height": 700})
    page.wait_for_function(f"{width} > 650")
    page.clock.run_for(1_000)
    assert urlsplit(page.url).query == ""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(f"{width} > 900")
    page.clock.run_for(1_000)
    assert position(page) == pytest.approx(before, abs=0.01)
    assert urlsplit(page.url).query == ""


def test_junk_in_the_link_is_named_and_left_out_and_the_rest_survives(open_page: Open) -> None:
    page = open_page(
        "?ind=nonsense&ward=E05015018,E99999999&q=9&colour=red&at=north,1,2&x=imd_2025"
    )
    said = text(page, "#notice")
    for part in ("ind=nonsense", "ward=E99999999", "q=9", "colour", "at=north,1,2"):
        assert part in said
    assert "The rest of the view is shown." in said
    assert page.locator("#notice").is_visible()
    assert "Brinnington & Stockport Central: 7 of 191" in headline(page)
    assert page.input_value("#axis-x") == "imd_2025"
    assert page.input_value("#ind") == "imd_2025"


def test_markup_in_the_link_is_text(open_page: Open) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    alerts: list[str] = []
    page = open_page("help", wait=False)
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    keys = ("ind", "ward", "area", "at", "<b>bold</b>")
    page.goto("/map?q=1&" + "&".join(f"{quote(key)}={quote(nasty)}" for key in keys))
    ready(page)
    said = text(page, "#notice")
    for key in keys:
        assert (key if "<" in key else f"{key}={nasty}") in said
    assert page.locator("img[src=x], #notice b").count() == 0
    assert "28 of 191" in headline(page)
    assert alerts == []


def test_a_link_far_too_long_shows_the_default_view_and_says_so(come_to: Open) -> None:
    page = come_to("?q=1&over=none")
    assert page.locator("#notice").is_hidden()
    page.goto("/map?ward=E05015018&foo=" + "x" * 9000)
    ready(page)
    assert "the whole link, longer than 8,000 characters" in text(page, "#notice")
    assert "Stockport has 191" in headline(page)


def test_copy_link_puts_the_address_on_the_clipboard(open_page: Open) -> None:
    page = open_page("?ward=E05015018&q=1", permissions=["clipboard-read", "clipboard-write"])
    opened(page, "sharing").get_by_role("button", name="Copy link").click()
    expect(page.locator("#copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "Link copied" in text(page, "#status")


def test_when_copying_is_refused_the_page_says_what_to_do(open_page: Open) -> None:
    refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
    page = open_page(before=lambda page: page.add_init_script(refuse))
    opened(page, "sharing").get_by_role("button", name="Copy link").click()
    expect(page.locator("#copy")).to_have_text("Copy it from the address bar")


def test_the_form_offers_a_link_for_each_chip_and_clear_all(come_to: Open) -> None:
    page = come_to("?ward=E05015018,E05015026&q=1,2&ind=crime_2025")
    assert page.locator("#chips a.chip").all_inner_texts() == [
        "Brinnington & Stockport Central",
        "Heatons North",
        "National quintile 1, 2",
    ]
    page.get_by_role("link", name="Remove Brinnington & Stockport Central").click()
    settled(page)
    assert filters(page) == {"ind": "crime_2025", "ward": "E05015026", "q": "1,2"}
    assert not ward_box(page, "Brinnington & Stockport Central").is_checked()
    page.get_by_role("link", name="Clear all").click()
    settled(page)
    assert filters(page) == {"ind": "crime_2025"}
    assert text(page, "#chips") == "No filter: every area is selected."


def test_the_live_region_says_what_changed_and_title_and_heading_follow(come_to: Open) -> None:
    page = come_to("?charts=all")
    show(page, "crime_2025")
    assert status(page).startswith("Figure: Crime")
    choose(page, ward_box(page, "Edgeley"))
    said = status(page)
    assert said.startswith("Wards: Edgeley.")
    assert "Indicator" not in said
    page.select_option("#axis-x", "imd_2019")
    settled(page)
    assert status(page) == "Across the scatter: Index of Multiple Deprivation 2019."
    assert text(page, "h1").endswith(page.title().rpartition(" – ")[0])
    assert page.title().startswith("Crime")
    assert "Edgeley" in page.title()
    page.go_back()
    settled(page)
    assert status(page).startswith("Across the scatter: Income")
