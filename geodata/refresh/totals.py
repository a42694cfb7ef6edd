"""What a file of the whole country adds up to: refused where it does not, before anything is built.

A part of a country looks like the whole of it to whoever reads the rows of one authority.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geodata.errors import refuse_table
from geodata.schemas import is_whole

CODE = r"[A-Z]\d{5,8}"  # of an area, an authority or a practice


@dataclass(frozen=True)
class Total:
    """How many areas or practices a publisher's file has, and what some of its columns add up to.

    `highest` is for columns of ranks, which run from 1 to it.
    """

    codes: int
    sums: Mapping[str, int] = field(default_factory=dict)
    highest: Mapping[str, int] = field(default_factory=dict)


def check(frame: pd.DataFrame, code: str, total: Total, *, label: str) -> None:
    """Refuse a file, by its column of codes, that is another than the country's. TableError."""
    found = frame[code][frame[code].str.fullmatch(CODE)].nunique()  # the rest are notes
    if found != total.codes:
        refuse_table(label, 0, code, f"{found:,} codes", f"the {total.codes:,} of the whole file")
    for column, expected in total.sums.items():
        added = sum(_whole(frame[column]))
        if added != expected:
            refuse_table(label, 0, column, f"{added:,} in all", f"{expected:,}, as published")
    for column, expected in total.highest.items():
        ranks = _whole(frame[column])
        ends = (min(ranks, default=0), max(ranks, default=0))
        if ends != (1, expected):
            words = f"ranks from {ends[0]:,} to {ends[1]:,}"
            refuse_table(label, 0, column, words, f"from 1 to {expected:,}")


def _whole(cells: pd.Series[str]) -> list[int]:
    """The whole numbers among cells; what is none is refused where it is read."""
    return [int(cell) for cell in cells if is_whole(cell)]
