"""Area pages in a browser and on paper: two sides, nothing clipped, for everybody."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from tests.browser.conftest import Open
from tests.browser.test_accessibility import fits_and_is_accessible

pytestmark = pytest.mark.browser

AREAS = (
    "area/E05015018",
    "area/E05015020",
    "area/E02001187",
    "area/E01005746",
    "area?near=SK13XE,800",
)


@pytest.mark.parametrize("path", AREAS)
def test_an_area_is_two_sides_of_paper(open_page: Open, path: str) -> None:
    page = open_page(path, wait=False)
    title = page.locator("h1").inner_text()
    document = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert len(document) == 2
    first, second = (one.get_textpage().get_text_range() for one in document)
    assert title.split("(")[0].strip() in " ".join(first.split())
    assert "In short" in first
    assert ("small areas differ" in second) is not path.startswith("area/E01")
    assert "practices are near?" in " ".join(second.split())
    assert path.split("?")[0] in second
    assert "Compare" not in first + second
    assert "Download" not in first + second
    cut = [one.split(". ")[0] for one in page.locator(".more").all_text_contents()]
    assert [one for one in cut if one not in " ".join(second.split())] == []
    assert cut == ["First 20 of 22 rows"] or not path.endswith(AREAS[0])
    assert "Show all" not in first + second
    for sheet in document:
        pixels = sheet.render(scale=1).to_numpy()[:, :, :3]
        inked = (pixels < 235).any(axis=2)
        assert not inked[:, -30:].any()
        assert not inked[:, :30].any()


@pytest.mark.parametrize("path", ["area/E05015018", "area/E05015018?versus=E05015014", "area"])
def test_an_area_page_is_for_everybody_at_any_width(open_page: Open, path: str) -> None:
    fits_and_is_accessible(open_page(path, wait=False), 1366, 768, 360)
