"""Putting a finished bundle in place so that a reader always finds a whole one.

The new bundle is written to a hidden sibling and flushed to disk. The old one is then renamed to
a second hidden sibling and the new one renamed into place. Store.open looks at the second sibling
when the place is empty, so a build killed at any moment leaves a bundle to serve; the next build
puts right whatever the killed one left behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from geodata.bundle import set_aside
from geodata.errors import BusyError


@contextmanager
def building(target: Path) -> Iterator[None]:
    """Hold the place where `target` goes, for one build at a time; BusyError during another.

    Leftovers of builds that were killed are removed first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = target.with_name(f".{target.name}.lock")
    handle = _locked(lock, target)
    try:
        _clean(target)
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(handle)


def _locked(lock: Path, target: Path) -> int:
    """An open file that nobody else holds, and that is still the one of its name."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise BusyError(
                f"Another build is writing to {target}; wait until it has finished"
            ) from error
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)


def swap_in(target: Path, files: Mapping[str, bytes]) -> None:
    """Write the files (bytes by name) and put them in place of `target`.

    Call it while holding `building`. What fails, as OSError on a full disk, leaves the old bundle.
    """
    fresh = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    try:
        for name, content in files.items():
            _write(fresh / name, content)
        fresh.chmod(0o755)
        _flush(fresh)
        if target.exists():
            os.rename(target, set_aside(target))
        os.rename(fresh, target)
        _flush(target.parent)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        _clean(target)
        raise
    _clean(target)


def _clean(target: Path) -> None:
    """Bring a stranded previous bundle back, and remove what a killed build left."""
    previous = set_aside(target)
    if previous.exists() and not target.exists():
        os.rename(previous, target)
    for leftover in (previous, *target.parent.glob(f"{_prefix(target)}*")):
        if leftover.exists():
            shutil.rmtree(leftover)


def _prefix(target: Path) -> str:
    return f".{target.name}.building-"


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
