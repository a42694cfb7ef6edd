"""Tables that publishers give as workbooks with a row for each area, as workbooks.toml has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from geodata.errors import CatalogueError
from geodata.geography import CODE_PATTERNS, prefix
from geodata.refresh.joined import added
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.refresh.workbook import sheet
from geodata.schemas import code, count, figure, text
from geodata.text_files import TextFileError, read_toml

FILE = Path(__file__).with_suffix(".toml")
RANGE = re.compile(r"\{(\d+)-(\d+)\}")


@dataclass(frozen=True)
class Workbook:
    """One table: see the head of workbooks.toml."""

    table: str
    address: str
    sheet: str
    code: str
    codes: int
    columns: Mapping[str, str]
    name: str = ""
    year: str = ""
    sums: Mapping[str, int] = field(default_factory=dict)

    def addresses(self, _: Area) -> dict[str, str]:
        """That of the workbook."""
        return {self.address: "xlsx"}

    def parts(self) -> dict[str, list[str]]:
        """The publisher's columns that make each of ours."""
        made: dict[str, list[str]] = {}
        for ours, theirs in self.columns.items():
            if RANGE.search(ours):
                pairs = zip(_spread(ours), _spread(theirs), strict=True)
                made |= {one: [other] for one, other in pairs}
            else:
                made[ours] = [one for part in theirs.split(" + ") for one in _spread(part)]
        return made

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The rows of the area, columns added up; a mark among the parts is the mark of the sum."""
        held = area.authority.table(self.table)
        got = fetch(self.address, kind="xlsx")
        label = f"{self.table}, {self.address.rsplit('/', 1)[1]}"
        into = fetch.cache.unpacked(got)
        book = fetch.cache.content(got)
        path = sheet(book, self.sheet, self.code, into, year=self.year, label=label)
        parts = self.parts()
        every = tuple(dict.fromkeys(one for names in parts.values() for one in names))
        label = f"{label}, sheet {self.sheet}, rows counted from its heading"
        own = code(f"{prefix(held.level, held.vintage)}_code", CODE_PATTERNS[held.level])
        who = {self.code: own}
        if self.name:
            who[self.name] = text(own.name.replace("_code", "_name"))
        found = rows_of(
            path,
            (held.level, held.vintage),
            area,
            code=self.code,
            columns=(*tuple(who)[1:], *every),
            label=label,
            total=Total(self.codes, self.sums),
            counts=every,
        )
        columns = {**who, **{one: figure(count(one)) for one in every}}
        cells = checked(found, columns, label=label, own=dict(held.marks))
        made = cells[[one.name for one in who.values()]].copy()
        for ours, names in parts.items():
            made[ours] = cells[names].apply(added, axis=1)
        return {self.table: as_text(made)}


def _spread(words: str) -> list[str]:
    """A text for each number of the range in it."""
    found = RANGE.search(words)
    if not found:
        return [words]
    first, last = map(int, found.groups())
    return [words.replace(found[0], str(number)) for number in range(first, last + 1)]


def sources(file: Path = FILE) -> tuple[Source, ...]:
    """The adapters that a file like workbooks.toml describes, or CatalogueError."""
    known = {one.name for one in fields(Workbook)} - {"table"}
    made = []
    try:
        content = read_toml(file, "a TOML file")
    except TextFileError as error:
        raise _refusal(file, "file", error.found, error.expected) from error
    for key, entry in content.items():
        if not isinstance(entry, dict) or not known >= entry.keys():
            raise _refusal(file, key, ", ".join(entry), f"some of {', '.join(sorted(known))}")
        try:
            book = Workbook(key, **entry)
            book.parts()
        except (TypeError, ValueError) as error:
            raise _refusal(file, key, str(error), "an entry like the others") from error
        made.append(Source(key, (key,), book.addresses, book.read))
    return tuple(made)


def _refusal(file: Path, key: str, found: str, expected: str) -> CatalogueError:
    return CatalogueError(file=file.name, key=key, found=found, expected=expected)


SOURCES = sources()
