"""What a code says of an authority: one of its own, several as one, or none that can be begun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from geodata.errors import ExplorerError
from geodata.text_files import read_toml

FILE = Path(__file__).with_name("authorities.toml")


@dataclass(frozen=True)
class Kind:
    """What an authority is called.

    For several as one, ONS's service that says which these are, and how the columns of their own
    code and name begin there. All of England is `named` so, and needs none.
    """

    kind: str
    look_up: str = ""
    columns: str = ""
    named: str = ""


def kind_of(code: str) -> Kind:
    """The kind of an authority by its code; ExplorerError for what is no English one."""
    kinds = read_toml(FILE, "a TOML file")
    known = [letters for letters, entry in kinds.items() if "kind" in entry and len(letters) == 3]
    expected = f"the code of an English authority ({', '.join(known)} and six digits)"
    if not re.fullmatch(r"[A-Z]\d{8}", code):
        _refuse(code, "no code that ONS gives", expected)
    entry: dict[str, str] = next(
        (kinds[code[:size]] for size in (9, 3, 1) if code[:size] in kinds), {}
    )
    if "kind" not in entry:
        _refuse(code, entry.get("found", "the code of something else"), expected)
    return Kind(**entry)


def _refuse(code: str, found: str, expected: str) -> NoReturn:
    raise ExplorerError(f"{code}: found {found}, expected {expected}.")
