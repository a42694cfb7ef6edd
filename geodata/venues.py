"""Venues in memory: places that serve people, each at its postcode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geodata.geography import LSOA_CODE
from geodata.practices import inside

Array = npt.NDArray[Any]
DAYS = ("open_saturday", "open_sunday")
CLOSED = "closed"
TEXTS = (
    "code",
    "name",
    "kind",
    "address",
    "postcode",
    "ward_code",
    "ward_name",
    *DAYS,
    "date",
    "publisher",
)


@dataclass(frozen=True, eq=False)
class Venues:
    """Venues by code. `kind` is a word with underscores ("food_bank_or_pantry").

    `lsoa21` is the index of the LSOA each stands in, `lat` and `lon` are degrees. The ward that it
    stands in can differ from the best-fit ward of the LSOA: `selection.venues_in`. `open_saturday`
    and `open_sunday` are hours ("09:00-13:00", several by commas), "closed", or "" where they are
    not known. `date` and `publisher` are those of the list it is from: it may be out of date.
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    kind: tuple[str, ...]
    address: tuple[str, ...]
    postcode: tuple[str, ...]
    ward_code: tuple[str, ...]
    ward_name: tuple[str, ...]
    open_saturday: tuple[str, ...]
    open_sunday: tuple[str, ...]
    date: tuple[str, ...]
    publisher: tuple[str, ...]
    lsoa21: Array
    lat: Array
    lon: Array

    def inside(self, mask: Array) -> Array:
        """Which venues stand in an LSOA of the mask, a boolean each."""
        return inside(self.lsoa21, mask)


def kind_words(kind: str) -> str:
    """The kind of a venue in words: "food bank or pantry"."""
    return kind.replace("_", " ")


def hours_words(hours: str) -> str:
    """Hours of a day in words: "09:00 to 13:00 and 14:00 to 17:00", "closed" or "not known"."""
    return hours.replace("-", " to ").replace(",", " and ") or "not known"


def read_venues(table: pa.Table, areas: tuple[str, ...]) -> Venues:
    """From points_venues.parquet; `areas` are the codes of the newest LSOAs, in order."""
    place = {code: index for index, code in enumerate(areas)}
    texts = {name: tuple(one or "" for one in table.column(name).to_pylist()) for name in TEXTS}
    inside = [place[code] for code in table.column(LSOA_CODE).to_pylist()]
    lat, lon = (
        np.array(table.column(name).to_pylist(), dtype=np.float64) for name in ("lat", "lon")
    )
    return Venues(**texts, lsoa21=np.array(inside, dtype=np.int64), lat=lat, lon=lon)
