"""What a publisher's adapter is, and what it is told of the authority."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from geodata.build_authorities import is_several
from geodata.catalogue import Authority
from geodata.geography import LAD_CODE, LSOA_BEFORE, MSOA, MSOA_CODE, MSOA_NAME, column
from geodata.refresh.cache import Cache, Held
from geodata.refresh.joined import Joint, joints
from geodata.sources import read
from geodata.sources.cells import read_cells


class Fetch(Protocol):
    """The content of an address; a Fetcher is one."""

    @property
    def cache(self) -> Cache:
        """Where the content is kept."""

    def __call__(self, address: str, *, kind: str) -> Held:
        """Fetch, or FetchError."""


@dataclass(frozen=True)
class Area:
    """An authority, its areas by level and vintage, and the folder of the figures of before.

    `names` are those of the look-up and of the wards, by code. `whole` says that files of
    the country hold all of it, so that national totals can be checked and worked out. `joined` are
    small areas that several of before make, by the code they go under; `names` has every part.
    `several` are the local authorities that are one here, by code, where the look-up has them.
    """

    authority: Authority
    figures: Path
    names: Mapping[tuple[str, int], Mapping[str, str]]
    whole: bool = True
    joined: Mapping[str, Joint] = field(default_factory=dict)
    several: tuple[str, ...] = ()

    @property
    def authorities(self) -> tuple[str, ...]:
        """The codes of its local authorities, under which publishers have what is theirs."""
        return self.several or (self.authority.code,)

    def file(self, table: str) -> Path:
        """Where the figures of before have a table of the catalogue; it need not be there."""
        return self.figures / self.authority.table(table).file

    def has(self, tables: Iterable[str]) -> bool:
        """Whether the figures of before have each of some tables."""
        return all(self.file(one).exists() for one in tables)


@dataclass(frozen=True)
class Source:
    """One publication: which tables of the catalogue it fills, from which addresses.

    Publisher, licence, level and vintage are those of its tables in the catalogue. `addresses` are
    those known beforehand, each with the kind of its file (`replies.KINDS`); further pages are
    found on the way. `read` gives the text of each table's file, tables of the whole country only
    of files that hold it; its module lists the columns of the publisher that must be there.
    `notes` are sentences about tables as they are, for CHANGES.md. `said` is the source that the
    tables must name, where another publication could fill them too. `needs` are tables that must be
    there, because it only fills what they list. Tables of a source that fills them `once` stay when
    they are there.
    """

    key: str
    tables: tuple[str, ...]
    addresses: Callable[[Area], Mapping[str, str]]
    read: Callable[[Fetch, Area], Mapping[str, str]]
    notes: Callable[[Fetch, Area], Sequence[str]] = lambda *_: ()
    said: str = ""
    needs: tuple[str, ...] = ()
    once: bool = False

    def fits(self, authority: Authority) -> bool:
        """Whether an authority's catalogue has all its tables."""
        return {one.key for one in authority.tables} >= set(self.tables)

    def named_by(self, authority: Authority) -> bool:
        """Whether the tables of an authority say that they are of this publication."""
        return not self.said or {authority.table(one).source for one in self.tables} == {self.said}


def area_of(authority: Authority, figures: Path, *, whole: bool = True) -> Area:
    """What look-up and list of wards among the figures say. TableError as the build raises."""
    table = authority.table_for("lookup")
    frame = read(figures, table)
    names: dict[tuple[str, int], dict[str, str]] = {}
    for level in {(one.level, one.vintage) for one in authority.tables if one.level == "lsoa"}:
        code, name = column(level, "code"), column(level, "name")
        names[level] = dict(sorted(zip(frame[code], frame[name], strict=True)))
    joined = joints(read_cells(figures / table.file))
    for code_of, joint in joined.items():
        names[LSOA_BEFORE] |= dict.fromkeys(joint.parts, names[LSOA_BEFORE][code_of])
    names[MSOA] = dict(sorted(zip(frame[MSOA_CODE], frame[MSOA_NAME], strict=True)))
    several = set(frame[LAD_CODE]) if is_several(authority) and LAD_CODE in frame else ()
    wards = authority.table_for("wards")
    if not (figures / wards.file).exists():
        wards = authority.table_for("ward_boundaries")
    frame = read(figures, wards)
    names[wards.level, wards.vintage] = dict(sorted(zip(frame["code"], frame["name"], strict=True)))
    return Area(
        authority, figures, names, whole=whole, joined=joined, several=tuple(sorted(several))
    )
