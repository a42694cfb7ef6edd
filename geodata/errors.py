"""The refusals of this room. Every message is a sentence that can be shown to a person."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import NoReturn

FILE_IN_QUERY = "?uri="
LONGEST = 300  # characters of what was found


def shortened(words: str) -> str:
    """What somebody else wrote, as part of a sentence: on one line, and not longer than that."""
    line = " ".join(words.splitlines())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}\u2026 ({len(line):,} characters)"


class ExplorerError(Exception):
    """Base of every refusal the project raises on purpose."""


class TableError(ExplorerError):
    """A published table that is not what its schema says.

    `row` is the line of the file, the heading being line 1; 0 means the file as a whole.
    """

    def __init__(self, *, file: str, row: int, column: str, found: str, expected: str) -> None:
        self.file = file
        self.row = row
        self.column = column
        self.found = found = shortened(found)
        self.expected = expected
        where = f"{file}, row {row}" if row else file
        if column:
            where += f", column {column}"
        super().__init__(f"{where}: found {found}, expected {expected}.")


def refuse_table(file: str, row: int, column: str, found: str, expected: str) -> NoReturn:
    """Raise a TableError."""
    raise TableError(file=file, row=row, column=column, found=found, expected=expected)


class CatalogueError(ExplorerError):
    """A catalogue file with an unknown, missing or impossible entry."""

    def __init__(self, *, file: str, key: str, found: str, expected: str) -> None:
        self.file = file
        self.key = key
        self.found = found
        self.expected = expected
        super().__init__(f"{file}, {key}: found {found}, expected {expected}.")


class BundleError(ExplorerError):
    """A bundle that cannot be served or swapped in; the message names the file and the cure."""


class BusyError(BundleError):
    """Another build is writing to the same place."""


class GeographyError(ExplorerError):
    """Shapes or codes that do not fit together (gaps, overlaps, areas that do not nest)."""


class UnknownKeyError(ExplorerError):
    """A question about an indicator, level or measure that does not exist."""


class FetchError(ExplorerError):
    """What a publisher's server gave that cannot be used; the sentence names the address.

    Of an address with a query it names what `without_query` leaves.
    """

    def __init__(self, *, address: str, found: str, expected: str) -> None:
        self.address = address
        self.found = found = shortened(found)
        self.expected = expected
        place = without_query(address).partition("#")[0]
        super().__init__(f"{place}: found {found}, expected {expected}.")


def fault(error: Exception) -> str:
    """Where a fault of ours is: its type, file and line. What it says may hold a figure."""
    at = type(error).__name__
    for where in traceback.extract_tb(error.__traceback__)[-1:]:
        at += f" in {Path(where.filename).name}, line {where.lineno}"
    return f"an unexpected fault ({at})"


def without_query(address: str) -> str:
    """An address without its query, but for one that names the file, as those of ONS do."""
    return address if FILE_IN_QUERY in address else address.partition("?")[0]
