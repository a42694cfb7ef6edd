"""Embeds in somebody else's page: another site, a sandbox, a strict policy, an old browser."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, ViewportSize
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Response as PageResponse

from callbacks.answer import Explorer
from callbacks.map_file import MAP
from page.embed_request import SHOWN
from tests.browser.chromium import find_whole, flags
from tests.browser.conftest import PATIENCE, Console
from tests.browser.host import Host, hosting
from tests.browser.screen import words
from tests.browser.test_accessibility import violations
from tests.charts.conftest import DRAWN, OF_SEVERAL

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

WARD = "ward=E05015018"
SHARE = "ind=uptake_first_16_plus"
WINDOW: ViewportSize = {"width": 1000, "height": 900}
NO_STORAGE = """
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) {
    Object.defineProperty(window, name, { get() { throw new Error("asked for " + name); } });
  }
  Object.defineProperty(document, "cookie", {
    get() { throw new Error("asked for a cookie"); }, set() { throw new Error("set a cookie"); },
  });
"""
LOCKED: dict[str, dict[str, object]] = {  # Chromium's own settings, in a profile's preferences
    "third parties": {"block_third_party_cookies": True, "cookie_controls_mode": 1},
    "every site": {"default_content_setting_values": {"cookies": 2}},
}
OLD = """
  for (const name of ["ResizeObserver", "IntersectionObserver", "structuredClone"]) {
    delete window[name];
  }
  delete Element.prototype.replaceChildren;
  delete Element.prototype.checkVisibility;
  delete String.prototype.replaceAll;
  delete Object.fromEntries;
  Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting() as found:
        yield found


@pytest.fixture(scope="module")
def passer_by(browser: Browser) -> Iterator[BrowserContext]:
    """Who comes to a host page with nothing of their own; no cookie stays with them."""
    context = browser.new_context(viewport=WINDOW)
    context.set_default_timeout(PATIENCE)
    context.new_page().goto("about:blank")
    yield context
    context.close()


@pytest.fixture
def visit(browser: Browser, passer_by: BrowserContext, console: Console) -> Iterator[Visit]:
    """Open a host page; fail if anything was said on the console."""
    pages: list[Page] = []

    def open_host(address: str, *, before: str = "", **options: Any) -> Page:
        context = passer_by
        if before or options:
            context = browser.new_context(viewport=WINDOW, **options)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(before)
        page = context.new_page()
        pages.append(page)
        console.listen(page)
        page.goto(address, wait_until="load")
        return page

    yield open_host
    for page in pages:
        assert page.context.cookies() == []
        if page.context == passer_by:
            page.close()
        else:
            page.context.close()
    assert console.held_against() == [], "The console is not empty."


def embeds(page: Page) -> list[Frame]:
    """The frames that show the explorer, in the order of the page."""
    return [frame for frame in page.frames if "/embed?" in frame.url]


FITS = """(number) => {
  const outside = document.querySelectorAll("iframe")[number];
  return Number(outside.height) > 200 && outside.clientHeight;
}"""


def fits(page: Page, number: int) -> None:
    """Wait until a frame is as tall as what it holds, and no taller than it need be."""
    frame = embeds(page)[number]
    until = time.monotonic() + PATIENCE / 1000
    while True:
        outside = page.evaluate(FITS, number)
        inside = frame.evaluate("document.body.getBoundingClientRect().height")
        if outside and inside <= outside <= inside + 4:
            return
        assert time.monotonic() < until, (frame.url, inside, outside)
        page.wait_for_timeout(20)


def test_the_map_and_every_chart_stand_in_a_sandbox_with_their_own_height_at_any_width(
    host: Host, visit: Visit
) -> None:
    here = [key for key in SHOWN if key not in OF_SEVERAL]
    queries = [f"show={key}&change=ward,ind,x" for key in here]
    page = visit(host.page(queries, width=1000), before=NO_STORAGE)
    for number, (key, frame) in enumerate(zip(here, embeds(page), strict=True)):
        fits(page, number)
        assert words(frame.inner_text("h1"))
        assert "Source: " in frame.inner_text("footer"), key
        assert frame.locator("#full").get_attribute("target") == "_blank"
        assert re.search(r"(19|20)\d\d", frame.inner_text("footer")), key
        if key == "peers":  # of the whole authority: nothing is like it
            continue
        assert frame.locator("table tbody tr").count() >= 1, key
        if key != MAP:
            assert frame.locator("svg.chart").count() == int(key in DRAWN), key
    assert host.cookies == []
    for width in (700, 360):
        page.eval_on_selector("div", "(one, width) => { one.style.width = `${width}px`; }", width)
        for number, frame in enumerate(embeds(page)):
            fits(page, number)
            wide = frame.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, (frame.url, width)


@pytest.mark.parametrize("settings", LOCKED.values(), ids=LOCKED)
def test_embeds_work_where_the_browser_itself_forbids_storage(
    host: Host, browser: Browser, console: Console, tmp_path: Path, settings: dict[str, object]
) -> None:
    chromium = find_whole()
    if chromium is None:
        pytest.skip("Only the headless shell is here; it has no settings that forbid storage.")
    profile = tmp_path / "Default"
    profile.mkdir()
    (profile / "Preferences").write_text(json.dumps({"profile": settings}))
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=chromium, args=flags(), viewport={"width": 1000, "height": 900}
    )
    page = context.new_page()
    console.listen(page)
    page.goto(host.page(["show=map&change=ward", "show=wards"]), wait_until="load")
    for number, frame in enumerate(embeds(page)):
        fits(page, number)
        with pytest.raises(PlaywrightError, match="Access is denied"):
            frame.evaluate("localStorage.length")
    frame = embeds(page)[0]
    frame.get_by_label("Ward").select_option("E05015018")
    frame.get_by_role("button", name="Show").click()
    frame.wait_for_url("**ward=E05015018*")
    frame.wait_for_selector(".picture.replaced", state="attached")
    assert frame.evaluate("explorer.maps[0].areas.length") == 191
    assert context.cookies() == []
    context.close()
    assert console.held_against() == []


def test_an_embedded_chart_loads_styles_and_a_small_script_only(host: Host, visit: Visit) -> None:
    page = visit("about:blank")
    replies: list[PageResponse] = []
    page.on("response", lambda reply: replies.append(reply))
    page.goto(f"{host.explorer}/embed?show=wards", wait_until="load")
    asked = {one.url: len(one.body()) for one in replies}
    names = {re.sub(r"\.[0-9a-f]{8}", "", url.split("/")[-1].split("?")[0]) for url in asked}
    assert names == {"embed", "embed.css", "embed.js"}
    assert sum(size for url, size in asked.items() if url.endswith(".js")) < 4_000


def test_an_embedded_map_loads_neither_dash_nor_plotly(host: Host, visit: Visit) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host.explorer}/embed?show=map", wait_until="load")
    page.wait_for_selector(".picture.replaced", state="attached")
    names = {re.sub(r"\.[0-9a-f]{8}", "", url.split("/")[-1].split("?")[0]) for url in asked}
    documents = {"embed", "embed-map.css", "embed-map.js"}
    assert names == documents | {"areas.json", "wards.json", "geography.json"}
    assert len(asked) == len(names)
    assert not any(word in url for url in asked for word in ("dash", "plotly", "react"))


def test_the_leaflet_map_says_what_the_picture_and_the_table_say(
    host: Host,
    visit: Visit,
    explorer: Explorer,
) -> None:
    page = visit(host.page([f"show=map&{SHARE}"]))
    frame = embeds(page)[0]
    frame.wait_for_selector(".picture.replaced", state="attached")
    drawn = frame.evaluate("explorer.maps[0].areas.map((one) => one.options.fillColor)")
    pictured = frame.eval_on_selector_all(
        ".picture .areas path", "(all) => all.map((one) => one.getAttribute('fill'))"
    )
    assert drawn == pictured
    assert len(drawn) == 42
    frame.locator(".leaflet").focus()
    first = explorer.chart("areas", explorer.answer(SHARE)).table.rows[0]
    said = frame.locator(".card").inner_text()
    assert str(first[1]) in said
    assert f"{first[3]:.1f}" in said
    frame.locator(".leaflet").press("PageDown")
    second = explorer.chart("areas", explorer.answer(SHARE)).table.rows[1]
    assert str(second[1]) in frame.locator(".card").inner_text()


def test_practices_lie_on_the_embedded_map_and_say_their_figures(host: Host, visit: Visit) -> None:
    page = visit(host.page(["show=map&over=wards,practices"]))
    frame = embeds(page)[0]
    frame.wait_for_selector(".picture.replaced", state="attached")
    fills = frame.eval_on_selector_all(
        ".picture .practice", "(all) => all.map((one) => one.getAttribute('fill'))"
    )
    drawn = frame.eval_on_selector_all(
        ".leaflet path.leaflet-interactive", "(all) => all.map((one) => one.getAttribute('fill'))"
    )
    assert len(fills) == 32
    assert drawn[-32:] == fills
    frame.locator(".leaflet path.leaflet-interactive").last.hover()
    assert "patients on the list" in frame.locator(".card").inner_text()


def test_circles_clusters_and_ward_lines_are_drawn_in_the_order_of_the_view(
    host: Host, visit: Visit
) -> None:
    page = visit(f"{host.explorer}/embed?show=map&over=clusters,wards,circles&faint=wards")
    page.wait_for_selector(".picture.replaced", state="attached")
    panes: list[list[str]] = page.eval_on_selector_all(
        ".leaflet-map-pane > .leaflet-pane",
        "(all) => all.map((one) => [one.className.split(' ').pop(), one.style.zIndex, "
        "one.style.opacity, String(one.querySelectorAll('path').length)])",
    )
    found = {name: (depth, opacity, int(drawn)) for name, depth, opacity, drawn in panes}
    circles, wards, clusters = (
        found[f"leaflet-{one}-pane"] for one in ("circles", "wards", "clusters")
    )
    assert circles[0] < wards[0] < clusters[0]
    assert [one[1] for one in (circles, wards, clusters)] == ["", "0.4", ""]
    assert circles[2] == page.locator(".picture .circles circle").count() == 42
    assert clusters[2] == page.locator(".picture .clusters path").count() == 4
    page.locator(".leaflet").focus()
    assert "Cluster: Towards most deprived" in page.inner_text(".card")
    assert "People without a first dose" in page.inner_text(".card")


def test_two_maps_stand_side_by_side_and_move_together(
    host: Host, visit: Visit, explorer: Explorer
) -> None:
    page = visit(host.page([f"show=map&with={SHARE.removeprefix('ind=')}&as=beside"], width=900))
    frame = embeds(page)[0]
    frame.wait_for_selector(".picture.replaced >> nth=1", state="attached")
    (left, top, width), (second_left, second_top, _) = frame.eval_on_selector_all(
        ".leaflet",
        "(all) => all.map((one) => one.getBoundingClientRect())"
        ".map((one) => [one.left, one.top, one.width])",
    )
    assert top == second_top
    assert left + width <= second_left
    scales = frame.locator(".leaflet-control-scale-line:first-child")
    before = scales.all_inner_texts()
    assert before[0] == before[1]
    frame.locator(".leaflet").nth(1).focus()
    first = explorer.chart("areas", explorer.answer(SHARE)).table.rows[0]
    assert str(first[1]) in frame.locator(".card").nth(1).inner_text()
    assert "on the register" in frame.locator(".card").nth(1).inner_text()
    assert "Index of Multiple Deprivation" in frame.locator(".card").nth(1).inner_text()
    for _ in range(3):
        frame.locator(".leaflet").nth(1).press("+")
    frame.wait_for_function(
        "(was) => { const now = [...document.querySelectorAll"
        "('.leaflet-control-scale-line:first-child')].map((one) => one.textContent); "
        "return now[0] === now[1] && now[0] !== was; }",
        arg=before[0],
    )
    assert frame.locator("table").count() == 2
    fits(page, 0)


def test_a_reader_chooses_a_date_where_there_are_several(host: Host, visit: Visit) -> None:
    page = visit(f"{host.explorer}/embed?show=map&change=date&{SHARE}")
    page.get_by_label("Date").select_option("2021-03-21")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**date=2021-03-21*")
    assert "by 21 March 2021" in page.inner_text("h1")
    page.get_by_label("Date").select_option("none")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**date=none*")
    assert "March" not in page.inner_text("h1")
    page = visit(f"{host.explorer}/embed?show=map&change=date")
    assert page.locator("form").count() == 0


def test_the_keyboard_travels_over_the_embedded_map_and_leaves_it(host: Host, visit: Visit) -> None:
    page = visit(f"{host.explorer}/embed?show=map&{WARD}")
    page.locator(".leaflet").focus()
    before = page.inner_text(".card")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.inner_text(".card") != before
    assert words(page.text_content(".status") or "").startswith(
        words(page.inner_text(".card strong"))
    )
    page.keyboard.press("Tab")
    assert page.evaluate("!document.querySelector('.leaflet:focus')")


def test_without_scripts_picture_and_table_hold_the_same_figures(host: Host, visit: Visit) -> None:
    page = visit(f"{host.explorer}/embed?show=map&rows=all", java_script_enabled=False)
    assert page.locator(".picture").is_visible()
    titles = page.locator(".picture .areas path title").all_text_contents()
    rows = page.locator("tbody tr").all_inner_texts()
    assert len(titles) == len(rows) == 191
    for row in rows:
        name, _, _, rank, *_ = row.split("\t")
        found = next(title for title in titles if title.startswith(f"{name}."))
        assert f"Rank {rank} of" in found
    assert page.locator("#full").is_visible()


def test_a_reader_changes_what_may_be_with_and_without_scripts(host: Host, visit: Visit) -> None:
    for scripts in (True, False):
        page = visit(
            f"{host.explorer}/embed?show=deciles&change=ward&measure=decile",
            java_script_enabled=scripts,
        )
        assert page.locator("select").count() == 1
        page.get_by_label("Ward").select_option("E05015018")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**/embed?*ward=E05015018*")
        said = page.locator(".finding").all_inner_texts()
        assert said[0].startswith("Brinnington & Stockport Central: ")
        assert "6 of 7 selected areas" in said[1]
        assert "measure=decile" in page.url
        assert page.get_by_label("Ward").input_value() == "E05015018"


def test_the_form_works_where_the_page_around_forbids_forms(host: Host, visit: Visit) -> None:
    page = visit(host.page(["show=map&change=ward,measure"]))
    frame = embeds(page)[0]
    frame.get_by_label("Ward").select_option("E05015018")
    frame.get_by_role("button", name="Show").click()
    frame.wait_for_url("**ward=E05015018*")
    assert "Brinnington & Stockport Central: " in frame.inner_text(".finding")
    fits(page, 0)


def test_marks_lead_nowhere_where_nothing_may_be_changed(host: Host, visit: Visit) -> None:
    page = visit(f"{host.explorer}/embed?show=wards")
    assert page.locator("svg a").count() == 0
    assert page.locator("svg.chart").get_attribute("role") == "img"
    assert page.locator("form").count() == 0
    page = visit(f"{host.explorer}/embed?show=wards&change=ward")
    page.locator("svg a").first.click()
    page.wait_for_url("**/embed?show=wards&change=ward&ward=*")


def test_heights_follow_when_a_table_is_opened_in_an_old_browser(host: Host, visit: Visit) -> None:
    page = visit(host.page(["show=deciles", "show=map"]), before=OLD + NO_STORAGE)
    for number, frame in enumerate(embeds(page)):
        fits(page, number)
        before = int(page.locator("iframe").nth(number).get_attribute("height") or 0)
        frame.locator("summary").first.click()
        page.wait_for_function(
            "([at, was]) => Number(document.querySelectorAll('iframe')[at].height) > was + 100",
            arg=[number, before],
        )
        fits(page, number)
    assert embeds(page)[1].evaluate("explorer.maps[0].areas.length") == 191


def test_the_longest_embed_is_as_tall_as_both_its_tables(host: Host, visit: Visit) -> None:
    page = visit(host.page(["show=map&with=health_2025&as=beside&rows=all"]))
    fits(page, 0)
    assert embeds(page)[0].locator("tbody tr").count() == 2 * 191


def test_only_listed_pages_are_told_how_tall_an_embed_is(host: Host, visit: Visit) -> None:
    listening = "window.told = []; addEventListener('message', (event) => told.push(event.origin));"
    page = visit(host.page(["show=deciles"], script=False), before=listening)
    page.wait_for_function("window.told.length > 0")
    assert page.evaluate("window.told[0]") == host.explorer
    frame = embeds(page)[0]
    assert (
        frame.get_attribute("body", "data-origins") == f"https://elsewhere.example {host.address}"
    )


def test_in_a_strict_sandbox_the_way_out_is_said_in_words(
    host: Host,
    visit: Visit,
    console: Console,
) -> None:
    console.forgive("Blocked opening")
    page = visit(host.page([f"show=deciles&{WARD}"]))
    frame = embeds(page)[0]
    frame.locator("#full").click()
    frame.wait_for_selector("#way:not([hidden])")
    assert frame.inner_text("#way").endswith(f"{host.explorer}/map?{WARD}")


def test_the_way_out_opens_the_same_view_where_windows_are_allowed(
    host: Host,
    visit: Visit,
    console: Console,
) -> None:
    console.forgive("Content Security Policy")  # the policy of embeds, here also on the full page
    allowed = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    page = visit(host.page([f"show=map&{WARD}"], sandbox=allowed))
    with page.context.expect_page() as opened:
        embeds(page)[0].locator("#full").click()
    assert opened.value.url == f"{host.explorer}/map?{WARD}"


def test_an_embed_gets_its_height_however_late_the_script_comes(host: Host, visit: Visit) -> None:
    page = visit(host.page(["show=deciles", "show=map"], script=False))
    page.add_script_tag(url=f"{host.explorer}/embed.js")
    for number in range(2):
        fits(page, number)


def test_on_paper_an_embed_is_a_picture_no_taller_than_its_frame(host: Host, visit: Visit) -> None:
    page = visit("about:blank")
    for query in ("show=map&change=ward", f"show=map&with={SHARE[4:]}&as=beside", "show=wards"):
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1000, "height": 900})
        page.goto(host.page([query]), wait_until="load")
        fits(page, 0)
        frame = embeds(page)[0]
        before = frame.evaluate("document.body.getBoundingClientRect().height")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 718, "height": 1000})  # A4 with margins
        assert frame.evaluate("document.body.getBoundingClientRect().height") <= before
        assert f"({host.explorer}/" in frame.locator("#full").evaluate(
            "(one) => getComputedStyle(one, '::after').content"
        )
        for gone in (".leaflet", "form", ".download"):
            assert frame.locator(gone).locator("visible=true").count() == 0, gone
        assert frame.locator("svg.picture, svg.chart").first.is_visible()
        assert "Source: " in frame.inner_text("footer")


AXED = (
    "show=map&change=ind,ward",
    "show=map&with=health_2025",
    "show=map&over=wards,practices,circles,clusters",
    f"show=map&change=date&{SHARE}&with=health_2025&as=beside",
    "show=wards&change=ward,rankby",
    "show=scatter&change=x,y",
    "show=areas",
    "show=practices",
)
COLOURED = {*AXED[:1], *AXED[2:5]}  # the others show the colours of these


def test_axe_finds_nothing_in_embeds(host: Host, visit: Visit) -> None:
    found = {}
    page = visit("about:blank")
    for query in AXED:
        page.goto(f"{host.explorer}/embed?{query}", wait_until="load")
        if "show=map" in query:
            page.wait_for_selector(".picture.replaced", state="attached")
        found[query] = violations(page, closely=query in COLOURED)
    assert {query: said for query, said in found.items() if said} == {}
