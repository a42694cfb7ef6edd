"""A served explorer and a real Chromium. Every page must end with an empty console."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from settings import Settings
from tests.browser import chromium


def serve(settings: Settings) -> Iterator[str]:
    """Serve an application on a free port until the caller is done."""
    server = make_server("127.0.0.1", 0, create_app(settings).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    yield from serve(Settings())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, "No Chromium: run `make chromium`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a view in a context of its own; fail if any page said anything on the console."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_view(query: str = "", *, wait: bool = True, **context: object) -> Page:
        options: dict[str, object] = {"viewport": {"width": 1440, "height": 900}, **context}
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(f"{address}/{query}")
        if wait:
            ready(page)
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert said == [], "The console is not empty."


def ready(page: Page) -> None:
    """Wait until the map is drawn and Dash has mounted."""
    page.wait_for_selector("#legend li")


def settled(page: Page) -> None:
    """Wait until the server has answered the present view."""
    page.wait_for_function("!document.body.classList.contains('waiting')")
