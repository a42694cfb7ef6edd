"""What differs between two versions of a file of figures, cell by cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from geodata import marks

Row = dict[str, str]
LETTERS = "change"  # of a look-up: U is no mark there, but "unchanged"
KEYS = ("year", "group_code", "indicator", "age_band", "edition")


@dataclass(frozen=True)
class Change:
    """A cell before and after; "" where there was or is no such row or column."""

    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """Rows there are now, cells with a publisher's mark, and every change."""

    rows: int
    marked: int
    changes: tuple[Change, ...]


def compare(before: Path, after: Path) -> Compared:
    """Compare two CSV files, or two of boundaries, by what identifies a row. Neither is checked."""
    old, new = (_rows(path) if path.exists() else {} for path in (before, after))
    changes = [
        Change(row, column, there.get(column, ""), now.get(column, ""))
        for row in dict.fromkeys((*old, *new))
        for there, now in [(old.get(row, {}), new.get(row, {}))]
        for column in dict.fromkeys((*there, *now))
        if there.get(column) != now.get(column)
    ]
    figures = [cell for row in new.values() for name, cell in row.items() if name != LETTERS]
    marked = sum(marks.meaning(cell, {}) != marks.OK for cell in figures)
    return Compared(rows=len(new), marked=marked, changes=tuple(changes))


def _rows(path: Path) -> dict[str, Row]:
    if path.suffix == ".geojson":
        rows = [
            {**one["properties"], "geometry": _shape(one["geometry"])}
            for one in json.loads(path.read_text())["features"]
        ]
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    names = _identity(list(rows[0])) if rows else []
    return {" ".join(row[name] for name in names): row for row in rows}


def _identity(columns: Sequence[str]) -> list[str]:
    return [columns[0], *(name for name in columns[1:] if name in KEYS)]


def _shape(geometry: dict[str, object]) -> str:
    """A shape in short: how many corners, and a number that another shape would not have."""
    text = json.dumps(geometry["coordinates"], separators=(",", ":"))
    return f"{text.count('],[') + 1} corners, {sha256(text.encode()).hexdigest()[:8]}"
