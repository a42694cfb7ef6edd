"""A CSV file as a frame of strings, every row as wide as its heading."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from geodata.errors import TableError


def read_cells(path: Path) -> pd.DataFrame:
    """Read a UTF-8 CSV file without guessing any types."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except FileNotFoundError as error:
        raise _refusal(path, 0, "no such file", "a CSV file") from error
    except UnicodeDecodeError as error:
        raise _refusal(path, 0, "bytes that are not UTF-8", "UTF-8 text") from error
    if not rows:
        raise _refusal(path, 0, "an empty file", "a heading and rows")
    heading, *body = rows
    repeated = sorted({name for name in heading if heading.count(name) > 1})
    if repeated:
        raise _refusal(path, 1, f"{', '.join(repeated)} more than once", "each column once")
    for number, row in enumerate(body, start=2):
        if len(row) != len(heading):
            raise _refusal(path, number, f"{len(row)} cells", f"{len(heading)} cells")
    return pd.DataFrame(body, columns=heading, dtype=str)


def _refusal(path: Path, row: int, found: str, expected: str) -> TableError:
    return TableError(file=path.name, row=row, column="", found=found, expected=expected)
