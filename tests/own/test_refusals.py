"""What a file of local figures may not be: each refusal is a sentence with row, found, expected."""

from __future__ import annotations

import pytest

from geodata.errors import TableError
from geodata.geography import LSOA
from geodata.own import layout
from geodata.own.cells import ALL, Figure, cells_of
from geodata.own.entry import entry_of, name_of
from geodata.own.heading import read_heading
from geodata.own.layout import TEMPLATE, read_delivery
from geodata.own.places import placed
from tests.own.conftest import HEADING

GOOD = "area,age,sex,date,count,out_of\nE01999001,under 65,female,2026-01-31,20,60\n"


@pytest.fixture(scope="module")
def store(bare):
    return bare.open()


@pytest.fixture
def read(store, tmp_path):
    """Reads a file with a table, or with other bytes."""

    def take(table, heading=HEADING):
        path = tmp_path / "given.csv"
        content = table if isinstance(table, bytes) else f"{heading}\n{table}".encode()
        path.write_bytes(content)
        delivery = read_delivery(path)
        return cells_of(delivery.file, placed(delivery, store))

    return take


def row(area="E01999001", age="under 65", sex="female", date="2026-01-31", count="20", of="60"):
    return GOOD + f"{area},{age},{sex},{date},{count},{of}\n"


TABLES = {
    "another place": (
        row(area="E01005758"),
        r"row 9, column area: found E01005758, expected an LSOA of",
    ),
    "twice": (
        row(),
        r"row 9, column area: found the place of row 8 again, .* a place once",
    ),
    "a postcode twice": (
        GOOD.replace("E01999001", "ZZ99 1AX") + "zz991ax,under 65,female,31/01/2026,30,60\n",
        r"row 9, column area: found the place of row 8 again",
    ),
    "postcodes of elsewhere": (
        GOOD.replace("E01999001", "AB1 2CD"),
        r"column area: found only postcodes outside the authority, expected one or more of Invent",
    ),
    "more than all": (
        row("E01999002", count="61"),
        r"row 9, column count: found more than it is out of",
    ),
    "below nought": (
        row("E01999002", count="-3"),
        r"row 9, column count: found a number below nought, expected a whole",
    ),
    "decimals": (
        row("E01999002", count="3.5"),
        r"row 9, column count: found decimals, expected a whole",
    ),
    "a mark": (
        row("E01999002", count="c"),
        r"row 9, column count: found a mark or a word, expected a whole number, .* or no row",
    ),
    "an empty cell": (row("E01999002", count=""), r"row 9, column count: found an empty cell"),
    "no day": (
        row("E01999002", date="2026-02-30"),
        r"row 9, column date: found a text with digits, expected a day",
    ),
    "to come": (
        row("E01999002", date="2999-01-31"),
        r"row 9, column date: found a day to come, expected a day that has been",
    ),
    "mixed levels": (
        row("E02999001"),
        r"row 9, column area: found an MSOA, expected an LSOA, as in the first row",
    ),
    "no code": (row("Stepping"), r"row 9, column area: found what is no code of a place"),
    "ages that overlap": (
        row("E01999002", age="50 and over"),
        r"row 9, column age: found 50 and over beside under 65",
    ),
    "a total": (
        row("E01999002", age="all"),
        r"row 9, column age: found other words, expected .*totals are added up",
    ),
    "another sex": (
        row("E01999002", sex="F"),
        r"row 9, column sex: found other words, expected one of female, male",
    ),
    "no age in a row": (row("E01999002", age=""), r"row 9, column age: found an empty cell"),
    "a column of no use": (
        GOOD.replace("sex", "rate", 1),
        r"row 7, column number 3: found a column of no use",
    ),
    "a column that is called row": (
        GOOD.replace("sex", "row", 1),
        r"row 7, column number 3: found a column of no use",
    ),
    "a row for a heading": (
        "area,SK1 4DP,3,20\nE01999001,2026-01-31,20,60\n",
        r"row 7, column number 2: found a column of no use",
    ),
    "a column twice": (
        GOOD.replace("sex", " Area", 1),
        r"row 7, column area: found two columns area, expected one of the two",
    ),
    "dose and programme": (
        GOOD.replace("age", "dose", 1).replace("sex", "programme", 1),
        r"row 7, column dose: found both dose and programme",
    ),
    "headings in one": ('"area,date",count,out_of\nE01999001,20,60\n', r"row 8: found 3 cells"),
    "another script": (row("E01999002", count="３"), r"count: found digits of another script"),
    "an age of another script": (
        row("E01999002", age="６５ and over"),
        r"found a text with digits",
    ),
    "no denominator": (
        "area,date,count\nE01999001,2026-01-31,20\n",
        r"row 7, column out_of: found no such column",
    ),
    "no rows": ("area,date,count,out_of\n", r"found no row, expected a row for each place"),
    "no heading": ("E01999001,2026-01-31,20,60\n", r"found .*, expected "),
    "neither date nor period": (
        "area,count,out_of\nE01999001,20,60\n",
        r"column date: found neither a column date",
    ),
    "a cell too many": (
        GOOD + "E01999002,under 65,female,2026-01-31,20,60,7\n",
        r"row 9: found 7 cells",
    ),
    "semicolons": (
        HEADING.replace(",", ";") + "\n" + GOOD.replace(",", ";"),
        r"row 1: found .*semicolons",
    ),
    "semicolons of a system": (
        b"Practice code;Eligible, all;Vaccinated\nZ99001;60;20\n",
        r'row 1: found semicolons between cells, expected commas: save it as "CSV UTF-8',
    ),
    "semicolons below commas": (
        GOOD.replace(",", ";"),
        r"row 7: found semicolons",
    ),
    "another layout": (
        b"practice,eligible,vaccinated\nZ99001,60,20\n",
        r"found no heading that begins with area, .*: see add --template",
    ),
    "Windows-1252": (
        "title,Café\n".encode("cp1252"),
        r"found the byte 0xE9, which is not UTF-8, expected a CSV file in UTF-8",
    ),
    "a workbook": (
        b"PK\x03\x04rest",
        r"found a ZIP archive or an Excel workbook, expected a CSV file",
    ),
    "nothing": (b"", r"found an empty file, expected a CSV file"),
}


@pytest.mark.parametrize(("table", "said"), TABLES.values(), ids=TABLES)
def test_a_table_that_cannot_be_taken_is_refused_with_its_row(read, table, said):
    if isinstance(table, str) and table.startswith("title;"):
        table = table.encode()
    with pytest.raises(TableError, match=said):
        read(table)


LINES = {
    "no title": (
        HEADING.replace("title,Flu vaccination\n", ""),
        "found no line 'title', expected one",
    ),
    "misspelt": (
        HEADING.replace("publisher", "publsher"),
        "row 4: found another word, expected publisher",
    ),
    "twice": ("title,Again\n" + HEADING, "row 2, column title: found title again"),
    "braces": (HEADING.replace("Flu", "{place}"), "row 1, column title: found braces"),
    "too long": (HEADING.replace("Flu", "Flu" * 60), "found 192 characters, expected at most 120"),
    "an audience of its own": (
        "audience,staff\n" + HEADING,
        "found other words, expected one of restricted, public",
    ),
    "a month in words": (
        HEADING.replace("2026-02", "Feb 2026"),
        "column published: found a text with digits, expected YYYY",
    ),
    "a day that no month has": (
        HEADING.replace("2026-02", "2026-02-31"),
        "row 5, column published: found a text with digits, expected YYYY",
    ),
    "a year to come": (HEADING.replace("2026-02", "2999"), "row 5, .*found a day to come"),
    "no letter": (
        HEADING.replace("Flu vaccination", "流感疫苗"),
        "title: found none of the letters",
    ),
    "turned round": (HEADING.replace("Flu", "\u202eFlu"), "row 1, .*found braces or control char"),
    "a line without end": ("x" * 200_000 + "\n" + HEADING, "row 1: found a line of 200,000 char"),
    "somebody's name": ("John Smith,SK1 4DP\n" + HEADING, "row 1: found other words, expected"),
    "both": ("period,2026\n" + HEADING, "found both a period and dates, expected one of the two"),
}


@pytest.mark.parametrize(("heading", "said"), LINES.values(), ids=LINES)
def test_the_lines_above_the_table_are_checked(read, heading, said):
    with pytest.raises(TableError, match=said):
        read(GOOD, heading)


def test_the_template_is_refused_until_it_is_filled_in(read):
    with pytest.raises(TableError, match="row 1, column title: found the words of the template"):
        read(TEMPLATE.encode())
    above, _, table = TEMPLATE.partition("\n\n")
    with pytest.raises(TableError, match="column area: found an example of the template"):
        read(table, HEADING)
    assert [line.partition(",")[0] for line in above.splitlines()][:5] == [
        "title",
        "counts",
        "out of",
        "publisher",
        "published",
    ]


def test_the_template_filled_in_is_taken(read):
    filled = TEMPLATE.replace("Example: ", "The ").replace("EXAMPLE 1", "E01999001")
    filled = filled.replace("YYYY-MM-DD", "31/01/2026").replace("YYYY-MM", "2026-02")
    cells = read(filled.encode())
    assert {one.age for one in cells.figures} == {"under 65", "65 and over", ALL}


def test_a_refusal_names_no_postcode(read):
    with pytest.raises(TableError) as refused:
        read("area,date,count,out_of\nZZ99 1AX,2026-01-31,9,30\nZZ99 1A,2026-01-31,9,30\n")
    assert "row 9, column area: found what is no code of a place" in str(refused.value)
    assert "ZZ99" not in str(refused.value)


@pytest.mark.parametrize("count", ["61", "-3", "3.5", "1,234", "1234567890"])
def test_a_refusal_names_no_count(read, count):
    with pytest.raises(TableError) as refused:
        read(row("E01999002", count=f'"{count}"'))
    assert count not in str(refused.value).partition(", expected")[0].partition("count: ")[2]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("1/2/26", "a text with digits"),
        ("3_1/0_1/2_026", "a text with digits"),
        ("２０２６-01-31", "a text with digits"),
        ("20260131", "a text with digits"),
        ("0001-01-01", "a day of long ago"),
        ("John Smith", "other words"),
    ],
)
def test_a_date_is_of_four_digits_of_a_year_that_can_be_meant(read, day, found):
    with pytest.raises(TableError, match=f"row 9, column date: found {found}, expected"):
        read(row("E01999002", date=day))


def test_days_are_read_as_the_kingdom_writes_them_and_as_iso_does(read):
    cells = read(row("E01999002", date="31/01/2026"))
    assert {one.date for one in cells.figures} == {"2026-01-31"}


def test_a_spreadsheet_that_pads_its_lines_is_understood(read):
    padded = "\n".join(line + "," * (5 - line.count(",")) for line in HEADING.splitlines())
    assert read(GOOD, padded + "\n,,,,,\n").figures


@pytest.mark.parametrize("code", ["zz991ax", "ZZ99  1AX", "ZZ99\u00a01AX"])
def test_a_postcode_is_known_with_any_space_or_none(read, code):
    assert read(GOOD.replace("E01999001", code)).true(0, 0) == (20, 60)


def test_a_long_dose_has_a_figure_for_each_age(read):
    """Its name in the bundle is as long as it needs to be, and so another for each."""
    dose = "COVID-19 autumn booster for people aged 75 and over now"
    heading, first, _ = GOOD.replace("sex", "dose").replace("female", dose).split("\n")
    second = first.replace("under 65", "65 and over")
    cells = read("\n".join([heading, first, second, ""]))
    assert len({name_of(one) for one in cells.figures}) == len(cells.figures) == 3


def test_a_file_longer_than_memory_allows_is_refused_before_it_is_taken_apart(read, monkeypatch):
    monkeypatch.setattr(layout, "MOST_LINES", 8)
    with pytest.raises(TableError, match="found 9 lines, expected at most 8: add postcodes up"):
        read(GOOD)


def test_a_file_is_read_once(tmp_path, monkeypatch):
    """Another that takes its place meanwhile lends its rows to no title and no readers."""
    path, honest = tmp_path / "given.csv", layout.read_text

    def exchanged(path, expected):
        text = honest(path, expected)
        path.write_text(f"audience,public\n{HEADING}\n{GOOD.replace('20,60', '30,60')}")
        return text

    monkeypatch.setattr(layout, "read_text", exchanged)
    path.write_text(f"audience,restricted\n{HEADING}\n{GOOD}")
    assert read_delivery(path).rows["count"].tolist() == [20]


def test_totals_are_there_where_every_part_is(read):
    cells = read(
        row(age="65 and over", count="30", of="90") + "E01999002,under 65,female,2026-01-31,9,60\n"
    )
    total = next(at for at, one in enumerate(cells.figures) if one.age == ALL)
    assert cells.true(total, cells.areas.index("E01999001")) == (50, 150)
    assert (total, cells.areas.index("E01999002")) not in set(cells.each())


def test_other_levels_are_known_by_their_codes(read):
    for code, areas in (("E02999001", 3), ("Z99001", 6), ("E01999100", 11)):
        assert len(read(GOOD.replace("E01999001", code)).areas) == areas


@pytest.mark.parametrize(
    "table",
    [
        "area,count,date,out_of\nE01999001,2026-01-31,3,20\n",
        row(age="3"),
        row(age="ZZ99 3AX"),
        row(sex="3"),
        "ZZ99 3AX,3,20\n\n" + GOOD,
    ],
    ids=["a day", "an age", "a postcode as an age", "a sex", "a row above the heading"],
)
def test_cells_in_the_wrong_place_are_refused_without_repeating_a_count_or_postcode(read, table):
    with pytest.raises(TableError) as refused:
        read(table)
    assert refused.value.found == "a text with digits"


@pytest.mark.parametrize(
    ("figure", "who"),
    [
        (Figure("", "2026", "65 and over", ""), ", aged 65 and over"),
        (Figure("first dose", "2026", "", "female"), ", female"),
    ],
)
def test_what_figures_are_out_of_is_said_in_words_apart(figure, who):
    lines = HEADING.replace("people offered a vaccine", "people offered one") + "period,2026"
    heading = read_heading("flu.csv", lines.splitlines())
    (indicator,) = entry_of("own_flu", heading, LSOA, [figure])["indicators"]
    assert indicator["denominator"] == f"people offered one{who}"
