"""The register that is kept of some figures, believed only where it is whole.

Without a line of it a change of few people could be shown, so a register that lacks what was shown
stops everything. It is held against the seal in the entry, in the bundle's as well, and against the
table: whoever loses all of these with it is not found out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from geodata import bundle
from geodata.catalogue.own import FOLDER, read_entries
from geodata.errors import refuse_table
from geodata.own.register import MISSING, Register, read_register, written
from geodata.sources.cells import read_cells

LACKS = "other lines than what was shown before needs"
WHOLE = "the file as it was last written: put it back from a copy (docs/data.md)"


def kept_register(figures: Path, key: str, target: Path) -> Register:
    """The register of a key in an authority's folder of figures; an empty one of new figures.

    `target` is the folder of the bundle. TableError for a register that is gone, or that lacks or
    alters a line of what was shown before.
    """
    own = figures / FOLDER
    path, table = own / f"{key}.printed.csv", own / f"{key}.csv"
    register = read_register(path)
    manifest = bundle.read_manifest(target) if target.exists() else {}
    entries = (read_entries(figures).get(key), manifest.get("own", {}).get(key))
    if not all(_fits(register, entry) for entry in entries if entry is not None):
        refuse_table(path.name, 0, "", LACKS, WHOLE)
    if table.exists() and not _has_all_of(register, table):
        refuse_table(path.name, 0, "", LACKS, WHOLE)
    return register


def _fits(register: Register, entry: Mapping[str, object]) -> bool:
    """Whether a register begins as it was when an entry was written; the entry may be older."""
    seal = entry.get("register")
    if seal is None:  # entries had none at first
        return bool(register.rows)
    rows = seal.get("rows") if isinstance(seal, dict) else None
    return isinstance(rows, int) and register.seal(rows) == seal


def _has_all_of(register: Register, table: Path) -> bool:
    """Whether each area has in the register, as the newest, whatever its row of the table shows."""
    held: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (code, _), state in register.latest().items():
        held[code][written(state)] += 1
    for code, *cells in read_cells(table).itertuples(index=False, name=None):
        shown = Counter(zip(cells[::2], cells[1::2], strict=True))
        del shown[MISSING, MISSING]
        if shown - held[code]:
            return False
    return True
