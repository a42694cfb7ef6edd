"""Downloads kept on disk: the content by its SHA-256, and for each address what it last gave.

content/<sha256>         a whole file as it came
addresses/<key>.json     what an address gave last; the key is the SHA-256 of the address
partial/<key>            the beginning of a download, its version in <key>.json; <key>-<another>
                         while a second run fetches the same address
unpacked/<sha256>/       members of an archive

Any of it may be deleted at any time: it is fetched again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from geodata.refresh.archive import beside

CHUNK = 1 << 20


@dataclass(frozen=True)
class Held:
    """What an address gave: its content's hash and size, and what the server calls that version.

    `validator` is a strong ETag or a Last-Modified date, "" without either. `fetched` is a day.
    """

    address: str
    sha256: str
    size: int
    validator: str
    fetched: str


@dataclass(frozen=True)
class Part:
    """The beginning of a download, which nobody else writes to as long as it is held."""

    path: Path

    @property
    def size(self) -> int:
        """Bytes there are of it."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def version(self) -> str:
        """The validator that the bytes belong to; "" when no others may be put behind them."""
        try:
            return self._note.read_text()
        except (OSError, ValueError):
            return ""

    def begin(self, version: str) -> None:
        """Forget the bytes, and note which version the next ones belong to."""
        os.truncate(self.path, 0)
        self._note.write_text(version)

    def forget(self) -> None:
        """Leave nothing of it."""
        self.begin("")

    def remove(self) -> None:
        """Take its files away."""
        for one in (self.path, self._note):
            one.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.path.with_suffix(".json")


class Cache:
    """A folder of downloads. Content that is not what its name says is as if it were not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("content", "addresses", "partial", "unpacked"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def find(self, address: str) -> Held | None:
        """What the address gave last, when its content is still whole."""
        try:
            held = Held(**json.loads(self._entry(address).read_text()))
            whole = sha256_of(self.content(held)) == held.sha256
        except (OSError, ValueError, TypeError):
            return None
        return held if whole else None

    def content(self, held: Held) -> Path:
        """Where the content is."""
        return self.folder / "content" / held.sha256

    def unpacked(self, held: Held) -> Path:
        """A folder for the members of an archive."""
        folder = self.folder / "unpacked" / held.sha256
        folder.mkdir(exist_ok=True)
        return folder

    @contextmanager
    def part(self, address: str) -> Iterator[Part]:
        """The beginning of a download, to go on with; it stays when that breaks off.

        While another run has it, an empty one in its place, which does not stay.
        """
        path = self.folder / "partial" / _key(address)
        handle = _locked(path)
        stays = handle is not None
        if handle is None:
            path = path.with_name(f"{path.name}-{uuid4().hex}")
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        part = Part(path)
        try:
            yield part
        finally:
            if not (stays and part.size):
                part.remove()
            os.close(handle)

    def give(self, address: str, path: Path, *, fetched: str) -> Held:
        """Make a copy of a file that is at hand the content of an address."""
        with self.part(address) as part:
            part.forget()
            shutil.copyfile(path, part.path)
            return self.keep(address, part, validator="", fetched=fetched)

    def keep(self, address: str, part: Part, *, validator: str, fetched: str) -> Held:
        """Make a download that is whole the content of its address."""
        held = Held(address, sha256_of(part.path), part.size, validator, fetched)
        os.replace(part.path, self.content(held))
        with beside(self._entry(address)) as fresh:
            fresh.write_text(json.dumps(asdict(held)))
        return held

    def _entry(self, address: str) -> Path:
        return self.folder / "addresses" / f"{_key(address)}.json"


def _locked(path: Path) -> int | None:
    """The open file, when nobody else has it and it is still the one of its name."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                return handle
        except BlockingIOError:
            os.close(handle)
            return None
        except FileNotFoundError:
            pass  # it was kept, or taken away, in between
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
