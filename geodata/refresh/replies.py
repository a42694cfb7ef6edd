"""What a reply says of itself: its version, a pause that is asked for, what kind of file it is."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NoReturn

import httpx

from geodata.errors import FetchError
from geodata.text_files import BEGINNINGS, PAGES

ZIP = b"PK\x03\x04"
KINDS = {"csv": "a CSV file", "json": "JSON", "zip": "a ZIP archive", "xlsx": "an Excel workbook"}
REMEDY = {"zip": "", "xlsx": " saved as .xlsx, without a password"}
UNPACKED = ("gzip", "deflate")  # though the file as it is was asked for


class TryAgainError(Exception):
    """What may go well another time. `after` is how long the server asked to wait, if it did."""

    def __init__(self, found: str, after: float | None = None) -> None:
        self.found, self.after = found, after
        super().__init__(found)


def validator(answer: httpx.Response) -> str:
    """What the server calls this version: a strong ETag, or else a date; "" without either."""
    etag = answer.headers.get("etag", "")
    return str(etag if etag.startswith('"') else answer.headers.get("last-modified", ""))


def packed(address: str, answer: httpx.Response) -> bool:
    """Whether the body is compressed on its way; FetchError when in a way that is not known."""
    how = str(answer.headers.get("content-encoding", "identity"))
    if how not in ("identity", *UNPACKED):
        refuse(address, f"a body in {how}", "the file as it is, as was asked for")
    return how != "identity"


def asked_pause(address: str, answer: httpx.Response, *, longest: float) -> float | None:
    """Seconds by the Retry-After header; a publisher who asks for more than `longest` is left.

    HTTP has dates in GMT alone.
    """
    asked = answer.headers.get("retry-after", "").strip()
    if not asked:
        return None
    try:
        until = None if asked.isdecimal() else parsedate_to_datetime(asked).replace(tzinfo=UTC)
    except ValueError:
        return None
    seconds = float(asked) if until is None else (until - datetime.now(UTC)).total_seconds()
    if seconds > longest:
        found = f"{answer.status_code}, with {seconds:.0f} seconds to wait"
        refuse(address, found, f"at most {longest:g}; start again later")
    return seconds


def check_kind(address: str, path: Path, kind: str) -> None:
    """Refuse a web page, or no archive, in the place of what was promised (one of KINDS)."""
    with path.open("rb") as file:
        first = file.read(512)
    text = first.decode("utf-8-sig", errors="replace").lstrip().lower()
    if not first:
        refuse(address, "an empty file", KINDS[kind])
    if text.startswith(PAGES):
        refuse(address, "a web page or XML", KINDS[kind])
    if kind in ("zip", "xlsx") and not first.startswith(ZIP):
        known = (what for begin, what in BEGINNINGS if first.startswith(begin))
        refuse(address, next(known, "something that is no archive"), f"{KINDS[kind]}{REMEDY[kind]}")


def refuse(address: str, found: str, expected: str) -> NoReturn:
    """Raise a FetchError."""
    raise FetchError(address=address, found=found, expected=expected)
