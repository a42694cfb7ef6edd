"""The refusals of this room. Every message is a sentence that can be shown to a person."""

from __future__ import annotations

from typing import NoReturn

FILE_IN_QUERY = "?uri="


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
        self.found = found
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
        self.found = found
        self.expected = expected
        place = without_query(address).partition("#")[0]
        super().__init__(f"{place}: found {found}, expected {expected}.")


def without_query(address: str) -> str:
    """An address without its query, but for one that names the file, as those of ONS do."""
    return address if FILE_IN_QUERY in address else address.partition("?")[0]
