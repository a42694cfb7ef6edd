"""An embed in a part of the page that is closed when it loads is drawn when that part opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.host import Host, hosting

pytestmark = pytest.mark.browser
QUERY = "show=map&ward=E05015018&over=practices,circles,names,wards"


@dataclass(frozen=True)
class Hiding:
    """Markup in which frames are hidden, and what shows them."""

    within: str
    show: str


KINDS = {
    "closed details": Hiding(
        "<details><summary>Map</summary>{}</details>",
        "document.querySelector('details').open = true",
    ),
    "the hidden attribute": Hiding(
        "<div id=tab hidden>{}</div>", "document.getElementById('tab').hidden = false"
    ),
    "a tab that is not displayed": Hiding(
        "<div id=tab style='display:none'>{}</div>",
        "document.getElementById('tab').style.display = 'block'",
    ),
    "no width": Hiding(
        "<div id=tab style='width:0;overflow:hidden'>{}</div>",
        "document.getElementById('tab').style.width = '640px'",
    ),
    "no height": Hiding(
        "<div id=tab style='height:0;overflow:hidden'>{}</div>",
        "document.getElementById('tab').style.height = 'auto'",
    ),
    "a closed dialog": Hiding(
        "<dialog style='width:700px'>{}</dialog>", "document.querySelector('dialog').show()"
    ),
    "hidden from sight only": Hiding(
        "<div id=tab style='visibility:hidden'>{}</div>",
        "document.getElementById('tab').style.visibility = 'visible'",
    ),
    "skipped content": Hiding(
        "<div id=tab style='content-visibility:hidden;contain-intrinsic-size:640px 500px'>{}</div>",
        "document.getElementById('tab').style.contentVisibility = 'visible'",
    ),
}
DRAWN = """() => {
  const [one] = explorer.maps;
  if (!one || document.querySelectorAll(".ward-name:not(.hidden)").length < 1) return null;
  const { map } = one;
  const box = map.getContainer();
  const canvas = box.querySelector("canvas");
  const { bounds } = JSON.parse(document.querySelector(".model").textContent);
  const inside = map.getBounds().contains(bounds);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const painted = pixels.filter((_, at) => at % 4 === 3 && pixels[at] > 0).length;
  const size = map.getSize();
  return {
    fits: size.x === box.clientWidth && size.y === box.clientHeight, inside, wide: size.x > 200,
    close: map.getZoom() > 11, painted: painted > 5000,
  };
}"""
RIGHT = {"fits": True, "inside": True, "wide": True, "close": True, "painted": True}


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting() as found:
        yield found


def embed(page: Page) -> Frame:
    return next(frame for frame in page.frames if "/embed?" in frame.url)


def until(page: Page, frame: Frame, expected: object) -> None:
    """Wait until a frame has drawn as expected; its own clock may stand still while hidden."""
    for _ in range(300):
        found = frame.evaluate(DRAWN)
        if found == expected:
            return
        page.wait_for_timeout(20)
    raise AssertionError(found)


@pytest.mark.parametrize("kind", KINDS)
def test_an_embed_made_while_hidden_is_drawn_right_when_shown(
    host: Host, browser: Browser, kind: str
) -> None:
    hiding = KINDS[kind]
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto(host.page([QUERY], within=hiding.within), wait_until="networkidle")
    frame = embed(page)
    tall = "document.querySelector('iframe').height"
    assert int(page.evaluate(tall)) < 5000, "told a height while it had no width"
    page.evaluate(hiding.show)
    until(page, frame, RIGHT)
    page.wait_for_function(f"Number({tall}) > 400")
    inside = "document.body.getBoundingClientRect().height"
    page.wait_for_function(
        f"Math.abs(Number({tall}) - {frame.evaluate(inside)}) <= 4",
    )
    assert said == []
    context.close()


def test_an_embed_keeps_where_its_reader_looked_when_it_is_hidden_and_shown_again(
    host: Host, browser: Browser
) -> None:
    hiding = KINDS["a tab that is not displayed"]
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto(host.page([QUERY], within=hiding.within), wait_until="networkidle")
    page.evaluate(hiding.show)
    frame = embed(page)
    until(page, frame, RIGHT)
    frame.evaluate("void explorer.maps[0].map.setView([53.41, -2.16], 15, { animate: false })")
    page.evaluate("document.getElementById('tab').style.display = 'none'")
    page.evaluate(hiding.show)
    page.evaluate("document.getElementById('tab').style.width = '600px'")
    for _ in range(300):
        if frame.evaluate("explorer.maps[0].map.getSize().x < 600"):
            break
        page.wait_for_timeout(20)
    assert frame.evaluate("explorer.maps[0].map.getZoom()") == 15
    context.close()
