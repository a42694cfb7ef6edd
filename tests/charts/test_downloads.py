"""Every file of every theme holds the numbers that the page prints, unrounded and typed."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from openpyxl import load_workbook

from callbacks.answer import Explorer
from charts.file_about import Download, entries, filter_words
from charts.file_csv import csv_file
from charts.file_csvw import csvw_file
from charts.file_fields import fields
from charts.file_xlsx import sheet_names, xlsx_file
from charts.model import Chart, Column, Context
from charts.registry import charts_for
from charts.table import html_table
from geodata.catalogue import THEMES
from geodata.format import amount, day, number
from geodata.spreadsheets import armed, taken, worded
from geodata.store import Store
from layers.words import full_label

DAY = date(2031, 2, 3)
CELL = re.compile(r"<t([dh])[^>]*>(.*?)</t\1>")
TAG = re.compile(r"<[^>]*>")
NUMBERED = re.compile(r"\d+(?: \([^)]*\))?")
INTEGER = re.compile(r"-?\d+")
READ: set[Any] = set()


def views(store: Store) -> list[str]:
    """Filters of a place: none, a ward, quintiles, a picked area, and one that selects nothing."""
    ward = store.wards[0][0]
    area = store.areas.code[1]
    empty = next(
        f"ward={code}&q={number}"
        for code, _ in store.wards
        for number in range(1, 6)
        if Explorer(store).answer(f"ward={code}&q={number}").selection.is_empty
    )
    return ["", f"ward={ward}", "q=1,2&basis=local", f"area={area}", empty]


def printed(chart: Chart, context: Context) -> tuple[list[str], list[list[str]]]:
    """The headings and the cells of a chart's table as the page prints them."""
    html = str(html_table(chart, context))
    head, *rows = re.split("<tr[^>]*>", html)[1:]
    texts = [
        [unescape(TAG.sub("", cell)) for _, cell in CELL.findall(row)] for row in (head, *rows)
    ]
    return texts[0], texts[1:]


def shown_columns(chart: Chart) -> list[int]:
    """Which columns the page prints."""
    table = chart.table
    filled = [
        any(one not in ("", None) for one in cells) for cells in zip(*table.rows, strict=True)
    ]
    shown = {"always": True, "download": False}
    return [
        at for at, one in enumerate(table.columns) if shown.get(one.shown, any(filled[at : at + 1]))
    ]


def on_the_page(column: Column, value: str) -> str:
    """What the formatter makes of a number in a file."""
    if column.indicator is not None:
        return amount(column.indicator, float(value))
    return number(float(value), 0 if INTEGER.fullmatch(value) else column.decimals)


def in_a_spreadsheet(value: Any, pattern: str) -> str:
    """What a spreadsheet shows of a cell with such a number format."""
    if isinstance(value, datetime):
        assert pattern == "d mmmm yyyy"
        return day(value.date().isoformat())
    if isinstance(value, str):
        return value
    one = pattern.split(";")[0]
    sign, digits = re.fullmatch(r'(?:"([^"]*)")?(#,##0(?:\.(0+))?)?', one).group(1, 3)  # type: ignore[union-attr]
    if "#" not in one:
        return str(sign)
    assert pattern == f"{one};{one}"
    return (sign or "") + number(abs(value), len(digits or ""))


def all_files(chart: Chart, context: Context) -> tuple[list[dict[str, str]], Any, dict[str, Any]]:
    """The rows of the CSV file, the sheet of the workbook, and the data dictionary."""
    made = Download((chart,), context, "https://explorer.example/?a=b", "a=b", DAY)
    text = csv_file(made).decode("utf-8-sig")
    head = next(csv.reader(io.StringIO(text, newline="")))
    assert len({one.casefold() for one in head}) == len(head), head
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    content = xlsx_file(made)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Notes"
    assert len(book.sheetnames) == 3
    dictionary = json.loads(csvw_file(made))
    assert [one["name"] for one in dictionary["tableSchema"]["columns"]] == head
    return rows, book[book.sheetnames[1]], dictionary


def holds_what_is_printed(chart: Chart, context: Context) -> None:
    """All three kinds of file, against the table of the page; a table that was read before is not
    read again, for practices stand beside every theme.
    """
    same = (context.place, chart.key, chart.indicators, chart.table.columns, chart.table.rows)
    if same in READ:
        return
    READ.add(same)
    headings, lines = printed(chart, context)
    shown = shown_columns(chart)
    assert headings == [chart.table.columns[at].label for at in shown]
    assert len(lines) == len(chart.table.rows)
    rows, sheet, dictionary = all_files(chart, context)
    described = dictionary["tableSchema"]["columns"]
    titles = [cell.value for cell in sheet[1]]
    assert len({str(one).casefold() for one in titles}) == len(titles), titles
    assert titles == [one["titles"][-1] for one in described[: len(titles)]]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        for text, index in zip(line, shown, strict=True):
            column, named = chart.table.columns[index], described[index]
            cell = sheet.cell(at + 2, index + 1)
            value = row[named["name"]]
            if chart.table.rows[at][index] is None:
                assert cell.value is None
                assert f"{named['name']}: {text}" in row["no_value"].split("; ")
            elif column.numeric:
                assert on_the_page(column, value) == text
                assert in_a_spreadsheet(cell.value, cell.number_format) == text
                assert cell.value == pytest.approx(float(value), rel=1e-14, abs=0)
            elif column.is_day:
                assert day(value) == in_a_spreadsheet(cell.value, cell.number_format) == text
            else:
                assert armed(value) == (cell.value or "") == worded(text)
        typed(sheet[at + 2], row, described)
    no_number_is_text(rows, described)
    every_number_is_explained(chart, described)
    for row in rows:
        for one in entries(chart, context, ""):
            assert row[one.name] or one.name == "view"


def typed(cells: Any, row: dict[str, str], described: list[dict[str, Any]]) -> None:
    """Numbers are numbers, integers have no decimals, and text is neither run nor changed."""
    for cell, named in zip(cells, described, strict=False):
        value = row[named["name"]]
        if named["datatype"] == "string":
            assert cell.data_type in ("s", "n")
            assert cell.value is None or isinstance(cell.value, str)
        elif value and named["datatype"] == "integer":
            assert INTEGER.fullmatch(value)
            assert isinstance(cell.value, int)
        elif value and named["datatype"] == "number":
            assert isinstance(cell.value, float | int)
        elif value:
            assert date.fromisoformat(value) == cell.value.date()
    for named in described:
        if named["datatype"] == "string":
            assert not taken(row[named["name"]]), row[named["name"]]


def no_number_is_text(rows: list[dict[str, str]], described: list[dict[str, Any]]) -> None:
    """Where every text is a number, a column of its own holds the numbers. Years are editions."""
    names = {one["name"]: one["datatype"] for one in described}
    for name, datatype in names.items():
        numbers = [NUMBERED.fullmatch(row[name]) for row in rows if row[name]]
        if datatype == "string" and numbers and all(numbers) and name not in ("edition", "period"):
            assert names[f"{name}_number"] == "integer"


def every_number_is_explained(chart: Chart, described: list[dict[str, Any]]) -> None:
    """Each column has a meaning; numbers say what figure they are of where there is one."""
    assert all(one["dc:description"] for one in described)
    for column, named in zip(chart.table.columns, described, strict=False):
        one = column.indicator or (chart.indicators[0] if len(chart.indicators) == 1 else None)
        if column.numeric and one:
            assert full_label(one) in named["dc:description"]
            assert one.definition in named["dc:description"]
        if column.numeric and column.indicator:
            assert f"Unit: {column.indicator.unit}." in named["dc:description"]


def one_of_each(store: Store, theme: str) -> Iterator[str]:
    """The first figure of a theme on each level and of each kind."""
    seen = set()
    for one in store.catalogue.indicators:
        if one.theme == theme and (one.level, one.kind.key) not in seen:
            seen.add((one.level, one.kind.key))
            yield one.key


@pytest.mark.parametrize("theme", THEMES)
def test_every_file_of_a_theme_holds_what_the_page_prints(explorer: Explorer, theme: str) -> None:
    filters = views(explorer.store)
    for turn, key in enumerate(one_of_each(explorer.store, theme)):
        # the first figure under every filter, the others under one each
        for query in filters if not turn else [filters[turn % len(filters)]]:
            answer = explorer.answer(f"ind={key}&rows=all&{query}")
            for name in (*charts_for(theme, practices=True, store=explorer.store), "areas"):
                holds_what_is_printed(explorer.chart(name, answer), answer.context)


def test_every_file_of_a_place_with_every_status_holds_what_the_page_prints(town: Store) -> None:
    explorer, filters = Explorer(town), views(town)
    for turn, one in enumerate(town.catalogue.indicators):
        query = filters[turn % len(filters)]
        answer = explorer.answer(f"ind={one.key}&rows=all&{query}")
        for name in charts_for(one.theme, store=town):
            holds_what_is_printed(explorer.chart(name, answer), answer.context)


def test_what_else_is_on_the_map_stands_in_the_file_as_numbers(town: Store) -> None:
    """A second figure of any kind, on the level of the first or on another."""
    explorer = Explorer(town)
    areas = [one for one in town.catalogue.indicators if one.level != "practice"]
    for one, other in zip(areas, areas[5:] + areas[:5], strict=True):
        answer = explorer.answer(f"ind={one.key}&with={other.key}&rows=all")
        chart = explorer.chart("areas", answer)
        holds_what_is_printed(chart, answer.context)
        keys = [column.key for column in chart.table.columns]
        if not answer.context.companions or other.kind.categorical:
            continue
        for row in chart.table.rows:
            cells = dict(zip(keys, row, strict=True))
            value, words = cells["figure_2_value"], str(cells["figure_2"])
            assert (value is None) == (cells["figure_2_status"] != "published")
            if value is not None:
                assert amount(other, float(value)) in words


def test_a_day_shown_on_the_map_stands_in_the_file_and_in_words(explorer: Explorer) -> None:
    answer = explorer.answer("ind=uptake_first_16_plus&date=2021-05-23&rows=all")
    chart = explorer.chart("areas", answer)
    holds_what_is_printed(chart, answer.context)
    (period,) = {one.text for one in entries(chart, answer.context, "") if one.name == "period"}
    assert period.endswith("the view shows the figures up to 23 May 2021")


def test_the_whole_view_is_one_workbook_with_a_sheet_for_each_table(explorer: Explorer) -> None:
    answer = explorer.answer("ind=uptake_first_16_plus&ward=E05015018")
    keys = (*explorer.panels(answer), "areas")
    charts = tuple(explorer.chart(key, answer) for key in keys)
    made = xlsx_file(Download(charts, answer.context, "https://explorer.example/", "", DAY))
    book = load_workbook(io.BytesIO(made))
    assert len(book.sheetnames) == len(keys) + 2
    for chart, sheet in zip(charts, book.worksheets[1:-1], strict=True):
        assert sheet.max_row == len(chart.table.rows) + 1
    said = {row[0].value: row[1].value for row in book["Notes"].iter_rows()}
    assert said["Filter"] == filter_words(answer.context)
    assert said["View"] == "https://explorer.example/"
    assert said["Day of download"] == "3 February 2031"
    assert {"Suppressed", "Missing", "Not applicable", "Precision"} <= set(said)
    assert all(f"Sheet {name}" in said for name in book.sheetnames[1:-1])


def test_notes_say_all_that_is_owed_to_the_publishers(explorer: Explorer) -> None:
    answer = explorer.answer("")
    chart = explorer.chart("wards", answer)
    made = xlsx_file(Download((chart,), answer.context, "", "", DAY))
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(made))["Notes"]]
    owed = {one.attribution for one in explorer.store.sources}
    assert {row[1] for row in rows if row[0] == "Attribution"} == owed
    assert owed < {one.attribution for one in explorer.store.catalogue.sources}
    for one in entries(chart, answer.context, ""):
        assert [one.title, one.text] in rows or one.name == "view"
    assert ["Finding", chart.sentence] in rows


def test_no_column_needs_a_number_to_be_told_from_another(town: Store) -> None:
    """Names and headings are given apart, so that they are the same whatever stands beside them."""
    explorer = Explorer(town)
    for query in views(town)[:2]:
        for one in town.catalogue.indicators:
            answer = explorer.answer(f"ind={one.key}&{query}")
            for name in charts_for(one.theme, practices=True, store=town):
                chart = explorer.chart(name, answer)
                columns = chart.table.columns
                said = {one.name for one in entries(chart, answer.context, "")}
                keys = [column.key for column in columns]
                assert len({*keys, *said, "no_value"}) == len(keys) + len(said) + 1, (name, keys)
                titles = [column.heading.casefold() for column in columns]
                assert len(set(titles)) == len(titles), (name, titles)


def test_ranks_and_counts_are_whole_numbers(town: Store) -> None:
    explorer = Explorer(town)
    for one in town.catalogue.indicators:
        if one.level != "practice" and (one.kind.is_rank or one.kind.is_count):
            answer = explorer.answer(f"ind={one.key}")
            found = {field.name: field for field in fields(explorer.chart("areas", answer))}
            field = found["rank" if one.kind.is_rank else "value"]
            assert field.datatype == "integer"
            assert all(isinstance(cell, int | None) for cell in field.cells)


def test_names_of_sheets_are_those_that_a_workbook_takes() -> None:
    hostile = ["notes", "Columns", "a/b:c*[d]?\\", "x" * 40, "x" * 41, "X" * 40, "'", "", "history"]
    names = sheet_names(hostile)
    assert len({one.lower() for one in (*names, "notes", "columns")}) == len(hostile) + 2
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
        assert name.lower() != "history"


def test_a_file_is_the_same_whenever_it_is_made(explorer: Explorer) -> None:
    answer = explorer.answer("ward=E05015018")
    made = Download((explorer.chart("areas", answer),), answer.context, "v", "", DAY)
    assert xlsx_file(made) == xlsx_file(made)
    assert csv_file(made) == csv_file(made)
