"""Files that are not what they claim: each ends in a sentence with file and row, never a trace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import text_files
from geodata.build_inputs import read_inputs
from geodata.catalogue import load_authority, load_catalogue
from geodata.errors import BundleError, CatalogueError, ExplorerError, TableError
from geodata.sources import read
from geodata.sources.cells import read_cells
from geodata.store import Store
from settings import ROOT
from tests import town as place

AUTHORITY = load_authority(place.CODE, place.CATALOGUE, place.FIGURES)
FIGURES = ROOT / "tests" / "data" / "town" / "figures" / place.CODE
TABLES = {table.file: table for table in AUTHORITY.tables}
CSVS = sorted(one for one in TABLES if one.endswith(".csv"))
SHAPES = sorted(one for one in TABLES if one.endswith(".geojson"))

SIGNS = (b'"', b"\n", b",", b";", b"{", b"]", b"\xef\xbb\xbf")


def of(folder: Path, file: str) -> object:
    """What the adapter of a table makes of its file in a folder."""
    return read(folder, TABLES[file])


def spoiled(tmp_path: Path, file: str, content: bytes) -> TableError:
    """How a file with that content is refused."""
    (tmp_path / file).write_bytes(content)
    with pytest.raises(TableError) as refused:
        of(tmp_path, file)
    assert str(refused.value).startswith(file)
    assert str(refused.value).endswith(".")
    return refused.value


def lines_of(file: str) -> list[str]:
    return (FIGURES / file).read_text().splitlines()


def encoded(lines: list[str], encoding: str = "utf-8") -> bytes:
    return ("\n".join(lines) + "\n").encode(encoding)


@pytest.mark.parametrize("file", [*CSVS, *SHAPES])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (b"PK\x03\x04" + b"\x00" * 40, "a ZIP archive or an Excel workbook"),
        (b"\x1f\x8b" + b"\x00" * 40, "a gzip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "a web page or XML"),
        ("code,name\nA,B\n".encode("utf-16"), "text in UTF-16"),
        (b"code,name\nA,\xe9\n", "the byte 0xE9, which is not UTF-8"),
        (b"code,name\nA,\x00\n", "a NUL character"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path, file, content, found):
    refused = spoiled(tmp_path, file, content)
    assert refused.found == found
    assert refused.row == (2 if "0xE9" in found or "NUL" in found else 0)


@pytest.mark.parametrize("file", [*CSVS, *SHAPES])
def test_a_folder_a_pipe_a_dangling_link_and_nothing_are_told_apart(tmp_path, file):
    path = tmp_path / file
    with pytest.raises(TableError, match="found no such file"):
        of(tmp_path, file)
    path.mkdir()
    with pytest.raises(TableError, match="found a folder"):
        of(tmp_path, file)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(TableError, match="found no plain file"):
        of(tmp_path, file)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(TableError, match="found a link that leads nowhere"):
        of(tmp_path, file)


@pytest.mark.parametrize("file", CSVS)
@pytest.mark.parametrize(("sign", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright")])
def test_other_separators_are_named(tmp_path, file, sign, words):
    content = encoded([line.replace(",", sign) for line in lines_of(file)])
    refused = spoiled(tmp_path, file, content)
    assert refused.found.startswith(words)
    assert refused.expected == "commas between cells"
    assert refused.row == 1


@pytest.mark.parametrize("file", CSVS)
@pytest.mark.parametrize("above", [["Table 3: figures"], ["Table 3", "", "Published, 2030"]])
def test_lines_above_the_heading_are_found(tmp_path, file, above):
    refused = spoiled(tmp_path, file, encoded([*above, *lines_of(file)]))
    assert refused.row == 1
    assert refused.found == f"other lines above the heading (row {len(above) + 1})"


@pytest.mark.parametrize("file", CSVS)
def test_a_quotation_mark_that_is_not_closed_is_found_on_its_line(tmp_path, file):
    first, second, *rest = lines_of(file)
    refused = spoiled(tmp_path, file, encoded([first, '"' + second, *rest]))
    assert refused.row == 2
    assert "quotation mark" in refused.found


@pytest.mark.parametrize("file", CSVS)
@pytest.mark.parametrize("pair", ["“”", "„“", "«»"])
def test_typographic_quotation_marks_are_named(tmp_path, file, pair):
    *before, last = lines_of(file)
    refused = spoiled(tmp_path, file, encoded([*before, f"{pair[0]}{last}{pair[1]}"]))
    assert refused.row == len(before) + 1
    assert refused.found in [f"the quotation mark {one}" for one in pair]


@pytest.mark.parametrize("length", [5_001, 70_000, 200_000])
def test_a_cell_of_thousands_of_letters_is_refused(tmp_path, length):
    file = CSVS[0]
    *before, last = lines_of(file)
    refused = spoiled(tmp_path, file, encoded([*before, "x" * length + last]))
    assert refused.row == len(before) + 1
    assert refused.found.startswith("a cell of ")


def test_excel_s_own_first_line_is_named(tmp_path):
    refused = spoiled(tmp_path, CSVS[0], encoded(["sep=;", *lines_of(CSVS[0])]))
    assert (refused.row, refused.found) == (1, "the line 'sep=;'")


@pytest.mark.parametrize("file", CSVS)
def test_what_means_the_same_is_read_the_same(tmp_path, file):
    plain = of(FIGURES, file)
    text = (FIGURES / file).read_text()
    heading, rest = text.split("\n", 1)
    for same in (
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
        text.rstrip("\n"),
        text + "\n\n \n",
        heading.replace(",", " , ") + "\n" + rest,
    ):
        (tmp_path / file).write_text(same, newline="")
        assert of(tmp_path, file).equals(plain)


@pytest.mark.parametrize("file", CSVS)
def test_too_few_cells_notes_and_empty_lines_are_refused_with_their_row(tmp_path, file):
    lines = lines_of(file)
    width = lines[0].count(",") + 1
    for odd, found in (
        ("Note: provisional", "1 cells"),
        ("", "an empty line"),
        (lines[1] + ",", f"{width + 1} cells"),
    ):
        refused = spoiled(tmp_path, file, encoded([*lines[:2], odd, *lines[2:]]))
        assert (refused.row, refused.found) == (3, found)


def shape_of(file: str) -> dict[str, object]:
    content: dict[str, object] = json.loads((FIGURES / file).read_text())
    return content


@pytest.mark.parametrize("file", SHAPES)
def test_a_byte_order_mark_and_heights_change_no_shape(tmp_path, file):
    plain = of(FIGURES, file)
    text = (FIGURES / file).read_text()
    high = shape_of(file)
    for one in high["features"]:
        one["geometry"]["coordinates"] = raised(one["geometry"]["coordinates"])
    for same in ("\ufeff" + text, json.dumps(high)):
        (tmp_path / file).write_text(same)
        found = of(tmp_path, file)
        assert found.geometry.geom_equals_exact(plain.geometry, 0).all()
        assert not found.geometry.has_z.any()


def raised(coordinates):
    if isinstance(coordinates[0], list):
        return [raised(one) for one in coordinates]
    return [*coordinates, 42.5]


@pytest.mark.parametrize("file", SHAPES)
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda text: text[: len(text) // 2], "no JSON"),
        (lambda _: "[" * 100_000, "nested too deeply"),
        (lambda _: "[]", "JSON of no object"),
        (lambda _: '"text"', "JSON of no object"),
        (lambda _: "null", "JSON of no object"),
        (lambda _: '{"type": "FeatureCollection", "features": []}', "no features"),
        (lambda _: '{"type": "FeatureCollection", "features": 7}', "no features"),
        (lambda _: '{"type": "FeatureCollection", "features": [7]}', "no feature"),
        (lambda text: json.dumps(json.loads(text)["features"][0]), "JSON of Feature"),
        (lambda text: text.replace('"geometry": {', '"geometry": NaN, "other": {', 1), "nothing"),
        (lambda text: text.replace("{", '{"type": "x", "type": "y",', 1), "'type' twice"),
    ],
)
def test_boundaries_that_are_no_boundaries_are_said_to_be(tmp_path, file, change, found):
    text = json.dumps(shape_of(file))
    assert found in spoiled(tmp_path, file, change(text).encode()).found


@pytest.mark.parametrize("file", SHAPES)
@pytest.mark.parametrize(
    "geometry", [None, {}, {"type": "Polygon"}, {"type": "Polygon", "coordinates": "x"}]
)
def test_a_feature_without_a_shape_is_refused_with_its_row(tmp_path, file, geometry):
    content = shape_of(file)
    content["features"][1]["geometry"] = geometry
    refused = spoiled(tmp_path, file, json.dumps(content).encode())
    assert refused.row in (0, 3)
    assert refused.found


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage_is_read_or_refused_with_the_file_s_name(tmp_path, data):
    file = data.draw(st.sampled_from([*CSVS, *SHAPES]))
    content = bytearray((FIGURES / file).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = at + data.draw(st.integers(0, 12))
        content[at:end] = data.draw(st.one_of(st.binary(max_size=6), st.sampled_from(SIGNS)))
    (tmp_path / file).write_bytes(bytes(content))
    refused = ""
    try:
        of(tmp_path, file)
    except ExplorerError as error:
        refused = str(error)
    assert not refused or file in refused


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[a\n", b"a = 1\na = 2\n", b"a = " + b"[" * 9_999]
)
def test_a_catalogue_that_is_no_toml_is_refused_by_name(tmp_path, content):
    folder = tmp_path / "catalogue"
    shutil.copytree(place.CATALOGUE, folder)
    (folder / "sources.toml").write_bytes(content)
    with pytest.raises(CatalogueError, match=r"^sources\.toml"):
        load_catalogue(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\x00", b"[" * 100_000, b'{"a": NaN}'])
def test_a_manifest_that_is_no_manifest_names_the_cure(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(BundleError, match="run: python -m geodata build"):
        Store.open(tmp_path)


def test_a_refused_build_prints_one_sentence_and_no_trace(tmp_path):
    figures = tmp_path / "figures"
    shutil.copytree(ROOT / "geodata" / "figures", figures)
    (figures / "E08000007" / "wards_2023.csv").write_text("a;b\n1;2\n")
    command = ["build", "E08000007", "--out", str(tmp_path), "--figures", str(figures)]
    done = subprocess.run(
        [sys.executable, "-m", "geodata", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "refused: wards_2023.csv, row 1: found semicolons between cells" in done.stderr


def test_a_file_that_is_far_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(text_files, "LARGEST", 10)
    (tmp_path / "large.csv").write_text("a,b\n1,2\n3,4\n")
    with pytest.raises(TableError, match="found 12 bytes, expected a CSV file of at most 10 bytes"):
        read_cells(tmp_path / "large.csv")


@pytest.mark.parametrize("file", ["postcodes.csv", "ranks_lsoa21.csv", "gp_practices.csv"])
def test_a_misspelt_file_is_refused_and_not_taken_for_absent(tmp_path, file):
    figures = tmp_path / "figures"
    shutil.copytree(place.FIGURES, figures)
    wrong = file.replace("s", "", 1)
    (figures / place.CODE / file).rename(figures / place.CODE / wrong)
    with pytest.raises(TableError, match=f"^{wrong}: found a file of no table, expected {file}"):
        place.build_town(tmp_path / "out", figures=figures)


STOCKPORT = "E08000007"
LONG, ROW = "local_health_msoa11.csv", "smr_chd_all_ages"


def test_a_misspelt_row_of_a_long_table_is_refused_and_not_taken_for_absent(figures_copy):
    path = figures_copy / STOCKPORT / LONG
    path.write_text(path.read_text().replace(ROW, "smr_cdh_all_ages"))
    words = f"^{LONG}, column indicator: found value_smr_cdh_all_ages, which no figure is of"
    with pytest.raises(TableError, match=f"{words}, expected value_{ROW}, or nothing like it"):
        read_inputs(load_catalogue(), load_authority(STOCKPORT), figures_copy)


def test_a_long_table_may_lack_what_it_has_no_row_like(figures_copy):
    path = figures_copy / STOCKPORT / LONG
    rows = path.read_text().splitlines(keepends=True)
    path.write_text("".join(row for row in rows if ROW not in row))
    found = read_inputs(load_catalogue(), load_authority(STOCKPORT), figures_copy)
    every, left = (
        {one.column for one in catalogue.indicators if one.table == "local_health"}
        for catalogue in (load_catalogue(), found.catalogue)
    )
    assert every - left == {f"value_{ROW}"}
