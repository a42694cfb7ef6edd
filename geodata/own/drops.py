"""A folder into which files of local figures are dropped, and looked at by a schedule.

A file stays where it is, with the true counts in it: what becomes of it is for its owner. Beside it
goes FILE.receipt.txt, or FILE.refused.txt, which say what happened and hold no count of it, nor a
hash: that of small counts can be guessed. A file with either is looked at again only once it was
written again.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import BusyError, ExplorerError, TableError, fault
from geodata.own.add import Places, Report, add
from geodata.own.secondary import UnsafeError
from geodata.text_files import printable_name

RECEIPT, REFUSED = ".receipt.txt", ".refused.txt"
LOOKED_AT = (".csv", ".xlsx", ".xls")  # workbooks to say that they are none of ours
NOT_YET = (".", "~$")  # how files that are being written are called
QUIET = 60  # seconds without a change after which a file is taken for whole
LONGEST = 255 - len(REFUSED)  # bytes of a name, for a note to have one


@dataclass(frozen=True)
class Outcome:
    """What became of the files of a folder: how many were new and refused, in words."""

    new: int
    refused: int
    words: str


@dataclass(frozen=True)
class _Met:
    """What one file met with; `before` where it was refused, and is as it was then."""

    words: str = ""
    new: bool = False
    refused: bool = False
    before: bool = False


def take_all(folder: Path, code: str, places: Places, *, report: Report) -> Outcome:
    """Take each file of a folder that has no receipt of how it is, oldest first.

    A file that is refused does not hold up the others, nor does one that meets a fault of ours or
    of the disk: that is said with its name and tried again the next time. So is a file that cannot
    be opened, or is refused for what lies elsewhere. One that was written within QUIET seconds is
    left for the next time. ExplorerError where there is no folder; BusyError during another build,
    with what was not taken left for the next time.
    """
    if not folder.is_dir():
        raise ExplorerError(f"{folder}: found no folder, expected one of files to take.")
    met = [_take(path, code, places, report) for path in _found(folder)]
    lines = [one.words for one in met if one.words] or ["Nothing new."]
    before = sum(one.before for one in met)
    if before:
        lines.append(f"Refused before, and not written again since: {before:,} (see {REFUSED}).")
    return Outcome(sum(one.new for one in met), sum(one.refused for one in met), "\n".join(lines))


def _found(folder: Path) -> list[Path]:
    """The files to look at, oldest first."""
    found = [
        one
        for one in folder.iterdir()
        if one.suffix.lower() in LOOKED_AT and not one.name.startswith(NOT_YET)
    ]
    return sorted(found, key=lambda one: (_written(one)[0], one))


def _written(path: Path) -> tuple[int, float]:
    """When a file was written, by its own word in nanoseconds, and touched last, in seconds.

    Noughts for one that cannot be asked, as a link that leads nowhere: opening it says why. Its own
    word may be of long ago while it is still copied; when it was touched nobody can set.
    """
    try:
        about = path.stat()
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_ctime


def _take(path: Path, code: str, places: Places, report: Report) -> _Met:
    """Take one file, unless it has a note or may not be whole yet."""
    name = printable_name(path)
    report(name)
    written, touched = _written(path)
    mark = str(written)
    try:
        if len(os.fsencode(path.name)) > LONGEST:
            expected = f"one of at most {LONGEST} bytes, for a note beside it"
            raise ExplorerError(f"{name}: found a longer name, expected {expected}.")
        if _note(path, RECEIPT) == mark:
            return _Met()
        if _note(path, REFUSED) == mark:
            return _Met(before=True)
        if time.time() - touched < QUIET:
            return _Met(f"left: {name} was written just now. It is looked at the next time.")
        taken = add(path, code, places, report=report)
    except BusyError:
        raise
    except ExplorerError as error:
        about_it = isinstance(error, TableError) and error.file == name
        noted = about_it or isinstance(error, UnsafeError)
        failed = _leave(path, REFUSED, RECEIPT, f"{error}\n{mark}\n") if noted else ""
        return _Met(f"refused: {error} {failed}".rstrip(), refused=True)
    except Exception as error:
        return _Met(f"refused: {_fault(path, error)}", refused=True)
    failed = _leave(path, RECEIPT, REFUSED, f"{taken.words}\n{mark}\n")
    return _Met(f"{name}: {taken.words}\n{failed}".rstrip(), new=taken.new)


def _fault(path: Path, error: Exception) -> str:
    """Which fault kept a file from being taken, and where; what it says may hold a count."""
    said = f"not taken, because of {fault(error)}. It is tried again."
    return f"{printable_name(path)}: {said}"


def _note(path: Path, ending: str) -> str:
    """When a file was written that a note is about; "" for what is no note: a link, a folder."""
    note = path.with_name(path.name + ending)
    if note.is_symlink() or not note.is_file():
        return ""
    return "".join(note.read_text(encoding="utf-8", errors="replace").split()[-1:])


def _leave(path: Path, ending: str, other: str, text: str) -> str:
    """Put a note beside a file in one step, and take the other kind of note away.

    Whoever drops files may have put links there: none of them is written through. Returns a
    sentence where the note cannot be written, else "".
    """
    beside = path.with_name(f".{path.name}.note")
    try:
        beside.unlink(missing_ok=True)
        with beside.open("x", encoding="utf-8") as note:  # fails for a link, wherever it leads
            note.write(text)
        os.replace(beside, path.with_name(path.name + ending))
        path.with_name(path.name + other).unlink(missing_ok=True)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        return f"No note could be left beside it ({reason}): it is looked at each time."
    return ""
