"""How many files a change touches, as docs/architecture.md says: tried where a test can."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from callbacks.answer import Explorer
from charts import download
from charts.download import Format
from charts.file_about import Download
from charts.panel import panel
from charts.registry import CHARTS
from geodata import format as words
from geodata import kinds
from geodata.stats import intervals
from layers import palette
from settings import ROOT

CODE = [
    path
    for room in ("geodata", "views", "layers", "charts", "pictures", "callbacks", "page", "assets")
    for ending in ("*.py", "*.js", "*.css")
    for path in sorted((ROOT / room).rglob(ending))
    if "vendor" not in path.parts
]


def holding(pattern: str, files: list[Path] = CODE) -> set[str]:
    """The files in which a pattern occurs."""
    found = re.compile(pattern)
    return {str(path.relative_to(ROOT)) for path in files if found.search(path.read_text())}


def test_the_colour_of_missing_areas_is_written_once() -> None:
    assert holding(re.escape(palette.NO_VALUE)) == {"layers/palette.py"}


def test_the_width_of_ward_outlines_is_written_once() -> None:
    map_code = [path for path in CODE if path.parent.name in ("layers", "pictures", "assets")]
    assert holding(r"(weight: |stroke_width=)[\d.]+[,;\s}]+$", map_code) == set()
    ((colour, width, *_),) = palette.look(191, 21)["strokes"]["wards"]
    assert (colour, width) == ("ink", palette.STROKES["wards"][0].width)


def test_the_words_of_the_legend_are_written_once() -> None:
    for phrase in ("bands of rank", "No national rank exists", "outside the filter"):
        assert len(holding(re.escape(phrase))) == 1, phrase


def test_the_population_of_the_card_is_worded_once() -> None:
    assert holding(r"people \(\{(store\.people_)?period\}\)") == {"layers/geography.py"}


def test_the_decimals_of_percentages_are_those_of_the_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "SHARE", replace(kinds.SHARE, decimals=2))
    assert words.percent(0.12345) == "12.35%"
    printing = {one for one in holding(r"decimals=1") if not one.startswith("geodata/refresh/")}
    assert printing <= {"geodata/kinds.py", "geodata/format.py"}  # adapters round as publishers do


def test_the_method_of_an_interval_is_looked_up_in_one_table() -> None:
    assert holding(r"\bwilson\(") == {"geodata/stats/intervals.py"}
    assert holding(r"\bbyar_rate\(") == {"geodata/stats/intervals.py"}
    assert set(intervals.METHODS) == {"none", *(one.interval for one in kinds.KINDS.values())}


def test_a_chart_is_its_module_and_one_line_of_the_registry() -> None:
    for key in CHARTS:
        if (ROOT / "charts" / f"{key}.py").exists():
            named = holding(rf"import {key}$|\b{key}\.py\b|from charts\.{key} import {key}\b")
            assert named == {"charts/registry.py"}, key


def test_another_kind_of_file_is_a_function_and_one_line(
    monkeypatch: pytest.MonkeyPatch, explorer: Explorer
) -> None:
    def write(tables: Download) -> bytes:
        return tables.chart.title.encode()

    monkeypatch.setitem(download.FORMATS, "txt", Format("Title (text)", "text/plain", write))
    context = explorer.answer("").context
    assert 'href="download/wards.txt' in str(panel(CHARTS["wards"](context), context))
