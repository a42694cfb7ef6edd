"""Which general practices a table is about: those that it held, and those of the list."""

from __future__ import annotations

from collections.abc import Collection

from geodata.errors import refuse_table
from geodata.refresh.source import Area
from geodata.sources.cells import read_cells

OWN = "practice_code"


def before(area: Area, table: str) -> set[str]:
    """The practices that the file of a table holds; none where there is no file."""
    path = area.file(table)
    return set(read_cells(path)[OWN]) if path.exists() else set()


def ours(area: Area, table: str) -> set[str]:
    """Those of the authority's list, and those that the table held without it."""
    listed = read_cells(area.figures / area.authority.table_for("practices").file)[OWN]
    return before(area, table) | set(listed)


def check_there(area: Area, table: str, there: Collection[str], *, label: str, column: str) -> None:
    """Refuse a publisher's file without one of the practices of before, or without any of ours."""
    for missing in sorted(before(area, table) - set(there)):
        refuse_table(label, 0, column, f"no row for {missing}", "each practice as before")
    if not there:
        refuse_table(label, 0, column, "no practice of the list", "some of them")
