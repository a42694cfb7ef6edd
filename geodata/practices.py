"""General practices in memory: a place, and a list of patients who live elsewhere too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geodata.geography import LSOA_CODE

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Practices:
    """Practices by code. Their values come in this order.

    Where `listed` is false the practice is known from an earlier year of data and not from the list
    of 2025: its name is its code, the other texts are empty, lsoa21 is -1, lat, lon and patients
    are nan. ward_code is the ward of the postcode, which can differ from the best-fit ward of the
    LSOA. Several practices can share a postcode, and so a point.
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    postcode: tuple[str, ...]
    pcn_code: tuple[str, ...]
    pcn: tuple[str, ...]
    ward_code: tuple[str, ...]
    ward_name: tuple[str, ...]
    lsoa21: Array
    lat: Array
    lon: Array
    patients: Array
    listed: tuple[bool, ...]

    def inside(self, mask: Array) -> Array:
        """Which practices stand in an LSOA (2021) of the mask; unlisted ones stand in none."""
        return inside(self.lsoa21, mask)


def inside(lsoa21: Array, mask: Array) -> Array:
    """Which places stand in an LSOA of the mask, by the number of the LSOA of each or -1."""
    chosen = np.asarray(mask, dtype=np.bool_)
    found: Array = np.zeros(len(lsoa21), dtype=np.bool_)
    placed = lsoa21 >= 0
    found[placed] = chosen[lsoa21[placed]]
    return found


def read_practices(table: pa.Table, areas: tuple[str, ...]) -> Practices:
    """From points_practices.parquet; `areas` are the codes of the LSOAs of 2021, in order."""
    place: dict[str | None, int] = {
        None: -1,
        **{code: index for index, code in enumerate(areas)},
    }
    columns = {name: table.column(name).to_pylist() for name in table.column_names}

    def texts(name: str) -> tuple[str, ...]:
        return tuple(text or "" for text in columns[name])

    def numbers(name: str) -> Array:
        return _fixed(np.array(columns[name], dtype=np.float64))

    lsoa21 = [place[code] for code in columns[LSOA_CODE]]
    return Practices(
        code=texts("code"),
        name=texts("name"),
        postcode=texts("postcode"),
        pcn_code=texts("pcn_code"),
        pcn=texts("pcn_name"),
        ward_code=texts("ward_code"),
        ward_name=texts("ward_name"),
        lsoa21=_fixed(np.array(lsoa21, dtype=np.int64)),
        lat=numbers("lat"),
        lon=numbers("lon"),
        patients=numbers("patients"),
        listed=tuple(columns["listed"]),
    )


def _fixed(array: Array) -> Array:
    array.flags.writeable = False
    return array
