"""Files that are not what they seem, in every format: each a sentence of its source, no fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from geodata.errors import LONGEST, ExplorerError, TableError
from geodata.refresh import arcgis, cli, dose_sheet, long_file, totals, workbook
from geodata.refresh.archive import unpack
from geodata.refresh.cache import Cache
from geodata.refresh.joined import added
from geodata.refresh.source import Area
from geodata.refresh.sources import appointments, area_lookups, qof, qof_points, stat_xplore
from tests.geodata import publishers
from tests.geodata.publishers import archive
from tests.geodata.test_refresh_sources import (
    FIGURES,
    MEMBERS,
    PAGES,
    WHOLE,
    Given,
    extract,
    pages,
    read,
)
from tests.geodata.test_refresh_sources import area as area
from tests.geodata.test_refresh_sources import cache as cache
from tests.geodata.test_refresh_workbooks import book, people, repacked

LONG = ("9" * 20, "9" * 4_400)


@pytest.mark.parametrize("cell", LONG)
def test_a_number_of_more_digits_than_any_figure_is_refused(
    cell: str, area: Area, cache: Cache
) -> None:
    body = extract(MEMBERS["religion_2021"]).decode().replace(",1539,", f",{cell},")
    with pytest.raises(TableError, match="expected a whole number of 0 or more") as refusal:
        read("religion_2021", body.encode(), area, cache)
    assert len(str(refusal.value)) < LONGEST + 200
    assert totals._whole(pd.Series(["1", cell])) == [1]
    assert added(["1", cell]) == cell
    row = ["P1", "Same Day", "", "", "", "", appointments.MONTH, cell]
    with pytest.raises(TableError, match="expected a whole number of 0 or more"):
        appointments._check(2, row, {}, "x")


@pytest.mark.parametrize("value", ["1.", "\uff11", "-1", "9" * 4_400])
def test_points_are_plain_numbers(value: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    heading = (qof_points.CODE, qof_points.INDICATOR, qof_points.MEASURE, qof_points.VALUE)
    path.write_text(f"{','.join(heading)}\nP1,AF001,{qof_points.POINTS},{value}\n")
    with pytest.raises(TableError, match="expected a number from 0 to 5"):
        qof_points._add({}, path, {"AF": {"AF001": 5}}, {"P1"}, label="x")


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("CODE,COUNT,COUNT\nP1,2,3\n")
    with pytest.raises(TableError, match="column COUNT: found several columns of this name"):
        list(long_file.rows(path, ("CODE", "COUNT"), label="x"))


def formula(table: list[list[object]]) -> None:
    table[1][3] = "=1+1"


def far_text(sheet: bytes) -> bytes:
    return sheet.replace(b'<c r="D5" t="n"><v>0', b'<c r="D5" t="s"><v>990')


def words_of_none(sheet: bytes) -> bytes:
    """A formula whose words are none, as Excel saves it, in the place of one without a value."""
    return sheet.replace(b"<v></v>", b"<v />").replace(
        b'<c r="D6"><f>1+1</f><v />', b'<c r="D6" t="str"><f>1+1</f><v />'
    )


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (people(formula), "sheet Mid-2020 Persons: found a formula without its value in D6"),
        (repacked(people(), far_text), "found a workbook that cannot be read"),
        (archive({"content.xml": b"1"}), r"found an archive without \[Content_Types\].xml"),
    ],
)
def test_a_workbook_that_gives_no_cells_is_refused(body: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(body)
    with pytest.raises(TableError, match=found):
        list(workbook.cells(path, "Mid-2020 Persons", label="x"))


def test_a_formula_that_makes_no_words_is_an_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(repacked(people(formula), words_of_none))
    assert [*workbook.cells(path, "Mid-2020 Persons", label="x")][5][3] == ""


def test_a_sheet_that_is_a_chart_is_none(tmp_path: Path) -> None:
    made = Workbook()
    made.create_chartsheet("empty")
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(TableError, match="found a workbook that cannot be read"):
        list(workbook.cells(tmp_path / "a.xlsx", "empty", label="x"))
    made.remove(made["empty"])
    made.create_chartsheet("T").add_chart(BarChart())
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(TableError, match="found only Sheet, expected a sheet T"):
        list(workbook.cells(tmp_path / "a.xlsx", "T", label="x"))


def test_a_sheet_of_doses_without_bands_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book("MSOA", [["MSOA Code", "Name"], ["E02001187", "North"]]))
    with pytest.raises(TableError, match="found no band of ages and no dose beside 'MSOA Code'"):
        dose_sheet.table(path, "MSOA", tmp_path, label="x")


def test_a_member_whose_name_or_place_is_none_is_refused(tmp_path: Path) -> None:
    packed = archive({"\u00e9.csv": b"1", "b.csv": b"2"})
    path = tmp_path / "a.zip"
    at = packed.rindex(b"PK\x05\x06") + 12
    for spoilt in (
        packed.replace("\u00e9".encode(), b"\xff\xff"),
        packed[:at] + (10**9).to_bytes(4, "little") + packed[at + 4 :],
        packed[: at + 4] + (10**9).to_bytes(4, "little") + packed[at + 8 :],
    ):
        path.write_bytes(spoilt)
        with pytest.raises(TableError, match="found an archive that cannot be read"):
            unpack(path, "b.csv", tmp_path, label="x")


def feature(key: str, cell: object) -> Callable[[Any], object]:
    return lambda content: content["features"][0].update({key: cell})


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("lsoa_boundaries", feature("geometry", {"type": "Polygon"})),
        ("lsoa_boundaries", feature("geometry", {"type": "Polygon", "coordinates": [[{}]]})),
        ("lsoa_boundaries", feature("properties", {"LSOA21CD": ["E01005743"]})),
        ("lsoa_boundaries", lambda content: content.update(properties="x")),
        ("lsoa_boundaries", lambda content: content.update(properties=[1])),
        ("centroids", feature("geometry", "x")),
        ("centroids", feature("geometry", [1, 2])),
        ("centroids", feature("geometry", {"x": 1e40, "y": 1})),
        ("centroids", feature("geometry", {"x": True, "y": 1})),
    ],
)
def test_features_of_another_make_are_refused(
    key: str, change: Callable[[Any], object], area: Area, cache: Cache
) -> None:
    first, *more = (extract(name) for name in PAGES[key])
    content = json.loads(first)
    change(content)
    with pytest.raises(TableError, match=f"^{key}, ONS Open Geography"):
        pages(key, [json.dumps(content).encode(), *more], area, cache)


WHO = dict.fromkeys(area_lookups.FIELDS, "E01005743")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (None, "row 1: found a feature without attributes"),
        ({}, "row 1: found a feature without attributes"),
        ({"attributes": None}, "row 1: found a feature without attributes"),
        ({"attributes": WHO | {"CHGIND": None}}, "row 1, column CHGIND: found None, expected a"),
        ({"attributes": {"LSOA21CD": "E01005743"}}, "row 1, column LSOA21NM: found None"),
    ],
)
def test_rows_of_a_look_up_without_their_cells_are_refused(one: object, words: str) -> None:
    with pytest.raises(TableError, match=words):
        arcgis.rows([one], label="x", **area_lookups.asked(area_lookups.FIELDS))


CHILDREN = stat_xplore.CUBES[0]


@pytest.mark.parametrize(
    "work",
    [
        lambda path: stat_xplore._cube(path, CHILDREN, label="x"),
        lambda path: stat_xplore._export(path, CHILDREN, label="x"),
    ],
)
def test_answers_that_never_close_are_refused(
    work: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "a"
    for text in ("[" * 200_000, f'relative low income\n"{"a" * 140_000}'):
        path.write_text(text)
        with pytest.raises(ExplorerError):
            work(path)


def test_a_year_that_is_there_twice_is_refused() -> None:
    frame = pd.DataFrame([["E02001187", "1", "1"]], columns=["area", "2020/21", "2020/21 (p)"])
    with pytest.raises(TableError, match=r"found 2020/21, 2020/21 \(p\), expected each once"):
        CHILDREN._made(frame, WHOLE, label="x")


def test_a_file_of_another_year_is_refused_where_it_says_so(
    area: Area, cache: Cache, tmp_path: Path
) -> None:
    """By the authorities that it names, by notes over it, or by figures held of that year."""
    body = extract(MEMBERS["iod_2019"]).replace(b"code (2019)", b"code (2013)")
    with pytest.raises(TableError, match="found local authorities of 2013, expected those of 2019"):
        read("iod_2019", body, area, cache)
    path = tmp_path / "a.xlsx"
    noted = [["Fuel poverty, 2025 (2023 data)"], ["LSOA Code"], ["E01005743"]]
    path.write_bytes(book("Table 3", noted))
    with pytest.raises(TableError, match="found notes of 2025, 2023, expected some of 2022"):
        workbook.sheet(path, "Table 3", "LSOA Code", tmp_path, year="2022", label="x")
    older, newer = (one for one in qof.EDITIONS if one.year in ("2021-22", "2022-23"))
    registers = archive({newer.member: publishers.qof(FIGURES, older)})
    with pytest.raises(TableError, match=r"REGISTER: found .* as in 2021-22, expected those of"):
        newer.read(Given(cache, {newer.address: [registers]}), WHOLE)


def test_an_unexpected_fault_is_a_sentence_and_not_a_trace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(*_: object, **__: object) -> Mapping[str, str]:
        raise OverflowError("4711")

    monkeypatch.setattr(cli, "_run", faulty)
    assert cli.main(["E08000007", "--cache", str(tmp_path)]) == cli.REFUSED
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("refused: an unexpected fault (OverflowError in test_refresh_odd.py,")
