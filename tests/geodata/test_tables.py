from __future__ import annotations

import json
import re

import pytest

from geodata.build import make
from geodata.catalogue import CATALOGUE_DIR, load_authority
from geodata.errors import CatalogueError, ExplorerError, GeographyError, TableError
from geodata.sources import read
from tests.geodata.conftest import CODE

IMD_2019 = f"{CODE}/imd_2019_lsoa11.csv"
AUTHORITY = load_authority("E08000007")


def rebuild(figures, catalogue=CATALOGUE_DIR):
    return make("E08000007", figures=figures, catalogue_dir=catalogue, report=lambda _: None)


def edit_cell(path, *, row, column, to):
    """Change one cell; row counts the lines of the file, the heading being line 1."""
    lines = path.read_text().splitlines()
    index = lines[0].split(",").index(column)
    cells = lines[row - 1].split(",")
    cells[index] = to
    lines[row - 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("table", "row", "column", "to", "words"),
    [
        ("iod_2025", 5, "imd_rank", "nil", "found 'nil', expected a whole number from 1 to 33755"),
        ("iod_2025", 5, "imd_rank", "[d]", "found '[d]', expected a whole number"),
        ("wards", 3, "postcodes", "", "found '', expected a whole number"),
        ("postcodes", 3, "lat", "n/a", "found 'n/a', expected a number"),
        ("iod_2025", 5, "lsoa21_code", "*", "found '*', expected E01"),
        ("practices", 5, "pcn_code", "Y00123", "found 'Y00123', expected U"),
        ("iod_2025", 5, "imd_rank", "0", "found 0, expected a whole number from 1"),
        ("iod_2025", 5, "imd_rank", "33756", "found 33756, expected a whole number"),
        (
            "iod_2025",
            190,
            "imd_rank",
            "6399",
            "found 6399 again, and 6400, expected each",
        ),
        ("iod_2025", 5, "imd_rank", "1,5", "cells"),
        ("iod_2025", 5, "imd_decile", "11", "found 11, expected a whole number from 1 to 10"),
        ("iod_2025", 5, "imd_score", "high", "found 'high', expected a number"),
        ("iod_2025", 5, "lsoa21_code", "E01005743", "found E01005743 again"),
        ("iod_2025", 5, "lsoa21_code", "E02005743", "found 'E02005743', expected E01"),
        ("iod_2025", 5, "lsoa21_name", " ", "found ' ', expected some text"),
        ("imd_2019", 9, "imd_rank", "32845", "from 1 to 32844"),
        ("population_2022", 3, "population", "-1", "found -1, expected a whole number of 0 or mo"),
        ("population_2022", 3, "population", "1589.5", "found '1589.5', expected a whole number"),
        ("population_2022", 3, "population", "١٢", "expected a whole number"),
        ("population_2022", 3, "population", "1590", "found 1590, expected 1589, the sum of"),
        ("ethnic_group_2021", 3, "asian", "40", "the sum of asian, black"),
        ("lookup", 3, "change", "Z", "found 'Z', expected [USMX]"),
        ("lookup", 3, "ward23_code", "W05000001", "expected E05"),
        ("wards", 3, "postcodes", "many", "found 'many', expected a whole number"),
        ("postcodes", 3, "postcode", "SK11UA", "found 'SK11UA'"),
        ("postcodes", 3, "postcode", "M19 1RR", "found M19 1RR again"),
        ("postcodes", 3, "lat", "95.0", "found 95.0, expected a number from -90 to 90"),
        ("postcodes", 3, "lsoa11_source", "a guess", "found 'a guess'"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(figures_copy, table, row, column, to, words):
    entry = AUTHORITY.table(table)
    edit_cell(figures_copy / CODE / entry.file, row=row, column=column, to=to)
    with pytest.raises(TableError, match=re.escape(words)) as refusal:
        read(figures_copy / CODE, entry)
    assert (refusal.value.file, refusal.value.row) == (entry.file, row)
    assert str(refusal.value).startswith(f"{entry.file}, row {row}")


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("iod_2025", "lsoa21_code", "code", "column code: found an unknown column"),
        ("iod_2025", "imd_rank", "imd_place", "column imd_place: found an unknown column"),
        ("iod_2025", "income_rank", "imd_rank", "found imd_rank more than once"),
        ("population_2022", "age_0_15", "lsoa21_name", "more than once"),
        ("population_2022", "age_0_15", "age_0_16", "column age_0_15: found no such column"),
        ("lookup", "msoa_hcl_name", "msoa_name", "column msoa11_name: found no such column"),
        ("wards", "postcodes", "people", "column postcodes: found no such column"),
    ],
)
def test_a_wrong_heading_is_refused_in_row_one(figures_copy, table, old, new, words):
    entry = AUTHORITY.table(table)
    path = figures_copy / CODE / entry.file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(TableError, match=re.escape(words)) as refusal:
        read(figures_copy / CODE, entry)
    assert refusal.value.row == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "found an empty file"),
        (b"lsoa21_code,lsoa21_name,population\n", "found no rows"),
        (b"\xff\xfe\x00", "found text in UTF-16"),
        (b"lsoa21_code,lsoa21_name\nE01005743\n", "row 2: found 1 cells, expected 2 cells"),
        (None, "found no such file"),
    ],
)
def test_a_file_that_is_no_table_is_refused(figures_copy, content, words):
    entry = AUTHORITY.table("population_2022")
    (figures_copy / CODE / entry.file).unlink()
    if content is not None:
        (figures_copy / CODE / entry.file).write_bytes(content)
    with pytest.raises(TableError, match=words):
        read(figures_copy / CODE, entry)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.clear(), "found JSON of no type"),
        (lambda d: d["features"].clear(), "found no features"),
        (
            lambda d: d["features"][3]["geometry"]["coordinates"][0].pop(),
            "row 5, column geometry: f",
        ),
        (lambda d: d["features"][3]["properties"].pop("lsoa21_code"), "row 5, column lsoa21_code"),
        (lambda d: d["features"][3].update(properties=None), "row 5, column lsoa21_code"),
        (lambda d: d["features"][3].update(geometry=None), "row 5, column geometry: found"),
        (
            lambda d: d["features"][3].update(geometry={"type": "Point", "coordinates": [0, 0]}),
            "row 5, column geometry: found a Point",
        ),
        (lambda d: d["features"].append(d["features"][0]), "found E01005743 again"),
    ],
)
def test_wrong_boundaries_are_refused_with_their_place(figures_copy, change, words):
    entry = AUTHORITY.table("lsoa_boundaries")
    path = figures_copy / CODE / entry.file
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(TableError, match=words):
        read(figures_copy / CODE, entry)


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "row 1: found what is no JSON"), ("a,b", "no JSON"), (None, "no such file")],
)
def test_boundaries_that_are_no_geojson_are_refused(figures_copy, content, words):
    entry = AUTHORITY.table("lsoa_boundaries")
    (figures_copy / CODE / entry.file).unlink()
    if content:
        (figures_copy / CODE / entry.file).write_text(content)
    with pytest.raises(TableError, match=words):
        read(figures_copy / CODE, entry)


def test_a_published_decile_that_is_not_its_ranks_is_refused(figures_copy):
    edit_cell(figures_copy / IMD_2019, row=4, column="imd_decile", to="9")
    with pytest.raises(TableError, match=r"row 4, column imd_decile: found 9, expected \d, from r"):
        rebuild(figures_copy)


def test_an_area_of_another_authority_is_refused(figures_copy):
    edit_cell(figures_copy / IMD_2019, row=4, column="lsoa11_code", to="E01000001")
    with pytest.raises(TableError, match="found E01000001, expected an area of the authority"):
        rebuild(figures_copy)


def test_a_name_that_is_not_its_codes_is_refused(figures_copy):
    edit_cell(figures_copy / IMD_2019, row=4, column="lsoa11_name", to="Elsewhere")
    with pytest.raises(TableError, match="found Elsewhere, expected Stockport"):
        rebuild(figures_copy)


def test_a_table_without_one_of_the_areas_is_refused(figures_copy):
    path = figures_copy / IMD_2019
    path.write_text("\n".join(path.read_text().splitlines()[:-1]) + "\n")
    with pytest.raises(TableError, match=r"no row for E0\d+, expected each of 190 areas once"):
        rebuild(figures_copy)


@pytest.mark.parametrize(
    ("file", "column", "to", "words"),
    [
        (
            "lsoa21_lookup.csv",
            "ward23_code",
            "E05999999",
            "look-up, ward: found E05999999, expected codes of the list of wards",
        ),
        ("lsoa21_lookup.csv", "ward23_name", "Nowhere", "Ward names differ"),
        ("lsoa21_lookup.csv", "lsoa21_code", "E01999999", "do not hold the same areas"),
        ("lsoa21_lookup.csv", "lsoa11_code", "E01005744", "of E01005744, expected one"),
        ("population_mid2022_lsoa21.csv", "lsoa21_code", "E01999999", "people and LSOA"),
        ("postcodes.csv", "lsoa11_code", "E01999999", "LSOA 2011: found E01999999, expected codes"),
        ("postcodes.csv", "ward23_code", "E05999999", "ward: found E05999999, expected codes of"),
        ("wards_2023.csv", "ward23_code", "E05999999", "Ward boundaries and list"),
    ],
)
def test_codes_that_do_not_fit_together_are_refused(figures_copy, file, column, to, words):
    edit_cell(figures_copy / CODE / file, row=2, column=column, to=to)
    with pytest.raises(GeographyError, match=words):
        rebuild(figures_copy)


def test_areas_said_to_be_unchanged_that_share_a_parent_are_refused(figures_copy):
    path = figures_copy / CODE / "lsoa21_lookup.csv"
    text = path.read_text()
    assert text.count(",S,") == 2
    path.write_text(text.replace(",S,", ",U,"))
    with pytest.raises(GeographyError, match=r"Said to be unchanged.*E01033947"):
        rebuild(figures_copy)


def test_boundaries_with_a_gap_are_refused(figures_copy):
    path = figures_copy / CODE / "lsoa21_boundaries.geojson"
    content = json.loads(path.read_text())
    ring = content["features"][0]["geometry"]["coordinates"][0]
    ring[5] = [ring[5][0] + 0.0002, ring[5][1]]
    path.write_text(json.dumps(content))
    with pytest.raises(GeographyError, match=r"boundaries\.geojson, lsoa 2021: .*, E01005743,"):
        rebuild(figures_copy)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('column = "imd_rank"', 'column = "imd_place"', "column imd_place: found no such column"),
        ('table = "iod_2025"', 'table = "iod_2015"', "tables/, iod_2015: found no such table"),
        ("total = 33755", "total = 33756", "tables/, iod_2025.total: found 33755, expected 33756"),
        ("vintage = 2021", "vintage = 2011", "tables/, iod_2025.vintage: found 2021"),
        ('source = "iod_2025"', 'source = "iod_2019"', "tables/, iod_2025.source: found iod_2025"),
    ],
)
def test_an_indicator_that_does_not_fit_its_table_is_refused(
    figures_copy, catalogue_copy, old, new, words
):
    path = catalogue_copy / "indicators" / "deprivation.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises((TableError, CatalogueError), match=re.escape(words)):
        rebuild(figures_copy, catalogue_copy)


def test_every_refusal_can_be_caught_as_one_kind():
    for refusal in (TableError, CatalogueError, GeographyError):
        assert issubclass(refusal, ExplorerError)
