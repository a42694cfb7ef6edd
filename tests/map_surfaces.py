"""What every surface says of each area of a map, read back from what readers are given."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from callbacks.map_file import MapPicture
from charts.model import Chart
from geodata.format import amount
from geodata.store import Level
from layers.palette import FADED
from layers.sheet import Line, marks, spoken
from pictures.hatching import ground

AREA = re.compile(r"<path\b([^>]*\bdata-area=[^>]*)><title>([^<]*)</title>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
ROW = re.compile(r"<li\b.*?</li>", re.DOTALL)
FILL = re.compile(r'fill="(#\w+)"')
MODEL = re.compile(r'<script class="model"[^>]*>(.*?)</script>', re.DOTALL)
LEGEND = re.compile(r'<ol class="legend" aria-label="Key">.*?</ol>', re.DOTALL)

SPAN = re.compile(r'<span class="(name|range|count)">([^<]*)</span>')
UNSEEN = re.compile(r'<span class="(?:unseen|meaning)">([^<]*)</span>')

Row = tuple[str, str, str, str]
Said = dict[str, tuple[str, str]]  # of each area, by code: what fills it, and its words


def plain(text: str) -> str:
    """A text with every run of spaces as one that may break."""
    return " ".join(unescape(text).split())


def looked_up(column: list[Any], index: int) -> str:
    """The text of a column as the renderer's script looks it up."""
    texts = column[1]
    if len(column) < 3:
        return texts if isinstance(texts, str) else str(texts[index])
    own = column[2][index]
    if isinstance(column[2], str):
        return str(texts[int(own, 16)])
    return f"{texts[0]}{own}{texts[1]}" if isinstance(own, str) else str(own[0])


def all_of(column: list[Any]) -> list[str]:
    """Every text of a column; the one that all areas share once."""
    size = 1 if isinstance(column[1], str) else len(column[-1])
    return [looked_up(column, index) for index in range(size)]


@dataclass(frozen=True)
class Truth:
    """What the model of a map says: of each area, and of each entry of the legend."""

    areas: Said
    labels: dict[str, str]
    legend: list[Row]

    @classmethod
    def of(cls, found: MapPicture, number: int = 0) -> Truth:
        """The truth of one of the maps of a view."""
        panel = found.panels[number]
        sheet = panel.sheet
        selected = found.model.store.members(found.model.mask, sheet.level)
        hatching = marks(sheet.number, sheet.status)
        areas, labels = {}, {}
        by_number = {one.number or one.status: one for one in sheet.entries}
        for at, code in enumerate(sheet.level.codes):
            entry = by_number[int(sheet.number[at]) or str(sheet.status[at])]
            colour = ground(hatching[at]) if hatching[at] else entry.colour
            areas[code] = (colour if selected[at] else FADED, plain(spoken(panel.lines, at)))
            labels[code] = entry.label
        counts = sheet.counts(selected)
        legend = [
            (one.colour if one.number else "", plain(one.label), plain(one.range), count)
            for one, count in zip(sheet.entries, counts, strict=True)
        ]
        return cls(areas, labels, legend)


def legend_rows(html: str) -> list[Row]:
    """Colour ("" of hatching), label, range and count of each row of a legend.

    The page says the meaning of an end apart from its label, to a screen reader.
    """
    rows = []
    for row in ROW.findall(html):
        fills, said = FILL.findall(row), dict(SPAN.findall(row))
        meaning = UNSEEN.search(row)
        label = said["name"] + (meaning[1] if meaning else "")
        colour = fills[0] if len(fills) == 1 else ""
        rows.append((colour, plain(label), plain(said.get("range", "")), said.get("count", "")))
    return rows


def painted(svg: str) -> Said:
    """What fills each area of a picture, and its title."""
    found = {}
    for attributes, title in AREA.findall(svg):
        named = dict(ATTRIBUTE.findall(attributes))
        found[named["data-area"]] = (named["fill"], plain(title))
    return found


def embedded(document: str, level: Level, number: int = 0) -> Said:
    """What a script makes of a model that an embed holds: the fill of each area, and its words."""
    data = json.loads(MODEL.findall(document)[number])
    said, selected = {}, chosen(data["mask"], level)
    for at, code in enumerate(level.codes):
        texts = [looked_up(data["columns"][line], at) for line in data["lines"]]
        words = spoken([Line("", (text,)) for text in texts], 0)
        one = int(data["classes"][at], 16)
        mark = data["marks"].get(str(at), "")
        colour = ground(mark) if mark else data["colours"][one - 1]
        said[code] = (colour if at in selected else FADED, plain(words))
    return said


def chosen(mask: str, level: Level) -> set[int]:
    """The areas of a level that hold a selected LSOA; `mask` is 1 or 0 for each LSOA."""
    return {int(area) for area, one in zip(level.of_area, mask, strict=True) if one == "1"}


def table_classes(chart: Chart, words: dict[str, str]) -> dict[str, str]:
    """The class of each area in the table, by code; its figures must stand in the words."""
    keys = [column.key for column in chart.table.columns]
    value = next((one for one in ("value_at_date", "value") if one in keys), "rank")
    found = {}
    for row in chart.table.rows:
        cells = dict(zip(keys, row, strict=True))
        said, figure = words[str(row[0])].lower(), cells[value]
        if value == "rank" and figure is not None:
            assert f"rank {figure:,} of" in said
        elif isinstance(figure, int | float):
            assert plain(amount(chart.indicators[0], figure)).lower() in said, (said, figure)
        found[str(row[0])] = str(cells["class"])
    return found


def csv_cells(text: str) -> dict[str, tuple[str, ...]]:
    """The cells of each row of a CSV file, by its first; the headings by ""."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return {"": tuple(head)} | {row[0]: tuple(row) for row in rows}
