"""The register of practices (NHS ODS, epraccur): which of those here are closed, renamed or moved.

The register is of today and the list of practices is of its month, so it changes no table: what
differs is named in CHANGES.md, and what is not known of a practice. It has no heading; older
reports have letters and numbers for what newer ones spell out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.changes import escaped
from geodata.refresh.published import checked, headless
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.code_point_open import spaced
from geodata.schemas import Column, code, text
from geodata.sources.cells import read_cells

TABLE = "practices"
ADDRESS = "https://www.odsdatasearchandexport.nhs.uk/api/getReport?report=epraccur"
CODE, NAME, POSTCODE, CLOSED, STATUS = "code", "name", "postcode", "close date", "status"
SETTING = "prescribing setting"
COLUMNS = {0: CODE, 1: NAME, 9: POSTCODE, 11: CLOSED, 12: STATUS, 25: SETTING}
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


LABEL = "practices, epraccur.csv"
GENERAL_PRACTICE = {"RO76", "4"}  # among the settings of an organisation, with a bar between them
UNKNOWN = {
    "patients_2025_05": "patients (--only gp_patients, with a file by --given)",
    "pcn_code": "network",
}
SHOWN = 3  # codes in a sentence about several practices


def general_practices(fetch: Fetch, postcodes: Container[str]) -> pd.DataFrame:
    """CODE, NAME and POSTCODE of the active general practices at some postcodes, by code.

    Postcodes are written with one space. TableError for what is no register.
    """
    found = _register(fetch)
    found[POSTCODE] = found[POSTCODE].map(spaced)
    settings = found[SETTING].str.split("|").map(GENERAL_PRACTICE.intersection).astype(bool)
    own = found[settings & found[POSTCODE].map(postcodes.__contains__)]
    if own.empty:
        expected = f"general practices ({' or '.join(sorted(GENERAL_PRACTICE))}) of the authority"
        refuse_table(LABEL, 0, SETTING, "none at any of its postcodes", expected)
    _check(own)
    active = own[own[STATUS].map(WORDS) == ""]
    return active[[CODE, NAME, POSTCODE]].sort_values(CODE, ignore_index=True)


def _register(fetch: Fetch) -> pd.DataFrame:
    """The cells of the register under NAMES, unchecked."""
    got = fetch(ADDRESS, kind="csv")
    made = fetch.cache.unpacked(got) / "headed-epraccur.csv"
    return headless(fetch.cache.content(got), NAMES, made, label=LABEL)


def _check(own: pd.DataFrame) -> None:
    label = f"{LABEL} with a heading above it"
    checked(own, {one.name: one for one in CHECKS}, label=label, own={})


def _notes(fetch: Fetch, area: Area) -> Sequence[str]:
    """A sentence for each practice that the register has otherwise or has not; what is unknown."""
    held = area.authority.table(TABLE)
    found = _register(fetch)
    here = read_cells(area.figures / held.file)
    own = found[found[CODE].isin(here["practice_code"])]
    if own.empty:
        expected = f"the {len(here):,} practices of {held.file}"
        refuse_table(LABEL, 0, CODE, "none of these practices", expected)
    _check(own)
    registered = own.set_index(CODE)
    lines = []
    for _, one in here.iterrows():
        who, name = one["practice_code"], one["practice_name"]
        said = ["not in the register"]
        if who in registered.index:
            said = list(_otherwise(registered.loc[who], name, one["postcode"]))
        lines += [f"{who} {escaped(name)} (`{held.file}`): {escaped(words)}." for words in said]
    return [*lines, *_unknown(here, held.file)]


def _unknown(here: pd.DataFrame, file: str) -> Iterator[str]:
    """A sentence for each column of UNKNOWN that is empty for some practices."""
    for column, words in UNKNOWN.items():
        codes = list(here["practice_code"][here[column] == ""])
        if codes:
            more = f" and {len(codes) - SHOWN:,} more" if len(codes) > SHOWN else ""
            yield f"`{file}`: {words} not known of {', '.join(codes[:SHOWN])}{more}."


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
