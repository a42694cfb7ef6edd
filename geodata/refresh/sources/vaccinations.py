"""NHS England's weekly workbooks of COVID-19 vaccinations: doses by MSOA, and the register.

Their headings are merged over two rows (`dose_sheet.py`), and what is in them differs from week to
week: bands, the name of the sheet, second doses by band, of all ages together, or none. What a week
does not give was not published, and has no row in the series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.geography import MSOA, MSOA_CODE
from geodata.refresh import dose_sheet
from geodata.refresh.dose_sheet import ALL, CODE
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.schemas import Column, code, count
from geodata.sources.cells import read_cells
from geodata.sources.lookup import LIBRARY_NAME

PLACE = "https://www.england.nhs.uk/statistics/wp-content/uploads/sites/2/{}.xlsx"
REGISTER = "Population estimates (NIMS)"
ENGLAND = Total(6_791)
OLDER = ("50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80+")
ADULT = ("25-29", "30-34", "35-39", "40-44", "45-49", *OLDER)
SERIES = ["publication_date", "doses_to", MSOA_CODE, "age_band", "dose", "people"]
FIRST, SECOND = "1st dose", "2nd dose"
NAMES = {FIRST: "first", SECOND: "second"}


@dataclass(frozen=True)
class Week:
    """A workbook: when it was published, up to which day it counts, which bands it has.

    `second` are those of second doses where they are others. Where it has first doses alone, no
    dose need stand over the bands: it is not `headed`.
    """

    published: str
    doses_to: str
    file: str
    bands: tuple[str, ...]
    second: tuple[str, ...] | None = None
    sheet: str = "MSOA"
    headed: bool = True

    @property
    def address(self) -> str:
        """Where it is."""
        return PLACE.format(self.file)

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Dose and band of each column."""
        second = self.bands if self.second is None else self.second
        return [(FIRST, band) for band in self.bands] + [(SECOND, band) for band in second]

    def doses(self, fetch: Fetch, area: Area, table: str) -> pd.DataFrame:
        """Doses of the area's MSOAs, checked, under the headings "1st dose 25-29" and so on."""
        columns = tuple(f"{dose} {band}" for dose, band in self.columns)
        unheaded = "" if self.headed else FIRST
        return _read(fetch, area, self.address, self.sheet, columns, table, unheaded)


LAST = Week(
    "2021-07-15",
    "2021-07-11",
    "2021/07/COVID-19-weekly-announced-vaccinations-15-July-2021",
    ("Under 25", *ADULT),
)
WEEKS = (
    Week(
        "2021-02-25",
        "2021-02-21",
        "2021/03/COVID-19-weekly-announced-vaccinations-25-February-2021-revised",
        ("Under 70", *OLDER[4:]),
        second=(),
        sheet="Vaccinations by MSOA",
        headed=False,
    ),
    Week(
        "2021-03-25",
        "2021-03-21",
        "2021/03/COVID-19-weekly-announced-vaccinations-25-March-2021-revised",
        ("Under 50", *OLDER),
        second=(),
        headed=False,
    ),
    Week(
        "2021-04-29",
        "2021-04-25",
        "2021/04/COVID-19-weekly-announced-vaccinations-29-April-2021",
        ("Under 45", *ADULT[4:]),
        second=(ALL,),
    ),
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
            "first_dose": doses.at[one, f"{FIRST} {band}"],
            "second_dose": doses.at[one, f"{SECOND} {band}"],
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
            "first_dose": _sum(doses, FIRST, LAST.bands),
            "second_dose": _sum(doses, SECOND, LAST.bands),
            "population_16_plus_nims": register["16+"],
            "population_18_plus_nims": register["18+"],
            "first_dose_50_plus": _sum(doses, FIRST, OLDER),
            "second_dose_50_plus": _sum(doses, SECOND, OLDER),
            "population_50_plus_nims": register[list(OLDER)].astype(int).sum(axis=1).astype(str),
        }
    )
    return {
        "vaccination_register_2021": as_text(_with_names(names, held)),
        "vaccination_age_2021": as_text(pd.DataFrame(by_age)),
        "vaccination_2021": as_text(_with_names(names, whole)),
    }


def _series(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """The rows of every week that is read; those of other weeks stay."""
    key = "vaccination_series"
    parts = []
    for week in WEEKS:
        doses = week.doses(fetch, area, key)
        when = (week.published, week.doses_to)
        parts += [
            (*when, one, _key(band), NAMES[dose], doses.at[one, f"{dose} {band}"])
            for one in doses.index
            for dose, band in week.columns
        ]
    path = area.file(key)
    before = read_cells(path) if path.exists() else pd.DataFrame(columns=SERIES)
    read = {week.published for week in WEEKS}
    fresh = pd.DataFrame(parts, columns=SERIES)
    every = pd.concat([before[~before["publication_date"].isin(read)], fresh])
    return {key: as_text(every.sort_values("publication_date", kind="stable"))}


def _read(
    fetch: Fetch,
    area: Area,
    address: str,
    sheet: str,
    columns: tuple[str, ...],
    table: str,
    unheaded: str = "",
) -> pd.DataFrame:
    held = fetch(address, kind="xlsx")
    label = f"{table}, {address.rsplit('/', 1)[1]}"
    book, into = fetch.cache.content(held), fetch.cache.unpacked(held)
    path = dose_sheet.table(book, sheet, into, unheaded=unheaded, label=label)
    label = f"{label}, sheet {sheet}, rows counted from its heading"
    rows = rows_of(path, MSOA, area, code=CODE, columns=columns, label=label, total=ENGLAND)
    wanted: dict[str, Column] = {CODE: code(MSOA_CODE, r"E02\d{6}")}
    wanted |= {one: count(one) for one in columns}
    return checked(rows, wanted, label=label, own={}).set_index(MSOA_CODE)


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
