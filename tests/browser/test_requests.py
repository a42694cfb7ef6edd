"""What goes over the wire, when, and how often."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Response, Route

from tests.browser.conftest import Console, Open, ready, settled
from tests.browser.screen import (
    POST,
    answers,
    choose,
    colours,
    control,
    filters,
    group,
    show,
    spot,
    take,
    text,
    ward_box,
)

pytestmark = pytest.mark.browser

# What a script reads that has the page laid out, from the first change by a reply to its last.
LAID_OUT = """() => {
  window.readings = [];
  let writing = false;
  const after = (name) => { if (writing) readings.push(name); };
  const wrap = (owner, name, kind) => {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    const own = found[kind];
    found[kind] = function (...given) { after(name); return own.apply(this, given); };
    Object.defineProperty(owner, name, found);
  };
  const sizes = ["scrollLeft", "scrollTop", "scrollWidth", "scrollHeight"];
  for (const name of sizes) wrap(Element.prototype, name, "get");
  for (const name of ["Width", "Height"]) wrap(Element.prototype, `client${name}`, "get");
  for (const name of ["scrollLeft", "scrollTop"]) wrap(Element.prototype, name, "set");
  for (const name of ["offsetWidth", "offsetHeight"]) wrap(HTMLElement.prototype, name, "get");
  wrap(Element.prototype, "getBoundingClientRect", "value");
  const { replaceWith } = Element.prototype;
  Element.prototype.replaceWith = function (...nodes) {
    writing = true;
    replaceWith.apply(this, nodes);
  };
  const { explorer: called } = dash_clientside;
  const show = called.show_reply;
  called.show_reply = (text) => {
    const back = show(text);
    window.wrote = writing;
    writing = false;
    return back;
  };
}"""

TILES = "https://tile.openstreetmap.org/**"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
LARGEST_PAGE = 36_000  # 15 kB of it are the picture of the map
LARGEST_REPLY = 10_000


def test_a_change_of_shading_repaints_while_the_server_is_held(open_page: Open) -> None:
    held: list[Route] = []
    page = open_page()
    page.route(POST, lambda route: held.append(route))
    before = colours(page)
    take(page, "education_2025")
    page.wait_for_function("explorer.areas.shown().indicator.label.startsWith('Education')")
    after = colours(page)
    assert after != before
    assert text(page, "#legend h2").startswith("Education, skills and training deprivation 2025")
    page.select_option("#measure", "rank")
    assert colours(page) != after
    assert page.locator("#legend li").count() == 6
    page.wait_for_function("document.body.classList.contains('waiting')")
    for route in held:
        route.continue_()
    page.unroute(POST)
    settled(page)


def test_one_change_asks_at_most_once_and_pointing_asks_nothing(open_page: Open) -> None:
    page = open_page("?charts=all")
    asked = answers(page)
    every: list[Request] = []
    page.on("request", lambda request: every.append(request))
    show(page, "crime_2025")
    assert len(asked) == 1
    group(page, "decile")
    assert len(asked) == 2
    choose(page, ward_box(page, "Edgeley"))
    assert len(asked) == 3
    choose(page, control(page, "1 most deprived"))
    assert len(asked) == 4
    assert len(every) == 7  # the questions, the new figure's own small file and the two beside it
    for code in ("E01005744", "E01005760", "E01005758"):
        page.mouse.move(*spot(page, "E01005744" if code == "E01005758" else code))
    page.locator("#panel-wards svg a").first.hover()
    page.locator("#panel-scatter circle[data-of]").first.hover()
    control(page, "Ward outlines").uncheck()
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_function("location.search.includes('at=')")
    assert len(every) == 7


def test_the_figures_beside_the_one_shown_are_here_before_an_arrow_key_asks_for_them(
    open_page: Open,
) -> None:
    page = open_page()
    files: list[str] = []
    page.on(
        "request", lambda request: files.append(request.url) if "/ind-" in request.url else None
    )
    beside = "() => [-1, 1].filter((by) => figure.options[figure.selectedIndex + by]).length"
    with page.expect_request("**/ind-*.json"):
        page.focus("#figure")
    count = page.evaluate(beside)
    page.wait_for_load_state("networkidle")
    assert len(files) == len(set(files)) == count
    page.keyboard.press("ArrowDown")
    settled(page)
    shown = page.evaluate("explorer.areas.shown().indicator.key")
    assert any(f"/ind-{shown}." in one for one in files[:count])


def test_a_filter_is_asked_before_the_history_is_written_and_laid_out_once(
    open_page: Open,
) -> None:
    page = open_page()
    page.evaluate(LAID_OUT)
    page.evaluate(
        """() => {
        window.order = [];
        const [ask, push] = [dash_clientside.set_props, history.pushState];
        dash_clientside.set_props = (...given) => { order.push("asked"); ask(...given); };
        history.pushState = (...given) => { order.push("written"); push.apply(history, given); };
        }"""
    )
    choose(page, control(page, "1 most deprived"))
    page.wait_for_function("order.length === 2")
    assert page.evaluate("order") == ["asked", "written"]
    assert page.evaluate("[window.wrote, window.readings]") == [True, []]


def test_two_quick_changes_end_with_the_last_and_ask_at_most_twice(come_to: Open) -> None:
    page = come_to()
    asked = answers(page)
    ward_box(page, "Edgeley").check()
    ward_box(page, "Manor").check()
    settled(page)
    assert "Edgeley and Manor" in text(page, "#headline .lead")
    assert len(asked) <= 2


def test_a_change_of_shading_and_of_ward_in_one_breath_ask_at_most_twice(come_to: Open) -> None:
    page = come_to()
    asked = answers(page)
    page.evaluate(
        """() => {
          const choice = document.getElementById("ind");
          choice.value = "crime_2025";
          choice.dispatchEvent(new Event("change", { bubbles: true }));
          document.querySelector('[name=ward][value="E05015018"]').click();
        }"""
    )
    settled(page)
    settled(page)
    assert len(asked) <= 2
    assert len({request.post_data for request in asked}) == len(asked), "the same question twice"
    assert "Crime deprivation 2025" in text(page, "#panel-deciles h2")
    assert "Brinnington & Stockport Central" in text(page, "#headline .lead")


def test_nobody_else_is_asked_while_the_street_map_is_off(open_page: Open, address: str) -> None:
    hosts: set[str] = set()

    def listen(page: Page) -> None:
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    page = open_page("?ward=E05015018", before=listen)
    show(page, "imd_2019")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_function("location.search.includes('at=')")
    assert hosts == {urlsplit(address).netloc}


def test_the_street_map_asks_for_tiles_and_credits_them(open_page: Open) -> None:
    tiles: list[str] = []

    def give(route: Route) -> None:
        tiles.append(route.request.url)
        route.fulfill(body=PNG, content_type="image/png")

    page = open_page()
    page.route(TILES, give)
    control(page, "Street map").check()
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert tiles
    assert "OpenStreetMap contributors" in text(page, ".leaflet-control-attribution")
    settled(page)
    assert filters(page) == {"over": "names,wards,streets"}
    assert text(page, "#streets-status") == ""
    control(page, "Street map").uncheck()
    assert page.locator(".leaflet-tile").count() == 0
    settled(page)
    assert filters(page) == {}


def test_without_tiles_the_page_says_so_and_still_orients(
    open_page: Open, console: Console
) -> None:
    console.forgive("net::ERR_")
    page = open_page(
        "?over=wards,names,streets&ward=E05015018",
        before=lambda page: page.route(TILES, lambda route: route.abort()),
    )
    page.wait_for_function("document.getElementById('streets-status').textContent !== ''")
    assert "street map could not be loaded" in text(page, "#streets-status")
    assert page.locator("#streets-status").is_visible()
    assert page.locator(".ward-name:not(.hidden)").count() >= 3
    strokes = "explorer.areas.layer('E01005744').options.fill"
    assert page.evaluate(strokes) is True


def test_everything_is_compressed_and_the_replies_are_small(open_page: Open) -> None:
    seen: list[Response] = []
    page = open_page(before=lambda page: page.on("response", lambda one: seen.append(one)))
    choose(page, ward_box(page, "Edgeley"))
    sizes: dict[str, int] = {}
    for response in seen:
        path = urlsplit(response.url).path
        headers = response.headers
        assert response.status == 200
        if not path.startswith("/_favicon"):
            assert headers.get("content-encoding") in {"br", "gzip"}, path
        sizes[path] = int(headers["content-length"]) if "content-length" in headers else 0
    assert 0 < sizes["/map"] <= LARGEST_PAGE, sizes["/map"]
    assert 0 < sizes["/_dash-update-component"] <= LARGEST_REPLY, sizes["/_dash-update-component"]


def test_a_first_visit_asks_for_what_the_page_names_and_nothing_else(open_page: Open) -> None:
    """Its bytes are counted in tests/page/test_first_visit.py."""
    page = open_page()
    asked, named = page.evaluate(
        """() => [performance.getEntriesByType("resource").map((one) => one.name),
          [...document.querySelectorAll("link[rel=preload], link[rel=stylesheet], script[src]")]
            .map((one) => one.src || one.href)]"""
    )
    assert len(asked) == 10
    assert set(asked) == set(named)


def test_named_files_are_kept_for_ever_and_the_shapes_are_fetched_once(open_page: Open) -> None:
    seen: list[Response] = []
    page = open_page(before=lambda page: page.on("response", lambda one: seen.append(one)))
    for indicator in ("income_2025", "crime_2025", "population_2022"):
        show(page, indicator)
    paths = [urlsplit(response.url).path for response in seen]
    for kind in ("areas.", "wards.", "geography.", "ind-crime_2025.", "explorer."):
        found = [
            response
            for response in seen
            if urlsplit(response.url).path.startswith(f"/files/{kind}")
        ]
        assert len(found) == len({response.url for response in found}) >= 1, kind
        assert all("immutable" in response.headers["cache-control"] for response in found)
    assert len(paths) == len(set(paths)) + 2, "three answers, everything else once"
    again: list[Response] = []
    page.on("response", lambda one: again.append(one))
    page.reload()
    ready(page)
    fresh = [one.url for one in again if "/files/" in one.url and not one.from_service_worker]
    timings = page.evaluate(
        """performance.getEntriesByType("resource").filter((one) => one.name.includes("/files/"))
          .map((one) => one.transferSize)"""
    )
    assert fresh
    assert sum(timings) == 0, "all from the browser's own cache"


def test_the_map_fills_however_early_its_data_comes(open_page: Open) -> None:
    def slow(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    page = open_page(before=slow)
    assert page.locator("#legend li").count() == 5


def test_the_first_frame_is_drawn_before_any_other_script_is_read(open_page: Open) -> None:
    """A callback asked for by the first script runs in the frame; the next script after it."""
    page = open_page(
        before=lambda one: one.add_init_script(
            """window.order = [];
            requestAnimationFrame(() => order.push("frame"));
            Object.defineProperty(window, "DashRenderer", {
              set(made) { order.push("Dash"); window.made = made; },
              get() { return window.made; },
            });"""
        )
    )
    named = page.locator("script[src]").evaluate_all("found => found.map((one) => one.src)")
    assert page.evaluate("window.order") == ["frame", "Dash"]
    assert [one.rpartition("/")[2].partition(".")[0] for one in named] == [
        "start",
        "dash-renderer",
        "explorer",
    ]
