"""Weekly workbooks of vaccinations: headings over two rows, bands of that week, the register."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from geodata.build import FIGURES_DIR
from geodata.catalogue import load_authority
from geodata.errors import TableError
from geodata.geography import MSOA
from geodata.refresh.cache import Cache
from geodata.refresh.fetch import Fetcher, Limits
from geodata.refresh.published import checked, rows_of
from geodata.refresh.source import area_of
from geodata.refresh.sources import vaccinations
from geodata.schemas import code, count
from tests.geodata.conftest import CODE
from tests.geodata.publishers import vaccination_workbook
from tests.geodata.refresh_server import PublisherServer, file, serving

FIGURES = FIGURES_DIR / CODE
WHOLE = area_of(load_authority(CODE), FIGURES, whole=False)
LAST, SERIES = vaccinations.SOURCES
BODY = vaccination_workbook(FIGURES, vaccinations.LAST)
WEEKS = vaccinations.WEEKS[:3]  # without second doses by band
EARLIER = [vaccination_workbook(FIGURES, week) for week in WEEKS]


@pytest.fixture
def server() -> Iterator[PublisherServer]:
    pages = {week.address: file(body) for week, body in zip(WEEKS, EARLIER, strict=True)}
    pages[vaccinations.LAST.address] = file(BODY)
    yield from serving(PublisherServer(pages=pages))


@pytest.fixture
def fetcher(server: PublisherServer, tmp_path: Path) -> Fetcher:
    quick = Limits(tries=1, connect=2, silence=2, first_pause=0.01)
    return Fetcher(Cache(tmp_path / "cache"), limits=quick, mirrors=server.mirrors())


def changed(sheet: str, change: Callable[[Worksheet], object], body: bytes = BODY) -> bytes:
    book = load_workbook(io.BytesIO(body))
    change(book[sheet])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def put(cell: str, value: object) -> Callable[[Worksheet], object]:
    return lambda sheet: sheet.__setitem__(cell, value)


def rename(sheet: Worksheet) -> None:
    sheet.title = "MSOA (2011)"


ROWS = "sheet MSOA, rows counted from its heading"


@pytest.mark.parametrize(
    ("sheet", "change", "sentence"),
    [
        ("MSOA", rename, "found only Contents, MSOA (2011), Population estimates (NIMS), expected"),
        ("MSOA", put("D2", "Area code"), "sheet MSOA: found no such cell in 40 rows, expected a"),
        (
            "MSOA",
            put("G3", "Under 30"),
            f"{ROWS}, row 1, column 1st dose Under 25: found no such column, "
            "but '1st dose Under 30', expected this column.",
        ),
        (
            "MSOA",
            put("U2", "Second doses"),
            f"{ROWS}, row 1: found 1st dose 25-29",
        ),
        (
            "MSOA",
            put("G5", "#VALUE!"),
            f"{ROWS}, row 2, column 1st dose Under 25: found '#VALUE!', "
            "expected a whole number of 0 or more.",
        ),
        (
            "MSOA",
            put("H6", "1,234"),
            f"{ROWS}, row 3, column 1st dose 25-29: found '1,234', "
            "expected a whole number of 0 or more.",
        ),
        (
            "MSOA",
            put("D6", "E02001187"),
            f"{ROWS}, row 3, column MSOA Code: found E02001187 again, "
            "expected each area once (see row 2).",
        ),
        (
            "Population estimates (NIMS)",
            lambda sheet: sheet.delete_rows(3),
            "column MSOA Code: found no row for E02001187, "
            "expected all 42 areas of the look-up of 2011.",
        ),
    ],
)
def test_a_week_that_is_not_as_it_was_is_refused_with_its_place(
    sheet: str,
    change: Callable[[Worksheet], object],
    sentence: str,
    server: PublisherServer,
    fetcher: Fetcher,
) -> None:
    server.pages[vaccinations.LAST.address] = file(changed(sheet, change))
    with pytest.raises(TableError) as refusal:
        LAST.read(fetcher, WHOLE)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_part_of_england_is_not_taken_for_the_whole(fetcher: Fetcher) -> None:
    with pytest.raises(TableError, match="found 42 codes, expected the 6,791 of the whole file"):
        LAST.read(fetcher, replace(WHOLE, whole=True))


def test_doses_and_register_are_those_that_were_published(fixtures: Path, fetcher: Fetcher) -> None:
    """Under one heading, as a public copy of the sheets has them."""
    texts = LAST.read(fetcher, WHOLE)
    doses = vaccinations.LAST.doses(fetcher, WHOLE, "vaccination_age_2021")
    for name, made in (
        ("vaccinations_msoa_20210715_stockport", doses),
        ("nims_msoa_population_stockport", None),
    ):
        path = fixtures / f"vaccination/{name}.csv"
        titles = tuple(path.read_text(encoding="utf-8-sig").splitlines()[0].split(","))
        titles = titles[titles.index("MSOA Name") + 1 :]
        rows = rows_of(path, MSOA, WHOLE, code="MSOA Code", columns=titles, label=name)
        columns = {"MSOA Code": code("msoa11_code", r"E02\d{6}")}
        columns |= {one: count(one) for one in titles}
        found = checked(rows, columns, label=name, own={}).set_index("msoa11_code")
        if made is not None:
            assert made.to_dict() == found[list(made.columns)].to_dict()
        else:
            held = list(csv.reader(texts["vaccination_register_2021"].splitlines()))[1:]
            cells = {one: row for one, _, *row in held}
            assert cells == {one: list(row) for one, row in found.T.to_dict("list").items()}


def held(published: str) -> set[tuple[str, ...]]:
    """The cells of a week in the series."""
    with (FIGURES / "covid_vaccination_msoa11_series.csv").open(newline="") as lines:
        return {tuple(row) for row in csv.reader(lines) if row[0] == published}


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.published)
def test_a_week_gives_what_was_published_then_and_nothing_more(
    week: vaccinations.Week, fetcher: Fetcher
) -> None:
    doses = week.doses(fetcher, WHOLE, "vaccination_series")
    when, name = (week.published, week.doses_to), vaccinations.NAMES
    made = {
        (*when, one, vaccinations._key(band), name[dose], doses.at[one, f"{dose} {band}"])
        for one in doses.index
        for dose, band in week.columns
    }
    assert made == held(week.published)
    assert len(doses.columns) == len(week.columns)


def test_a_first_series_has_the_weeks_that_are_read(
    fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaccinations, "WEEKS", WEEKS[2:])
    text = SERIES.read(fetcher, replace(WHOLE, figures=tmp_path))["vaccination_series"]
    heading, *rows = text.splitlines()
    file = FIGURES / "covid_vaccination_msoa11_series.csv"
    assert heading == file.read_text().partition("\n")[0]
    assert {tuple(row.split(",")) for row in rows} == held("2021-04-29")


def test_the_week_of_april_is_that_of_another_copy_of_its_workbook(fixtures: Path) -> None:
    """Of ten weeks the copy has two of the series: what each held, and every cell."""
    copies: dict[str, set[tuple[str, ...]]] = {}
    path = fixtures / "more/covid_vaccination_msoa11_weekly_20210328_20210530.csv"
    with path.open(newline="") as lines:
        for row in csv.reader(lines):
            if row[4] in vaccinations.NAMES.values():
                copies.setdefault(row[0], set()).add(tuple(row))
    both = [week for week in vaccinations.WEEKS if week.published in copies]
    assert [week.published for week in both] == ["2021-04-29", "2021-05-27"]
    for week in both:
        there = {(one[4], one[3]) for one in copies[week.published]}
        assert there == {(vaccinations.NAMES[d], vaccinations._key(b)) for d, b in week.columns}
        assert copies[week.published] == held(week.published)


@pytest.mark.parametrize(
    ("at", "sheet", "change", "sentence"),
    [
        (
            0,
            "Vaccinations by MSOA",
            rename,
            "found only Contents, MSOA (2011), Population estimates (NIMS), "
            "expected a sheet Vaccinations by MSOA.",
        ),
        (
            1,
            "MSOA",
            put("G2", "2nd dose"),
            "row 1, column 1st dose Under 50: found no such column, "
            "but '2nd dose Under 50', expected this column.",
        ),
        (
            2,
            "MSOA",
            put("G2", "Number vaccinated"),
            "row 1, column 1st dose Under 45: found no such column",
        ),
        (
            2,
            "MSOA",
            put("Q2", "Others"),
            "row 1, column 2nd dose All ages: found no such column",
        ),
        (
            2,
            "MSOA",
            put("Q5", None),
            "row 2, column 2nd dose All ages: found '', expected a whole number of 0 or more.",
        ),
    ],
)
def test_an_earlier_week_with_other_headings_is_refused(
    at: int,
    sheet: str,
    change: Callable[[Worksheet], object],
    sentence: str,
    server: PublisherServer,
    fetcher: Fetcher,
) -> None:
    server.pages[WEEKS[at].address] = file(changed(sheet, change, EARLIER[at]))
    with pytest.raises(TableError) as refusal:
        WEEKS[at].doses(fetcher, WHOLE, "vaccination_series")
    assert sentence in str(refusal.value)
