"""Reading a text file that somebody gave us: what is not text, or not ours, is said plainly.

Every file of figures, boundaries, catalogue and bundle that is text comes through here. A refusal
is a `TextFileError`, which says what was found and what was expected; its reader adds the file.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from pathlib import Path
from typing import Any, NoReturn

from geodata.errors import ExplorerError

LARGEST = 200_000_000  # bytes; the largest published table of England is a fifth of that
BEGINNINGS = (  # what files begin with that are something else, whatever they are called
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or a locked one"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"PAR1", "a parquet file"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)
PAGES = ("<!doctype html", "<html", "<?xml")


class TextFileError(ExplorerError):
    """A file that is not the text it should be. `row` is a line from 1, 0 for all of it."""

    def __init__(self, found: str, expected: str, *, row: int = 0) -> None:
        self.found, self.expected, self.row = found, expected, row
        super().__init__(f"found {found}, expected {expected}")


class UnreadableError(TextFileError):
    """A file of which nothing is known, for it cannot be opened now, or changes meanwhile."""


def printable_name(path: Path) -> str:
    """The name of a file on one line of a message: what cannot be printed is escaped."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in path.name
    )


def read_text(path: Path, expected: str) -> str:
    """The text of a UTF-8 file, a byte order mark taken off. `expected` names the kind of file.

    Raises TextFileError for a folder, a file that is not there, cannot be read or is no plain
    file, one that is empty or far too large, another kind of file, bytes that are not UTF-8.
    """
    content = _bytes(path, expected)
    if not content.strip():
        raise TextFileError("an empty file", expected)
    for beginning, what in BEGINNINGS:
        if content.startswith(beginning):
            raise TextFileError(what, f"{expected} in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise TextFileError(
            f"the byte 0x{content[error.start]:02X}, which is not UTF-8",
            f"{expected} in UTF-8",
            row=row,
        ) from error
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise TextFileError("a NUL character", f"{expected} in UTF-8", row=row)
    if text.lstrip()[:20].lower().startswith(PAGES):
        raise TextFileError("a web page or XML", expected)
    return text


def check_plain(path: Path, expected: str) -> os.stat_result:
    """What the system says of a file. TextFileError for a folder, pipe or device; or OSError."""
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise TextFileError("a folder", expected)
    if not stat.S_ISREG(about.st_mode):
        raise TextFileError("no plain file (a pipe or a device)", expected)
    return about


def _bytes(path: Path, expected: str) -> bytes:
    try:
        about = check_plain(path, expected)
        if about.st_size > LARGEST:
            most = f"{expected} of at most {LARGEST:,} bytes"
            raise TextFileError(f"{about.st_size:,} bytes", most)
        return _unchanged(path, expected)
    except FileNotFoundError as error:
        what = "a link that leads nowhere" if os.path.islink(path) else "no such file"
        raise UnreadableError(what, expected) from error
    except OSError as error:
        reason = error.strerror or "an error of the system"
        raise UnreadableError(f"a file that cannot be read ({reason})", expected) from error
    except ValueError as error:  # a NUL in its name
        raise UnreadableError("a name that no file can have", expected) from error


def _unchanged(path: Path, expected: str) -> bytes:
    """The bytes of a file that nobody wrote to while it was read."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        content = file.read()
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("a file that is being written", expected)
    return content


def read_json(path: Path, expected: str, *, odd_numbers: bool = False) -> Any:
    """What a JSON file holds. A key given twice and endless nesting are refused with the rest.

    So are NaN and Infinity, unless `odd_numbers` leaves them to the caller, who knows their place.
    Raises TextFileError, with the line where the text ends being JSON.
    """
    text = read_text(path, expected)
    try:
        constant = float if odd_numbers else _no_number
        return json.loads(text, parse_constant=constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise TextFileError(f"what is no JSON ({error.msg})", expected, row=error.lineno) from error
    except RecursionError as error:
        raise TextFileError("JSON nested too deeply to be read", expected) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise TextFileError("a number too long to be read", expected) from error


def read_toml(path: Path, expected: str) -> dict[str, Any]:
    """What a TOML file holds, or TextFileError."""
    text = read_text(path, expected)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TextFileError(str(error), f"valid TOML, {expected}") from error
    except RecursionError as error:
        raise TextFileError("TOML nested too deeply to be read", expected) from error


def _no_number(name: str) -> NoReturn:
    raise TextFileError(f"the word {name} for a number", "JSON, which has no such number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TextFileError(f"the key {twice!r} twice in one object", "each key once")
    return found
