"""A served explorer and a real Chromium. Every page must end with an empty console."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect
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

    def check(self) -> None:
        """Fail if anything was said that counts, once."""
        held = self.held_against()
        self.said.clear()
        assert held == [], "The console is not empty."


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
        self.opened.clear()
        self.console.check()


@pytest.fixture
def open_page(browser: Browser, reader: BrowserContext, console: Console) -> Iterator[Open]:
    """Open views that a test may do anything to."""
    pages = Pages(browser, reader, console)
    yield pages.open
    pages.close()


# What a reader leaves on a page, put away; then the view, as Back would bring it.
COME = """([query, order]) => {
  const { boot: { edition }, keys } = explorer.state;
  const view = keys.print(keys.read(query));
  for (const one of document.querySelectorAll("details")) {
    one.open = one.matches(".key, #choose") && explorer.columns.matches;
  }
  document.body.tabIndex = -1;
  document.body.focus(); // so that Tab begins at the top
  document.body.removeAttribute("tabindex");
  document.getElementById("find").value = "";
  document.getElementById("find-answer").textContent = "";
  document.querySelector("main").style.removeProperty("--panel");
  const overlays = document.getElementById("overlays");
  overlays.append(...order.map((one) => overlays.querySelector(`[data-overlay=${one}]`)));
  history.pushState({ view, edition }, "", location.pathname + (view && `?${view}`));
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}"""
ORDER = """[...document.querySelectorAll("#overlays [data-overlay]")]
  .map(({ dataset }) => dataset.overlay)"""
COME_IN = """() => {
  const main = document.querySelector("main");
  const open = explorer.columns.matches && document.getElementById("second").hidden;
  if (main.dataset.panel === "full") document.getElementById("tall").click();
  if ((main.dataset.panel === "open") !== open) document.getElementById("figures").click();
  for (const one of [main, ...document.querySelectorAll(".scroll, #panel")]) one.scrollTop = 0;
  scrollTo(0, 0);
  explorer.say("");
}"""


@dataclass
class Reader:
    """A reader who stays: one page, brought from view to view."""

    pages: Pages
    failed: int = 0  # tests, when the page was opened: another has left it in what state?
    under_way: list[Request] = field(default_factory=list)
    order: list[str] = field(default_factory=list)  # of overlays, where a reader changed nothing

    def page(self, failed: int) -> Page:
        """The page, at the map, as the test before left it."""
        if not self.pages.opened or self.failed != failed:
            self.pages.close()
            self.failed = failed
            page = self.pages.open()
            self.order = page.evaluate(ORDER)
            page.on("request", lambda request: self.under_way.append(request))
            page.on("requestfinished", self.ended)
            page.on("requestfailed", self.ended)
        page = self.pages.opened[0]
        page.wait_for_load_state()  # where the test before left by a link as its last step
        whole = "Boolean(window.explorer && explorer.areas)"
        if urlsplit(page.url).path != "/map" or not page.evaluate(whole):
            page.goto("/map")
            ready(page)
        return page

    def ended(self, request: Request) -> None:
        """Note that a request was answered, or never will be."""
        if request in self.under_way:
            self.under_way.remove(request)

    def come(self, page: Page, query: str) -> None:
        """Go to a view, and wait until it is whole: also what lies over the areas."""
        self.under_way.clear()
        page.evaluate(COME, [query.removeprefix("?"), self.order])
        page.wait_for_function("explorer.areas.current()")
        settled(page)
        until = time.monotonic() + PATIENCE / 1000
        while self.under_way:
            assert time.monotonic() < until, self.under_way
            page.wait_for_timeout(10)
        settled(page)
        page.evaluate(COME_IN)


@pytest.fixture(scope="session")
def one_reader(browser: Browser, reader: BrowserContext) -> Iterator[Reader]:
    found = Reader(Pages(browser, reader, Console()))
    yield found
    found.pages.close()


@pytest.fixture
def come_to(one_reader: Reader, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Bring the one page of all tests to a view, as Back does: a third of what it costs to load.

    For tests of the map page that do what readers do and break nothing: what they ask for, what
    they put in the way and how long their history is, are matters for pages of their own.
    """
    failed = request.session.testsfailed

    def come(query: str = "", *, viewport: ViewportSize = DESK) -> Page:
        page = one_reader.page(failed)
        page.set_viewport_size(viewport)
        page.mouse.move(2, 2)
        page.keyboard.press("Escape")
        one_reader.come(page, query)
        return page

    yield come
    one_reader.pages.console.check()


# An expression, or what a function makes of an argument, as one truth.
HOLDS = """async (arg) => {{
  const found = ({expression});
  return Boolean(await (typeof found === "function" ? found(arg) : found));
}}"""
SELDOM = 100  # ms between two looks at what takes long: each costs what it waits for


def look_until(
    page: Page,
    expression: str,
    *,
    arg: object = None,
    timeout: float = PATIENCE,
    polling: float = SELDOM,
) -> None:
    """Wait until an expression holds, looking from outside the page, ever less often.

    Playwright's own way compiles the expression inside the page, which the page's content security
    policy forbids. Raises what Playwright's own does.
    """
    until, pause = time.monotonic() + timeout / 1000, 10.0
    while not page.evaluate(HOLDS.format(expression=expression), arg):
        if time.monotonic() > until:
            raise PlaywrightTimeout(f"In vain: {expression}")
        page.wait_for_timeout(pause)
        pause = min(2 * pause, polling)


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
    for _ in range(2):  # paints, after which the history is written
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
