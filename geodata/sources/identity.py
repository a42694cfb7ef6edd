"""Which columns of a table say what a row is about: a code, and a name where the table has one."""

from __future__ import annotations

import pandas as pd

from geodata.catalogue import Table
from geodata.geography import CODE_PATTERNS, prefix
from geodata.schemas import Column, code, text


def identity(table: Table, *, unique: bool = True) -> tuple[Column, ...]:
    """The code, and the name of an area; of practices, and areas not `named`, the code alone."""
    column = code(_prefix(table) + "_code", CODE_PATTERNS[table.level], unique=unique)
    coded = table.level == "practice" or not table.named
    return (column,) if coded else (column, text(_name(table)))


def renamed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The same frame with `code` and `name` for what the table calls them."""
    return frame.rename(columns={f"{_prefix(table)}_code": "code", _name(table): "name"})


def _prefix(table: Table) -> str:
    return prefix(table.level, table.vintage)


def _name(table: Table) -> str:
    return "msoa_hcl_name" if table.level == "msoa" else f"{_prefix(table)}_name"
