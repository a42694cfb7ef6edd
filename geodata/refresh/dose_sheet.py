"""Doses by MSOA in NHS England's weekly workbooks: headings over two rows, made one.

A sheet becomes a table with headings such as "1st dose 25-29", which is read like any other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from math import inf
from pathlib import Path

from geodata.errors import refuse_table
from geodata.refresh import workbook

CODE, ALL = "MSOA Code", "All ages"
BAND = re.compile(r"Under \d+|\d+-\d+|\d+\+")
DOSE = re.compile(r"(1st|2nd) dose", re.IGNORECASE)
ABOVE = 3  # rows over and under that of the codes among which bands and doses are


def table(book: Path, sheet: str, into: Path, *, unheaded: str = "", label: str) -> Path:
    """The MSOAs of a sheet as a CSV file with one heading, made once.

    `unheaded` is the dose of bands that have none over them. TableError as `workbook.cells`, and
    for a sheet without a heading of codes.
    """
    made = into / f"{sheet}.csv"
    if not made.exists():
        workbook.write(made, _rows(book, sheet, unheaded, label))
    return made


def _rows(book: Path, sheet: str, unheaded: str, label: str) -> Iterator[list[str]]:
    rows = workbook.cells(book, sheet, label=label)
    first = list(islice(rows, workbook.AMONG))
    place = next(
        (
            (row, at)
            for row, cells in enumerate(first)
            for at, cell in enumerate(cells)
            if cell == CODE
        ),
        None,
    )
    if place is None:
        found = f"no such cell in {workbook.AMONG} rows"
        refuse_table(f"{label}, sheet {sheet}", 0, "", found, f"a heading {CODE!r}")
    row, start = place
    near = first[max(row - ABOVE, 0) : row + ABOVE]
    bands = max(near, key=lambda cells: len(_bands(cells, start)))
    titles = _titles(near, _bands(bands, start), start, unheaded)
    if not titles:
        found = f"no band of ages and no dose beside {CODE!r}"
        refuse_table(f"{label}, sheet {sheet}", 0, "", found, "bands such as 25-29")
    yield [CODE, *titles.values()]
    for cells in (*first[row + 1 :], *rows):
        if len(cells) > start and cells[start].startswith("E02"):
            padded = [*cells, *[""] * max(titles)]
            yield [padded[start], *(padded[at] for at in titles)]


def _bands(cells: list[str], start: int) -> dict[int, str]:
    """The columns of bands right of the codes, as far as those of another table."""
    found = {}
    for at, cell in enumerate(cells[start + 1 :], start=start + 1):
        if cell.endswith(" Code"):
            break
        if BAND.fullmatch(cell):
            found[at] = cell
    return found


def _titles(
    near: list[list[str]], bands: dict[int, str], start: int, unheaded: str
) -> dict[int, str]:
    """A heading for each column: the dose that stands over it or left of that, and the band.

    A dose right of every band, or with another dose before the next one, is of all ages.
    """
    doses = {
        at: found[0].lower()
        for cells in near
        for at, cell in enumerate(cells)
        for found in [DOSE.search(cell)]
        if found and at > start
    }
    titles = {}
    for at, band in bands.items():
        left = [one for one in doses if one <= at]
        titles[at] = f"{doses[max(left)] if left else unheaded} {band}".strip()
    for at, dose in doses.items():
        after = min((one for one in doses if one > at), default=inf)
        if not any(at <= one < after for one in bands):
            titles[at] = f"{dose} {ALL}"
    return dict(sorted(titles.items()))
