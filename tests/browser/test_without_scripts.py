"""Without scripts every control that is shown does something: it leads, opens or is sent."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.screen import control, follow

pytestmark = pytest.mark.browser

# Controls in sight that neither lead anywhere, nor open something, nor stand in a form in sight
# that can be sent; boxes to copy from are not controls.
IDLE = """(all) => all.filter((one) => {
  if (!one.checkVisibility() || one.type === "hidden" || one.readOnly) return false;
  if (one.matches("a[href], summary")) return false;
  const sends = (form) => [...document.querySelectorAll("button[type=submit]")]
    .some((button) => button.form === form && button.checkVisibility());
  if (one.matches("button")) return one.type !== "submit" || !one.form;
  return !one.form || !one.name || !sends(one.form);
}).map((one) => one.outerHTML.slice(0, 120))"""
OPEN = "(all) => all.forEach((one) => { one.open = true; })"
CONTROLS = "a, button, input, select, textarea, summary, [tabindex='0'][role=button]"
PAGES = (
    "?ward=E05015018&over=practices,circles,clusters,names,wards",
    "?ind=uptake_first_16_plus&with=income_2025&as=beside&date=2021-03-28",
    "share?show=wards&change=ward",
    "embed?show=map&change=ward,measure",
    "embed?show=scatter&change=x,y",
    "area",
)


def test_every_control_in_sight_does_something(open_page: Open) -> None:
    page = open_page("help", wait=False, java_script_enabled=False)
    idle: dict[str, list[str]] = {}
    for query in PAGES:
        page.goto(f"/map{query}" if query.startswith("?") else f"/{query}")
        page.eval_on_selector_all("details", OPEN)
        controls = page.locator(CONTROLS)
        assert controls.count() > 5, query
        idle[query] = page.eval_on_selector_all(CONTROLS, IDLE)
    assert {query: found for query, found in idle.items() if found} == {}


def test_a_view_is_chosen_without_scripts(open_page: Open) -> None:
    page = open_page(wait=False, java_script_enabled=False)
    control(page, "Edgeley").check()
    page.select_option("#ind", "crime_2025")
    follow(page.get_by_role("button", name="Show this view").first)
    assert "ward=" in page.url
    assert page.inner_text("#headline .lead").startswith("Edgeley")
