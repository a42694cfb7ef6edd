"""Postcodes in memory: where each lies, in which area and ward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geodata.geography import LSOA_CODE, WARD_CODE

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Postcodes:
    """Postcodes, sorted. ward_code is the postcode's own ward; quality 10 is best; degrees."""

    code: tuple[str, ...]
    lsoa21: Array
    ward_code: tuple[str, ...]
    quality: Array
    lat: Array
    lon: Array


def read_postcodes(table: pa.Table, areas: tuple[str, ...]) -> Postcodes:
    """From postcodes.parquet; `areas` are the codes of the LSOAs of 2021, in order."""
    place = {code: index for index, code in enumerate(areas)}
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    arrays = {
        "lsoa21": np.array([place[code] for code in columns[LSOA_CODE]], dtype=np.int64),
        "quality": np.array(columns["quality"], dtype=np.int64),
        **{name: np.array(columns[name], dtype=np.float64) for name in ("lat", "lon")},
    }
    for array in arrays.values():
        array.flags.writeable = False
    return Postcodes(code=tuple(columns["postcode"]), ward_code=tuple(columns[WARD_CODE]), **arrays)
