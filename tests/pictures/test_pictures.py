"""Pictures hold the page's own figures, stand alone, and never make nothing look like something."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html import escape
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from callbacks.map_file import map_picture, picture_file
from layers.areas import shaded
from layers.palette import FADED, NO_VALUE
from layers.sheet import counts, spoken, without_value
from page.map_data import Columns, sheet_data
from pictures.chart_file import NoPictureError
from pictures.map_card import FRAMES
from pictures.map_picture import MapPanel, map_marks
from pictures.raster import FONTS, png
from pictures.samples import swatch
from settings import ROOT
from tests.charts.conftest import DRAWN
from tests.served import client_of

SVG = "{http://www.w3.org/2000/svg}"
WARD = "ward=E05015018"
VIEWS = ["", WARD, "measure=rank", "ind=imd_2019&measure=decile", "ind=uptake_first_16_plus"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


def pixels(picture: bytes) -> tuple[int, int]:
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize("key", ["map", *DRAWN])
def test_every_picture_stands_alone_with_title_words_source_and_date(
    explorer: Explorer, key: str
) -> None:
    text = picture_file(key, explorer.answer(WARD), explorer)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text
    assert root[1].tag == f"{SVG}desc"
    assert "Source: " in (root[1].text or "")
    assert re.search(r"(19|20)\d\d", root[1].text or "")
    shown = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    assert "Source: " in shown
    assert not [one for one in root.iter() if {"style", "href", "onclick"} & set(one.attrib)]
    assert not list(root.iter(f"{SVG}a"))


def test_a_picture_holds_only_what_can_be_seen(explorer: Explorer) -> None:
    """Whatever lies far outside would cost the drawing program many times the picture's memory."""
    everything = "over=practices,names,wards,circles,clusters"
    for at in ("53.41,-2.16,16.5", "53.41,-2.16,19", "85,0,0", "-85,180,19", "53.4,-2.1,10"):
        (panel,) = map_picture(explorer.answer(f"at={at}&{everything}"), FRAMES[0].sheet).panels
        view = replace(panel.view, movable=False)
        seen = view.seen
        assert seen is not None
        marks = str(map_marks(explorer.store, replace(panel, view=view)))
        for path in re.findall(r' d="(M[^"]+)"', marks.partition("</defs>")[2] or marks):
            x, y = 0, 0
            for kind, *move in re.findall(r"([MlLzZ]?)(-?\d+)[ ]?(-?\d+)", path):
                to_x, to_y = map(int, move)
                x, y = (to_x, to_y) if kind in ("M", "L") else (x + to_x, y + to_y)
                assert seen.holds(x, y, reach=view.box.width / 4), (at, path[:60])
    assert len(picture_file("map", explorer.answer("at=53.41,-2.16,16.5"), explorer)) < 20_000


def test_a_map_that_will_be_moved_holds_every_area(explorer: Explorer) -> None:
    (panel,) = map_picture(explorer.answer("at=53.41,-2.16,19"), (720, 560)).panels
    marks = str(map_marks(explorer.store, panel))
    assert marks.count("data-area=") == 191


def test_no_class_of_a_legend_is_cut(explorer: Explorer) -> None:
    for one in shaded(explorer.store):
        text = picture_file("map", explorer.answer(f"ind={one.key}&ward=E05015025"), explorer)
        root = ElementTree.fromstring(text)
        texts = [mark.text or "" for mark in root.iter(f"{SVG}text")]
        assert len(texts) > 5, one.key
        assert [text for text in texts if text.endswith("…")] == [], one.key


@pytest.mark.parametrize("key", ["map", "wards"])
def test_a_picture_is_served_as_svg_and_png_and_kept_by_browsers(
    client: FlaskClient, key: str
) -> None:
    vector = client.get(f"/picture/{key}.svg?{WARD}")
    assert vector.headers["Content-Type"] == "image/svg+xml"
    reply = client.get(f"/picture/{key}.png?{WARD}")
    assert reply.headers["Content-Type"] == "image/png"
    assert pixels(reply.data)[0] == (1200 if key == "map" else 936)
    again = client.get(
        f"/picture/{key}.png?{WARD}", headers={"If-None-Match": reply.headers["ETag"]}
    )
    assert again.status_code == 304


CROWDED = f"{WARD}&over=wards,practices&ind=idaopi_2025&with=unvaccinated_16_plus"


@pytest.mark.parametrize("query", ["", CROWDED])
def test_the_picture_of_a_map_has_the_size_that_previews_want(
    client: FlaskClient, query: str
) -> None:
    assert pixels(client.get(f"/picture/map.png?{query}").data) == (1200, 630)


@pytest.mark.parametrize("query", [*VIEWS, CROWDED, f"{CROWDED}&measure=decile&with=none"])
def test_no_line_of_text_lies_on_another(explorer: Explorer, query: str) -> None:
    found = ElementTree.fromstring(picture_file("map", explorer.answer(query), explorer))
    left = [one for one in found.iter(f"{SVG}text") if one.get("x") == "36"]
    moved = {id(one): group for group in found.iter(f"{SVG}g") for one in group.iter(f"{SVG}text")}
    heights = []
    for one in left:
        place = (
            re.search(r"translate\(0 (\d+)\)", moved[id(one)].get("transform", ""))
            if (id(one) in moved)
            else None
        )
        heights.append(float(one.get("y") or 0) + (float(place[1]) if place else 0))
    assert heights
    ordered = sorted(heights)
    assert all(after - before > 9 for before, after in pairwise(ordered)), ordered


def test_a_table_has_no_picture_and_nothing_has_another(
    client: FlaskClient, explorer: Explorer
) -> None:
    assert client.get("/picture/areas.png").status_code == 404
    assert client.get("/picture/nope.svg").status_code == 404
    with pytest.raises(NoPictureError, match="is a table"):
        picture_file("areas", explorer.answer(""), explorer)


def panel_of(explorer: Explorer, query: str) -> MapPanel:
    """The first map of a view."""
    return map_picture(explorer.answer(query), FRAMES[0].sheet).panels[0]


@pytest.mark.parametrize("query", VIEWS)
def test_the_map_says_the_figures_of_the_table(explorer: Explorer, query: str) -> None:
    answer = explorer.answer(query)
    table = explorer.chart("areas", answer).table
    keys = [column.key for column in table.columns]
    found = panel_of(explorer, query)
    assert table.rows
    for row in table.rows:
        words = spoken(found.lines, found.sheet.level.codes.index(str(row[0])))
        assert words.startswith(str(row[1]))
        if "rank" in keys:
            assert f"Rank {row[keys.index('rank')]:,} of" in words
        else:
            assert f"{row[keys.index('value')]:,.1f}" in words
        label = str(row[keys.index("class")])
        if "measure=decile" not in query:
            assert f"Shaded as: {label}" in words or f"quintile {label}" in words
        else:
            assert f"Decile {label.split(' ')[0]} (1 =" in words


def test_the_legend_counts_the_areas_that_are_drawn(explorer: Explorer) -> None:
    found = panel_of(explorer, "measure=decile")
    drawn = ElementTree.fromstring(picture_file("map", explorer.answer("measure=decile"), explorer))
    fills = Counter(one.get("fill") for one in drawn.iter(f"{SVG}path") if one.get("data-area"))
    counted = zip(found.sheet.entries, found.counts(explorer.store), strict=True)
    assert {one.colour: int(count) for one, count in counted} == fills


def test_what_is_filtered_out_is_grey_and_counted_apart(explorer: Explorer) -> None:
    answer = explorer.answer(WARD)
    drawn = ElementTree.fromstring(picture_file("map", answer, explorer))
    areas = [one for one in drawn.iter(f"{SVG}path") if one.get("data-area")]
    assert sum(one.get("fill") != FADED for one in areas) == answer.selection.count == 7
    assert panel_of(explorer, WARD).counts(explorer.store)[0] == "6 of 28"


def test_thirds_of_two_figures_count_every_area_once(explorer: Explorer) -> None:
    for second in ("health_2025", "imd_2019", "uptake_first_16_plus"):
        panel = panel_of(explorer, f"ind=income_2025&with={second}")
        found = panel.sheet
        assert found.grid is not None
        assert sum(map(int, panel.counts(explorer.store))) == len(found.level.codes)
        assert found.level.name == ("msoa" if second.startswith("uptake") else "lsoa")


def test_the_picture_of_a_date_has_the_figures_of_that_date(explorer: Explorer) -> None:
    query = "ind=uptake_first_16_plus&date=2021-03-21"
    panel = panel_of(explorer, query)
    found = panel.sheet
    series = explorer.store.series("first_16_plus")
    at = series.dates.index("2021-03-21")
    assert "by 21 March 2021" in found.title
    assert sum(map(int, panel.counts(explorer.store))) == 42
    assert f"{series.people[at, 0]:,.0f} of {series.denominator[at, 0]:,.0f}" in spoken(
        panel.lines, 0
    )
    early = panel_of(explorer, "ind=uptake_second_50_plus&date=2021-02-21").sheet
    assert "by 21" not in early.title


def test_what_a_picture_leaves_out_is_said_on_it(explorer: Explorer) -> None:
    with_streets = map_picture(explorer.answer("over=wards,streets"), FRAMES[0].sheet).notes
    assert with_streets[-1] == "In the full view only: the street map."
    plain = map_picture(explorer.answer(""), FRAMES[0].sheet).notes
    assert not any("full view" in note for note in plain)


def test_areas_without_a_value_are_hatched_and_never_a_class(explorer: Explorer) -> None:
    panel = panel_of(explorer, "measure=decile")
    number, status = panel.sheet.number.copy(), panel.sheet.status.copy()
    number[:2], status[:2] = 0, ("missing", "suppressed")
    spoiled = replace(panel, sheet=replace(panel.sheet, number=number, status=status))
    drawn = map_marks(explorer.store, spoiled)
    for code, mark in zip(panel.sheet.level.codes, ("striped", "crossed"), strict=False):
        assert re.search(rf'data-area="{code}" fill="url\(#{mark}\)"', drawn)
        assert f'id="{mark}"' in drawn
    sent = sheet_data(spoiled.sheet, Columns())
    assert sent["marks"] == {"0": "striped", "1": "crossed"}
    assert sent["classes"].startswith("00")
    assert NO_VALUE not in panel.sheet.colours


def test_suppressed_and_missing_are_told_apart_and_counted() -> None:
    status = np.array(["ok", "suppressed", "missing", "missing"])
    number = np.array([1, 0, 0, 0])
    entries = without_value(status, number)
    found = counts(entries, number, status, np.array([True, True, True, False]))
    assert [one.label for one in entries] == ["Suppressed", "No figure"]
    assert found == ("1 of 1", "1 of 2")
    assert len({str(swatch(one)) for one in entries}) == 2


def test_a_position_in_the_link_is_where_the_picture_looks(explorer: Explorer) -> None:
    whole = picture_file("map", explorer.answer(""), explorer)
    close = picture_file("map", explorer.answer("at=53.41,-2.16,14"), explorer)
    boxes = [re.findall(r'viewBox="([^"]+)"', text)[1].split() for text in (whole, close)]
    assert float(boxes[1][2]) < float(boxes[0][2]) / 2


def test_what_a_link_says_is_never_in_a_picture(client: FlaskClient) -> None:
    text = client.get("/picture/map.svg?ind=<script>alert(1)</script>").get_data(as_text=True)
    assert "alert" not in text


def test_letters_are_drawn_without_any_font_on_the_machine(tmp_path: object) -> None:
    """In a process that finds no font of the system, text still leaves marks."""
    code = (
        "from pictures.raster import png;"
        'a=png(\'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
        '<text y="20" font-family="system-ui, sans-serif">12 ✓ é</text></svg>\');'
        'b=png(\'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>\');'
        "print(len(a) - len(b))"
    )
    empty = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"HOME": empty, "FONTCONFIG_PATH": empty, "XDG_DATA_HOME": empty, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) > 200


def test_every_letter_that_pictures_use_is_in_the_fonts(explorer: Explorer) -> None:
    text = "".join(picture_file(key, explorer.answer(WARD), explorer) for key in ("map", *DRAWN))
    said = set("".join(ElementTree.fromstring(f"<a>{text}</a>").itertext()))
    unknown = letter_drawn("\ue000")
    assert {one for one in said - {" "} if letter_drawn(one) in (unknown, b"")} == set()
    assert (FONTS / "LICENSE").exists()


def letter_drawn(letter: str) -> bytes:
    """A letter as a picture; empty when it leaves no mark."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{}</svg>'
    text = f'<text y="30" font-size="30" font-family="sans-serif">{escape(letter)}</text>'
    drawn = png(frame.format(text))
    return b"" if drawn == png(frame.format("")) else drawn
