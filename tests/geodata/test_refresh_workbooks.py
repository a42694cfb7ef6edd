"""Workbooks: a sheet in, the file of figures out; and docs/data.md followed to the end."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.errors import CatalogueError, FetchError, TableError
from geodata.refresh import choice, cli, outcome
from geodata.refresh.cache import Cache
from geodata.refresh.fetch import Fetcher, Limits
from geodata.refresh.source import Area, area_of
from geodata.refresh.sources import workbooks
from geodata.store import Store
from tests import town
from tests.geodata.conftest import CODE, ROOT
from tests.geodata.publishers import archive, rows
from tests.geodata.refresh_server import PublisherServer, file, serving

WHOLE = area_of(load_authority(CODE), FIGURES_DIR / CODE, whole=False)
AREAS = ("E01005743", "E01005758")
BOOK = {one.key: one for one in workbooks.SOURCES}["population_2020"]
ADDRESS = next(iter(BOOK.addresses(WHOLE)))
AGES = [*range(90), "90+"]


def book(name: str, table: list[list[object]]) -> bytes:
    """A workbook with notes above the table, as publishers have them."""
    made = Workbook()
    made.active.title = "Contents"
    sheet = made.create_sheet(name)
    for row in [["Population Estimates"], [], ["Notes", "see there"], [], *table]:
        sheet.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def people(change: Callable[[list[list[object]]], object] = lambda _: None) -> bytes:
    table: list[list[object]] = [["LSOA Code", "LSOA Name", "All Ages", *AGES]]
    for code in AREAS:
        table.append([code, WHOLE.names["lsoa", 2011][code], 4095.0, *range(91)])
    table += [[], ["Source: ONS"]]
    change(table)
    return book("Mid-2020 Persons", table)


def repacked(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose sheet was changed."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        members = {one: packed.read(one) for one in packed.namelist()}
    members["xl/worksheets/sheet2.xml"] = change(members["xl/worksheets/sheet2.xml"])
    return archive(members)


def with_entities(body: bytes) -> bytes:
    """A workbook whose sheet has a word that stands for others, as bombs of XML do."""
    return repacked(body, lambda sheet: b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet)


def with_odd_attribute(body: bytes) -> bytes:
    """A workbook whose sheet says something of its rows that no sheet says."""
    return repacked(body, lambda sheet: sheet.replace(b"baseColWidth", b"baseC0lWidth"))


def with_locked_member(body: bytes) -> bytes:
    """A workbook whose list of sheets is under a password."""
    at = body.rindex(b"PK\x01\x02", 0, body.rindex(b"xl/workbook.xml"))
    return body[: at + 8] + bytes([body[at + 8] | 1]) + body[at + 9 :]


def packed_oddly(body: bytes) -> bytes:
    """A workbook packed in another way, and broken."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as packed,
        zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as fresh,
    ):
        for one in packed.namelist():
            fresh.writestr(one, packed.read(one))
    odd = bytearray(made.getvalue())
    at = odd.rindex(b"xl/workbook.xml", 0, odd.index(b"PK\x01\x02")) + 40
    odd[at : at + 20] = b"\xff" * 20
    return bytes(odd)


@pytest.fixture
def area() -> Area:
    codes = {code: WHOLE.names["lsoa", 2011][code] for code in AREAS}
    return replace(WHOLE, names=WHOLE.names | {("lsoa", 2011): codes})


@pytest.fixture
def server() -> Iterator[PublisherServer]:
    yield from serving(PublisherServer(pages={ADDRESS.partition("?")[0]: file(people())}))


@pytest.fixture
def fetcher(server: PublisherServer, tmp_path: Path) -> Fetcher:
    quick = Limits(tries=1, connect=2, silence=2, first_pause=0.01)
    return Fetcher(Cache(tmp_path / "cache"), limits=quick, mirrors=server.mirrors())


def put(server: PublisherServer, body: bytes) -> None:
    server.pages[ADDRESS.partition("?")[0]] = file(body)


def test_a_sheet_becomes_a_table_of_whole_numbers(fetcher: Fetcher, area: Area) -> None:
    heading, *found = BOOK.read(fetcher, area)["population_2020"].splitlines()
    ours = [f"age_{year}" for year in range(90)]
    assert heading.split(",") == ["lsoa11_code", "total", *ours, "age_90_plus"]
    expected = [["4095", *map(str, range(91))]] * 2
    assert [row.split(",") for row in found] == [
        [code, *cells] for code, cells in zip(AREAS, expected, strict=True)
    ]


def at(row: int, column: int, value: object) -> Callable[[list[list[object]]], object]:
    return lambda table: table[row].__setitem__(column, value)


SHEET = "population_2020, sape23dt2mid2020lsoasyoaestimatesunformatted.xlsx"
ROWS = f"{SHEET}, sheet Mid-2020 Persons, rows counted from its heading"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            book("Persons 2020", []),
            f"{SHEET}: found only Contents, Persons 2020, expected a sheet Mid-2020 Persons.",
        ),
        (
            people(at(0, 0, "LSOA11CD")),
            f"{SHEET}, sheet Mid-2020 Persons: found no such cell in 40 rows, "
            "expected a heading 'LSOA Code'.",
        ),
        (
            people(at(0, 2, "All ages")),
            f"{ROWS}, row 1, column All Ages: found no such column, but 'All ages', "
            "expected this column.",
        ),
        (
            people(at(1, 3, "#VALUE!")),
            f"{ROWS}, row 2, column 0: found '#VALUE!', expected a whole number of 0 or more.",
        ),
        (
            people(at(1, 3, "1,234")),
            f"{ROWS}, row 2, column 0: found '1,234', expected a whole number of 0 or more.",
        ),
        (
            people(at(2, 3, 0.5)),
            f"{ROWS}, row 3, column 0: found '0.5', expected a whole number of 0 or more.",
        ),
        (
            people(at(2, 0, AREAS[0])),
            f"{ROWS}, row 3, column LSOA Code: found E01005743 again, "
            "expected each area once (see row 2).",
        ),
        (
            people(at(2, 0, "E01033947")),
            f"{ROWS}, row 3, column LSOA Code: found E01033947, an area of 2021, "
            "and no row for E01005758, expected all 2 areas of the look-up of 2011.",
        ),
        (
            archive({"xl/workbook.xml": b"0" * 3_000_000}),
            f"{SHEET}, workbook.xml: found 3,000,000 bytes packed into ",
        ),
        (with_entities(people()), f"{SHEET}: found a workbook that cannot be read"),
        (with_odd_attribute(people()), f"{SHEET}: found a workbook that cannot be read"),
        (with_locked_member(people()), f"{SHEET}: found a workbook that cannot be read"),
        (packed_oddly(people()), f"{SHEET}: found a workbook that cannot be read"),
        (people()[:-40], f"{SHEET}: found a workbook that cannot be read"),
        (archive({"nothing": b"of the kind"}), f"{SHEET}: found an archive without [Content_"),
    ],
)
def test_a_workbook_that_is_not_as_it_was_is_refused_in_a_sentence(
    body: bytes, sentence: str, server: PublisherServer, fetcher: Fetcher, area: Area
) -> None:
    put(server, body)
    with pytest.raises(TableError) as refusal:
        BOOK.read(fetcher, area)
    said = str(refusal.value)
    assert len(said.splitlines()) == 1
    assert said.startswith(sentence)


def test_a_page_in_the_place_of_a_workbook_is_refused(
    server: PublisherServer, fetcher: Fetcher, area: Area
) -> None:
    put(server, b"<!DOCTYPE html><title>Moved</title>")
    with pytest.raises(FetchError, match="found a web page or XML, expected an Excel workbook"):
        BOOK.read(fetcher, area)


def test_a_mark_among_parts_is_the_mark_of_their_sum(
    server: PublisherServer, fetcher: Fetcher, area: Area, tmp_path: Path
) -> None:
    entry = tmp_path / "workbooks.toml"
    written = f'[population_2020]\naddress = "{ADDRESS}"\nsheet = "Mid-2020 Persons"\n'
    entry.write_text(
        f'{written}code = "LSOA Code"\ncodes = 2\nsums."All Ages" = 8190\n'
        'columns.total = "All Ages"\ncolumns.young = "{0-2}"\n'
    )
    (source,) = workbooks.sources(entry)
    put(server, people(at(1, 4, "[c]")))
    text = source.read(fetcher, replace(area, whole=True))["population_2020"]
    assert text.splitlines()[1:] == [f"{AREAS[0]},4095,[c]", f"{AREAS[1]},4095,3"]
    put(server, people(at(1, 2, 4094)))
    with pytest.raises(TableError, match="found 8,189 in all, expected 8,190, as published"):
        source.read(fetcher, replace(area, whole=True))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ('unknown = "x"', "found unknown, expected some of"),
        ('sheet = "x"', "missing"),
        (
            'address = "x"\nsheet = "x"\ncode = "x"\ncodes = 1\ncolumns."a_{0-2}" = "{0-1}"',
            "shorter",
        ),
    ],
)
def test_an_entry_that_says_too_little_is_refused(entry: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / "workbooks.toml"
    path.write_text(f"[population_2020]\n{entry}\n")
    with pytest.raises(CatalogueError, match=found):
        workbooks.sources(path)


DOCUMENT = (ROOT / "docs" / "data.md").read_text()
STEPS = DOCUMENT.split("### Next year's population, step by step")[1].split("\n## ")[0]


def test_a_data_officer_adds_next_years_population_by_the_document_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Path(shutil.copytree(town.CATALOGUE, tmp_path / "catalogue"))
    figures = Path(shutil.copytree(town.FIGURES, tmp_path / "figures"))
    entry = tmp_path / "workbooks.toml"
    for place, text in re.findall(r"```toml\n# (\S+)\n(.*?)```", STEPS, re.DOTALL):
        path = entry if place.endswith("workbooks.toml") else catalogue / place[18:]
        path.write_text((path.read_text() if path.exists() else "") + "\n" + text)
    (source,) = workbooks.sources(entry)
    for module in (choice, outcome, cli):
        monkeypatch.setattr(module, "SOURCES", (source,))
    lsoas = rows(figures / town.CODE / "lsoa21_lookup.csv").values()
    ages = [f"{sex}{age}" for sex in "FM" for age in range(91)]
    table: list[list[object]] = [["LAD 2023 Code", "LSOA 2021 Code", "LSOA 2021 Name", "Total"]]
    table[0] += ages
    for one in lsoas:
        table.append(["", one["lsoa21_code"], one["lsoa21_name"], 2 * 91, *[1] * 182])
    (address,) = source.addresses(WHOLE)
    page = file(book("Mid-2024 LSOA 2021", table))
    told = re.findall(r"`make data AREA=\w+ REFRESH=\"(.*?)\"`", STEPS)
    folders = [f"--{one}={tmp_path / one}" for one in ("out", "figures", "cache", "catalogue")]
    ends = []
    for server in serving(PublisherServer(pages={address.partition("?")[0]: page})):
        mirrors = [f"--mirror={origin}={base}" for origin, base in server.mirrors().items()]
        for more in told:
            words = [town.CODE, "--quiet", "--partial-files", *folders, *mirrors, *more.split()]
            ends.append(cli.main([*words, f"--changes={tmp_path / 'CHANGES.md'}"]))
    assert ends == [cli.REVIEW, cli.DONE]
    store = Store.open(tmp_path / "out" / town.CODE, catalogue_dir=catalogue)
    assert store.values("population_2024").value.tolist() == [182] * len(table[1:])
    made = (figures / town.CODE / "population_mid2024_lsoa21.csv").read_text().splitlines()
    assert made[0] == "lsoa21_code,lsoa21_name,population,age_0_15,age_16_59,age_60_plus"
    assert made[1].split(",")[2:] == ["182", "32", "88", "62"]
    moved = 'purpose = "people"\nperiod = "mid-2022"\n'
    for name, old, new in (
        ("geography", moved, ""),
        ("people", "[population_2024]\n", "[population_2024]\n" + moved.replace("2022", "2024")),
    ):
        path = catalogue / "tables" / f"{name}.toml"
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
    store = town.build_town(tmp_path / "out", figures=figures, catalogue=catalogue)
    assert set(store.areas.population) == {182}
