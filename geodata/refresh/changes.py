"""CHANGES.md: what a refresh brings, for the person who answers for the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.catalogue import Catalogue, Table
from geodata.errors import without_query
from geodata.refresh.cache import Held
from geodata.refresh.tables import Change, Compared

SHOWN = 40  # changed cells of one table; the rest are counted
REFUSED = "refused"
SIGNS = "\\`<[|*"  # by which Markdown would make more of words


@dataclass(frozen=True)
class Fetched:
    """A table that came from its publisher: from where, and how it differs from the one before."""

    table: Table
    held: tuple[Held, ...]
    compared: Compared

    @property
    def day(self) -> str:
        """When the last of its files was fetched."""
        return max((held.fetched for held in self.held), default="")

    @property
    def changed(self) -> str:
        """How many cells changed, or that all are new."""
        return "new" if self.compared.new else f"{len(self.compared.changes):,}"


@dataclass(frozen=True)
class Refused:
    """A table whose source was refused, and the sentence that says why."""

    table: Table
    source: str
    words: str


def as_new(one: Fetched | Refused) -> Fetched | Refused:
    """The same, of an authority of which nothing was there before."""
    if isinstance(one, Refused):
        return one
    return replace(one, compared=replace(one.compared, new=True))


def write(
    name: str,
    catalogue: Catalogue,
    brought: Sequence[Fetched | Refused],
    *,
    new: bool = False,
    notes: Iterable[str] = (),
    left: Mapping[str, Iterable[str]],
    observations: str,
) -> str:
    """The text. `observations` is what `build_diff` says; `notes` are about tables as they are.

    `new` says that nothing was there before. `left` are sentences by their headings: of tables
    that did not come.
    """
    parts = [
        f"# What this refresh changes: {name}{', which is new' if new else ''}",
        "Nothing here is served before this file is written. Look at each cell that changed: "
        "a correction by its publisher is usual, a whole column is not.",
        "## From the publishers",
        _overview(catalogue, brought),
    ]
    fetched = [one for one in brought if isinstance(one, Fetched)]
    parts += [_cells(one) for one in fetched if one.compared.changes and not one.compared.new]
    parts += _listed("To look at", notes)
    parts += ["## In the bundle", f"```\n{observations}\n```"]
    for title, sentences in left.items():
        parts += _listed(title, sentences)
    return "\n\n".join(parts) + "\n"


def summary(brought: Sequence[Fetched | Refused]) -> str:
    """The overview as lines for a terminal."""
    rows: list[tuple[str, ...]] = [("table", "rows", "changed", "marks", "fetched")]
    for one in brought:
        if isinstance(one, Refused):
            whose = "" if one.source == one.table.key else f" ({one.source})"
            rows.append((f"{one.table.key}{whose}", "", "", "", REFUSED))
        else:
            numbers = (f"{one.compared.rows:,}", one.changed, f"{one.compared.marked:,}")
            rows.append((one.table.key, *numbers, one.day))
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
        for row in rows
    )


def sentences(brought: Sequence[Fetched | Refused]) -> list[str]:
    """What was refused: a sentence a source."""
    said = {one.source: one.words for one in brought if isinstance(one, Refused)}
    return [f"{source}: {words}" for source, words in said.items()]


def _overview(catalogue: Catalogue, brought: Sequence[Fetched | Refused]) -> str:
    lines = [
        "| File | Publisher | Licence | Areas | Fetched | SHA-256 | Rows | Changed | Marks |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in brought:
        source = catalogue.source(one.table.source)
        cells = [
            f"`{one.table.file}`",
            source.publisher,
            source.licence,
            f"{one.table.level} {one.table.vintage}",
        ]
        if isinstance(one, Refused):
            cells += [REFUSED, *[""] * 4]
        else:
            hashes = " ".join(held.sha256[:12] for held in one.held[:3])
            numbers = (f"{one.compared.rows:,}", one.changed, f"{one.compared.marked:,}")
            cells += [one.day, hashes, *numbers]
        lines.append(f"| {' | '.join([cells[0], *map(escaped, cells[1:])])} |")
    held = [each for one in brought if isinstance(one, Fetched) for each in one.held]
    addresses = dict.fromkeys(without_query(one.address) for one in held)
    return "\n".join([*lines, "", *(f"- <{address}>" for address in addresses)])


def _cells(one: Fetched) -> str:
    changes: Sequence[Change] = one.compared.changes
    lines = [
        f"### {one.table.file}",
        "",
        "| Row | Column | Before | After |",
        "|---|---|---|---|",
        *(
            f"| {' | '.join(escaped(cell) for cell in (c.row, c.column, c.before, c.after))} |"
            for c in changes[:SHOWN]
        ),
    ]
    if len(changes) > SHOWN:
        lines += ["", f"and {len(changes) - SHOWN:,} more cells."]
    return "\n".join(lines)


def _listed(title: str, sentences: Iterable[str]) -> list[str]:
    lines = [f"- {one}" for one in sentences]
    return [f"## {title}", "\n".join(lines)] if lines else []


def escaped(words: str) -> str:
    """What a publisher wrote, as words and nothing else in Markdown."""
    return "".join(f"\\{one}" if one in SIGNS else one for one in " ".join(words.splitlines()))
