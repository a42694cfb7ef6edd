"""Downloads kept on disk: the content by its SHA-256, and for each address what it last gave.

content/<sha256>         a whole file as it came
addresses/<key>.json     what an address gave last; the key is the SHA-256 of the address
partial/<key>            the beginning of a download that broke off, <key>.json beside it
unpacked/<sha256>/       members of an archive

Any of it may be deleted at any time: it is fetched again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

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

    def partial(self, address: str) -> Path:
        """Where the beginning of a download is kept."""
        return self.folder / "partial" / _key(address)

    def begun(self, address: str) -> tuple[int, str]:
        """Bytes of a broken download, and the validator they belong to; (0, "") without."""
        path = self.partial(address)
        try:
            validator = path.with_suffix(".json").read_text()
            return (path.stat().st_size, validator) if validator else (0, "")
        except (OSError, ValueError):
            return 0, ""

    def begin(self, address: str, validator: str) -> None:
        """Forget a broken download, and note which version the next bytes belong to."""
        self.forget(address)
        self.partial(address).with_suffix(".json").write_text(validator)

    def forget(self, address: str) -> None:
        """Remove what is left of a broken download."""
        path = self.partial(address)
        for one in (path, path.with_suffix(".json")):
            one.unlink(missing_ok=True)

    def give(self, address: str, path: Path, *, fetched: str) -> Held:
        """Make a copy of a file that is at hand the content of an address."""
        self.begin(address, "")
        shutil.copyfile(path, self.partial(address))
        return self.keep(address, validator="", fetched=fetched)

    def keep(self, address: str, *, validator: str, fetched: str) -> Held:
        """Make the partial download the content of its address."""
        path = self.partial(address)
        held = Held(address, sha256_of(path), path.stat().st_size, validator, fetched)
        os.replace(path, self.content(held))
        self.forget(address)
        entry = self._entry(address)
        fresh = entry.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(held)))
        os.replace(fresh, entry)
        return held

    def _entry(self, address: str) -> Path:
        return self.folder / "addresses" / f"{_key(address)}.json"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
