"""The register of practices (NHS ODS, epraccur): which of those here are closed, renamed or moved.

The register is of today and the list of practices is of its month, so it fills no table: what
differs is named in CHANGES.md. It has no heading; older reports have letters for what newer ones
spell out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.changes import escaped
from geodata.refresh.published import checked, headless
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import Column, code, text
from geodata.sources.cells import read_cells

TABLE = "practices"
ADDRESS = "https://www.odsdatasearchandexport.nhs.uk/api/getReport?report=epraccur"
CODE, NAME, POSTCODE, CLOSED, STATUS = "code", "name", "postcode", "close date", "status"
COLUMNS = {0: CODE, 1: NAME, 9: POSTCODE, 11: CLOSED, 12: STATUS}
NAMES = tuple(COLUMNS.get(at, f"column {at + 1}") for at in range(27))
WORDS = {
    **dict.fromkeys(("ACTIVE", "A"), ""),
    **dict.fromkeys(("INACTIVE", "C"), "closed"),
    "D": "dormant",
    "P": "proposed",
}
CHECKS = (
    code(CODE, r"[A-Z]\d{5}", unique=True),
    text(NAME),
    code(STATUS, "|".join(WORDS)),
    Column(CLOSED, pattern=r"(\d{4}-?\d\d-?\d\d)?"),
)


def _notes(fetch: Fetch, area: Area) -> Sequence[str]:
    """A sentence for each practice of the table that the register has otherwise, or has not."""
    held = area.authority.table(TABLE)
    got = fetch(ADDRESS, kind="csv")
    made = fetch.cache.unpacked(got) / "headed-epraccur.csv"
    found = headless(fetch.cache.content(got), NAMES, made, label="practices, epraccur.csv")
    here = read_cells(area.figures / held.file)
    own = found[found[CODE].isin(here["practice_code"])]
    if own.empty:
        expected = f"the {len(here):,} practices of {held.file}"
        refuse_table("practices, epraccur.csv", 0, CODE, "none of these practices", expected)
    label = "practices, epraccur.csv with a heading above it"
    checked(own, {one.name: one for one in CHECKS}, label=label, own={})
    registered = own.set_index(CODE)
    lines = []
    for who, name, postcode in here[["practice_code", "practice_name", "postcode"]].itertuples(
        index=False, name=None
    ):
        said = ["not in the register"]
        if who in registered.index:
            said = list(_otherwise(registered.loc[who], name, postcode))
        lines += [f"{who} {escaped(name)} (`{held.file}`): {escaped(one)}." for one in said]
    return lines


def _otherwise(row: pd.Series[str], name: str, postcode: str) -> Sequence[str]:
    """What the register says of a practice that the table says otherwise."""
    said = []
    if word := WORDS[row[STATUS]]:
        said.append(f"{word} in the register{f' since {row[CLOSED]}' if row[CLOSED] else ''}")
    if _plain(row[NAME]) != _plain(name):
        said.append(f"called {row[NAME]} in the register")
    if _plain(row[POSTCODE]) != _plain(postcode):
        there = row[POSTCODE] or "no postcode"
        said.append(f"at {there} in the register, at {postcode} here")
    return said


def _plain(words: str) -> str:
    """Words without what two lists write differently."""
    return re.sub(r"[^A-Z0-9]", "", words.upper().replace("&", "AND").removeprefix("THE "))


SOURCE = Source(
    key="practice_register",
    tables=(TABLE,),
    addresses=lambda _: {ADDRESS: "csv"},
    read=lambda *_: {},
    notes=_notes,
    needs=(TABLE,),
)
