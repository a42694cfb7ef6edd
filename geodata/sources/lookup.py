"""The look-up from LSOA 2021 to LSOA 2011, MSOA 2011 and the best-fit ward of 2023."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS
from geodata.schemas import Column, Schema, check, code, text
from geodata.sources.cells import read_cells

SCHEMA = Schema(
    (
        code("lsoa21_code", CODE_PATTERNS["lsoa"], unique=True),
        text("lsoa21_name"),
        code("lsoa11_code", CODE_PATTERNS["lsoa"]),
        text("lsoa11_name"),
        Column("change", pattern="[USMX]"),
        code("msoa11_code", CODE_PATTERNS["msoa"]),
        text("msoa_hcl_name"),
        code("ward23_code", CODE_PATTERNS["ward"]),
        text("ward23_name"),
    )
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """Codes and names, with `changed` true where the area is not the same in 2011 and 2021."""
    frame = check(read_cells(path), SCHEMA, file=path.name)
    frame["changed"] = frame.pop("change") != "U"
    return frame.rename(columns={"msoa_hcl_name": "msoa11_name"})
