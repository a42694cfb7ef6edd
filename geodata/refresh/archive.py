"""One member of a ZIP archive, without unpacking what would fill the disk."""

from __future__ import annotations

import lzma
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EINVAL
from hashlib import sha256
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

from geodata.errors import TableError
from geodata.text_files import LARGEST

LONGEST = 20_000  # bytes of a line
DENSEST = 200  # bytes out of one byte in; tables of counts stay below 30
# A RuntimeError is a locked member, or one packed in a way that is not known; a ValueError a name
# that is no text, or a place outside the file.
BROKEN = (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, lzma.LZMAError, zlib.error)


def unpack(archive: Path, member: str, into: Path, *, label: str) -> Path:
    """Write the one member whose last name is `member` into a folder, once; returns where.

    It is there whole or not at all, whoever else unpacks the same archive meanwhile.
    Raises TableError for what is no archive, a member that is not there (its neighbours are named),
    one that is locked or broken, and one that would grow beyond measure.
    """
    made = into / member
    if made.exists():
        return made
    with _opened(archive, label) as opened:
        info = _the_one(opened, member, label=label)
        check_density(info, label=label)
        with opened.open(info) as source, beside(made) as fresh, fresh.open("wb") as target:
            shutil.copyfileobj(source, target)
    return made


def excerpt(
    archive: Path, member: str, into: Path, *, keep: Sequence[str], largest: int, label: str
) -> Path:
    """Write the heading of a member and its lines with one of `keep` in them, once; returns where.

    The member is read line by line and may be far larger than what fits: `largest` bytes.
    TableError as `unpack`.
    """
    made = into / f"{sha256(' '.join(keep).encode()).hexdigest()}-{member}"
    if made.exists():
        return made
    with _opened(archive, label) as opened:
        info = _the_one(opened, member, label=label)
        check_density(info, label=label, largest=largest)
        wanted = re.compile(b"|".join(re.escape(one.encode()) for one in keep))
        with opened.open(info) as source, beside(made) as fresh, fresh.open("wb") as target:
            heading = True
            while line := source.readline(LONGEST):
                if len(line) >= LONGEST:
                    found = f"a line of {LONGEST:,} bytes or more"
                    _refuse(f"{label}, {member}", found, "a row of a table")
                if heading or wanted.search(line):
                    target.write(line)
                heading = False
    return made


def members(archive: Path, *, label: str) -> list[str]:
    """The last names of all members, or TableError for what is no archive."""
    with _opened(archive, label) as opened:
        return sorted(Path(one.filename).name for one in opened.infolist())


@contextmanager
def _opened(archive: Path, label: str) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever keeps it or a member from being read is a TableError."""
    try:
        with zipfile.ZipFile(archive) as opened:
            yield opened
    except BROKEN as error:
        _refuse(label, f"an archive that cannot be read ({error})", "a ZIP archive")
    except OSError as error:
        if error.errno != EINVAL:  # a place before the file begins; others are this machine's
            raise
        _refuse(label, "an archive that cannot be read (a member outside it)", "a ZIP archive")


def _the_one(opened: zipfile.ZipFile, member: str, *, label: str) -> zipfile.ZipInfo:
    named = [one for one in opened.infolist() if Path(one.filename).name == member]
    if len(named) != 1:
        others = sorted({Path(one.filename).name for one in opened.infolist()} - {""})
        found = "several of that name" if named else f"only {', '.join(others[:8]) or 'nothing'}"
        _refuse(label, found, f"one member {member}")
    if named[0].flag_bits & 1:
        _refuse(f"{label}, {member}", "a member under a password", "an open one")
    return named[0]


@contextmanager
def beside(made: Path) -> Iterator[Path]:
    """A place to write a file that is then put in its own, in one step; it goes when that fails."""
    fresh = made.with_name(f".{made.name}.{uuid4().hex}")
    try:
        yield fresh
        os.replace(fresh, made)
    finally:
        fresh.unlink(missing_ok=True)


def check_density(info: zipfile.ZipInfo, *, label: str, largest: int = LARGEST) -> None:
    """Refuse a member that would grow beyond measure."""
    most = min(largest, DENSEST * max(info.compress_size, 1))
    if info.file_size > most:
        found = f"{info.file_size:,} bytes packed into {info.compress_size:,}"
        _refuse(f"{label}, {Path(info.filename).name}", found, f"at most {most:,}")


def _refuse(label: str, found: str, expected: str) -> NoReturn:
    raise TableError(file=label, row=0, column="", found=found, expected=expected)
