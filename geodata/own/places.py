"""Which places the rows of a file are about; postcodes become small areas and are forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from geodata.errors import refuse_table
from geodata.geography import CODE_PATTERNS, LSOA, LSOA_BEFORE, MSOA, Level, column
from geodata.own.layout import Delivery
from geodata.own.rows import DIMENSIONS
from geodata.store import Store

NAMES = {"lsoa": "an LSOA", "msoa": "an MSOA", "practice": "a practice"}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")  # without its space
KEY = ("area", *DIMENSIONS)


@dataclass(frozen=True, eq=False)
class Placed:
    """Rows by the codes of one level, each code and dimension once, in the order of `codes`.

    `outside` counts the rows of postcodes that lie in no small area of the authority.
    """

    level: Level
    codes: tuple[str, ...]
    rows: pd.DataFrame
    outside: int = 0


def placed(delivery: Delivery, store: Store) -> Placed:
    """The rows of a file on the level that their places are of.

    TableError with the row for a place that is not known, of another kind than the first row's, or
    there twice. Postcodes are added up by small area; none of them is named in a refusal.
    """
    rows = delivery.rows.assign(area=delivery.rows["area"].map(_code))
    kind = _kind(rows["area"].iloc[0])
    odd = rows[rows["area"].map(_kind) != kind]
    for row, text in odd[["row", "area"]].itertuples(index=False):
        shown = _kind(text) or "what is no code of a place"
        expected = f"{kind}, as in the first row" if kind else "a code of an area or practice"
        refuse_table(delivery.file, row, "area", shown, expected)
    if not kind:
        found, expected = "what is no code of a place", "an LSOA, MSOA, practice or postcode"
        refuse_table(delivery.file, int(rows["row"].iloc[0]), "area", found, expected)
    _check_once(delivery.file, rows)
    if kind == "a postcode":
        return _from_postcodes(delivery.file, rows, store)
    level, codes = _level(kind, set(rows["area"]), store)
    for row, code in rows[~rows["area"].isin(codes)][["row", "area"]].itertuples(index=False):
        refuse_table(delivery.file, row, "area", code, f"{kind} of {store.authority.name}")
    return Placed(level, codes, rows.drop(columns="row"))


def _code(text: str) -> str:
    """A code as it is compared: capitals, and a postcode without its space, however wide."""
    bare = "".join(text.split()).upper()
    return bare if POSTCODE.fullmatch(bare) else text.upper()


def _check_once(file: str, rows: pd.DataFrame) -> None:
    """Refuse a place that is there twice for the same: its people would be counted twice."""
    again = rows[rows.duplicated(list(KEY))]
    if len(again):
        same = (rows[list(KEY)] == again[list(KEY)].iloc[0]).all(axis=1)
        found = f"the place of row {rows['row'][same].iloc[0]} again, with the same in each column"
        expected = f"a place once for each {', '.join(DIMENSIONS)}"
        refuse_table(file, int(again["row"].iloc[0]), "area", found, expected)


def _kind(text: str) -> str:
    """What a text is the code of, "an LSOA" or "a postcode" say; "" for nothing."""
    for name, kind in NAMES.items():
        if re.fullmatch(CODE_PATTERNS[name], text):
            return kind
    return "a postcode" if POSTCODE.fullmatch(text) else ""


def _level(kind: str, found: set[str], store: Store) -> tuple[Level, tuple[str, ...]]:
    """The level of a kind, and its codes: LSOAs of the year before where only those fit."""
    if kind == NAMES["practice"]:
        level = ("practice", store.authority.table_for("practices").vintage)
        return level, store.practices.code
    if kind == NAMES["msoa"]:
        return MSOA, store.level(*MSOA).codes
    newest, before = store.level(*LSOA).codes, store.level(*LSOA_BEFORE).codes
    fits = found <= set(before) and not found <= set(newest)
    return (LSOA_BEFORE, before) if fits else (LSOA, newest)


def _from_postcodes(file: str, rows: pd.DataFrame, store: Store) -> Placed:
    codes = store.areas.code
    of = {
        code.replace(" ", ""): codes[at]
        for code, at in zip(store.postcodes.code, store.postcodes.lsoa21.tolist(), strict=True)
    }
    area = rows["area"].map(of)
    if area.isna().all():
        expected = f"one or more of {store.authority.name}"
        refuse_table(file, 0, "area", "only postcodes outside the authority", expected)
    inside = rows.assign(area=area)[area.notna()]
    added = inside.groupby(list(KEY), sort=False)[["count", "out_of"]].sum().reset_index()
    return Placed(LSOA, codes, added, outside=int(area.isna().sum()))


def code_column(level: Level) -> str:
    """The name of the column of codes in a table of a level."""
    return column(level, "code")
