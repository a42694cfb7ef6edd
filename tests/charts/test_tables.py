"""Tables, downloads and pictures hold the same numbers; nothing in them runs."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from charts.file_about import Download, entries
from charts.file_csv import csv_text
from charts.file_xlsx import xlsx_file
from charts.headline import headline
from charts.model import Chart, Context, Table
from charts.panel import panel
from charts.registry import CHARTS
from charts.table import html_table
from geodata.selection import Filter
from geodata.spreadsheets import disarmed
from geodata.store import Store

from .conftest import HERE, View, view_of

TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def read(chart: Chart, context: Context) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(chart, context), newline="")))


def column(table: Table, key: str) -> list[Any]:
    at = [one.key for one in table.columns].index(key)
    return [row[at] for row in table.rows]


def test_sentence_chart_table_and_file_round_a_share_once(view: View) -> None:
    """3,354 of 13,663 is 24.548%: rounding it twice would make 24.6 of it."""
    context = view(Filter(wards=("E05015025",)), indicator="ethnic_asian_share_2021")
    chart = CHARTS["composition"](context)
    assert "Asian: 24.5%" in chart.sentence
    assert "24.5%" in TEXT.findall(str(chart.picture))
    cells = re.findall(r'<td class="n">([\d.,]+)</td>', str(html_table(chart, context)))
    assert "24.5" in cells
    assert "24.6" not in cells
    assert read(chart, context)[0]["selected_percent"] == repr(100 * 3354 / 13663)


def test_a_practice_that_closed_has_no_number_of_patients(view: View) -> None:
    context = view(indicator="qof_diabetes_2020_21")
    table = str(html_table(CHARTS["practices"](context), replace(context, rows="all")))
    row = next(one for one in table.split("</tr>") if "P88610" in one)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[:2] == [
        "not in the list of May 2025",
        "no value",
    ]


def test_the_decile_table_holds_what_the_bars_say(view: View, wards: dict[str, str]) -> None:
    chart = CHARTS["deciles"](view(Filter(wards=(wards["Reddish South"],))))
    said = TEXT.findall(str(chart.picture))
    chosen, whole = column(chart.table, "people_selected"), column(chart.table, "people_all")
    assert sum(whole) == 297_191
    for pair in zip(chosen, whole, strict=True):
        assert "{:,} of {:,}".format(*pair) in said


def test_the_ward_table_holds_what_the_bars_say(view: View) -> None:
    chart = CHARTS["wards"](view())
    said = TEXT.findall(str(chart.picture))
    parts = column(chart.table, "percent_most_deprived_fifth")
    assert len(parts) == 21
    for part in parts:
        assert f"{part:.1f}%" in said


def test_the_domain_table_holds_what_the_marks_say(view: View) -> None:
    chart = CHARTS["domains"](view(Filter(quintiles=(1,))))
    said = TEXT.findall(str(chart.picture))
    for key in ("selected_percent", "all_percent"):
        assert all(f"{part:.1f}" in said for part in column(chart.table, key))
    assert len(chart.table.rows) == 8


def test_the_area_table_is_sorted_and_cut_at_twenty_on_the_page_only(view: View) -> None:
    context = view()
    chart = CHARTS["areas"](context)
    ranks = column(chart.table, "rank")
    assert len(ranks) == 191
    assert ranks == sorted(ranks)
    html = str(panel(chart, context))
    assert html.count("</tr>") == 21
    assert "Show all 191 rows" in html
    everything = view(rows="all")
    assert str(panel(CHARTS["areas"](everything), everything)).count("</tr>") == 192
    assert len(read(chart, context)) == 191


@pytest.mark.parametrize("key", HERE)
def test_every_row_of_a_download_says_where_it_comes_from(view: View, key: str) -> None:
    context = view(Filter(quintiles=(2,)), indicator="imd_2019")
    chart = CHARTS[key](context)
    said = entries(chart, context, context.href())
    rows = read(chart, context)
    assert rows
    for row in rows:
        assert all(row[one.name] == disarmed(one.text) != "" for one in said)
        assert row["licence"] == "Open Government Licence v3.0"


def test_downloads_end_lines_as_rfc_4180_asks_and_have_no_mark(view: View) -> None:
    context = view()
    text = csv_text(CHARTS["wards"](context), context)
    assert text.startswith("position,ward23_code,ward23_name,")
    assert text.count("\r\n") == text.count("\n") == 22


def test_cells_that_a_spreadsheet_would_run_are_disarmed(spoiled: Store) -> None:
    context = view_of(spoiled, Filter(picked=(spoiled.areas.code[0],)))
    row = read(CHARTS["areas"](context), context)[0]
    assert row["lsoa21_name"].startswith("'=cmd|")
    assert row["ward23_name"] == "'@ward"


def test_a_hostile_name_is_text_everywhere(spoiled: Store) -> None:
    for filter in (Filter(), Filter(picked=(spoiled.areas.code[0],))):
        for indicator in ("imd_2025", "population_2022"):
            context = view_of(spoiled, filter, indicator=indicator, rows="all")
            for make in CHARTS.values():
                html = str(panel(make(context), context))
                assert "<script" not in html
                assert "<b>" not in html


def test_a_suppressed_value_is_a_word_and_never_nought(spoiled: Store) -> None:
    context = view_of(
        spoiled, Filter(picked=(spoiled.areas.code[0],)), indicator="income_2025", measure="decile"
    )
    for key, name in (("areas", "rank"), ("scatter", "x_income_2025")):
        chart = CHARTS[key](context)
        row = read(chart, context)[0]
        assert row[name] == ""
        assert "suppressed" in row["status"]
        assert "suppressed" in str(panel(chart, context))
    assert "1 area without a value left out." in CHARTS["scatter"](context).sentence
    assert headline(context)


def test_each_panel_says_definition_source_period_and_licence(view: View) -> None:
    context = view()
    for key in HERE:
        chart = CHARTS[key](context)
        html = str(panel(chart, context))
        assert f'<section id="panel-{key}" class="panel"' in html
        of_figures = ("Definition", "Numerator", "Denominator", "Period", "Method")
        for word in (*(of_figures if chart.indicators else ()), "Source", "Published", "Licence"):
            assert f"<dt>{word}</dt>" in html
        assert f'href="download/{key}.csv' in html


def test_a_table_that_has_nothing_says_so_in_the_sentence(view: View) -> None:
    context = view(Filter(wards=("none",)))
    for make in CHARTS.values():
        assert make(context).sentence
    assert not CHARTS["areas"](context).table.rows


def test_hostile_names_are_text_in_a_workbook(spoiled: Store) -> None:
    context = view_of(spoiled, Filter(picked=(spoiled.areas.code[0],)))
    chart = CHARTS["areas"](context)
    hostile = "\x00\x1b=1+1\ud7ff\n" + "x" * 40_000
    odd = replace(chart, title=hostile, finding=replace(chart.finding, sentence=hostile))
    made = xlsx_file(Download((odd,), context, "=view", "", date(2031, 2, 3)))
    book = load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert spoiled.areas.name[0] in [cell.value for cell in cells]
    assert "=view" in [cell.value for cell in cells]
