"""Pictures of the explorer for its documents: `python -m tests.browser.screenshots FOLDER`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from settings import Settings
from tests.browser import chromium
from tests.browser.conftest import ready, serve

WARD = "?ward=E05015018"
TILES = "https://tile.openstreetmap.org/**"


@dataclass(frozen=True)
class Shot:
    """A view, how wide its window is, and whether the whole page is wanted."""

    query: str
    width: int
    whole: bool = True
    paper: bool = False


SHOTS = {
    "default-1440": Shot("", 1440),
    "ward-1440": Shot(WARD, 1440, whole=False),
    "ward-768": Shot(WARD, 768),
    "ward-360": Shot(WARD, 360),
    "rank-1440": Shot("?measure=rank", 1440),
    "picked-1440": Shot("?area=E01005744,E01005760", 1440),
    "imd2019-1440": Shot("?ind=imd_2019&measure=decile", 1440),
    "tiles-blocked-1440": Shot("?over=wards,names,streets", 1440),
    "print-ward": Shot(WARD, 794, paper=True),
}


def take(browser: Browser, address: str, shot: Shot, path: Path) -> None:
    """Open a view in a context of its own and save what it shows."""
    context = browser.new_context(viewport={"width": shot.width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.route(TILES, lambda route: route.abort())
    page.goto(f"{address}/{shot.query}")
    ready(page)
    _settle(page, shot)
    page.screenshot(path=path, full_page=shot.whole)
    context.close()


def _settle(page: Page, shot: Shot) -> None:
    if "streets" in shot.query:
        page.wait_for_function("document.getElementById('streets-status').textContent !== ''")
    if shot.paper:
        page.emulate_media(media="print")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def main(folder: str) -> None:
    """Save every picture in a folder."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    serving = serve(Settings())
    address = next(serving)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        for name, shot in SHOTS.items():
            take(browser, address, shot, target / f"{name}.png")
            print(f"{target / name}.png")
        browser.close()
    serving.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder for the pictures: python -m tests.browser.screenshots FOLDER")
    main(sys.argv[1])
