"""What comes out of the printer, read back from the PDF and looked at as pixels."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, ready
from tests.browser.screen import words

pytestmark = pytest.mark.browser

CONTROLS = (
    *("Copy link", "Actions", "Play", "Clear all", "Show all", "Skip to", "Order wards by"),
    *("More charts", "Fewer charts"),
    *("Choose what to show", "Find a place", "Two fingers", "Strength of the shading", "Load this"),
)
MARGIN = 12 / 25.4 * 72
# Areas, in the frame of the picture: how far what is drawn reaches, as shares of width and height.
REACH = """() => [...document.querySelectorAll(".on-paper")].map((svg) => {
  const { width, height } = svg.viewBox.baseVal;
  const box = svg.querySelector("g").getBBox();
  return Math.max(box.width / width, box.height / height);
})"""
FRAME = """() => [...document.querySelectorAll(".on-paper")].map((svg) => {
  const a = svg.getBoundingClientRect();
  return a.width / svg.parentElement.getBoundingClientRect().width;
})"""
# Names on the paper's maps that lie on each other or leave the frame.
NAMES = """() => [...document.querySelectorAll(".on-paper")].flatMap((svg) => {
  const { width, height } = svg.viewBox.baseVal;
  const all = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBBox()]);
  const out = all.filter(([, { x, y, width: across, height: down }]) =>
    x < 0 || y < 0 || x + across > width || y + down > height).map(([name]) => `outside: ${name}`);
  const on = all.flatMap(([name, a], at) => all.slice(at + 1).filter(([, b]) =>
    a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width &&
    a.y + 2 < b.y + b.height && b.y + 2 < a.y + a.height).map(([other]) => `${name} / ${other}`));
  return [...out, ...on];
})"""
SHEETS = {
    "A4 portrait": {"format": "A4"},
    "A4 landscape": {"format": "A4", "landscape": True},
    "A3 portrait": {"format": "A3"},
    "A3 landscape": {"format": "A3", "landscape": True},
}
PRINTS = (
    ("?ward=E05015018&over=practices,circles,wards,names", 360, "A4 portrait"),
    ("?q=1,2&over=practices,clusters,wards,names&measure=rank", 1280, "A4 landscape"),
    ("?ind=uptake_first_16_plus&with=income_2025&as=beside", 1920, "A3 landscape"),
    ("?ind=uptake_first_16_plus&with=income_2025&as=pair&area=E01005744", 768, "A3 portrait"),
    ("?ind=crime_2025&with=health_2025&as=beside&over=circles", 600, "A4 portrait"),
    ("?ind=uptake_first_50_plus&date=2021-03-28", 1440, "A4 landscape"),
    ("?ward=E05015018&charts=all&tables=deciles,domains,wards", 1440, "A4 portrait"),
)


def drawn(page: Page) -> None:
    """Wait until the second map of the view, if it has one, is there."""
    page.wait_for_function(
        "!document.querySelector('#second:not([hidden])') || explorer.beside.map() !== null"
    )


def letters(text: str) -> str:
    """The letters and digits of a text: a line that ends in a hyphen is read back in many ways."""
    return re.sub(r"[\W_]", "", text)


def pixels(sheet: pdfium.PdfPage) -> Any:
    """Where a sheet is inked, one truth a point."""
    picture = sheet.render(scale=1).to_numpy()[:, :, :3]
    return (picture < 235).any(axis=2)


@pytest.mark.parametrize(("query", "width", "sheet"), PRINTS)
def test_a_print_is_whole(come_to: Open, query: str, width: int, sheet: str) -> None:
    page = come_to(query, viewport={"width": width, "height": 900})
    drawn(page)
    here = page.url
    titles = page.eval_on_selector_all(
        "#charts .panel", "(all) => all.map((one) => [one.querySelector('h2').textContent,"
        " one.querySelector('.finding').textContent])",
    )  # fmt: skip
    pdf = pdfium.PdfDocument(page.pdf(**SHEETS[sheet]))  # type: ignore[arg-type]
    texts = [words(one.get_textpage().get_text_range()) for one in pdf]
    whole = " ".join(texts)
    assert [one for one in CONTROLS if one in whole] == []
    today = datetime.now(UTC)
    assert f"Printed on {today.day} {today:%B %Y} from" in whole
    assert here in re.sub(r"\s", "", whole)
    for title, finding in titles:
        held = [text for text in map(letters, texts) if letters(title) in text]
        assert len(held) == 1, title
        assert letters(finding)[:50] in held[0], title
    for number, one in enumerate(pdf):
        ink = pixels(one)
        edge = int(MARGIN) - 2
        assert not ink[:edge].any(), number
        assert not ink[-edge:].any(), number
        assert not ink[:, :edge].any(), number
        assert not ink[:, -edge:].any(), number
        if number < len(pdf) - 1:
            assert np.flatnonzero(ink.any(axis=1))[-1] > 0.5 * len(ink), f"sheet {number + 1}"
    assert page.locator(".on-paper").count() == 0
    assert page.url == here


def test_the_map_on_paper_does_not_depend_on_the_window(open_page: Open) -> None:
    found = set()
    page = open_page("help", wait=False)
    for width in (360, 900, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/map?ind=income_2025&with=crime_2025&as=beside&over=practices,names,wards")
        ready(page)
        page.wait_for_load_state("networkidle")
        drawn(page)
        page.emulate_media(media="print")
        page.wait_for_function("document.querySelectorAll('.on-paper').length === 2")
        assert min(page.evaluate(REACH)) > 0.8, width
        assert min(page.evaluate(FRAME)) > 0.98, width
        assert page.evaluate(NAMES) == []
        assert page.locator("#map").is_hidden()
        found.add(
            page.eval_on_selector_all(
                ".on-paper", "(all) => all.map((one) => one.innerHTML).join()"
            )
        )
        page.emulate_media(media="screen")
        page.wait_for_function("document.querySelectorAll('.on-paper').length === 0")
        assert page.locator("#map").is_visible()
    assert len(found) == 1


def test_the_map_on_paper_looks_where_the_reader_looked(come_to: Open) -> None:
    page = come_to("?at=53.4083,-2.1494,14&area=E01005744")
    inside = "explorer.areas.layer('E01005744')._map.getBounds().toBBoxString()"
    before = page.evaluate(inside)
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelectorAll('.on-paper').length === 1")
    assert page.locator(".on-paper path").count() > 191
    page.emulate_media(media="null")
    page.wait_for_function("document.querySelectorAll('.on-paper').length === 0")
    page.wait_for_function(f"{inside} === '{before}'")


def test_areas_without_a_value_are_striped_on_paper_too(open_page: Open) -> None:
    page = open_page("?ind=uptake_first_16_plus")
    page.evaluate(
        """() => {
          const { sheet, level } = explorer.areas.shown();
          const none = { ...sheet, classes: "0", marks: ["striped"] };
          const layer = explorer.areas.layer(level.codes[0]);
          const look = explorer.renderer.styles(none, 1, () => true)(0);
          layer._map.options.renderer.dress([layer], () => look);
        }"""
    )
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelectorAll('.on-paper pattern path').length === 1")
    fill = page.eval_on_selector_all(
        ".on-paper path[fill^='url']", "(all) => all.map((one) => one.getAttribute('fill'))"
    )
    assert fill == ["url(#map-ground-0)"]


def test_marks_lie_on_each_other_on_paper_as_on_the_screen(come_to: Open) -> None:
    page = come_to("?ward=E05015018&over=practices,circles,clusters,names,wards")
    page.wait_for_function("document.querySelectorAll('.leaflet-practices-pane path').length > 40")
    fills = "(all) => all.map((one) => one.getAttribute('fill')).filter((one) => one !== 'none')"
    shown = page.eval_on_selector_all(".leaflet-practices-pane path", fills)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    drawn = page.eval_on_selector_all(".on-paper circle", fills)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert len(set(shown)) > 2
    assert drawn[-len(shown) :] == shown
