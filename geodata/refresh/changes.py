"""CHANGES.md: what a refresh brings, for the person who answers for the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.catalogue import Catalogue, Table
from geodata.errors import without_query
from geodata.refresh.cache import Held
from geodata.refresh.tables import Change, Compared

SHOWN = 40  # changed cells of one table; the rest are counted


@dataclass(frozen=True)
class Fetched:
    """A table that came from its publisher: from where, and how it differs from the one before."""

    table: Table
    held: tuple[Held, ...]
    compared: Compared


def write(
    name: str,
    catalogue: Catalogue,
    fetched: Sequence[Fetched],
    *,
    notes: Iterable[str] = (),
    skipped: Iterable[str],
    kept: Iterable[str],
    observations: str,
) -> str:
    """The text. `observations` is what `build_diff` says; `kept` are files without an adapter.

    `notes` are sentences about tables as they are.
    """
    parts = [
        f"# What this refresh changes: {name}",
        "Nothing here is served before this file is written. Look at each cell that changed: "
        "a correction by its publisher is usual, a whole column is not.",
        "## From the publishers",
        _overview(catalogue, fetched),
    ]
    parts += [_cells(one) for one in fetched if one.compared.changes]
    parts += _listed("To look at", notes)
    parts += ["## In the bundle", f"```\n{observations}\n```"]
    parts += _files("Not fetched: skipped, or without a file or key that it needs", skipped)
    parts += _files("Kept, no adapter yet", kept)
    return "\n\n".join(parts) + "\n"


def summary(fetched: Sequence[Fetched]) -> str:
    """The overview as lines for a terminal."""
    rows: list[tuple[str, ...]] = [("table", "rows", "changed", "marks", "fetched")]
    for one in fetched:
        compared = one.compared
        numbers = (compared.rows, len(compared.changes), compared.marked)
        day = max((held.fetched for held in one.held), default="")
        rows.append((one.table.key, *(f"{number:,}" for number in numbers), day))
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
        for row in rows
    )


def _overview(catalogue: Catalogue, fetched: Sequence[Fetched]) -> str:
    lines = [
        "| File | Publisher | Licence | Areas | Fetched | SHA-256 | Rows | Changed | Marks |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in fetched:
        source = catalogue.source(one.table.source)
        day = max((held.fetched for held in one.held), default="")
        hashes = " ".join(held.sha256[:12] for held in one.held[:3])
        cells = (
            f"`{one.table.file}`",
            source.publisher,
            source.licence,
            f"{one.table.level} {one.table.vintage}",
            day,
            hashes,
            f"{one.compared.rows:,}",
            f"{len(one.compared.changes):,}",
            f"{one.compared.marked:,}",
        )
        lines.append(f"| {' | '.join(_plain(cell) for cell in cells)} |")
    addresses = dict.fromkeys(without_query(held.address) for one in fetched for held in one.held)
    return "\n".join([*lines, "", *(f"- <{address}>" for address in addresses)])


def _cells(one: Fetched) -> str:
    changes: Sequence[Change] = one.compared.changes
    lines = [
        f"### {one.table.file}",
        "",
        "| Row | Column | Before | After |",
        "|---|---|---|---|",
        *(
            f"| {' | '.join(_plain(cell) for cell in (c.row, c.column, c.before, c.after))} |"
            for c in changes[:SHOWN]
        ),
    ]
    if len(changes) > SHOWN:
        lines += ["", f"and {len(changes) - SHOWN:,} more cells."]
    return "\n".join(lines)


def _files(title: str, names: Iterable[str]) -> list[str]:
    return _listed(title, (f"`{name}`" for name in names))


def _listed(title: str, sentences: Iterable[str]) -> list[str]:
    lines = [f"- {one}" for one in sentences]
    return [f"## {title}", "\n".join(lines)] if lines else []


def _plain(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
