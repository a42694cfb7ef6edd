"""Map, controls, sentence, charts, list and address stay in step, however a reader came."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from callbacks.answer import Explorer, canonical, column, mask
from tests.browser.conftest import Open, settled
from tests.browser.screen import words
from tests.browser.test_requests import PNG, TILES
from tests.page.test_figure_choice import menu
from tests.views.test_step import addresses
from views.key import keys_in, keys_of
from views.view import View, print_value

pytestmark = pytest.mark.browser

WALKED = frozenset(keys_of(View)) - {"at"}  # where the map looks says nothing about its figures
WORDS_OF = ("headline", "chips", "legend", "map-note", "measure-note", "panel-areas")
BOTH = """(sent) => Object.fromEntries(Object.entries(sent).map(([id, html]) => [id, [
  document.getElementById(id).textContent,
  new DOMParser().parseFromString(html, "text/html").body.textContent]]))"""
STEPS = ("ind", "with", "measure", "ward", "q", "over", "open", "back", "forward", "reload")


def shown(page: Page) -> dict[str, Any]:
    """What the page holds and what its map was drawn from."""
    found: dict[str, Any] = page.evaluate(
        """() => {
          const { areas, state } = explorer;
          const { pair, indicator } = areas.shown();
          const codes = areas.shown().level.codes;
          return {
            query: state.query(), search: location.search.slice(1), values: state.values(),
            figure: pair ? pair.key : indicator.key,
            classes: [...document.getElementById("measure").options]
              .filter(({ hidden }) => !hidden).map(({ text, selected }) => [text, selected]),
            strong: codes.map((code, index) => areas.selected(areas.shown().level, index)),
            painted: codes.map((code) => areas.layer(code).options.fillOpacity
              === areas.style(areas.layer(code).feature).fillOpacity),
          };
        }"""
    )
    return found


def assert_in_step(page: Page, explorer: Explorer) -> None:
    """Everything shown is what the server says of the address in the address bar."""
    page.wait_for_function(
        "!document.body.classList.contains('waiting') && explorer.areas.current()"
    )
    settled(page)
    held = shown(page)
    answer = explorer.answer(held["search"])
    view, parts = answer.view, explorer.fragments(answer)
    assert answer.ignored == ()
    assert held["query"] == held["search"] == canonical(answer, explorer)
    assert held["values"] == {
        name: print_value(getattr(view, one.field)) or ("none" if name == "over" else "")
        for name, one in keys_in(View, explorer.words).items()
    }
    assert held["figure"] == (f"{view.ind}+{view.paired}" if view.paired else view.ind)
    assert held["classes"] == [
        [said, bool(chosen)]
        for _, chosen, hidden, said in menu(explorer, held["search"])
        if not hidden
    ]
    assert all(held["painted"])
    if len(held["strong"]) == len(answer.selection.mask):
        assert "".join("01"[one] for one in held["strong"]) == mask(answer.selection)
    panels = column(parts)
    assert page.eval_on_selector_all("#charts > *", "(all) => all.map(({ id }) => id)") == panels
    sent = {key: str(parts[key]) for key in (*WORDS_OF, *panels)}
    for key, (found, expected) in page.evaluate(BOTH, sent).items():
        assert words(found) == words(expected), key


def with_streets(page: Page) -> None:
    """A walk may turn the street map on: its tiles are not this test's business."""
    page.route(TILES, lambda route: route.fulfill(body=PNG, content_type="image/png"))


def walk(page: Page, step: str, number: int) -> None:
    """Do one thing that a reader may do; a control that does not stand there is left alone."""
    if step == "back":
        page.go_back()
    elif step == "forward":
        page.go_forward()
    elif step == "reload":
        page.reload()
    elif step == "open":
        links = page.locator("#charts .opens, #more-charts a")
        links.nth(number % links.count()).click()
    else:
        page.evaluate(
            """([name, number]) => {
              const all = [...document.getElementById("filters").elements]
                .filter((one) => one.name === name && one.type !== "hidden");
              const one = all[number % all.length];
              if (one.tagName === "SELECT") one.selectedIndex = number % one.options.length;
              else one.checked = one.type === "radio" || !one.checked;
              one.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            [step, number],
        )


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    came_by=addresses(kept=WALKED),
    steps=st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 40)), min_size=4, max_size=6, unique=True
    ),
)
def test_page_and_address_stay_in_step_on_any_walk(
    open_page: Open, explorer: Explorer, came_by: str, steps: list[tuple[str, int]]
) -> None:
    page = open_page("help", wait=False)
    with_streets(page)
    page.goto(f"/map?{came_by}")
    page.wait_for_function("window.explorer && explorer.areas && explorer.areas.drawn()")
    assert_in_step(page, explorer)
    opened = urlsplit(page.url).query
    changes = [("ind", 3), ("back", 0), *steps]
    for number, (step, what) in enumerate(changes):
        if step == "back" and page.evaluate("history.state.view") == opened:
            continue
        walk(page, step, what)
        page.wait_for_function("window.explorer && explorer.areas && explorer.areas.drawn()")
        assert_in_step(page, explorer)
        if number == 1:
            assert urlsplit(page.url).query == opened
    page.close()
