"""Pictures of the explorer for its documents: `python -m tests.browser.screenshots FOLDER`.

The pictures of the tour go to the folder `tour` inside it, small enough to be kept with the source.
"""

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
    path: str = "map"
    height: int = 900


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

# What docs/tour.md shows, in its order.
TOUR = {
    "1-ward": Shot(WARD, 1200, whole=False, height=1040),
    "2-decile": Shot("?measure=decile&over=wards,names", 1200, whole=False, height=1040),
    "3-two-figures": Shot("?ind=income_2025&with=health_2025", 1200, whole=False, height=1040),
    "4-practices": Shot(
        "?ind=uptake_first_16_plus&over=wards,practices", 1200, whole=False, height=1040
    ),
    "5-area": Shot("", 1200, whole=False, path="area/E05015018", height=1240),
    "6-reach": Shot("?ind=uptake_first_50_plus", 1200, whole=False, path="reach", height=1240),
    "7-gaps": Shot("?by=imd_2019&cut=5", 1200, whole=False, path="gaps", height=1240),
    "8-share": Shot(WARD + "&change=ward", 1200, whole=False, path="share"),
    "9-embed": Shot("?show=map&change=ward,measure", 760, whole=True, path="embed"),
}


def take(browser: Browser, address: str, shot: Shot, path: Path) -> None:
    """Open a view in a context of its own and save what it shows."""
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.route(TILES, lambda route: route.abort())
    page.goto(f"{address}/{shot.path}{shot.query}", wait_until="load")
    if shot.path == "map":
        ready(page)
    _settle(page, shot)
    small = {"type": "jpeg", "quality": 50} if path.suffix == ".jpg" else {}
    page.screenshot(path=path, full_page=shot.whole, **small)  # type: ignore[arg-type]
    context.close()


def _settle(page: Page, shot: Shot) -> None:
    if "streets" in shot.query:
        page.wait_for_function("document.getElementById('streets-status').textContent !== ''")
    if shot.path == "reach":
        page.wait_for_selector("#plan .venue-list", timeout=60_000)
    if shot.paper:
        page.emulate_media(media="print")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def main(folder: str) -> None:
    """Save every picture in a folder."""
    target = Path(folder)
    (target / "tour").mkdir(parents=True, exist_ok=True)
    settings = Settings(
        address="https://explorer.example.gov.uk/",
        frame_ancestors=("https://intranet.example.gov.uk",),
    )
    serving = serve(settings)
    address = next(serving)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        for name, shot in SHOTS.items():
            take(browser, address, shot, target / f"{name}.png")
            print(f"{target / name}.png")
        for name, shot in TOUR.items():
            take(browser, address, shot, target / "tour" / f"{name}.jpg")
            print(f"{target / 'tour' / name}.jpg")
        browser.close()
    serving.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder for the pictures: python -m tests.browser.screenshots FOLDER")
    main(sys.argv[1])
