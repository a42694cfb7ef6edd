"""The look-up from the newest LSOAs to those before, to MSOAs and to the best-fit wards."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import (
    CODE_PATTERNS,
    FORMER_NAMES,
    FORMER_WARD,
    LAD,
    LAD_CODE,
    LAD_NAME,
    LOOKED_UP,
    LSOA,
    MSOA_NAME,
    column,
)
from geodata.schemas import Column, Schema, check, code, text
from geodata.sources.cells import read_cells

LIBRARY_NAME = "msoa_hcl_name"  # what the House of Commons Library calls an MSOA
CODES = tuple(
    code(column(level, "code"), CODE_PATTERNS[level[0]], unique=level == LSOA)
    for level in LOOKED_UP
)


def read(path: Path, _table: Table) -> pd.DataFrame:
    """The code and name of each level, with `changed` true where the LSOA was another before.

    MSOAs have the names of the House of Commons Library or, in a look-up without those, their own.
    FORMER_WARD is the name of the ward of before, null in a look-up that has none. LAD_CODE and
    LAD_NAME, the authority of each area, are there where the look-up has one of them.
    """
    cells = read_cells(path)
    if LIBRARY_NAME in cells.columns:
        cells = cells.drop(columns=MSOA_NAME, errors="ignore").rename(
            columns={LIBRARY_NAME: MSOA_NAME}
        )
    former = [one for one in FORMER_NAMES if one in cells.columns][:1]
    names = [text(name) for name in (*(column(one, "name") for one in LOOKED_UP), *former)]
    own = [code(LAD_CODE, CODE_PATTERNS[LAD[0]]), text(LAD_NAME)]
    names += own if {LAD_CODE, LAD_NAME} & set(cells.columns) else []
    schema = Schema((*CODES, *names, Column("change", pattern="[USMX]")))
    frame = check(cells, schema, file=path.name)
    frame[FORMER_WARD] = frame.pop(former[0]) if former else None
    frame["changed"] = frame.pop("change") != "U"
    return frame
