"""The body of an answer behind what there is of a download, and whether it is whole then."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import NoReturn

import httpx
from tqdm import tqdm

from geodata.refresh import replies
from geodata.refresh.cache import Part
from geodata.refresh.deadline import Deadline
from geodata.refresh.replies import TryAgainError

RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
EITHER = 32 + zlib.MAX_WBITS  # the heading says whether it is gzip or deflate


def take(
    address: str,
    answer: httpx.Response,
    part: Part,
    *,
    largest: int,
    deadline: Deadline,
    quiet: bool,
) -> None:
    """Write the body of 200 or 206; on return the part is the whole file, of one version.

    TryAgainError where it is not, with the part as far as it can be gone on with; FetchError for
    one of more than `largest` bytes.
    """
    packed = replies.packed(address, answer)
    version = replies.validator(answer)
    if answer.status_code == HTTPStatus.OK:
        part.begin("" if packed else version)
        told = "" if packed else answer.headers.get("content-length", "")
        total = int(told) if told.isdecimal() else None
        until = total
    else:
        until, total = _asked_for(answer, part, version, packed=packed)
    if total is not None and total > largest:
        part.forget()
        replies.refuse(address, f"{total:,} bytes", f"at most {largest:,} bytes")
    with tqdm(total=total, initial=part.size, unit="B", unit_scale=True, disable=quiet) as bar:
        pieces = _unpacked(answer) if packed else answer.iter_raw()
        ended = _write(pieces, part, largest=largest, deadline=deadline, bar=bar)
    if part.size > largest:
        part.forget()
        replies.refuse(address, f"more than {largest:,} bytes", f"at most {largest:,} bytes")
    if until is not None and part.size > until:
        part.forget()
        raise TryAgainError("more bytes than were told")
    if not ended or (total is not None and part.size < total):
        raise TryAgainError(f"a body that breaks off after {part.size:,} bytes")


def _write(
    pieces: Iterator[bytes], part: Part, *, largest: int, deadline: Deadline, bar: tqdm[NoReturn]
) -> bool:
    """Put pieces behind the part, until there are too many; whether the body came to its end."""
    with suppress(httpx.RemoteProtocolError, httpx.ReadError), part.path.open("ab") as file:
        for piece in pieces:
            if deadline.passed:
                return False
            file.write(piece)
            bar.update(len(piece))
            if file.tell() > largest:
                return False
        return not deadline.passed
    return False


def _asked_for(
    answer: httpx.Response, part: Part, version: str, *, packed: bool
) -> tuple[int, int]:
    """Where a part ends and the whole file does, when it is what comes next of the same version.

    A version by its date need not be said again with a part; one by its ETag must be.
    """
    found = RANGE.fullmatch(answer.headers.get("content-range", ""))
    before, size = part.version, part.size
    if not found or packed or not before or int(found[1]) != size:
        part.forget()
        raise TryAgainError("another part than was asked for")
    if version != before and (version or before.startswith('"')):
        part.forget()
        raise TryAgainError("a part of another version")
    return int(found[2]) + 1, int(found[3])


def _unpacked(answer: httpx.Response) -> Iterator[bytes]:
    """The body as it was before it was compressed on its way."""
    unpacker = None
    try:
        for piece in answer.iter_raw():
            rest = piece
            yield b""
            while rest:
                unpacker = unpacker or zlib.decompressobj(EITHER)
                yield unpacker.decompress(rest)
                rest = unpacker.unused_data
                unpacker = None if unpacker.eof else unpacker
    except zlib.error as error:
        raise TryAgainError("a body that cannot be unpacked") from error
    if unpacker:
        raise TryAgainError("a compressed body that breaks off")
