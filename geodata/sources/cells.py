"""A CSV file as a frame of strings, every row as wide as its heading."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pandas as pd

from geodata.errors import TableError
from geodata.text_files import TextFileError, read_text

KIND = "a CSV file"
LONGEST = 5_000  # characters of a cell
FIRST = 40  # lines among which a heading may be looked for
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
QUOTES = "“”„«»‟"
Row = tuple[int, list[str]]  # the line it starts on, and its cells


def read_cells(path: Path) -> pd.DataFrame:
    """Read a UTF-8 CSV file without guessing any types; spaces around headings are taken off.

    Raises TableError for what is no text, and where `frame_of` does.
    """
    try:
        text = read_text(path, KIND)
    except TextFileError as error:
        _refuse(path.name, error.row, error.found, error.expected)
    return frame_of(path.name, lines_of(text))


def lines_of(text: str) -> list[str]:
    """The lines of a text, however they end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def frame_of(file: str, lines: list[str], *, above: int = 0) -> pd.DataFrame:
    """The lines of a CSV file as a frame; `file` is what refusals call it.

    `above` lines stand over the heading and are left to who knows what they say.

    Raises TableError, with the line of the file, for anything that is not a heading and rows of as
    many cells, one to a line: other separators, lines above the heading, a quotation mark that is
    not closed or not straight, a cell of thousands of letters. Empty lines at the end are nothing.
    """
    _check_separator(file, lines[above:])
    (_, first), *body = _rows(file, lines, above=above)
    heading = [name.strip() for name in first]
    _check_heading(file, heading, body)
    for number, row in body:
        if len(row) != len(heading):
            found = "an empty line" if row in ([], [""]) else f"{len(row)} cells"
            _refuse(file, number, found, f"{len(heading)} cells")
    return pd.DataFrame([row for _, row in body], columns=heading, dtype=str)


def _check_separator(file: str, lines: list[str]) -> None:
    """Refuse cells between anything but commas, and the line by which Excel names another."""
    for number, line in enumerate(lines[:FIRST], start=1):
        named = line.strip().lower()
        if number == 1 and named.startswith("sep="):
            _refuse(file, 1, f"the line {named!r}", "the heading, and commas between cells")
        for sign, words in SEPARATORS.items():
            if line.count(sign) > line.count(","):
                _refuse(file, number, f"{words} between cells", "commas between cells")


def _rows(file: str, lines: list[str], *, above: int) -> list[Row]:
    """Every row with the number of its line; each must begin and end on one."""
    found: list[Row] = []
    for number, line in enumerate(_without_end(lines)[above:], start=above + 1):
        try:
            cells = next(csv.reader([line], strict=True), [])
        except csv.Error as error:
            _refuse(file, number, *_why(line, error))
        for cell in cells:
            if len(cell) > LONGEST:
                size = f"a cell of {len(cell):,} characters"
                _refuse(file, number, size, f"at most {LONGEST:,} characters")
            for quote in {cell[:1], cell[-1:]} & set(QUOTES):
                _refuse(file, number, f"the quotation mark {quote}", 'straight ones (")')
        found.append((number, cells))
    return found


def _why(line: str, error: csv.Error) -> tuple[str, str]:
    if line.count('"') % 2:
        return 'a quotation mark (") that is not closed on its line', "one row a line"
    if "field larger" in str(error):
        return f"a cell of {len(line):,} characters", f"at most {LONGEST:,} characters"
    return f"quotation marks that cannot be read ({error})", 'each " in a quoted cell doubled'


def _without_end(lines: list[str]) -> list[str]:
    """The lines without empty ones at the end."""
    last = max((at for at, line in enumerate(lines) if line.strip()), default=-1)
    return lines[: last + 1]


def _check_heading(file: str, heading: list[str], body: list[Row]) -> None:
    """Refuse lines above the heading, and columns without a name or of one name."""
    above = _heading_below(heading, body)
    if above:
        _refuse(file, 1, f"other lines above the heading (row {above})", "the heading")
    if "" in heading:
        place = heading.index("") + 1
        _refuse(file, 1, f"column {place} without a name", "a name for each column")
    repeated = sorted({name for name in heading if heading.count(name) > 1})
    if repeated:
        _refuse(file, 1, f"{', '.join(repeated)} more than once", "each column once")


def _heading_below(heading: list[str], body: list[Row]) -> int:
    """The line of the first row that could be a heading over rows as wide, where row 1 is not."""
    if any(len(row) == len(heading) and any(heading[1:]) for _, row in body[:FIRST]):
        return 0
    for (number, row), (_, after) in pairwise(body[:FIRST]):
        if len(row) > 1 and len(row) == len(after) and all(_names(row)):
            return number
    return 0


def _names(row: list[str]) -> Iterator[bool]:
    return (bool(cell.strip()) and not cell.strip()[0].isdigit() for cell in row)


def _refuse(file: str, row: int, found: str, expected: str) -> NoReturn:
    raise TableError(file=file, row=row, column="", found=found, expected=expected)
