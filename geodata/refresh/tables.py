"""What differs between two versions of a file of figures, cell by cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
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
    """Rows there are now, cells with a publisher's mark, every change, and whether all is new."""

    rows: int
    marked: int
    changes: tuple[Change, ...]
    new: bool = False


def compare(before: Path, after: Path, *, own: Mapping[str, str] | None = None) -> Compared:
    """Compare two CSV files, or two of boundaries, by what identifies a row. Neither is checked.

    `own` are marks to which the table gives a meaning of its own.
    """
    before_it, after_it = (_rows(path) if path.exists() else [] for path in (before, after))
    names = _identity(before_it, after_it)
    old, new = (
        {" ".join(row.get(name, "") for name in names): row for row in rows}
        for rows in (before_it, after_it)
    )
    changes = [
        Change(row, column, there.get(column, ""), now.get(column, ""))
        for row in dict.fromkeys((*old, *new))
        for there, now in [(old.get(row, {}), new.get(row, {}))]
        for column in dict.fromkeys((*there, *now))
        if there.get(column) != now.get(column)
    ]
    figures = [cell for row in new.values() for name, cell in row.items() if name != LETTERS]
    marked = sum(marks.meaning(cell, own or {}) != marks.OK for cell in figures)
    return Compared(len(new), marked, tuple(changes), new=not before.exists())


def _rows(path: Path) -> list[Row]:
    if path.suffix == ".geojson":
        return [
            {**one["properties"], "geometry": _shape(one["geometry"])}
            for one in json.loads(path.read_text())["features"]
        ]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _identity(*files: Sequence[Row]) -> list[str]:
    """The first column, those of KEYS, and as many of the others as make every row another."""
    columns = next((list(rows[0]) for rows in files if rows), [])
    names = [name for at, name in enumerate(columns) if at == 0 or name in KEYS]
    for name in columns:
        if all(
            len({tuple(row.get(n) for n in names) for row in rows}) == len(rows) for rows in files
        ):
            break
        names = [*names, *[name][: name not in names]]
    return names


def _shape(geometry: dict[str, object]) -> str:
    """A shape in short: how many corners, and a number that another shape would not have."""
    text = json.dumps(geometry["coordinates"], separators=(",", ":"))
    return f"{text.count('],[') + 1} corners, {sha256(text.encode()).hexdigest()[:8]}"
