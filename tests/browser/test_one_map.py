"""What a real browser paints and says of areas is what the model says: both maps, card, embed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from callbacks.answer import Explorer
from callbacks.map_file import map_picture
from layers.levels import level_key
from layers.palette import FADED
from tests.browser.conftest import Open
from tests.browser.screen import spot, text
from tests.map_surfaces import Truth, plain

pytestmark = pytest.mark.browser

VIEWS = (
    "?ind=income_2025&with=uptake_first_16_plus&as=beside&q=1,2&over=none&rows=all",
    "?ind=uptake_first_16_plus&with=crime_2025&as=beside&ward=E05015018&over=none&rows=all",
)
FIRST = "explorer.areas.layer(explorer.areas.shown().level.codes[0])._map"
SECOND = "explorer.beside.map()"
LEVELS = "explorer.files.known().then(({ levels }) => levels)"
# The pixels around the middle of each area in sight, the middle first, as #RRGGBB, by code.
PIXELS = """(map, level) => {
  const canvas = map.getContainer().querySelector("canvas");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const frame = canvas.getBoundingClientRect();
  const box = map.getContainer().getBoundingClientRect();
  const hex = (at) => "#" + [...data.slice(4 * at, 4 * at + 3)]
    .map((one) => one.toString(16).padStart(2, "0")).join("").toUpperCase();
  const around = [0, -1, 1, -3, 3];
  return Object.fromEntries(level.codes.flatMap((code, at) => {
    const { x, y } = map.latLngToContainerPoint(level.points[at]);
    if (x < 5 || y < 5 || x > box.width - 5 || y > box.height - 5) return [];
    const left = Math.round((x + box.left - frame.left) * width / frame.width);
    const top = Math.round((y + box.top - frame.top) * height / frame.height);
    const found = around.flatMap((down) => around.map((across) =>
      hex((top + down) * width + left + across)));
    return [[code, found]];
  }));
}"""
LEGEND = """(all) => all.map((one) => [one.querySelector("path").getAttribute("fill"),
  ...[".name", ".range", ".count"].map((part) => one.querySelector(part)?.textContent ?? "")])"""


def legend(page: Page, rows: str) -> list[tuple[str, ...]]:
    """Colour, label without the meaning of an end, range and count of each row."""
    found = page.eval_on_selector_all(rows, LEGEND)
    return [(fill, plain(name).split(" (")[0], *map(plain, rest)) for fill, name, *rest in found]


def paints(page: Page, map_: str, level: dict[str, Any], truth: Truth) -> None:
    """Each area in sight has its colour; a middle may lie under a border, few do."""
    found = page.evaluate(f"(level) => ({PIXELS})({map_}, level)", level)
    assert len(found) > 5
    middles = []
    for code, near in found.items():
        hits = [alike(one, truth.areas[code][0]) for one in near]
        assert any(hits), (code, truth.areas[code][0], near[0])
        middles.append(hits[0])
    assert sum(middles) > 0.85 * len(middles)


def alike(one: str, other: str) -> bool:
    """Whether colours are the same but for how a canvas rounds."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return all(abs(a - b) <= 1 for a, b in pairs)


@pytest.mark.parametrize("query", VIEWS)
def test_a_browser_paints_and_says_what_the_model_says(
    open_page: Open, explorer: Explorer, query: str
) -> None:
    found = map_picture(explorer.answer(query[1:]), (600, 500))
    truths = [Truth.of(found, number) for number in range(2)]
    rows = [[(fill, name.split(" (")[0], *rest) for fill, name, *rest in one.legend]
            for one in truths]  # fmt: skip
    page = open_page(query)
    page.wait_for_function(f"{SECOND} !== null")
    page.wait_for_load_state("networkidle")
    every = page.evaluate(LEVELS)
    levels = [every[level_key(one.level.name, one.level.vintage)] for one in found.model.sheets]
    for map_, level, truth in zip((FIRST, SECOND), levels, truths, strict=True):
        paints(page, map_, level, truth)
    assert [legend(page, f"#{one} li") for one in ("legend", "second-legend")] == rows
    listed = page.locator("#panel-areas tbody tr")
    words = [plain(one) for one in listed.all_inner_texts()]
    names = {line.kind: line.texts for line in found.panels[0].lines}["name"]
    for code, name in zip(levels[0]["codes"], names, strict=True):
        for row in [one for one in words if one.startswith(f"{name} ")]:
            assert f" {plain(truths[0].labels[code])} " in f"{row} "
    code = next(code for code, (fill, _) in truths[0].areas.items() if fill != FADED)
    page.mouse.move(*spot(page, code))
    page.wait_for_function("!document.getElementById('card').hidden")
    said = truths[0].areas[code][1].replace(".", "").lower()
    assert text(page, "#card").replace(".", "").lower() == said
    page.goto(f"/embed{query}&show=map")
    page.wait_for_function("window.explorer?.maps?.length === 2")
    page.wait_for_load_state("networkidle")
    for number, (level, truth) in enumerate(zip(levels, truths, strict=True)):
        paints(page, f"explorer.maps[{number}].map", level, truth)
        assert legend(page, f".sheet:nth-of-type({number + 1}) .legend li") == rows[number]
