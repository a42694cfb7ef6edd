"""What practices have: appointments added up, points of the QOF, the GP Patient Survey."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.errors import ExplorerError
from geodata.refresh import long_file
from geodata.refresh.cache import Cache
from geodata.refresh.source import Area, Source, area_of
from geodata.refresh.sources import appointments, gp_survey, qof_points
from geodata.sources import read
from tests.geodata.conftest import CODE
from tests.geodata.publishers import appointments_of, archive, points_achieved
from tests.geodata.test_refresh_sources import Given

FIGURES = FIGURES_DIR / CODE
WHOLE = area_of(load_authority(CODE), FIGURES, whole=False)
MONTH = appointments_of(FIGURES).decode()
POINTS = points_achieved(FIGURES)
NORTH_WEST = qof_points.ACHIEVED.format("NORTH_WEST")
HEADING = (
    "ad_practicecode,ad_practicename,distributed,received,"
    "overallexp_1.pct,overallexp.pcteval,overallexp.baseevaluw\n"
)
SURVEY = f"""{HEADING}A81001,"A, SURGERY",300,90,0.5,0.75,80
P88003,Two,300,9,-97,-97,9
P88002,One,300,110,0.6,0.987654,101
"""
FIRST = MONTH.splitlines()[17]  # the first row of a practice of ours, the rows before are elsewhere


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def made(source: Source, body: bytes, cache: Cache, area: Area = WHOLE) -> str:
    """What an adapter makes of the body of its only address."""
    (table,) = source.tables
    return source.read(Given(cache, {"https": [body]}), area)[table]


def month(text: str) -> bytes:
    return archive({f"folder/{appointments.MEMBER}": text.encode(), "Mapping.csv": b"x"})


def points(change: Callable[[str], str] = str, member: str = NORTH_WEST) -> bytes:
    return archive({**POINTS, member: change(POINTS[member].decode()).encode()})


def put(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def held(source: Source) -> str:
    (table,) = source.tables
    return (FIGURES / WHOLE.authority.table(table).file).read_text()


def test_appointments_of_every_kind_add_up_to_the_figures(cache: Cache) -> None:
    """Each count of the figures in two rows; a wait without a row is nought."""
    assert FIRST.startswith("01APR2025,P88002,")
    assert made(appointments.SOURCE, month(MONTH), cache) == held(appointments.SOURCE)


def test_the_waits_are_those_of_a_compiled_copy(fixtures: Path) -> None:
    path = fixtures / "gp/appointments_by_practice_2025_04_stockport.csv"
    with path.open(newline="") as lines:
        copy = {row["GP_CODE"]: row for row in csv.DictReader(lines)}
    names = [name for name in next(iter(copy.values())) if "Day" in name or "Unknown" in name]
    assert names == list(appointments.WAITS)
    rows = list(csv.DictReader(held(appointments.SOURCE).splitlines()))
    assert len(rows) == len(copy)
    for row in rows:
        theirs = copy[row["practice_code"]]
        assert {
            own: theirs[wait] for wait, own in appointments.WAITS.items()
        }.items() <= row.items()


def test_points_of_a_group_are_those_achieved_over_those_to_be_had(cache: Cache) -> None:
    """Points with two decimals give all 256 percentages as the figures have them."""
    assert made(qof_points.SOURCE, points(), cache) == held(qof_points.SOURCE)


def test_a_survey_is_read_with_its_marks_and_the_build_knows_them(
    cache: Cache, tmp_path: Path
) -> None:
    text = made(gp_survey.SOURCE, b"\xef\xbb\xbf" + SURVEY.encode(), cache)
    assert text.splitlines() == [
        "practice_code,overall_good_pct,answers",
        "P88002,98.7654,101",
        "P88003,-97,9",
    ]
    table = WHOLE.authority.table(gp_survey.TABLE)
    (tmp_path / table.file).write_text(text)
    frame = read(tmp_path, table)
    assert frame["overall_good_pct"].isna().tolist() == [False, True]
    assert frame["overall_good_pct, status"].tolist() == ["ok", "suppressed"]


def test_a_part_of_the_survey_is_not_taken_for_the_whole(cache: Cache) -> None:
    with pytest.raises(ExplorerError, match="found 3 codes, expected the 6,215 of the whole file"):
        made(gp_survey.SOURCE, SURVEY.encode(), cache, replace(WHOLE, whole=True))


@pytest.mark.parametrize(
    ("source", "body", "sentence"),
    [
        (
            appointments.SOURCE,
            month(put("APPT_MODE", "APPOINTMENT_MODE")(MONTH)),
            "row 1, column APPT_MODE: found no such column, but 'APPOINTMENT_MODE', "
            "expected this column.",
        ),
        (
            appointments.SOURCE,
            month(MONTH.replace("01APR2025,P88002", "01MAY2025,P88002")),
            "row 18, column APPOINTMENT_MONTH_START_DATE: found '01MAY2025', expected 01APR2025.",
        ),
        (
            appointments.SOURCE,
            month(MONTH.replace("8  to 14 Days", "8 to 14 Days")),
            "column TIME_BETWEEN_BOOK_AND_APPT: found '8 to 14 Days', expected one of Same Day,",
        ),
        (
            appointments.SOURCE,
            month(put(FIRST, FIRST.replace(",256,", ",*,"))(MONTH)),
            "row 18, column COUNT_OF_APPOINTMENTS: found '*', "
            "expected a whole number of 0 or more.",
        ),
        (
            appointments.SOURCE,
            month(put(FIRST, f"{FIRST}\r\n{FIRST}")(MONTH)),
            "row 19, column GP_CODE: found P88002, Same Day, GP, Face-to-Face, "
            "General Consultation Routine, Attended again, expected each once (see row 18).",
        ),
        (
            appointments.SOURCE,
            month(MONTH.replace("P88002", "P99002")),
            "column GP_CODE: found no row for P88002, expected each practice as before.",
        ),
        (
            appointments.SOURCE,
            archive({"Practice_Level_Crosstab_May_25.csv": b"x"}),
            "found only Practice_Level_Crosstab_May_25.csv, "
            "expected one member Practice_Level_Crosstab_Apr_25.csv.",
        ),
        (
            qof_points.SOURCE,
            points(put("P88002,AF008,ACHIEVED_POINTS,12", "P88002,AF008,ACHIEVED_POINTS,13")),
            "column VALUE: found '13.00' for P88002 AF008, expected a number from 0 to 12.",
        ),
        (
            qof_points.SOURCE,
            points(put("P88002,AF008,ACHIEVED_POINTS,12.00", "P88002,AF008,ACHIEVED_POINTS,*")),
            "column VALUE: found '*' for P88002 AF008, expected a number from 0 to 12.",
        ),
        (
            qof_points.SOURCE,
            points(put("P88002,AF008,ACHIEVED_POINTS", "P88002,AF008,NUMERATOR")),
            "column MEASURE: found no ACHIEVED_POINTS of AF008 for P88002, "
            "expected those of each indicator.",
        ),
        (
            qof_points.SOURCE,
            points(put("P88002,AF008,DENOMINATOR,40", "P88002,AF008,ACHIEVED_POINTS,1")),
            "column PRACTICE_CODE: found P88002 AF008 again, expected each once.",
        ),
        (
            qof_points.SOURCE,
            points(lambda text: text.replace("P88002", "P99002")),
            "column PRACTICE_CODE: found no row for P88002, expected each practice as before.",
        ),
        (
            qof_points.SOURCE,
            points(put("AF006,AF,12", "AF001,AF,12"), qof_points.INDICATORS),
            "row 3, column INDICATOR_CODE: found AF001 again, expected each once.",
        ),
        (
            qof_points.SOURCE,
            points(put("PAD001,PAD,2", "PAD001,PVD,2"), qof_points.INDICATORS),
            "column GROUP_CODE: found no indicator of PAD, expected some of each group.",
        ),
        (
            qof_points.SOURCE,
            archive({name: POINTS[name] for name in POINTS if name != NORTH_WEST}),
            "expected one member ACHIEVEMENT_NORTH_WEST_2324.csv.",
        ),
        (
            gp_survey.SOURCE,
            SURVEY.replace("overallexp.pcteval", "Q28_12pct").encode(),
            "row 1, column overallexp.pcteval: found no such column",
        ),
        (
            gp_survey.SOURCE,
            SURVEY.replace("0.987654", "98.7654").encode(),
            "row 4, column overallexp.pcteval: found 98.7654, expected a number from 0 to 1.",
        ),
        (
            gp_survey.SOURCE,
            SURVEY.replace("P88003", "P88002").encode(),
            "row 4, column ad_practicecode: found P88002 again, expected each once.",
        ),
        (
            gp_survey.SOURCE,
            SURVEY.replace("P88", "A88").encode(),
            "column ad_practicecode: found no practice of the list, expected some of them.",
        ),
        (gp_survey.SOURCE, b"<!DOCTYPE html>", "found no such column, expected this column."),
    ],
)
def test_what_is_not_as_it_was_is_refused_in_a_sentence(
    source: Source, body: bytes, sentence: str, cache: Cache
) -> None:
    with pytest.raises(ExplorerError) as refusal:
        made(source, body, cache)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"a,b\n1\n", "file, row 2: found 1 cells, expected 2 cells."),
        (b"a,b\n1,2\n\n", "file, row 3: found 0 cells, expected 2 cells."),
        (b"a,b\n1,\x96\n", "file: found the byte 0x96, which is not UTF-8, expected"),
        (b'a,b\n1,"2\n', "file, row 2: found cells that cannot be read (unexpected end of data)"),
        (b"", "file, row 1, column a: found no such column, expected this column."),
    ],
)
def test_a_long_file_that_is_no_table_is_refused(
    body: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(body)
    with pytest.raises(ExplorerError) as refusal:
        list(long_file.rows(path, ("a", "b"), label="file"))
    assert str(refusal.value).startswith(sentence)
