"""Shapes come finer where a map looks closer: block by block, on every map, each border once.

The borough as if it were seen on the screen of a watch: its file of shapes is generalised so far
that every usual map asks for blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from geodata.store import Store
from layers import areas, generalised
from settings import Settings
from tests.browser.conftest import DESK, PATIENCE, Console, ready, serve

pytestmark = pytest.mark.browser
WATCH = (60.0, 48.0)
BLOCKS = "**/areas-*.json"
CLOSE = "?at=53.41,-2.16,15"
MAP = "await new Promise((done) => explorer.map.ready(done))"
SECOND = "explorer.beside.map()"
EMBEDDED = "explorer.maps[0].map"
# The corners of each polygon of a map, by its code.
CORNERS = """async () => {{
  const found = {{}};
  ({map}).eachLayer(({{ feature, _latlngs }}) => {{
    if (!feature || !feature.properties.levels) return;
    found[feature.properties.code] = _latlngs.flat(2).length;
  }});
  return found;
}}"""
# The points of the longest line around a selection.
AROUND = f"""async () => {{
  const lines = [];
  ({MAP}).eachLayer(({{ options, _latlngs }}) => {{
    if (options.of) lines.push(_latlngs.flat().length);
  }});
  return Math.max(0, ...lines);
}}"""
# The codes of the polygons that are wholly in sight.
SEEN = f"""async () => {{
  const seen = ({MAP}).getBounds();
  return explorer.areas.features().map(({{ properties }}) => properties.code)
    .filter((code) => seen.contains(explorer.areas.layer(code).getBounds()));
}}"""
SETTLED = "explorer.needs.late().length === 0"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generalised, "USUAL", WATCH)
        patch.setattr(generalised, "MOST", 600)
        yield from serve(Settings(contact="finer@example.org"))  # an application of its own


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str, console: Console) -> Iterator[Visit]:
    """Open a page of that place; `before` is given the page before it goes anywhere."""
    context = browser.new_context(viewport=DESK, base_url=address)
    context.set_default_timeout(PATIENCE)

    def open_page(path: str, *, before: Callable[[Page], object] = lambda _: None) -> Page:
        page = context.new_page()
        console.listen(page)
        before(page)
        page.goto(path)
        return page

    yield open_page
    context.close()
    console.check()


@pytest.fixture(scope="module")
def whole(store: Store) -> dict[str, int]:
    """The corners of each polygon in full, by its code."""
    found = {}
    for one in areas.shapes(store)["features"]:
        shape = one["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        count = sum(len(ring) - 1 for part in parts for ring in part)
        found[one["properties"]["code"]] = count
    return found


def corners(page: Page, one: str = MAP) -> dict[str, int]:
    found: dict[str, int] = page.evaluate(CORNERS.format(map=one))
    return found


def grown(page: Page, every: dict[str, int], one: str = MAP) -> None:
    """Wait until the polygons of a map are as they are in full."""
    total = f"Object.values(await ({CORNERS.format(map=one)})()).reduce((a, b) => a + b, 0)"
    page.wait_for_function(f"async (all) => {total} === all", arg=sum(every.values()))
    assert corners(page, one) == every


def test_blocks_in_sight_take_the_place_of_generalised_borders(
    visit: Visit, whole: dict[str, int]
) -> None:
    held: list[Route] = []
    asked: list[str] = []

    def listen(page: Page) -> None:
        page.route(BLOCKS, lambda route: held.append(route))
        page.on("request", lambda one: asked.append(one.url) if "/areas-" in one.url else None)

    page = visit(f"/map{CLOSE}&q=1", before=listen)
    ready(page)
    page.wait_for_function("document.body.dataset.stale.includes('finer')")
    coarse, around = corners(page), page.evaluate(AROUND)
    assert sum(coarse.values()) < sum(whole.values()) / 2
    while held:
        held.pop().continue_()
    page.unroute(BLOCKS)
    page.wait_for_function(f"async (before) => await ({AROUND})() > before", arg=around)
    seen = page.evaluate(SEEN)
    wanted = {code: whole[code] for code in seen}
    same = (
        f"({CORNERS.format(map=MAP)})().then((all) => codes.every((one) => all[one] === full[one]))"
    )
    page.wait_for_function(f"async ([codes, full]) => await {same}", arg=[seen, wanted])
    page.wait_for_function(SETTLED)
    close = corners(page)
    assert {code: close[code] for code in seen} == wanted != {}
    assert sum(close.values()) < sum(whole.values())  # what is out of sight was not asked for
    page.evaluate(f"async () => {{ ({MAP}).fitBounds(explorer.state.boot.bounds); }}")
    grown(page, whole)
    assert len(asked) == len(set(asked)) > 4


def test_a_block_that_does_not_come_is_said_and_asked_for_again(
    visit: Visit, whole: dict[str, int], console: Console
) -> None:
    console.forgive("net::ERR_", "Failed to fetch")
    page = visit("/map", before=lambda page: page.route(BLOCKS, lambda route: route.abort()))
    ready(page)
    said = page.locator("#pending")
    expect(said).to_contain_text("The map still shows simpler outlines.")
    expect(said).to_contain_text("Finer outlines could not be loaded; trying again.")
    assert corners(page).keys() == whole.keys()
    page.unroute(BLOCKS)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_function(SETTLED)
    grown(page, whole)
    page.evaluate("explorer.state.change({ with: ['income_2025'], as: ['beside'] }, 'with')")
    page.wait_for_function(f"Boolean({SECOND})")
    grown(page, whole, SECOND)


def test_an_embed_comes_finer_too(visit: Visit, whole: dict[str, int], store: Store) -> None:
    page = visit("/embed?show=map")
    page.wait_for_function("explorer.maps && explorer.maps.length === 1")
    grown(page, {code: whole[code] for code in store.level("lsoa").codes}, EMBEDDED)
