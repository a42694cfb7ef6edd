"""Reading the page and doing what a reader does. Nothing here asserts."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Request

from tests.browser.conftest import settled

POST = "**/_dash-update-component*"


def words(text: str) -> str:
    """Text with every run of spaces, also those that do not break, as one."""
    return " ".join(text.split())


def text(page: Page, selector: str) -> str:
    """What an element shows."""
    return words(page.inner_text(selector))


def headline(page: Page) -> str:
    """The answer in the strip, and what else is found."""
    return f"{text(page, '#headline')} {text(page, '#findings')}"


def lead(page: Page) -> str:
    """The first sentence of the findings: the figure asked for, in the selection."""
    return text(page, "#headline .lead")


def finding(page: Page, key: str) -> str:
    """The sentence of a panel."""
    return text(page, f"#panel-{key} .finding")


def findings(page: Page) -> dict[str, str]:
    """Everything on the page that a selection changes, by where it stands."""
    panels = page.eval_on_selector_all(
        ".panel:has(> .finding)", "(all) => all.map((one) => one.id.slice('panel-'.length))"
    )
    return {"headline": headline(page)} | {key: finding(page, key) for key in panels}


def status(page: Page) -> str:
    """What the live region says."""
    return words(page.text_content("#status") or "")


def view(page: Page) -> dict[str, str]:
    """The query string in the address bar."""
    query = parse_qs(urlsplit(page.url).query, keep_blank_values=True)
    return {key: ",".join(values) for key, values in query.items()}


def filters(page: Page) -> dict[str, str]:
    """The query string without where the map looks."""
    return {key: value for key, value in view(page).items() if key != "at"}


def opened(page: Page, menu: str) -> Locator:
    """A menu by its id, open."""
    box = page.locator(f"#{menu}")
    summary = box.locator("summary").first
    if box.get_attribute("open") is None and summary.is_visible():
        summary.click()
    return box


def follow(leads: Locator) -> None:
    """Click what leads to another document, and wait until that is whole."""
    leads.click()
    leads.page.wait_for_load_state()


def control(page: Page, label: str) -> Locator:
    """A box or a radio of the form by its label, in its menu, open."""
    found = page.locator("#filters").get_by_label(label, exact=True)
    for menu in ("filter-box", "layers"):
        if page.locator(f"#{menu}").get_by_label(label, exact=True).count():
            opened(page, menu)
    return found


def group(page: Page, measure: str) -> None:
    """Choose classes and wait for the answer."""
    opened(page, "choose")
    page.select_option("#measure", measure)
    settled(page)


def ward_box(page: Page, name: str) -> Locator:
    """The checkbox of a ward, in the open box of filters."""
    return opened(page, "filter-box").locator(".wards").get_by_label(name, exact=True)


def choose(page: Page, box: Locator) -> None:
    """Tick a box or a radio and wait for the answer."""
    box.check()
    settled(page)


def show(page: Page, indicator: str) -> None:
    """Shade the map by another indicator, step by step, and wait for the answer and its file."""
    take(page, indicator)
    page.wait_for_function("explorer.areas.current()")
    settled(page)


def take(page: Page, indicator: str) -> None:
    """Choose a figure by its theme, its name and its unit or age group."""
    steps: list[str] = page.eval_on_selector(
        f'#ind option[value="{indicator}"]',
        "(one) => [one.parentElement.label, one.dataset.figure, one.dataset.variant]",
    )
    opened(page, "choose")
    for step, name in zip(("theme", "figure", "variant"), steps, strict=True):
        if page.input_value(f"#{step}") != name:
            page.select_option(f"#{step}", name)


def unfold(page: Page, name: str) -> None:
    """Ask for a chart that waits, by its name, and wait for it."""
    page.locator("#more-charts").get_by_role("link", name=name, exact=True).click()
    settled(page)


def spot(page: Page, code: str) -> tuple[float, float]:
    """Where on the screen an area lies, once nothing moves any more: a point inside it."""
    page.locator("#map").scroll_into_view_if_needed()
    x, y = page.evaluate(
        """async (code) => {
          const { level } = explorer.areas.shown();
          const map = explorer.areas.layer(code)._map;
          const where = () => {
            const at = map.latLngToContainerPoint(level.points[level.codes.indexOf(code)]);
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
          };
          for (let before = [], now = where(); ; before = now, now = where()) {
            if (String(before) === String(now)) return now;
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          }
        }""",
        code,
    )
    return x, y


def look_at(page: Page, code: str, *, zoom: float = 14) -> None:
    """Zoom the map to an area, at once, after any zoom that is under way: Leaflet does one."""
    page.wait_for_selector("#map .leaflet-map-pane:not(.leaflet-zoom-anim)", state="attached")
    page.evaluate(
        """([code, zoom]) => {
          const { level } = explorer.areas.shown();
          explorer.areas.layer(code)._map.setView(
            level.points[level.codes.indexOf(code)], zoom, { animate: false });
        }""",
        [code, zoom],
    )


def click_area(page: Page, code: str) -> None:
    """Click an area on the map and wait until it is picked, or no more, and for the answer."""
    area = "explorer.state.values().area"
    before = page.evaluate(area)
    page.mouse.click(*spot(page, code))
    page.wait_for_function(f"(before) => {area} !== before", arg=before)
    settled(page)


def paint(page: Page, code: str) -> dict[str, Any]:
    """How an area is drawn."""
    found: dict[str, Any] = page.evaluate(
        """(code) => {
          const { fill, stroke, fillColor, fillOpacity } = explorer.areas.layer(code).options;
          return { fill, stroke, fillColor, fillOpacity };
        }""",
        code,
    )
    return found


def colours(page: Page) -> dict[str, str]:
    """The fill of every area shown, by code."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries(explorer.areas.shown().level.codes.map(
          (code) => [code, explorer.areas.layer(code).options.fillColor]))"""
    )
    return found


def bright(page: Page) -> set[str]:
    """Codes of the areas shown that are not grey."""
    found: list[str] = page.evaluate(
        """() => explorer.areas.shown().level.codes.filter(
          (code) => explorer.areas.layer(code).options.fillColor !== explorer.look.colours.faded)"""
    )
    return set(found)


def outlines(page: Page) -> list[dict[str, str | None]]:
    """The dark lines above the areas of the first map: weight and dashes; not their casings."""
    found: list[dict[str, str | None]] = page.eval_on_selector_all(
        "#map .leaflet-selection-pane path",
        """(paths) => paths.filter((path) => path.getAttribute("stroke") !== "#FFFFFF")
          .map((path) => ({ weight: path.getAttribute("stroke-width"),
            dashes: path.getAttribute("stroke-dasharray") }))""",
    )
    return found


def mark(page: Page, key: str, start: str) -> Locator:
    """A mark of a chart, by how its name begins."""
    return page.locator(f'#panel-{key} svg a[aria-label^="{start}"]')


def answers(page: Page) -> list[Request]:
    """Questions to the server about the view, from now on."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        if "/_dash-update-component" in request.url:
            asked.append(request)

    page.on("request", note)
    return asked


def tab_to_map(page: Page) -> None:
    """Bring the keyboard to the map; a focus that no key was pressed for takes up no area."""
    page.keyboard.press("Tab")
    page.locator("#map").focus()
