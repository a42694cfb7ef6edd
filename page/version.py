"""After what files made on demand are named: the figures, and the program that writes them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from geodata.bundle import catalogue_hash
from geodata.store import Store

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("geodata", "layers", "charts", "pictures", "page")


def version_of(store: Store) -> str:
    """Another text whenever the figures, their catalogue or the program are others."""
    words = catalogue_hash(store.catalogue, store.authority)
    return f"{store.edition} {words} {_program()}"


@cache
def _program() -> str:
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()
