"""One visit to one page in a fresh browser context: load it, then change it, tracing all along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from benchmarks.errors import BenchmarkError, NoMapError
from benchmarks.frames import CATEGORIES, CLOCK, Event

PROBE = (Path(__file__).resolve().parent / "probe.js").read_text(encoding="utf-8")
VIEWPORT = {"width": 1440, "height": 900}
QUIET = 350  # milliseconds without a draw or a change before a step counts as over
PATIENCE, EACH = 25_000, 5  # milliseconds, and for each area, until a page or a step has failed
POLL = 40  # milliseconds between looks at the page; no animation frame is asked for


@dataclass(frozen=True)
class Step:
    """One input of a reader: a click on a target, or a key pressed in it.

    `opened_by` is clicked first, where there is such a thing.
    """

    name: str
    target: str
    done: str
    key: str = ""
    opened_by: str = ""


@dataclass(frozen=True)
class Subject:
    """A page to measure, of so many areas. `watch` selects the charts, each with an id of its own;
    `proof` is one more restyle, after which the pixels of the map are compared.
    """

    name: str
    areas: int
    watch: str
    loaded: str
    steps: tuple[Step, ...]
    proof: Step
    hover: bool = False

    @property
    def patience(self) -> int:
        """Milliseconds after which the page or a step of it has failed."""
        return PATIENCE + EACH * self.areas


@dataclass(frozen=True)
class Record:
    """What the probe saw of one step; `input` is 0 for the load. Times are performance.now().

    `picture` is when the page held a picture of the map, None for a page without one.
    """

    name: str
    input: float
    draws: Sequence[dict[str, Any]]
    changes: Sequence[dict[str, Any]]
    requests: Sequence[dict[str, Any]]
    picture: float | None = None


@dataclass(frozen=True)
class Visit:
    """Everything one session brought home."""

    records: tuple[Record, ...]
    events: Sequence[Event]
    hovered: int
    recoloured: bool


def visit(browser: Browser, subject: Subject, address: str) -> Visit:
    """Load a page cold and take its steps."""
    options: Any = {"viewport": VIEWPORT, "device_scale_factor": 1, "bypass_csp": True}
    with closing(browser.new_context(**options)) as context:
        context.add_init_script(f"window.probeWatch = {json.dumps(subject.watch)};\n{PROBE}")
        page = context.new_page()
        page.set_default_timeout(subject.patience)
        browser.start_tracing(page=page, categories=list(CATEGORIES))
        try:
            _load(page, subject, address)
            records = [_record(page, "load")]
            records += [take(page, step) for step in subject.steps]
            page.evaluate(f"performance.mark({CLOCK!r})")
        finally:
            events = json.loads(browser.stop_tracing())["traceEvents"]
        hovered = hover(page) if subject.hover else 0
        recoloured = proof(page, subject.proof)
    return Visit(tuple(records), events, hovered, recoloured)


def _load(page: Page, subject: Subject, address: str) -> None:
    """Open the first view. Raises NoMapError when the areas are never drawn."""
    try:
        page.goto(address, wait_until="commit")
    except PlaywrightError as error:
        raise BenchmarkError(f"The page {subject.name} could not be opened: {error}") from error
    try:
        _until(page, f"window.probe && ({subject.loaded})")
    except PlaywrightTimeout as error:
        raise NoMapError(
            f"The page {subject.name} drew no complete map within "
            f"{subject.patience / 1000:.0f} seconds."
        ) from error
    page.wait_for_load_state("networkidle")


def take(page: Page, step: Step) -> Record:
    """Make one real input and wait until everything it causes has happened."""
    if step.opened_by and page.locator(step.opened_by).count():
        page.locator(step.opened_by).click()
    target = page.locator(step.target)
    if step.key:
        target.focus()
    else:
        target.hover()
    _until(page, "true")
    known = page.evaluate("probe.requests().length")
    page.evaluate("probe.arm()")
    if step.key:
        page.keyboard.press(step.key)
    else:
        page.mouse.down()
        page.mouse.up()
    try:
        _until(page, step.done)
    except PlaywrightTimeout as error:
        found = page.evaluate("probe.report().draws.map((one) => one.filled)")
        raise BenchmarkError(
            f"The step {step.name} on {step.target} did not end; expected {step.done}. "
            f"Areas filled by each draw: {found}."
        ) from error
    return _record(page, step.name, known)


def hover(page: Page) -> int:
    """Requests made while the pointer travels over the map."""
    known: int = page.evaluate("probe.requests().length")
    box = page.locator("#map").bounding_box()
    assert box is not None
    for part in (0.35, 0.45, 0.55, 0.65):
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * part, steps=5)
    page.wait_for_load_state("networkidle")
    after: int = page.evaluate("probe.requests().length")
    return after - known


def proof(page: Page, step: Step) -> bool:
    """Whether a restyle changes pixels of the map. Not timed: reading pixels slows drawing."""
    before = page.evaluate("probe.pixels()")
    take(page, step)
    return bool(page.evaluate("probe.pixels()") != before)


def _until(page: Page, condition: str) -> None:
    expression = f"({condition}) && probe.quiet({QUIET})"
    page.wait_for_function(expression, polling=POLL)


def _record(page: Page, name: str, known: int = 0) -> Record:
    report = page.evaluate("probe.report()")
    return Record(
        name=name,
        input=report["input"] or 0.0,
        draws=report["draws"],
        changes=report["changes"],
        requests=page.evaluate("probe.requests()")[known:],
        picture=report["picture"],
    )
