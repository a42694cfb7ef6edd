"""General practices: code, name, postcode, network, place, patients, and the postcode's ward."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS, WARD_CODE, WARD_NAME
from geodata.schemas import Schema, check, code, count, figure, number, text
from geodata.sources.cells import read_cells
from geodata.sources.england import check_points
from geodata.sources.postcodes import POSTCODE

NETWORK = r"U\d{5}"


def read(path: Path, table: Table) -> pd.DataFrame:
    """Columns: code, name, postcode, pcn_code, pcn_name, ward_code, ward_name, lat, lon, counts.

    A network that is not known is an empty cell. A point that is not in England is refused.
    """
    schema = Schema(
        (
            code("practice_code", CODE_PATTERNS["practice"], unique=True),
            text("practice_name"),
            code("postcode", POSTCODE),
            figure(code("pcn_code", NETWORK)),
            figure(text("pcn_name")),
            code(WARD_CODE, CODE_PATTERNS["ward"]),
            text(WARD_NAME),
            number("lat", low=-90, high=90),
            number("lon", low=-180, high=180),
            *(figure(count(name, low=1)) for name in table.counts),
        )
    )
    frame = check(read_cells(path), schema, file=path.name, own=dict(table.marks))
    check_points(frame, file=path.name)
    names = {"practice_code": "code", "practice_name": "name"}
    return frame.rename(columns=names | {WARD_CODE: "ward_code", WARD_NAME: "ward_name"})
