"""The unit tests of scripts, run by Node where there is one, and always by the suite's Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page

from settings import ROOT
from tests.views.test_view import WORDS, views
from views.browser import browser_keys
from views.view import View, query_of

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.js"))
RUN = """async ([sources, text]) => {
  const { same, script } = globalThis.harness(sources);
  const cases = [];
  const test = (title, run) => cases.push([title, run]);
  new Function("test", "same", "script", text)(test, same, script);
  const failed = [];
  for (const [title, run] of cases) {
    try { await run(); } catch (error) { failed.push(`${title}: ${error.message}`); }
  }
  return { count: cases.length, failed };
}"""


def sources() -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((ROOT / "assets").glob("*.js"))}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    page = browser.new_page()
    page.add_script_tag(path=str(HERE / "harness.js"))
    return page


@pytest.mark.skipif(not shutil.which("node"), reason="There is no Node; Chromium runs them below.")
def test_the_cases_pass_in_node() -> None:
    done = subprocess.run(
        ["node", "--test", str(HERE / "node.test.mjs")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(path.name in done.stdout for path in CASES)


@pytest.mark.browser
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_pass_in_chromium(page: Page, path: Path) -> None:
    found = page.evaluate(RUN, [sources(), path.read_text()])
    assert found["failed"] == []
    assert found["count"] >= path.read_text().count('\ntest("') > 0


@pytest.mark.browser
def test_a_case_that_does_not_hold_fails(page: Page) -> None:
    found = page.evaluate(RUN, [sources(), 'test("one", () => same(1, 2));'])
    assert found == {"count": 1, "failed": ["one: found 1, expected 2"]}


@pytest.mark.browser
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(views)
def test_browser_and_server_print_a_view_alike(page: Page, view: View) -> None:
    query = query_of(view, WORDS)
    printed = page.evaluate(
        """([sources, table, query]) => {
          const keys = globalThis.harness(sources).script(["keys.js"]).keysOf(JSON.parse(table));
          return keys.print(keys.read(query));
        }""",
        [{"keys.js": sources()["keys.js"]}, json.dumps(browser_keys(WORDS)), query],
    )
    assert printed == query
