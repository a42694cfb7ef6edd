"""A served explorer and a real Chromium. Every page must end with an empty console."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from werkzeug.serving import make_server

from settings import Settings
from tests.served import app_of

DESK = {"width": 1440, "height": 900}
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
        """Messages that count."""
        return [line for line in self.said if not any(part in line for part in self.forgiven)]


@pytest.fixture
def console() -> Console:
    return Console()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str, console: Console) -> Iterator[Open]:
    """Open a view of the map, or another page, in a context of its own.

    Fail if any page said anything on the console.

    `before` is given the page before it goes anywhere: the place for routes and listeners.
    """
    contexts: list[BrowserContext] = []

    def open_view(
        query: str = "",
        *,
        wait: bool = True,
        before: Callable[[Page], object] | None = None,
        **context: object,
    ) -> Page:
        options: dict[str, object] = {"viewport": DESK, "base_url": address, **context}
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        console.listen(page)
        if before:
            before(page)
        page.goto(f"/map{query}" if query.startswith("?") or not query else f"/{query}")
        if wait:
            ready(page)
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert console.held_against() == [], "The console is not empty."


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
