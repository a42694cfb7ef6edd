"""NHS England's weekly workbooks of COVID-19 vaccinations: doses by MSOA, and the register.

Their headings are merged over two rows, and the bands differ from week to week. A sheet is made a
table with headings such as "1st dose 25-29" first, and that is read like any other file. Weeks that
give second doses without bands are not read; what the series holds of them stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pandas as pd

from geodata.errors import refuse_table
from geodata.geography import MSOA, MSOA_CODE
from geodata.refresh import workbook
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.schemas import Column, code, count
from geodata.sources.cells import read_cells
from geodata.sources.lookup import LIBRARY_NAME

PLACE = "https://www.england.nhs.uk/statistics/wp-content/uploads/sites/2/{}.xlsx"
CODE, DOSES, REGISTER = "MSOA Code", "MSOA", "Population estimates (NIMS)"
BAND = re.compile(r"Under \d+|\d+-\d+|\d+\+")
DOSE = re.compile(r"(1st|2nd) dose", re.IGNORECASE)
ABOVE = 3  # rows over and under that of the codes among which bands and doses are
ENGLAND = Total(6_791)
OLDER = ("50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80+")
ADULT = ("25-29", "30-34", "35-39", "40-44", "45-49", *OLDER)
NAMES = {"1st dose": "first", "2nd dose": "second"}


@dataclass(frozen=True)
class Week:
    """A workbook: when it was published, up to which day it counts, its youngest bands."""

    published: str
    doses_to: str
    file: str
    bands: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where it is."""
        return PLACE.format(self.file)

    def doses(self, fetch: Fetch, area: Area, table: str) -> pd.DataFrame:
        """Doses of the area's MSOAs, checked, under the headings "1st dose 25-29" and so on."""
        columns = [f"{dose} {band}" for dose in NAMES for band in self.bands]
        return _read(fetch, area, self.address, DOSES, tuple(columns), table)


LAST = Week(
    "2021-07-15",
    "2021-07-11",
    "2021/07/COVID-19-weekly-announced-vaccinations-15-July-2021",
    ("Under 25", *ADULT),
)
WEEKS = (
    Week(
        "2021-05-27",
        "2021-05-23",
        "2021/05/COVID-19-weekly-announced-vaccinations-27-May-2021",
        ("Under 40", *ADULT[3:]),
    ),
    Week(
        "2021-06-24",
        "2021-06-20",
        "2021/06/COVID-19-weekly-announced-vaccinations-24-June-2021",
        ("Under 25", *ADULT),
    ),
    LAST,
)


def _last(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """Three tables of one workbook: the register, doses by age, and both of all ages."""
    bands = ("Under 18", "18-24", *ADULT, "18+", "16+")
    register = _read(fetch, area, LAST.address, REGISTER, bands, "vaccination_register_2021")
    doses = LAST.doses(fetch, area, "vaccination_age_2021")
    names = pd.DataFrame({LIBRARY_NAME: area.names[MSOA]})
    by_age = [
        {
            MSOA_CODE: one,
            LIBRARY_NAME: names.at[one, LIBRARY_NAME],
            "age_band": _key(band),
            "first_dose": doses.at[one, f"1st dose {band}"],
            "second_dose": doses.at[one, f"2nd dose {band}"],
            "population_nims": register.at[one, of_register],
            "population_age_band": _key(of_register),
        }
        for one in doses.index
        for band in LAST.bands
        for of_register in ["18-24" if band == "Under 25" else band]
    ]
    held = register.rename(columns=_key)
    whole = pd.DataFrame(
        {
            "first_dose": _sum(doses, "1st dose", LAST.bands),
            "second_dose": _sum(doses, "2nd dose", LAST.bands),
            "population_16_plus_nims": register["16+"],
            "population_18_plus_nims": register["18+"],
            "first_dose_50_plus": _sum(doses, "1st dose", OLDER),
            "second_dose_50_plus": _sum(doses, "2nd dose", OLDER),
            "population_50_plus_nims": register[list(OLDER)].astype(int).sum(axis=1).astype(str),
        }
    )
    return {
        "vaccination_register_2021": as_text(_with_names(names, held)),
        "vaccination_age_2021": as_text(pd.DataFrame(by_age)),
        "vaccination_2021": as_text(_with_names(names, whole)),
    }


def _series(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """The rows of the weeks that are read in the place of those that were there."""
    key = "vaccination_series"
    parts = []
    for week in WEEKS:
        doses = week.doses(fetch, area, key)
        parts += [
            (week.published, week.doses_to, one, _key(band), own, doses.at[one, f"{dose} {band}"])
            for one in doses.index
            for dose, own in NAMES.items()
            for band in week.bands
        ]
    before = read_cells(area.figures / area.authority.table(key).file)
    read = {week.published for week in WEEKS}
    fresh = pd.DataFrame(parts, columns=list(before.columns))
    every = pd.concat([before[~before["publication_date"].isin(read)], fresh])
    return {key: as_text(every.sort_values("publication_date", kind="stable"))}


def _read(
    fetch: Fetch, area: Area, address: str, sheet: str, columns: tuple[str, ...], table: str
) -> pd.DataFrame:
    held = fetch(address, kind="xlsx")
    label = f"{table}, {address.rsplit('/', 1)[1]}"
    path = _table(fetch.cache.content(held), sheet, fetch.cache.unpacked(held), label)
    label = f"{label}, sheet {sheet}, rows counted from its heading"
    rows = rows_of(path, MSOA, area, code=CODE, columns=columns, label=label, total=ENGLAND)
    wanted: dict[str, Column] = {CODE: code(MSOA_CODE, r"E02\d{6}")}
    wanted |= {one: count(one) for one in columns}
    return checked(rows, wanted, label=label, own={}).set_index(MSOA_CODE)


def _table(book: Path, sheet: str, into: Path, label: str) -> Path:
    """The MSOAs of a sheet as a CSV file with one heading, made once."""
    made = into / f"{sheet}.csv"
    if not made.exists():
        workbook.write(made, _rows(book, sheet, label))
    return made


def _rows(book: Path, sheet: str, label: str) -> Iterator[list[str]]:
    rows = workbook.cells(book, sheet, label=label)
    first = list(islice(rows, workbook.AMONG))
    place = next(
        (
            (row, at)
            for row, cells in enumerate(first)
            for at, cell in enumerate(cells)
            if cell == CODE
        ),
        None,
    )
    if place is None:
        found = f"no such cell in {workbook.AMONG} rows"
        refuse_table(f"{label}, sheet {sheet}", 0, "", found, f"a heading {CODE!r}")
    row, start = place
    near = first[max(row - ABOVE, 0) : row + ABOVE]
    bands = max(near, key=lambda cells: len(_bands(cells, start)))
    titles = _titles(near, _bands(bands, start), start)
    yield [CODE, *titles.values()]
    for cells in (*first[row + 1 :], *rows):
        if len(cells) > start and cells[start].startswith("E02"):
            padded = [*cells, *[""] * max(titles)]
            yield [padded[start], *(padded[at] for at in titles)]


def _bands(cells: list[str], start: int) -> dict[int, str]:
    """The columns of bands right of the codes, as far as those of another table."""
    found = {}
    for at, cell in enumerate(cells[start + 1 :], start=start + 1):
        if cell.endswith(" Code"):
            break
        if BAND.fullmatch(cell):
            found[at] = cell
    return found


def _titles(near: list[list[str]], bands: dict[int, str], start: int) -> dict[int, str]:
    """A heading for each column: the dose that stands over it or left of that, and the band."""
    doses = {
        at: found[0].lower()
        for cells in near
        for at, cell in enumerate(cells)
        for found in [DOSE.search(cell)]
        if found and at > start
    }
    titles = {}
    for at, band in bands.items():
        left = [one for one in doses if one <= at]
        titles[at] = f"{doses[max(left)]} {band}" if left else band
    return titles


def _key(band: str) -> str:
    """As the figures call a band: under_25, 25_29, 80_plus."""
    return band.lower().replace(" ", "_").replace("-", "_").replace("+", "_plus")


def _sum(doses: pd.DataFrame, dose: str, bands: tuple[str, ...]) -> pd.Series[str]:
    return doses[[f"{dose} {band}" for band in bands]].astype(int).sum(axis=1).astype(str)


def _with_names(names: pd.DataFrame, columns: pd.DataFrame) -> pd.DataFrame:
    return names.join(columns, how="inner").rename_axis(MSOA_CODE).reset_index()


SOURCES = (
    Source(
        key="vaccination_2021",
        tables=("vaccination_register_2021", "vaccination_age_2021", "vaccination_2021"),
        addresses=lambda _: {LAST.address: "xlsx"},
        read=_last,
    ),
    Source(
        key="vaccination_series",
        tables=("vaccination_series",),
        addresses=lambda _: {week.address: "xlsx" for week in WEEKS},
        read=_series,
    ),
)
