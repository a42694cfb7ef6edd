"""DWP Stat-Xplore: counts of neighbourhoods (MSOAs) by month or year, of a cube or of an export.

With a key the Open Data API is asked by a query; a table that was exported as CSV can be given by
hand instead. Counts are changed a little by DWP, so that parts do not add up to the whole.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pandas as pd

from geodata.errors import refuse_table
from geodata.geography import LSOA_BEFORE, MSOA, MSOA_CODE, column
from geodata.refresh import posts
from geodata.refresh.published import as_text, checked, own_rows
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import code, count, figure
from geodata.sources.cells import read_cells
from geodata.text_files import TextFileError, read_text

TABLE = f"{posts.STAT_XPLORE.origin}/webapi/rest/v1/table"
PAGE = f"{posts.STAT_XPLORE.origin}/webapi/jsf/tableView/tableView.xhtml"
PLACE = "area"
UNSAID = ".."  # what Stat-Xplore shows for few or none
NOTES = " - Annotations"  # columns of an export
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Cube:
    """One table: the names of the database, and ours.

    `periods` are the cells of the column `spread` with the ids that Stat-Xplore has for them,
    `cell` makes such a cell of a label. `counted` are words above an export.
    """

    table: str
    database: str
    facts: str
    areas: str
    dates: str
    periods: Mapping[str, str]
    cell: Callable[[str], str]
    spread: str
    value: str
    counted: str

    @property
    def measure(self) -> str:
        """The count."""
        return f"str:count:{self.database}:{self.facts}"

    def address(self, area: Area) -> str:
        """The question for every neighbourhood and period."""
        where = f"{self.database}:{self.facts}:{self.areas.partition(':')[0]}"
        when = f"{self.database}:{self.dates.rpartition(':')[0]}"
        ids = [f"{self.database}:{self.facts}:{self.areas}:{one}" for one in area.names[MSOA]]
        days = [f"{self.database}:{self.dates}:{one}" for one in self.periods.values()]
        maps = {where: ids, when: days}
        query = {
            "database": f"str:database:{self.database}",
            "measures": [self.measure],
            "dimensions": [[f"str:field:{one}"] for one in maps],
            "recodes": {
                f"str:field:{one}": {"map": [[f"str:value:{id}"] for id in them], "total": False}
                for one, them in maps.items()
            },
        }
        return posts.address_of(TABLE, query)

    @property
    def export(self) -> str:
        """Where a person takes the export from, and what it is called by --given."""
        return f"{PAGE}#{self.table}.csv"

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The table of an answer of the API."""
        label = f"{self.table}, Stat-Xplore"
        path = fetch.cache.content(fetch(self.address(area), kind="json"))
        return self._made(_cube(path, self, label=label), area, label=label)

    def read_export(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The table of an export, whose areas go by their names."""
        label = f"{self.table}, {self.table}.csv"
        path = fetch.cache.content(fetch(self.export, kind="csv"))
        frame = _export(path, self, label=label)
        known = _codes(area)
        frame[PLACE] = frame[PLACE].map(lambda name: known.get(name, name))
        return self._made(frame[frame[PLACE].isin(known.values())], area, label=label)

    def _made(self, frame: pd.DataFrame, area: Area, *, label: str) -> Mapping[str, str]:
        names = {one: self.cell(one) for one in frame.columns if one != PLACE}
        if len(set(names.values())) < len(frame.columns) - 1:
            refuse_table(label, 0, self.spread, ", ".join(frame.columns[1:]), "each once")
        for found, cell in names.items():
            if cell not in self.periods:
                refuse_table(label, 0, self.spread, found, _ends(self.periods))
        for absent in self.periods.keys() - names.values():
            refuse_table(label, 0, self.spread, f"nothing for {absent}", _ends(self.periods))
        own = own_rows(frame, MSOA, area, code=PLACE, label=label)
        columns = {PLACE: code(MSOA_CODE, r"E02\d{6}")}
        columns |= {one: figure(replace(count(cell), name=cell)) for one, cell in names.items()}
        wide = checked(own, columns, label=label, own={})
        long = wide.melt(MSOA_CODE, var_name=self.spread, value_name=self.value, ignore_index=True)
        return {self.table: as_text(long.sort_values([MSOA_CODE, self.spread]))}


def _cube(path: Path, cube: Cube, *, label: str) -> pd.DataFrame:
    """A row for each area of an answer, with a column for each period as it is labelled."""
    try:
        answer = json.loads(read_text(path, "JSON"))
        places, periods = ([_item(one) for one in field["items"]] for field in answer["fields"])
        found = answer["cubes"][cube.measure]
        values = found["values"]
        notes = found.get("annotations") or [[""] * len(periods)] * len(places)
        heading = [PLACE, *(title for _, title in periods)]
        rows = [
            [who, *(_text(cell, note) for cell, note in zip(row, said, strict=True))]
            for (who, _), row, said in zip(places, values, notes, strict=True)
        ]
        return pd.DataFrame(rows, columns=heading, dtype=str)
    except TextFileError as error:
        refuse_table(label, error.row, "", error.found, error.expected)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        why = f"another answer ({type(error).__name__}: {' '.join(str(error).split()[:9])})"
        refuse_table(label, 0, "", why, f"a cube of {cube.measure} by area and {cube.spread}")


def _item(item: Mapping[str, Any]) -> tuple[str, str]:
    """The last part of what an item is called, a code or id, and its label."""
    return str(item["uris"][0]).rpartition(":")[2], str(item["labels"][0])


def _text(value: object, note: object) -> str:
    """A cell; nothing, and a nought with a note, are what is not told."""
    if value is None or (value == 0 and note):
        return UNSAID
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _export(path: Path, cube: Cube, *, label: str) -> pd.DataFrame:
    """A row for each area of an exported table, lines of the file less 2 as the index."""
    try:
        text = read_text(path, "a CSV file")
    except TextFileError as error:
        refuse_table(label, error.row, "", error.found, error.expected)
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        refuse_table(label, 0, "", f"cells that cannot be read ({error})", "marks that close")
    title = cube.spread.capitalize()
    start = next((at for at, row in enumerate(rows) if row[:1] == [title]), None)
    if start is None:
        refuse_table(label, 0, title, "no row that begins so", "the heading of an export")
    above = " ".join(cell for row in rows[:start] for cell in row)
    if cube.counted not in above.lower():
        refuse_table(label, 1, "", above[:80] or "nothing above the heading", repr(cube.counted))
    heading = [PLACE, *rows[start][1:]]
    kept = [at for at, name in enumerate(heading) if name and not name.endswith(NOTES)]
    wide = {at: row for at, row in enumerate(rows) if at > start and len(row) == len(heading)}
    made = [[row[at].strip() for at in kept] for row in wide.values()]
    lines = [at - 1 for at in wide]
    return pd.DataFrame(made, lines, [heading[at] for at in kept], dtype=str)


def _codes(area: Area) -> dict[str, str]:
    """Codes of the neighbourhoods by the names of ONS, with which those of small areas begin."""
    lookup = read_cells(area.figures / area.authority.table_for("lookup").file)
    names = lookup[column(LSOA_BEFORE, "name")].str.rstrip(ascii_uppercase)
    return dict(zip(names, lookup[MSOA_CODE], strict=True))


def _ends(periods: Mapping[str, str]) -> str:
    first, *_, last = periods
    return f"each of the {len(periods)} from {first} to {last}"


def _month(label: str) -> str:
    """August 2015 as the figures have it, 2015-08."""
    name, _, year = _unflagged(label).partition(" ")
    return f"{year}-{MONTHS.index(name) + 1:02}" if name in MONTHS else label


def _unflagged(label: str) -> str:
    """A label without the signs for provisional and revised."""
    return label.removesuffix(" (p)").removesuffix(" (r)")


MONTHLY = [f"{2015 + at // 12}-{at % 12 + 1:02}" for at in range(7, 96)] + ["2023-11"]
CUBES = (
    Cube(
        table="child_low_income",
        database="CILIF_REL",
        facts="V_F_CILIF_REL",
        areas="COA:V_C_MASTERGEOG11_MSOA_TO_LA_NI",
        dates="F_CILIF_DATE:DATE_NAME:C_CILIF_YEAR",
        periods={f"{year}/{year % 100 + 1}": str(year) for year in range(2014, 2022)},
        cell=_unflagged,
        spread="year",
        value="children",
        counted="relative low income",
    ),
    Cube(
        table="universal_credit_households",
        database="UC_Households",
        facts="V_F_UC_HOUSEHOLDS",
        areas="COA_CODE:V_C_MASTERGEOG11_MSOA_TO_LA",
        dates="F_UC_HH_DATE:DATE_NAME:C_UC_HH_DATE",
        periods={month: month.replace("-", "") for month in MONTHLY},
        cell=_month,
        spread="month",
        value="households",
        counted="households on universal credit",
    ),
)


def _sources(cube: Cube) -> tuple[Source, Source]:
    """Of an export and of the API, which counts where both are at hand."""
    given = Source(
        f"{cube.table}_export", (cube.table,), lambda _: {cube.export: "csv"}, cube.read_export
    )
    asked = Source(cube.table, (cube.table,), lambda area: {cube.address(area): "json"}, cube.read)
    return given, asked


SOURCES = tuple(source for cube in CUBES for source in _sources(cube))
