"""What opens on the map's page lies on top, and what is said there is there to be read."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.screen import opened
from tests.browser.test_layout import scrolls_sideways
from tests.browser.test_letters import enlarge

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
PAIR = "?ind=uptake_first_16_plus&with=income_2025&over=practices,circles,wards"
MENUS = ("choose", "filter-box", "draw-box", "layers", "sharing")
# What stands in an open menu and would not be hit where it is drawn, once it is scrolled to.
UNDER = """(menu) => {
  const box = menu.querySelector(":scope > :not(summary)");
  const pressed = "input:not([type=hidden]), select, button, a, textarea";
  const all = [...box.querySelectorAll(pressed)].filter((one) => one.checkVisibility());
  const missed = all.filter((one) => {
    one.scrollIntoView({ block: "nearest" });
    const { left, top, width, height } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return !hit || !one.contains(hit);
  });
  const { bottom } = box.getBoundingClientRect();
  return [all.length > 2, missed.map((one) => one.id || one.outerHTML), bottom <= innerHeight];
}"""


@pytest.mark.parametrize("letters", [16, 24])
def test_what_a_menu_holds_can_be_pressed(open_page: Open, letters: int) -> None:
    page = open_page(PAIR, before=lambda page: enlarge(page, letters), **PHONE)
    for size in ((360, 740), (768, 1024)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert not scrolls_sideways(page), size
        for menu in MENUS:
            assert opened(page, menu).evaluate(UNDER) == [True, [], True], (menu, size)
            page.keyboard.press("Escape")
