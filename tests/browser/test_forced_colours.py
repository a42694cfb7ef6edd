"""With forced colours the map keeps its meaning and matches its key, on pages and in embeds."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from layers.palette import FADED, FADED_DARK
from tests.browser import figures
from tests.browser.conftest import Console, Open

pytestmark = pytest.mark.browser
WARD = "E05015018"
VIEW = f"ward={WARD}&over=practices,circles,clusters,names,wards"
SCHEMES = {"dark": ("rgb(0, 0, 0)", FADED_DARK), "light": ("rgb(255, 255, 255)", FADED)}
LOOK = """() => {
  const system = (name) => {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.setProperty("forced-color-adjust", "none");
    probe.style.color = name;
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const drawn = (selector, name) => {
    const found = document.querySelector(selector);
    return found && getComputedStyle(found)[name];
  };
  const pane = (name) => `.leaflet-${name}-pane path`;
  return {
    ground: drawn(".leaflet, #map", "backgroundColor"),
    ink: system("CanvasText"), paper: system("Canvas"), cluster: system("LinkText"),
    ward: explorer.wards ?
      explorer.wards.style({ properties: {} }).color : drawn(pane("wards"), "stroke"),
    circle: drawn(`${pane("circles")}`, "stroke"),
    circleFill: drawn(`${pane("circles")}`, "fill"),
    cluster: drawn(`${pane("clusters")}:last-child`, "stroke"),
    key: {
      ward: drawn("#overlay-legend .outline", "borderTopColor"),
      circle: drawn("#circle-legend .sample circle", "stroke"),
      circleFill: drawn("#circle-legend .sample circle", "fill"),
      cluster: drawn("#cluster-legend .sample path", "stroke"),
      classes: [...document.querySelectorAll("#legend .swatch path[fill^='#']")]
        .map((one) => getComputedStyle(one).fill),
    },
  };
}"""
PIXEL = """(code) => {
  const { level } = explorer.areas.shown();
  const layer = explorer.areas.layer(code);
  const map = layer._map;
  const canvas = map.getPane("overlayPane").querySelector("canvas");
  const at = map.latLngToContainerPoint(level.points[level.codes.indexOf(code)]);
  const box = canvas.getBoundingClientRect();
  const outer = map.getContainer().getBoundingClientRect();
  const scale = canvas.width / box.width;
  const [x, y] = [(outer.left + at.x - box.left) * scale, (outer.top + at.y - box.top) * scale];
  return [...canvas.getContext("2d").getImageData(Math.round(x), Math.round(y), 1, 1).data];
}"""


def pixel(page: Page, code: str) -> str:
    """The colour that is painted inside an area, before the ground shines through."""
    red, green, blue, _ = page.evaluate(PIXEL, code)
    return f"#{red:02X}{green:02X}{blue:02X}"


def near(one: str, other: str) -> bool:
    parts = [[int(text[at : at + 2], 16) for at in (1, 3, 5)] for text in (one, other)]
    return all(abs(a - b) <= 2 for a, b in zip(*parts, strict=True))


def settled_look(page: Page, scheme: str) -> dict[str, Any]:
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    grey = SCHEMES[scheme][1]
    page.wait_for_function(f"explorer.look.colours.faded === '{grey}'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    found: dict[str, Any] = page.evaluate(LOOK)
    return found


def test_the_map_follows_forced_colours_and_matches_its_key(
    open_page: Open, console: Console
) -> None:
    console.forgive("willReadFrequently")  # the test reads the canvas, the page does not
    page = open_page(f"?{VIEW}")
    for pane in ("clusters", "circles", "practices"):
        page.locator(f".leaflet-{pane}-pane path").first.wait_for(state="attached")
    inside = figures.in_ward(WARD)[0].code
    outside = next(one.code for one in figures.areas() if one.ward != WARD)
    plain = pixel(page, inside)
    assert near(pixel(page, outside), FADED)
    for scheme, (ground, grey) in SCHEMES.items():
        look = settled_look(page, scheme)
        assert look["ground"] == ground == look["paper"]
        assert look["ward"] == look["key"]["ward"] == look["ink"]
        assert look["circle"] == look["key"]["circle"] == look["ink"]
        assert look["circleFill"] == look["key"]["circleFill"] == look["paper"]
        assert look["cluster"] == look["key"]["cluster"]
        assert look["cluster"] not in (look["ink"], look["paper"])
        assert pixel(page, inside) == plain, "a class has another colour"
        assert near(pixel(page, outside), grey)
        assert look["key"]["classes"] == page.evaluate(
            """() => explorer.areas.shown().sheet.colours.map((one) =>
              `rgb(${[1, 3, 5].map((at) => parseInt(one.slice(at, at + 2), 16)).join(", ")})`)"""
        )


def test_an_embed_follows_forced_colours_and_stays_where_its_reader_looked(open_page: Open) -> None:
    page = open_page(f"embed?show=map&{VIEW}", wait=False)
    page.wait_for_function("explorer.maps && explorer.maps.length === 1")
    page.evaluate("void explorer.maps[0].map.setView([53.41, -2.16], 13, { animate: false })")
    for scheme, (ground, _) in SCHEMES.items():
        look = settled_look(page, scheme)
        assert look["ground"] == ground
        assert look["ward"] == look["circle"] == look["ink"]
        assert page.locator(".leaflet").count() == 1
        assert page.evaluate("explorer.maps[0].map.getZoom()") == 13
        picture = page.locator(".picture .wards path").first
        assert picture.evaluate("(one) => getComputedStyle(one).stroke") == look["ink"]
        samples = page.locator(".legend .sample path")
        assert samples.first.evaluate("(one) => getComputedStyle(one).stroke") == look["cluster"]


# Marks that a reader's colours leave without contrast: neither filled nor outlined in their ink.
FAINT = """(chart) => {
  const look = getComputedStyle(chart);
  const drawn = "text, path:not(.hit, [stroke-width='3']), circle"; // wide ones are casings
  const marks = [...chart.querySelectorAll(drawn)].map((one) => [one, getComputedStyle(one)]);
  const faint = marks.filter(([, { fill, stroke }]) => fill !== look.fill && stroke !== look.fill);
  return [look.backgroundColor, marks.length > 50, faint.map(([one]) => one.outerHTML)];
}"""


def test_a_chart_of_shapes_takes_the_readers_colours(open_page: Open) -> None:
    page = open_page(f"area/{WARD}", wait=False)
    for scheme, (ground, _) in SCHEMES.items():
        page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
        for key in ("benchmark", "peers"):
            assert page.locator(f"#{key} svg.chart").evaluate(FAINT) == [ground, True, []], key
