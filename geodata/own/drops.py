"""A folder into which files of local figures are dropped, and looked at by a schedule.

A file stays where it is, with the true counts in it: what becomes of it is for its owner. Beside it
goes FILE.receipt.txt, or FILE.refused.txt, which say what happened and hold no count of it, nor a
hash: that of small counts can be guessed. A file with either is looked at again only once it was
written again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import BusyError, ExplorerError, fault
from geodata.own.add import Places, Report, add

RECEIPT, REFUSED = ".receipt.txt", ".refused.txt"
LOOKED_AT = (".csv", ".xlsx", ".xls")  # workbooks to say that they are none of ours
NOT_YET = (".", "~$")  # how files that are being written are called


@dataclass(frozen=True)
class Outcome:
    """What became of the files of a folder: how many were new and refused, in words."""

    new: int
    refused: int
    words: str


def take_all(folder: Path, code: str, places: Places, *, report: Report) -> Outcome:
    """Take each file of a folder that has no receipt of how it is, oldest first.

    A file that is refused does not hold up the others, nor does one that meets a fault of ours or
    of the disk: that is said with its name and tried again the next time. ExplorerError where there
    is no folder; BusyError during another build, with what was not taken left for the next time.
    """
    if not folder.is_dir():
        raise ExplorerError(f"{folder}: found no folder, expected one of files to take.")
    lines, new, refused = [], 0, 0
    found = [
        one
        for one in folder.iterdir()
        if one.suffix.lower() in LOOKED_AT and not one.name.startswith(NOT_YET)
    ]
    for written, path in sorted((one.stat().st_mtime_ns, one) for one in found):
        report(path.name)
        mark = str(written)
        try:
            if _done(path, mark):
                continue
            taken = add(path, code, places, report=report)
            _leave(path, RECEIPT, REFUSED, f"{taken.words}\n{mark}\n")
        except BusyError:
            raise
        except ExplorerError as error:
            refused += 1
            _leave(path, REFUSED, RECEIPT, f"{error}\n{mark}\n")
            lines.append(f"refused: {error}")
        except Exception as error:
            refused += 1
            lines.append(f"refused: {_fault(path, error)}")
        else:
            new += taken.new
            lines.append(f"{path.name}: {taken.words}")
    return Outcome(new, refused, "\n".join(lines) or "Nothing new.")


def _fault(path: Path, error: Exception) -> str:
    """Which fault kept a file from being taken, and where; what it says may hold a count."""
    return f"{path.name}: not taken, because of {fault(error)}. It is tried again."


def _done(path: Path, mark: str) -> bool:
    """Whether a receipt or a refusal is about the file as it was last written."""
    notes = (path.with_name(path.name + ending) for ending in (RECEIPT, REFUSED))
    return any(note.exists() and note.read_text().split()[-1:] == [mark] for note in notes)


def _leave(path: Path, ending: str, other: str, text: str) -> None:
    """Put a note beside a file in one step, and take the other kind of note away."""
    beside = path.with_name(f".{path.name}.note")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path.with_name(path.name + ending))
    path.with_name(path.name + other).unlink(missing_ok=True)
