"""Places that serve people: pharmacies, libraries, halls and the like, each at its postcode."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import WARD_NAME
from geodata.schemas import Schema, check, code, number, text
from geodata.sources.cells import read_cells
from geodata.sources.england import check_points
from geodata.sources.postcodes import POSTCODE
from geodata.venues import CLOSED, DAYS

HOURS = r"\d\d:\d\d-\d\d:\d\d"

SCHEMA = Schema(
    (
        code("venue_id", r"[A-Z]{2}-[A-Z0-9]+", unique=True),
        text("name"),
        code("type", r"[a-z]+(_[a-z]+)*"),
        text("address"),
        code("postcode", POSTCODE),
        number("lat", low=-90, high=90),
        number("lon", low=-180, high=180),
        *(code(day, rf"({HOURS}(,{HOURS})*)?") for day in DAYS),
        code("source_date", r"\d{4}(-\d{2}){0,2}"),
        text("source"),
    )
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """Columns: code, name, kind, address, postcode, lat, lon, DAYS, date, publisher, ward_name.

    `date` is the year, month or day of the list the venue is from. A list that has any hours has
    them of all its venues: where they are empty the venue is closed; of other lists they are not
    known. `ward_name` is empty where the list has none. A point that is not in England is refused.
    """
    cells = read_cells(path)
    frame = check(cells, SCHEMA, file=path.name)
    check_points(frame, file=path.name)
    names = {"venue_id": "code", "type": "kind", "source_date": "date", "source": "publisher"}
    hours = frame[list(DAYS)]
    told = (hours != "").any(axis=1).groupby(frame["source"]).transform("any")
    known = hours.replace("", CLOSED).where(told, None)
    wards = cells[WARD_NAME].str.strip() if WARD_NAME in cells else ""
    return frame.assign(ward_name=wards, **{day: known[day] for day in DAYS}).rename(columns=names)
