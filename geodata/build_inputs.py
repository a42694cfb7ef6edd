"""What a build reads: the catalogue, an authority, and those of their tables that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from geodata import build_agreements, build_authorities, build_observations, build_series
from geodata.build_figures import columns_of
from geodata.catalogue import Absent, Authority, Catalogue, Indicator, Table
from geodata.catalogue.holdings import PURPOSES
from geodata.catalogue.own import FOLDER
from geodata.errors import TableError, refuse_table
from geodata.geography import LAD_NAME, LSOA_NAME, WARD_CODE, WARD_NAME
from geodata.sources import read

ALIKE = 0.85  # of two names of files, where 1 is the same
REQUIRED = ("lookup", "lsoa_boundaries", "ward_boundaries", "people")


@dataclass(frozen=True, eq=False)
class Inputs:
    """The tables that a bundle is made from, read and checked, and the catalogue of what they hold.

    `absent` is what the catalogue has and the authority has no table for.
    """

    catalogue: Catalogue
    absent: Absent
    authority: Authority
    tables: tuple[Table, ...]
    frames: Mapping[str, pd.DataFrame]

    def frame_for(self, purpose: str) -> pd.DataFrame:
        """The frame that serves a purpose of the build, or KeyError where there is none."""
        return self.frames[self.authority.table_for(purpose).key]

    @property
    def wards(self) -> pd.DataFrame:
        """The wards (code, name): of the list of wards, or of their boundaries where it is none."""
        return self.frame_for("wards" if self.has("wards") else "ward_boundaries")[["code", "name"]]

    def has(self, purpose: str) -> bool:
        """Whether the authority has the table that serves a purpose."""
        return self.authority.table_for(purpose).key in self.frames


def folder_of(figures: Path, authority: Authority) -> Path:
    """Where an authority's files of figures are."""
    return figures / authority.code


def read_inputs(catalogue: Catalogue, authority: Authority, figures: Path) -> Inputs:
    """Read the tables that serve a purpose, an indicator, a trend or an agreement.

    A table is there when its file is. Those that serve REQUIRED must be; what another would hold is
    absent from the bundle. Practices are known by their list: without it, nothing is about them,
    and where it has no patient counted, no figure is their number.
    """
    folder = folder_of(figures, authority)
    asked = {one.key: _tables_of(one, authority) for one in catalogue.indicators}
    published = [one for one in catalogue.trends if not one.dates]
    trends = {one.key: build_series.trend_table(one, authority).key for one in published}
    held = _held(authority, folder)
    missing = tuple(one.key for one in authority.tables if one.key not in held)
    authority = replace(authority, absent=missing)
    purposes = {authority.table_for(purpose).key: purpose for purpose in PURPOSES}
    lost = [key for key, tables in asked.items() if not tables <= held]
    ended = [key for key, table in trends.items() if table not in held]
    left, _ = catalogue.without(indicators=lost, trends=ended)
    agreements = [one for one in authority.agreements if {one.table, one.other} <= held]
    _check_required(authority, held)
    used = {key for key in purposes if key in held}
    used |= {key for one in left.indicators for key in asked[one.key]}
    used |= {trends[one.key] for one in left.trends if one.key in trends}
    used |= {key for one in agreements for key in (one.table, one.other)}
    facts = {table.key for table in authority.tables if table.kind == "facts"}
    used |= facts & held
    wanted = {table.key for table in authority.tables if table.purpose}
    wanted |= facts | set(trends.values()) | {key for keys in asked.values() for key in keys}
    tables = tuple(authority.table(key) for key in sorted(used))
    frames = {table.key: read(folder, table) for table in tables}
    lost += [one.key for one in left.indicators if _is_empty(one, catalogue, authority, frames)]
    left, absent = catalogue.without(indicators=lost, trends=ended)
    build_agreements.check_agreements(authority, agreements, frames)
    _tell_apart(authority, frames)
    return Inputs(
        catalogue=left,
        absent=absent.with_tables(authority.table(key) for key in sorted(wanted - used)),
        authority=authority,
        tables=tables,
        frames=frames,
    )


def _check_required(authority: Authority, held: set[str]) -> None:
    """Refuse an authority that has none of the files that serve a purpose in REQUIRED."""
    for purpose in REQUIRED:
        serving = [table for table in authority.tables if table.purpose == purpose]
        if held.isdisjoint(table.key for table in serving):
            first, *others = (table.file for table in serving)
            expected = " or ".join(["that file", *others])
            refuse_table(first, 0, "", "no such file", f"{expected}, as every authority has")


def _tell_apart(authority: Authority, frames: dict[str, pd.DataFrame]) -> None:
    """Say which authority areas lie in; where several wards have one name, theirs is added.

    Where the look-up does not say it, the district after which the areas of a ward are called
    stands for it: "Anytown 001A".
    """
    table = authority.table_for("lookup")
    lookup = build_authorities.told_apart(authority, frames[table.key], file=table.file)
    frames[table.key] = lookup
    wards = lookup.drop_duplicates(WARD_CODE).set_index(WARD_CODE)
    shared = wards[wards[WARD_NAME].duplicated(keep=False)]
    called = shared[LSOA_NAME].str.rsplit(n=1).str[0]
    names = shared[WARD_NAME] + " (" + shared.get(LAD_NAME, called) + ")"
    for purpose in ("lookup", "wards", "ward_boundaries"):
        frame = frames.get(authority.table_for(purpose).key)
        if frame is not None:
            code, name = (WARD_CODE, WARD_NAME) if purpose == "lookup" else ("code", "name")
            pairs = zip(frame[code], frame[name], strict=True)
            frame[name] = [names.get(one, own) for one, own in pairs]


def _is_empty(
    indicator: Indicator,
    catalogue: Catalogue,
    authority: Authority,
    frames: Mapping[str, pd.DataFrame],
) -> bool:
    """Whether its table is there and holds nothing of an indicator.

    The list of practices may have the patients of none. A long table, whose rows say what they are
    of, may have no row of it; one that is almost called so and is of no indicator is refused.
    """
    table = build_observations.table_of(indicator, authority)
    frame = frames[table.key]
    if table.key == authority.table_for("practices").key:
        return not frame[list(table.counts)].notna().any(axis=None)
    missing = [name for name in columns_of(indicator) if table.spread and name not in frame]
    if missing:
        known = {name for one in catalogue.indicators for name in columns_of(one)}
        _check_spelling(missing, [str(name) for name in frame if name not in known], table)
    return bool(missing)


def _check_spelling(missing: Iterable[str], others: Iterable[str], table: Table) -> None:
    """Refuse a long table with another name almost like one that is missing, of the same digits."""
    for name in missing:
        near = [one for one in others if _digits(one) == _digits(name)]
        for found in get_close_matches(name, near, n=1, cutoff=ALIKE):
            expected = f"{name}, or nothing like it"
            refuse_table(table.file, 0, table.spread, f"{found}, which no figure is of", expected)


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def _tables_of(indicator: Indicator, authority: Authority) -> set[str]:
    """The keys of the tables that an indicator needs."""
    other = build_observations.denominator_table_of(indicator, authority)
    keys = {build_observations.table_of(indicator, authority).key}
    keys |= {indicator.later_table} - {""}
    return keys | ({other.key} if other else set())


def _held(authority: Authority, folder: Path) -> set[str]:
    """The keys of the tables whose files are there and can be used.

    A file whose name is almost that of a table that is not there is refused: it is misspelt.
    """
    files = {table.file for table in authority.tables}
    own = {f"{FOLDER}/{path.name}" for path in (folder / FOLDER).glob("*.csv")}
    there = {path.name for path in folder.iterdir()} | (own & files)
    for name in sorted(there - files):
        meant = get_close_matches(name, sorted(files - there), n=1, cutoff=ALIKE)
        if meant:
            raise TableError(
                file=name, row=0, column="", found="a file of no table", expected=meant[0]
            )
    held = {table.key for table in authority.tables if table.file in there}
    if authority.table_for("practices").key in held:
        return held
    return {key for key in held if authority.table(key).level != "practice"}
