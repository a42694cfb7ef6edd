"""A served explorer and a real Chromium. Every page must end with an empty console."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from werkzeug.serving import make_server

from settings import Settings
from tests.served import app_of

DESK: ViewportSize = {"width": 1440, "height": 900}
PATIENCE = 20_000  # ms until something that should happen counts as failed


def serve(settings: Settings) -> Iterator[str]:
    """Serve an application on a free port until the caller is done."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app_of(settings).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    yield from serve(Settings())


@dataclass
class Console:
    """What the pages of a test said. A test that breaks the network forgives what that causes."""

    said: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Write down what a page says from now on."""
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def forgive(self, *parts: str) -> None:
        """Do not count messages that hold one of these."""
        self.forgiven += parts

    def held_against(self) -> list[str]:
        """Messages that count; what was fetched early is late where scripts are off, or slow."""
        self.forgive("was preloaded using link preload but not used within")
        return [line for line in self.said if not any(part in line for part in self.forgiven)]


@pytest.fixture
def console() -> Console:
    return Console()


Open = Callable[..., Page]


@pytest.fixture(scope="session")
def reader(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The browser of most pages. One stays, and with it the process that has read the scripts."""
    context = browser.new_context(viewport=DESK, base_url=address)
    context.set_default_timeout(PATIENCE)
    context.new_page().goto("/healthz")
    yield context
    context.close()


# What a page can be given after it was made. With anything else it has a context of its own.
LOOKS = ("color_scheme", "forced_colors", "reduced_motion")


@dataclass
class Pages:
    """Views that are opened, and closed together."""

    browser: Browser
    reader: BrowserContext
    console: Console
    opened: list[Page] = field(default_factory=list)

    def new(self, *, apart: bool, viewport: ViewportSize, **options: Any) -> Page:
        """A page of the reader who was here; one `apart` is of a browser that kept nothing."""
        if apart or set(options) - set(LOOKS):
            base = self.reader.pages[0].url
            context = self.browser.new_context(viewport=viewport, base_url=base, **options)
            context.set_default_timeout(PATIENCE)
            return context.new_page()
        page = self.reader.new_page()
        if viewport != DESK:
            page.set_viewport_size(viewport)
        if options:
            page.emulate_media(**options)
        return page

    def open(
        self,
        query: str = "",
        *,
        wait: bool = True,
        before: Callable[[Page], object] | None = None,
        apart: bool = False,
        viewport: ViewportSize = DESK,
        **options: Any,
    ) -> Page:
        """Open a view of the map, or another page.

        `before` is given the page, which is `apart`, before it goes anywhere: the place for routes
        and listeners. A test that takes a context off line does so to one `apart`.
        """
        page = self.new(apart=apart or bool(before), viewport=viewport, **options)
        self.opened.append(page)
        page.on("popup", lambda one: self.opened.append(one))
        self.console.listen(page)
        if before:
            before(page)
        page.goto(f"/map{query}" if query.startswith("?") or not query else f"/{query}")
        if wait:
            ready(page)
        elif not before and options.get("java_script_enabled", True):
            page.wait_for_function("!document.getElementById('_dash-renderer') || window.renderer")
        return page

    def close(self) -> None:
        """Close them all; fail if any said anything on the console."""
        for page in self.opened:
            if page.context == self.reader:
                page.close()
            else:
                page.context.close()
        assert self.console.held_against() == [], "The console is not empty."


@pytest.fixture
def open_page(browser: Browser, reader: BrowserContext, console: Console) -> Iterator[Open]:
    """Open views that a test may do anything to."""
    pages = Pages(browser, reader, console)
    yield pages.open
    pages.close()


@pytest.fixture(scope="module")
def look_at_page(browser: Browser, reader: BrowserContext) -> Iterator[Open]:
    """Open a view once, for the tests of a module that leave it as they found it."""
    pages = Pages(browser, reader, Console())
    opened = cache(pages.open)

    def seen(query: str = "", *, wait: bool = True) -> Page:
        page = opened(query, wait=wait)
        page.set_viewport_size(DESK)
        page.mouse.move(2, 2)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        return page

    yield seen
    pages.close()


def look_until(
    page: Page,
    expression: str,
    *,
    arg: object = None,
    timeout: float = PATIENCE,
    polling: float = 20,
) -> None:
    """Wait until an expression holds, looking from outside the page.

    Playwright's own way compiles the expression inside the page, which the page's content security
    policy forbids. Raises what Playwright's own does.
    """
    until = time.monotonic() + timeout / 1000
    while not page.evaluate_handle(expression, arg).evaluate("(found) => Boolean(found)"):
        if time.monotonic() > until:
            raise PlaywrightTimeout(f"In vain: {expression}")
        page.wait_for_timeout(polling)


@pytest.fixture(autouse=True, scope="session")
def looking_from_outside() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "wait_for_function", look_until)
        yield


def ready(page: Page) -> None:
    """Wait until every area and ward is on the map and Dash has mounted."""
    page.wait_for_selector("#legend li, #legend td", state="attached")
    page.wait_for_function(
        "document.querySelectorAll('.ward-name').length > 0 && explorer.areas.drawn() && "
        "explorer.areas.shown().level.codes.every((code) => explorer.areas.layer(code))"
    )


def settled(page: Page) -> None:
    """Wait until the server has answered the present view and the address bar holds it."""
    page.wait_for_function("!document.body.classList.contains('waiting')")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
