"""The whole benchmark: three servers, one browser, several interleaved rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from benchmarks import subjects
from benchmarks.errors import BenchmarkError, NoMapError
from benchmarks.floor import LEVEL
from benchmarks.measures import Results
from benchmarks.servers import USUAL, serving
from benchmarks.session import VIEWPORT, Subject, Visit, visit
from geodata.store import Store
from settings import from_environment
from tests.browser import chromium

ATTEMPTS = 4


@contextmanager
def browser(*more: str) -> Iterator[Browser]:
    """The Chromium of the browser tests, with their flags and more."""
    path = chromium.find()
    if path is None:
        raise BenchmarkError("No Chromium was found; run: make chromium.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*chromium.flags(), *more])
        yield started
        started.close()


def run(
    *,
    rounds: int,
    warm: int,
    progress: Callable[[str], None],
    names: Sequence[str] = USUAL,
) -> Results:
    """Start everything, measure, and stop everything."""
    with serving(names) as addresses, browser() as chrome:
        return measure(chrome, addresses, rounds=rounds, warm=warm, progress=progress)


def measure(
    chrome: Browser,
    addresses: Mapping[str, str],
    *,
    rounds: int,
    warm: int = 0,
    progress: Callable[[str], None] = print,
) -> Results:
    """Visit floor, usual, explorer, floor, usual, explorer ... after some rounds not counted."""
    areas = len(Store.open(from_environment().bundle).level(*LEVEL).codes)
    results = Results()
    floor = subjects.floor(areas)
    size, panels = _measured(chrome, addresses["explorer"], floor.patience)
    every = (floor, subjects.usual(areas), subjects.explorer(areas, panels))
    pages = [one for one in every if one.name in addresses]
    for turn in range(1 - warm, rounds + 1):
        progress(f"round {turn} of {rounds}" if turn > 0 else "warming up")
        for page in pages:
            found, lost = visited(chrome, page, _address(page, addresses, size))
            if turn > 0:
                results.add(page.name, found, lost=lost, areas=areas)
    return results


def visited(chrome: Browser, page: Subject, address: str) -> tuple[Visit, int]:
    """A visit, and how many loads before it showed no map: those are counted, not hidden."""
    for lost in range(ATTEMPTS - 1):
        with suppress(NoMapError):
            return visit(chrome, page, address), lost
    return visit(chrome, page, address), ATTEMPTS - 1


def _measured(chrome: Browser, address: str, patience: int) -> tuple[Mapping[str, float], int]:
    """Size of the explorer's map, which the other pages take over, and how many panels it has."""
    options: Any = {"viewport": VIEWPORT, "bypass_csp": True}
    page = chrome.new_page(**options)
    page.set_default_timeout(patience)
    page.goto(f"{address}/map")
    box = page.locator("#map").bounding_box()
    panels = page.locator(".panel").count()
    page.close()
    if box is None:
        raise BenchmarkError("The explorer shows no map; expected an element with the id 'map'.")
    return {"width": box["width"], "height": box["height"]}, panels


def _address(page: Subject, addresses: Mapping[str, str], size: Mapping[str, float]) -> str:
    there = "map" if page.name == "explorer" else "?" + urlencode(size)
    return f"{addresses[page.name]}/{there}"
