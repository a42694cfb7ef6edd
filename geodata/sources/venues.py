"""Places that serve people: pharmacies, libraries, halls and the like, each at its postcode."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.schemas import Schema, check, code, number, text
from geodata.sources.cells import read_cells
from geodata.sources.england import check_points
from geodata.sources.postcodes import POSTCODE

SCHEMA = Schema(
    (
        code("venue_id", r"[A-Z]{2}-[A-Z0-9]+", unique=True),
        text("name"),
        code("type", r"[a-z]+(_[a-z]+)*"),
        text("address"),
        code("postcode", POSTCODE),
        number("lat", low=-90, high=90),
        number("lon", low=-180, high=180),
        code("source_date", r"\d{4}(-\d{2}){0,2}"),
        text("source"),
    )
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """Columns: code, name, kind, address, postcode, lat, lon, date, publisher.

    `date` is the year, month or day of the list the venue is from. A point that is not in England
    is refused.
    """
    frame = check(read_cells(path), SCHEMA, file=path.name)
    check_points(frame, file=path.name)
    names = {"venue_id": "code", "type": "kind", "source_date": "date", "source": "publisher"}
    return frame.rename(columns=names)
