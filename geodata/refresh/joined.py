"""Small areas that several of the year before make: their counts added up, other figures marked.

The look-up has such an area under the code of one of them, and lists all of each in PARTS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.geography import BEFORE_CODE, LSOA_BEFORE, column
from geodata.schemas import is_whole

PARTS = column(LSOA_BEFORE, "parts")
MIXED = "X"  # the change of an area that is neither one, nor several, nor a part of those before
NOT_APPLICABLE = "z"


@dataclass(frozen=True)
class Joint:
    """The areas of before that are in an area, and whether it is all of them and nothing else."""

    parts: tuple[str, ...]
    whole: bool


def joints(lookup: pd.DataFrame) -> dict[str, Joint]:
    """By the code that it goes under, each area that several make; none without PARTS."""
    if PARTS not in lookup:
        return {}
    rows = zip(lookup[BEFORE_CODE], lookup[PARTS], lookup["change"], strict=True)
    return {
        code: Joint(tuple(parts.split()) or (code,), change != MIXED)
        for code, parts, change in rows
        if " " in parts or change == MIXED
    }


def join(
    rows: pd.DataFrame,
    joined: Mapping[str, Joint],
    code: str,
    figures: Sequence[str],
    *,
    counts: bool,
) -> pd.DataFrame:
    """A row for each area, of rows by the codes of before in the column `code`.

    `figures` of several become their sum where they are counts and of whole areas, otherwise
    "not applicable": no rank and no share of the parts is that of the whole.
    """
    made = [rows[~rows[code].isin({part for one in joined.values() for part in one.parts})]]
    for own, joint in joined.items():
        parts = rows[rows[code].isin(joint.parts)]
        cells = {
            name: added(parts[name]) if counts and joint.whole else NOT_APPLICABLE
            for name in figures
        }
        made.append(parts.head(1).assign(**{code: own, **cells}))
    return pd.concat(made).sort_values(code)


def added(cells: Sequence[str] | pd.Series[str]) -> str:
    """The sum of counts as they are written; a mark among them is the mark of the sum."""
    marks = [cell for cell in cells if not is_whole(cell)]
    return marks[0] if marks else str(sum(map(int, cells)))
