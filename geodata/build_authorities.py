"""Which local authority each area of a look-up lies in, where several are one bundle."""

from __future__ import annotations

import re

import pandas as pd

from geodata.catalogue import Authority
from geodata.errors import refuse_table
from geodata.geography import CODE_PATTERNS, LAD, LAD_CODE, LAD_NAME, WARD_CODE

COLUMNS = [LAD_CODE, LAD_NAME]


def is_several(authority: Authority) -> bool:
    """Whether an authority is several as one: its code is none of a local authority's own."""
    return not re.fullmatch(CODE_PATTERNS[LAD[0]], authority.code)


def told_apart(authority: Authority, lookup: pd.DataFrame, *, file: str) -> pd.DataFrame:
    """The look-up with the authority of each area; without, for one authority or an only name.

    TableError where a code has two names, a name two codes, or a ward lies in two authorities:
    wards do not cross their boundaries, so one of its areas is in a wrong ward.
    """
    if LAD_CODE not in lookup:
        return lookup
    if not is_several(authority) or lookup[LAD_CODE].nunique() == 1:
        return lookup.drop(columns=COLUMNS)
    for own, other, what in (
        (LAD_CODE, LAD_NAME, "one name for each code"),
        (LAD_NAME, LAD_CODE, "one code for each name"),
        (WARD_CODE, LAD_CODE, "the authority of the other areas of its ward"),
    ):
        first = lookup.groupby(own)[other].transform("first")
        for row in lookup.index[lookup[other] != first]:
            said = f"{lookup.at[row, other]!s} for {lookup.at[row, own]!s}"
            refuse_table(file, int(row) + 2, other, said, f"{first[row]}, {what}")
    return lookup


def missing_words(authority: Authority, lookup: pd.DataFrame, *, file: str) -> str:
    """What the build says of a look-up of several authorities that names none; "" otherwise."""
    if not is_several(authority) or LAD_CODE in lookup:
        return ""
    return f"absent: {LAD_CODE} and {LAD_NAME} in {file}, so no choice of local authorities"
