"""ONS Postcode Directory, or the look-up (NSPL): postcodes with the small areas they are in.

In the place of Code-Point Open, for an authority whose authority.toml names this source for both
tables. A release is one file of a gigabyte, of which the lines of the authority alone are kept.
Positional quality 1 to 9 are ten times that in Code-Point Open, which the tables have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from geodata.errors import refuse_table
from geodata.geography import (
    BEFORE_CODE,
    CODE_PATTERNS,
    LSOA,
    LSOA_BEFORE,
    LSOA_CODE,
    MSOA_CODE,
    WARD,
    WARD_CODE,
    WARD_NAME,
)
from geodata.refresh.archive import beside, excerpt, members
from geodata.refresh.published import cells, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.code_point_open import TABLES, before_of, degrees, tables
from geodata.schemas import code, count
from geodata.sources.cells import read_cells
from geodata.sources.postcodes import FROM_LOOKUP, POSTCODE

RELEASE = "MAY_2025"
ADDRESS = "https://geoportal.statistics.gov.uk/search#onspd.zip"
LARGEST = 2_000_000_000  # bytes of the file of a release
MEMBER = re.compile(r"(ONSPD|NSPL|NSPL21)_([A-Z]{3}_\d{4})(_UK)?\.csv")
HEADINGS = {  # of directory and look-up, older and newer
    "pcds": r"pcds",
    "doterm": r"doterm",
    "laua": r"(os)?laua|lad\d\dcd",
    "ward": r"(os)?ward|wd\d\dcd",
    "east1m": r"oseast1m|east1m",
    "north1m": r"osnrth1m|north1m",
    "gridind": r"osgrdind|gridind",
    "lsoa11": r"lsoa11(cd)?",
    "lsoa21": r"lsoa21(cd)?",
}
PLACES = {
    "pcds": code("postcode", POSTCODE, unique=True),
    "east1m": count("easting", low=1),
    "north1m": count("northing", low=1),
    "gridind": count("positional_quality", low=1, high=8),
    "lsoa21": code(LSOA_CODE, CODE_PATTERNS["lsoa"]),
    "ward": code(WARD_CODE, r"E05\d{6}"),
}
UNPLACED = "9"


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    own, wanted = area.authority.code, area.authorities
    got = fetch(ADDRESS, kind="zip")
    path = fetch.cache.content(got)
    member = _member(path)
    into = fetch.cache.unpacked(got)
    kept = excerpt(path, member, into, keep=wanted, largest=LARGEST, label="onspd.zip")
    label = f"postcodes, {member}, rows of {own} alone"
    found = cells(_headed(kept), tuple(one for one in HEADINGS if one != "lsoa11"), label=label)
    found = found[found["laua"].isin(wanted) & (found["doterm"].str.strip() == "")]
    found = found[found["gridind"] != UNPLACED]
    if found.empty:
        refuse_table(label, 0, "laua", f"no live row for {own}", "its postcodes")
    places = PLACES | {one: code(BEFORE_CODE, CODE_PATTERNS["lsoa"]) for one in ["lsoa11"]}
    columns = {name: places[name] for name in places if name in found.columns}
    fresh = _placed(checked(found, columns, label=label, own={}), area, label=label)
    fresh["positional_quality"] += "0"
    before = before_of(area).columns
    fresh = degrees(fresh)[list(dict.fromkeys((*before, LSOA_CODE)))]
    return tables(fresh, area, label=label)


def _member(path: Path) -> str:
    """The file of the release in an archive, or TableError for another release."""
    there = members(path, label="onspd.zip")
    found = [one for one in there if MEMBER.fullmatch(one)]
    if not any(RELEASE in one for one in found):
        others = ", ".join((found or there)[:8]) or "nothing"
        refuse_table("onspd.zip", 0, "", f"only {others}", f"a member ONSPD_{RELEASE}_UK.csv")
    return next(one for one in found if RELEASE in one)


def _headed(path: Path) -> Path:
    """A copy under one name for each column, whatever the release calls it."""
    made = path.with_name(f"headed-{path.name}")
    with beside(made) as fresh, path.open("rb") as source, fresh.open("wb") as target:
        first = source.readline().decode("utf-8-sig", errors="replace")
        names = [_heading(one.strip().strip('"')) for one in first.split(",")]
        target.write(f"{','.join(names)}\n".encode())
        target.writelines(source)
    return made


def _heading(name: str) -> str:
    known = (ours for ours, theirs in HEADINGS.items() if re.fullmatch(theirs, name))
    return next(known, name)


def _placed(fresh: pd.DataFrame, area: Area, *, label: str) -> pd.DataFrame:
    """With MSOA and ward by name, and the LSOA of before: of the file, or of the look-up."""
    lookup = read_cells(area.file("lookup")).set_index(LSOA_CODE)
    if BEFORE_CODE not in fresh:
        split = fresh[LSOA_CODE].map(lookup["change"])
        for unsure in fresh[LSOA_CODE][~split.isin(["U", "S"]) & split.notna()]:
            found = f"no such column, and {unsure} was made of several"
            refuse_table(label, 1, "lsoa11", found, "the directory (ONSPD), which has it")
        fresh = fresh.assign(**{BEFORE_CODE: fresh[LSOA_CODE].map(lookup[BEFORE_CODE]).fillna("")})
    for name, level in ((LSOA_CODE, LSOA), (BEFORE_CODE, LSOA_BEFORE), (WARD_CODE, WARD)):
        for line in fresh.index[~fresh[name].isin(area.names[level].keys())]:
            expected = f"an area of the look-up of {level[1]}"
            refuse_table(label, int(line) + 2, name, str(fresh.at[line, name]), expected)
    under = {part: own for own, one in area.joined.items() for part in one.parts}
    fresh[BEFORE_CODE] = fresh[BEFORE_CODE].replace(under)
    fresh["lsoa11_source"] = f"{FROM_LOOKUP}{RELEASE[-4:]}"
    fresh[MSOA_CODE] = fresh[LSOA_CODE].map(lookup[MSOA_CODE])
    fresh[WARD_NAME] = fresh[WARD_CODE].map(area.names[WARD])
    return fresh


SOURCE = Source(
    key="ons_postcodes",
    tables=TABLES,
    addresses=lambda _: {ADDRESS: "zip"},
    read=_read,
    said="ons_postcodes",
)
