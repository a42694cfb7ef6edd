"""The look-up from LSOA 2021 to LSOA 2011, MSOA 2011 and the best-fit ward of 2023."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import (
    BEFORE_CODE,
    BEFORE_NAME,
    CODE_PATTERNS,
    LSOA_CODE,
    LSOA_NAME,
    MSOA_CODE,
    MSOA_NAME,
    WARD_CODE,
    WARD_NAME,
)
from geodata.schemas import Column, Schema, check, code, text
from geodata.sources.cells import read_cells

SCHEMA = Schema(
    (
        code(LSOA_CODE, CODE_PATTERNS["lsoa"], unique=True),
        text(LSOA_NAME),
        code(BEFORE_CODE, CODE_PATTERNS["lsoa"]),
        text(BEFORE_NAME),
        Column("change", pattern="[USMX]"),
        code(MSOA_CODE, CODE_PATTERNS["msoa"]),
        text("msoa_hcl_name"),
        code(WARD_CODE, CODE_PATTERNS["ward"]),
        text(WARD_NAME),
    )
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """Codes and names, with `changed` true where the area is not the same in 2011 and 2021."""
    frame = check(read_cells(path), SCHEMA, file=path.name)
    frame["changed"] = frame.pop("change") != "U"
    return frame.rename(columns={"msoa_hcl_name": MSOA_NAME})
