"""An embed in a part of the page that is closed when it loads is drawn when that part opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.conftest import PATIENCE
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
        "<details id=T><summary>Map</summary>{}</details>",
        "TAB.open = true",
    ),
    "the hidden attribute": Hiding("<div id=T hidden>{}</div>", "TAB.hidden = false"),
    "a tab that is not displayed": Hiding(
        "<div id=T style='display:none'>{}</div>",
        "TAB.style.display = 'block'",
    ),
    "no width": Hiding(
        "<div id=T style='width:0;overflow:hidden'>{}</div>",
        "TAB.style.width = '640px'",
    ),
    "no height": Hiding(
        "<div id=T style='height:0;overflow:hidden'>{}</div>",
        "TAB.style.height = 'auto'",
    ),
    "a closed dialog": Hiding("<dialog id=T style='width:700px'>{}</dialog>", "TAB.show()"),
    "hidden from sight only": Hiding(
        "<div id=T style='visibility:hidden'>{}</div>",
        "TAB.style.visibility = 'visible'",
    ),
    "skipped content": Hiding(
        "<div id=T style='content-visibility:hidden;contain-intrinsic-size:640px 500px'>{}</div>",
        "TAB.style.contentVisibility = 'visible'",
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


def until(page: Page, frame: Frame, expected: object, expression: str = DRAWN) -> None:
    """Wait until a frame has drawn as expected; its own clock may stand still while hidden."""
    for _ in range(PATIENCE // 20):
        found = frame.evaluate(expression)
        if found == expected:
            return
        page.wait_for_timeout(20)
    raise AssertionError(found)


def test_embeds_made_while_hidden_are_drawn_right_when_shown(host: Host, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 1000, "height": 900}).new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console", lambda message: message.type == "error" and said.append(message.text)
    )  # what a browser remarks about skipped content is no fault of an embed
    wrappers = [
        one.within.replace("T>", f"tab{at}>", 1).replace("id=T", f"id=tab{at}")
        for at, one in enumerate(KINDS.values())
    ]
    page.goto(host.page([QUERY] * len(KINDS), within=wrappers), wait_until="networkidle")
    frames = [frame for frame in page.frames if "/embed?" in frame.url]
    for at, (kind, hiding) in enumerate(KINDS.items()):
        tall = f"Number(document.querySelectorAll('iframe')[{at}].height)"
        assert page.evaluate(tall) < 5000, f"{kind}: told a height while it had no width"
        page.evaluate(hiding.show.replace("TAB", f"document.getElementById('tab{at}')"))
        page.locator("iframe").nth(at).scroll_into_view_if_needed()  # out of sight nothing is drawn
        until(page, frames[at], RIGHT)
        inside = frames[at].evaluate("document.body.getBoundingClientRect().height")
        page.wait_for_function(f"Math.abs({tall} - {inside}) <= 4 && {tall} > 400")
    assert said == []

    # Hidden again and shown narrower, a map stays where its reader looked.
    first = frames[list(KINDS).index("a tab that is not displayed")]
    tab = f"document.getElementById('tab{frames.index(first)}').style"
    first.evaluate("void explorer.maps[0].map.setView([53.41, -2.16], 15, { animate: false })")
    page.evaluate(f"{tab}.display = 'none'")
    page.evaluate(f"{tab}.width = '600px'; {tab}.display = 'block'")
    first.frame_element().scroll_into_view_if_needed()
    until(
        page,
        first,
        15,
        "() => explorer.maps[0].map.getSize().x < 600 && explorer.maps[0].map.getZoom()",
    )
    page.context.close()
