"""WCAG 2.2 AA, as far as a machine can tell, on every state of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from charts.registry import CHARTS
from tests.browser.conftest import Open, ready, settled
from tests.browser.screen import control, tab_to_map, text, words

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What depends on how things lie, and on what is there at a width and what is not.
OF_WIDTH = [
    *("target-size", "scrollable-region-focusable", "aria-hidden-focus", "label", "region"),
    *("heading-order", "page-has-heading-one", "link-name", "button-name", "summary-name"),
]
CLOSE = ("color-contrast", "target-size")
SMALLEST = 24


# Only what is said of violations leaves the page: the whole of what axe found is large.
AXE = """([within, options]) => axe.run(within || document, options)
  .then(({ violations }) => violations.map(
    ({ id, nodes: [{ html }] }) => `${id}: ${html.slice(0, 160)}`))"""


def violations(
    page: Page, *, closely: bool = True, within: str = "", rules: Sequence[str] = ()
) -> list[str]:
    """What axe objects to: rule and first place.

    Only where it looks `closely` it looks at contrast and at sizes, which is most of the work.
    `within` are the parts of the page to look at, where the rest was looked at before; `rules` are
    those to look for, where the others were.
    """
    options = {
        "runOnly": {"type": "rule", "values": [*rules]} if rules else RULES,
        "resultTypes": ["violations"],
        "selectors": False,  # to say where, the markup is enough
        "preload": False,  # of sound and films, of which there are none
        **({} if rules else {"rules": {one: {"enabled": closely} for one in CLOSE}}),
    }
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(AXE, [within, options])
    return found


def fits_and_is_accessible(page: Page, *widths: int, coloured: str = "") -> None:
    """At each width nothing is wider than the window and there is nothing for axe to find.

    Most of its rules do not depend on the width: those are looked for at the first. `coloured` are
    the parts whose colours are not those of other pages: the contrast of all, where none are named.
    """
    contrast = ["color-contrast"]
    root = "document.documentElement"
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        page.wait_for_function(
            f"innerWidth === {width} && {root}.scrollWidth <= {root}.clientWidth"
        )
        if width == widths[0]:
            assert violations(page, closely=not coloured) == []
            assert not coloured or violations(page, within=coloured, rules=contrast) == []
        else:
            assert violations(page, rules=OF_WIDTH) == [], width


def nothing(_: Page) -> None:
    """Leave the page as it opens."""


def open_details(page: Page) -> None:
    """Open everything but the menus, which test_map_page.py opens one at a time."""
    page.eval_on_selector_all(
        "details:not(.menu)", "(all) => all.forEach((one) => { one.open = true; })"
    )


def open_find(page: Page) -> None:
    page.locator("#find").fill("bramhall")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")


def travel(page: Page) -> None:
    tab_to_map(page)
    page.keyboard.press("PageDown")


STATES: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "default": ("", 1440, nothing),
    "a ward": ("?ward=E05015018", 768, nothing),
    "a ward on a phone": ("?ward=E05015018", 360, open_details),
    "quintile and local": ("?q=1,2&basis=local&by=imd_2019", 1440, nothing),
    "picked areas": ("?area=E01005744,E01005760&ward=E05015018", 1440, open_details),
    "empty selection": ("?ward=E05015015&q=1", 768, nothing),
    "junk in the link": ("?ind=nonsense&colour=red", 360, nothing),
    "everything open": (f"?rankby=rank&charts=all&tables={','.join(CHARTS)}", 1440, open_details),
    "more charts": ("?ind=uptake_first_16_plus&tables=uptake_time", 360, nothing),
    "find list open": ("", 360, lambda page: (open_details(page), open_find(page))[0]),
    "bands of rank and the card": ("?measure=rank", 768, travel),
    "density": ("?ind=population_density_2022", 1440, nothing),
    "2019": ("?ind=imd_2019&measure=decile", 1440, travel),
}


# Between them they show every colour of the page; the others show the same in another order.
COLOURED = {
    *("picked areas", "empty selection", "junk in the link", "find list open"),
    "bands of rank and the card",
}


def test_axe_finds_nothing(come_to: Open) -> None:
    found: dict[str, list[str]] = {}
    for state, (query, width, prepare) in STATES.items():
        junk = "nonsense" in query  # which the server alone reads
        page = come_to("" if junk else query, viewport={"width": width, "height": 900})
        if junk:
            page.goto(f"/map{query}")
            ready(page)
        prepare(page)
        found[state] = violations(page, closely=state in COLOURED)
    assert found.keys() > COLOURED
    assert {state: list_ for state, list_ in found.items() if list_} == {}


def test_axe_would_find_something(open_page: Open) -> None:
    page = open_page(wait=False)
    page.evaluate("document.querySelector('label[for=figure]').remove()")
    found = violations(page, closely=False, within="#choose")
    assert [line.split(":")[0] for line in found] == ["select-name"]


def test_other_colours_are_accessible_and_keep_the_legend_and_the_marks(open_page: Open) -> None:
    page = open_page("?ward=E05015018", color_scheme="dark")
    assert violations(page) == []
    page.emulate_media(forced_colors="active", color_scheme="light")
    assert violations(page) == []
    swatches = page.eval_on_selector_all(
        "#legend .swatch path:first-child",
        "(all) => all.map((one) => getComputedStyle(one).fill)",
    )
    assert len(set(swatches)) == 5
    adjusted = page.eval_on_selector_all(
        "#legend .swatch", "(all) => all.map((one) => getComputedStyle(one).forcedColorAdjust)"
    )
    assert set(adjusted) == {"none"}
    fills = page.eval_on_selector_all(
        "#panel-deciles svg a path:not(.hit)",
        "(all) => all.map((one) => getComputedStyle(one).fill)",
    )
    assert len(set(fills)) >= 2


def test_the_page_has_one_title_ordered_headings_landmarks_and_a_language(come_to: Open) -> None:
    page = come_to("?ward=E05015018")
    levels = [
        int(name[1])
        for name in page.eval_on_selector_all(
            "h1, h2, h3, h4, h5, h6",
            "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.tagName)",
        )
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.get_attribute("html", "lang") == "en-GB"
    for role in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(role).count() == 1, role  # type: ignore[arg-type]
    title = page.title()
    assert re.fullmatch(r"Index of Multiple .* Brinnington .* Stockport Inequalities \w+", title)
    assert title.startswith(text(page, "h1"))


def test_pictures_have_names_and_tables_have_captions_and_headings(come_to: Open) -> None:
    page = come_to("?charts=all&tables=deciles,wards,domains,scatter")
    for picture in page.locator("svg.chart").all():
        label = picture.get_attribute("aria-labelledby")
        assert label
        assert text(page, f"#{label}")
    tables = page.locator(".panel table")
    assert tables.count() == 5
    for table in tables.all():
        assert (table.locator("caption").text_content() or "").strip()
        columns = table.locator("thead th[scope=col]").count()
        assert columns >= 3
        assert table.locator("thead th").count() == columns
        rows = table.locator("tbody tr").count()
        assert table.locator("tbody th[scope=row]").count() == rows > 0


# What is pressed and smaller than it should be. Left out are links within a sentence, and the marks
# of a chart, whose rows stand at full size in its table; on a desk its bars are looked at too.
SMALL = """([smallest, marks]) => {
  const every = [...document.querySelectorAll(
    "a[href], button, summary, select, input:not([type=hidden]), label:has(input), textarea")];
  const within = (one) => one.matches("a") && getComputedStyle(one).display === "inline" &&
    one.parentElement.textContent.trim().length > one.textContent.trim().length + 1;
  const box = (one) =>
    (one.querySelector(".hit") || one.closest("label") || one).getBoundingClientRect();
  const all = every.filter((one) => one.checkVisibility() && !one.closest(".unseen") &&
      !(one.matches(".skip") && document.activeElement !== one) && !within(one) &&
      (!one.closest("svg.chart") || (marks && one.querySelector(".hit"))))
    .map((one) => [one, box(one)]);
  const spaced = ([one, a]) => all.every(([other, b]) => {
    if (one === other) return true;
    const x = Math.max(b.left, Math.min(a.left + a.width / 2, b.right));
    const y = Math.max(b.top, Math.min(a.top + a.height / 2, b.bottom));
    return Math.hypot(x - a.left - a.width / 2, y - a.top - a.height / 2) >= smallest / 2;
  });
  return all.filter(([one, a]) => Math.min(a.width, a.height) < smallest - 0.5 &&
      !(one.closest("svg.chart") && spaced([one, a])))
    .map(([one, a]) => `${one.tagName} ${(one.getAttribute("aria-label") || one.name ||
      one.textContent).trim().slice(0, 40)} ${Math.round(a.width)} × ${Math.round(a.height)}`);
}"""
PRESSED = (
    "?ward=E05015018&area=E01005744&over=practices,circles,clusters,wards,names&tables=deciles",
    "?ind=uptake_first_16_plus&with=income_2025&as=beside&area=E01005744&charts=all",
    "share?show=wards&ward=E05015018",
    "embed?show=map&change=ind,ward",
    "embed?show=wards&change=rankby",
)


@pytest.mark.parametrize("touch", [False, True])
def test_every_control_is_large_enough_to_hit(open_page: Open, touch: bool) -> None:
    page = open_page(
        "help", wait=False, **({"has_touch": True, "is_mobile": True} if touch else {})
    )
    assert page.evaluate("matchMedia('(pointer: coarse)').matches") == touch
    found = {}
    for address in PRESSED:
        page.goto(f"/map{address}" if address.startswith("?") else f"/{address}")
        page.locator(".leaflet-bar a, .panel").first.wait_for()
        open_details(page)
        for width in (1440, 768, 390):
            page.set_viewport_size({"width": width, "height": 900})
            small = page.evaluate(SMALL, [44 if touch else SMALLEST, width > 1000 and not touch])
            if small:
                found[address, width] = small
    assert found == {}


def test_what_changes_is_said_once_and_short(open_page: Open) -> None:
    page = open_page()
    control(page, "Edgeley").check()
    settled(page)
    said, lead = (words(page.text_content(one) or "") for one in ("#status", "#headline .lead"))
    assert lead.startswith("Edgeley: 15.8% of people live in the most deprived fifth")
    assert said == f"Wards: Edgeley. {lead}"
    assert len(said) < 200
    assert "8 of 191 small areas" in (page.text_content("#findings") or "")
    live = page.locator("[aria-live], [role=status], [role=alert]")
    assert live.count() <= 6


def test_layers_that_come_and_go_are_said(come_to: Open) -> None:
    page = come_to()
    box = control(page, "Ward names")
    box.uncheck()
    assert page.text_content("#status") == "Ward names hidden."
    page.wait_for_function("location.search !== ''")
    page.go_back()
    page.wait_for_function("document.getElementById('status').textContent === 'Ward names shown.'")


# Whether a finger 20 pixels beside a dot of a chart meets the nearest dot, and what is seen.
BESIDE = """(dots) => {
  const middle = (one) => { const { x, y, width, height } = one.getBoundingClientRect();
    return [x + width / 2, y + height / 2]; };
  const far = (one, [x, y]) => Math.hypot(middle(one)[0] - x, middle(one)[1] - y);
  dots[0].scrollIntoView({ block: "center" });
  const [x, y] = middle(dots[0]);
  return [[20, 0], [-20, 0], [0, 20], [0, -20]].map(([across, down]) => {
    const place = [x + across, y + down];
    const met = document.elementFromPoint(...place);
    const nearest = Math.min(...dots.map((one) => far(one, place)));
    const { fillOpacity, stroke } = getComputedStyle(met.closest("a").querySelector("path"));
    const found = far(met.closest("a").querySelector("circle"), place);
    return [found < nearest + 3, fillOpacity, stroke];
  });
}"""


def test_a_finger_finds_a_dot_of_a_chart_from_around_it(open_page: Open) -> None:
    page = open_page(
        "?ind=uptake_first_16_plus&with=income_2025&as=scatter",
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
    )
    page.locator("#figures").tap()
    page.locator("#tall").tap()
    dots = page.locator("#panel-scatter .points a circle")
    expect(dots.first).to_be_visible()
    assert dots.evaluate_all(BESIDE) == [[True, "0", "none"]] * 4
